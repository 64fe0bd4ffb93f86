package io.medseal.testkit.programs;

import io.medseal.ledger.statements.StrictJson;
import tools.jackson.databind.JsonNode;

/**
 * What a program left that has ended.
 *
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 * @param peakMemory the most that it was seen to hold at once, in bytes; 0 where nobody says
 */
public record Finished(int exitCode, String out, String err, long peakMemory) {
  /** Standard output as the one JSON document that it is. */
  public JsonNode json() {
    return StrictJson.mapper().readTree(out);
  }
}

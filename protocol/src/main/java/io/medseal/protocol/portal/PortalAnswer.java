package io.medseal.protocol.portal;

import io.medseal.protocol.problems.ProblemType;
import java.util.Map;

/** How a request for one of the portal's files is answered. */
public sealed interface PortalAnswer {
  /**
   * 200 with a file.
   *
   * @param headers all but the length
   * @param resource what {@link PortalFiles#open} opens
   * @param bytes how long it is
   */
  record Found(Map<String, String> headers, String resource, long bytes) implements PortalAnswer {}

  /** 304: the caller has it. */
  record Unchanged(Map<String, String> headers) implements PortalAnswer {}

  /**
   * A problem.
   *
   * @param headers what the answer carries besides
   */
  record Refused(ProblemType problem, Map<String, String> headers) implements PortalAnswer {}
}

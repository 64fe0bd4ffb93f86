package io.medseal.server.openapi;

import io.medseal.protocol.reports.Reports;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What some endpoints read from the request and write to the answer by themselves. */
final class ByHand {
  private static final String PART = "PUT /api/v1/reports/{id}/parts/{index}";
  private static final String PUT_CONTENTS = "PUT /api/v1/reports/{id}/contents";
  private static final String CONTENTS = "GET /api/v1/reports/{id}/contents";
  private static final String HASHES = "GET /api/v1/reports/{id}/hashes";
  private static final String BODY = "GET /api/v1/reports/{id}/body";

  private ByHand() {}

  static List<ObjectNode> parameters(String key) {
    return switch (key) {
      case PART ->
          List.of(
              header(
                  Reports.PART_HASH, true, "The part's hash (bodies.md section 2), hexadecimal"));
      case BODY ->
          Stream.of(
                  header("Range", false, "One range of bytes (RFC 9110 section 14)"),
                  header("If-Range", false, "The ETag of an answer before"))
              .toList();
      default -> List.of();
    };
  }

  static boolean takesOctets(String key) {
    return key.equals(PART) || key.equals(PUT_CONTENTS);
  }

  static boolean answersOctets(String key) {
    return key.equals(BODY) || key.equals(CONTENTS) || key.equals(HASHES);
  }

  static boolean answersRanges(String key) {
    return key.equals(BODY);
  }

  private static ObjectNode header(String name, boolean required, String description) {
    ObjectNode header = Description.object();
    header.put("name", name).put("in", "header").put("required", required);
    header.put("description", description).putObject("schema").put("type", "string");
    return header;
  }
}

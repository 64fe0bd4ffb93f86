package io.medseal.seal.vectors;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.bodies.FixedParts;
import io.medseal.seal.secrets.ReportKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Bodies given by a rule, and what is done to them (spec/vectors/README.md, bodies). */
final class BodyRule {
  private BodyRule() {}

  static byte[] plaintext(JsonNode sealed) {
    JsonNode rule = sealed.get("plaintext");
    byte[] pattern = bytes(rule, "pattern");
    byte[] plain = new byte[rule.get("size").intValue()];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = pattern[i % pattern.length];
    }
    return plain;
  }

  static byte[] body(JsonNode sealed, ReportKey key, ReportId report) {
    List<FixedParts.Header> headers = new ArrayList<>();
    for (JsonNode part : sealed.get("parts")) {
      headers.add(
          new FixedParts.Header(Bytes.of(bytes(part, "salt")), Bytes.of(bytes(part, "prefix"))));
    }
    return FixedParts.seal(key, report, plaintext(sealed), headers);
  }

  static byte[] edited(byte[] body, JsonNode edits) {
    byte[] now = body;
    for (JsonNode edit : edits) {
      now = edit(now, edit);
    }
    return now;
  }

  private static byte[] edit(byte[] body, JsonNode edit) {
    byte[] out = body.clone();
    if (edit.has("flip")) {
      out[edit.get("flip").intValue()] ^= (byte) (1 << edit.get("bit").intValue());
    } else if (edit.has("cut")) {
      out = Arrays.copyOf(body, edit.get("cut").intValue());
    } else if (edit.has("append")) {
      byte[] more = bytes(edit, "append");
      out = Arrays.copyOf(body, body.length + more.length);
      System.arraycopy(more, 0, out, body.length, more.length);
    } else if (edit.has("swap")) {
      int a = edit.get("swap").get(0).intValue();
      int b = edit.get("swap").get(1).intValue();
      int length = edit.get("length").intValue();
      System.arraycopy(body, a, out, b, length);
      System.arraycopy(body, b, out, a, length);
    } else if (edit.has("copy")) {
      System.arraycopy(
          body,
          edit.get("copy").get(0).intValue(),
          out,
          edit.get("copy").get(1).intValue(),
          edit.get("length").intValue());
    } else {
      throw new IllegalArgumentException("unknown edit");
    }
    return out;
  }

  private static byte[] bytes(JsonNode node, String member) {
    return Bytes.fromBase64Url(node.get(member).stringValue()).toArray();
  }
}

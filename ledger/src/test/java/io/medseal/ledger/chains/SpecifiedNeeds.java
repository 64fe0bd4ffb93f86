package io.medseal.ledger.chains;

import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.statements.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a statement needs, read from the table of spec/keyrings.md section 6. */
final class SpecifiedNeeds {
  /** {@code | `type` | chain of | needs | further members |}. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z-]+)` \\| [^|]+ \\| ([^|]+) \\| [^|]+ \\|$", Pattern.MULTILINE);

  private static final Map<String, String> NEEDS =
      ROW.matcher(page())
          .results()
          .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));

  private SpecifiedNeeds() {}

  /** Empty where a membership is enough. */
  static Optional<Capability> of(Statement statement, NaiveModel.Keyring keyring) {
    JsonNode payload = StrictJson.read(StatementCodec.payload(statement));
    String needs = NEEDS.get(payload.get("type").stringValue());
    if (needs.startsWith("to be a member")) {
      return Optional.empty();
    }
    boolean own =
        needs.startsWith("own")
            || (needs.contains("own where the member is an owner") && isOwner(payload, keyring))
            || (needs.contains("or becomes one") && becomesOwner(payload));
    if (!own && !needs.startsWith("manage")) {
      throw new IllegalStateException("the table says: " + needs);
    }
    return Optional.of(own ? Capability.OWN : Capability.MANAGE);
  }

  private static boolean isOwner(JsonNode payload, NaiveModel.Keyring keyring) {
    JsonNode member = payload.get("member");
    String who = member.isObject() ? member.get("keyring").stringValue() : member.stringValue();
    return keyring.members.stream()
        .anyMatch(had -> had.who().hex().equals(who) && had.role().equals("owner"));
  }

  private static boolean becomesOwner(JsonNode payload) {
    return payload.get("member").get("role").stringValue().equals("owner");
  }

  private static String page() {
    Path here = Path.of("").toAbsolutePath();
    Path project = Files.exists(here.resolve("mvnw")) ? here : here.getParent();
    try {
      return Files.readString(project.resolve("spec/keyrings.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.medseal.protocol.institutes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.medseal.ledger.ids.KeyringId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of {@code /institutes}. */
public final class Institutes {
  private Institutes() {}

  /** {@code POST /institutes/query}. */
  public record InstituteQuery(List<KeyringId> keyrings) {}

  /** Of those asked for, the ones that something stands behind; no other is verified. */
  public record Verified(List<Verification> institutes) {}

  /**
   * What the service says of an institute. Its word, not a proof: the keyring proves itself.
   *
   * @param domain there while the institute's card names this domain, and the domain the institute
   * @param operator there while the institute's card has the name that the operator confirmed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Verification(
      KeyringId keyring, @Nullable Domain domain, @Nullable Operator operator) {}

  /**
   * A domain that names the institute.
   *
   * @param name as the domain name system has it, other scripts as {@code xn--}
   * @param checked when it last did
   */
  public record Domain(String name, Method method, Instant checked) {}

  /** The operator of the service confirmed that the institute is called so. */
  public record Operator(String name, Instant confirmed) {}

  /** How a domain names an institute (spec/institutes.md). */
  public enum Method {
    DNS("dns"),
    WELL_KNOWN("well-known");

    private final String text;

    Method(String text) {
      this.text = text;
    }

    /** As it is written. */
    @JsonValue
    public String text() {
      return text;
    }
  }
}

package io.medseal.client.institutes;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.names.Quoted;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What stands behind an institute's name.
 *
 * <p><b>Restrictions.</b> Domain and operator are the service's word. Only what the user compared
 * themselves holds against a service that lies.
 *
 * @param domain the domain that names this institute, as the service found
 * @param operator when the operator of the service confirmed the name
 * @param you when the user of this profile compared the safety number
 */
public record Standing(Optional<Domain> domain, Optional<Instant> operator, Optional<Instant> you) {

  /** Of an institute that nothing stands behind. */
  public static final Standing NONE =
      new Standing(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * A domain.
   *
   * @param name in ASCII, other scripts as {@code xn--}: so none looks like another
   * @param method {@code dns} or {@code well-known}
   * @param checked when the service last found it so
   */
  public record Domain(String name, String method, Instant checked) {}

  /** Whether anything does. */
  public boolean isVerified() {
    return domain.isPresent() || operator.isPresent() || you.isPresent();
  }

  /**
   * How to name the institute in a sentence: never without what its name is worth, and in quotation
   * marks that the name cannot end.
   *
   * @param name from its card
   */
  public String naming(KeyringId institute, Optional<String> name) {
    String called = name.flatMap(Quoted::any).orElseGet(() -> institute.hex().substring(0, 12));
    return isVerified() ? called + " (" + basis() + ")" : "unverified institute " + called;
  }

  /** What it rests on, in a few words. */
  public String basis() {
    String domains =
        domain
            .map(
                proof ->
                    proof.name()
                        + ", checked by this service on "
                        + proof.checked().atZone(ZoneOffset.UTC).toLocalDate())
            .orElse("");
    if (you.isPresent()) {
      return domains.isEmpty()
          ? "confirmed by you"
          : domain.orElseThrow().name() + ", confirmed by you";
    }
    if (!domains.isEmpty()) {
      return domains;
    }
    return operator.isPresent() ? "confirmed by this service's operator" : "unverified";
  }
}

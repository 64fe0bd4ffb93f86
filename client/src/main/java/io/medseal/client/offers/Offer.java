package io.medseal.client.offers;

import io.medseal.client.institutes.Standing;
import io.medseal.client.people.Person;
import io.medseal.client.problems.TrustException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.names.Quoted;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that somebody else made this person a member of. Nothing of it has been opened: of a
 * record nobody's name is known here.
 *
 * @param keyring what was shared
 * @param kind record, section, department, institute
 * @param from who shared it, by its verified history
 * @param card the public name of a department or institute
 * @param standing what stands behind the name, of an institute
 * @param role what this person may do there
 * @param until when that ends
 * @param since when it was shared
 * @param decision what was decided about it
 */
public record Offer(
    KeyringId keyring,
    KeyringKind kind,
    Person from,
    Optional<Card> card,
    Standing standing,
    Role role,
    Optional<Instant> until,
    Instant since,
    Decision decision) {

  /** How to name it in a sentence: an institute never without what its name is worth. */
  public String spoken() {
    Optional<String> name = card.map(Card::name);
    if (kind == KeyringKind.INSTITUTE) {
      return (standing.isVerified() ? "institute " : "") + standing.naming(keyring, name);
    }
    return kind.text() + name.flatMap(Quoted::any).map(own -> " " + own).orElse("");
  }

  /** What was decided. */
  public enum Decision {
    /** Nothing yet. */
    WAITING,
    /** This person does not want it. */
    DECLINED,
    /** Whoever shared it is blocked. */
    BLOCKED
  }

  /**
   * An offer whose history does not verify.
   *
   * @param from who shared it, as the service says
   */
  public record Unsound(KeyringId keyring, Optional<KeyringId> from, TrustException problem) {}
}

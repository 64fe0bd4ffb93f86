package io.medseal.client.institutes;

import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.profiles.Compared;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.protocol.institutes.Institutes.InstituteQuery;
import io.medseal.protocol.institutes.Institutes.Verification;
import io.medseal.protocol.institutes.Institutes.Verified;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose word it is.
 *
 * <pre>{@code
 * Standing standing = medseal.institutes().verification(keyring);
 * if (standing.isVerified()) { ... standing.basis() ... }
 * }</pre>
 */
public final class Institutes {
  private static final int ASKED_AT_ONCE = 200;

  private final SignedIn me;

  /** For the person who is logged in. */
  public Institutes(SignedIn me) {
    this.me = me;
  }

  /** What stands behind one institute; {@link Standing#NONE} for what is no institute. */
  public Standing verification(KeyringId institute) {
    return verifications(List.of(institute)).get(institute);
  }

  /** What stands behind each of these. */
  public Map<KeyringId, Standing> verifications(Collection<KeyringId> institutes) {
    List<KeyringId> asked = List.copyOf(new HashSet<>(institutes));
    Map<KeyringId, Verification> words = new HashMap<>();
    for (int from = 0; from < asked.size(); from += ASKED_AT_ONCE) {
      List<KeyringId> some = asked.subList(from, Math.min(asked.size(), from + ASKED_AT_ONCE));
      me.connection()
          .post(
              "/institutes/query",
              new InstituteQuery(some),
              Verified.class,
              Connection.Repeat.ALLOWED)
          .institutes()
          .forEach(word -> words.put(word.keyring(), word));
    }
    Map<KeyringId, Compared> compared = me.profile().compared();
    me.chains()
        .refresh(
            asked.stream()
                .filter(id -> words.containsKey(id) || compared.containsKey(id))
                .toList());
    Map<KeyringId, Standing> standings = new HashMap<>();
    asked.forEach(id -> standings.put(id, standing(id, words.get(id), compared.get(id))));
    return standings;
  }

  /**
   * Has the service ask the domain on the institute's card, now.
   *
   * @throws ServiceException {@code domain-unproved} if the domain does not name this institute,
   *     {@code denied} if this person does not manage it
   */
  public Standing verify(KeyringId institute) {
    Verification word =
        me.connection()
            .post(
                "/institutes/" + institute.hex() + "/verification",
                Map.of(),
                Verification.class,
                Connection.Repeat.ALLOWED);
    me.chains().refresh(List.of(institute));
    return standing(institute, word, me.profile().compared().get(institute));
  }

  /**
   * Notes in the profile that the user compared the institute's safety number.
   *
   * @throws InputException.NoSuch if there is no such institute, or it has no name
   */
  public Standing confirm(KeyringId institute) {
    me.chains().refresh(List.of(institute));
    Card card =
        card(institute)
            .orElseThrow(
                () -> new InputException.NoSuch("institute", institute.hex().substring(0, 12)));
    me.profile().compared(institute, Optional.of(new Compared(card.name(), me.now())));
    return verification(institute);
  }

  /** Forgets that the safety number was compared. */
  public void forget(KeyringId institute) {
    me.profile().compared(institute, Optional.empty());
  }

  /** Nothing counts but for the name and the domain that the institute's own chain has now. */
  private Standing standing(
      KeyringId institute, @Nullable Verification word, @Nullable Compared compared) {
    Optional<Card> card = card(institute);
    if (card.isEmpty()) {
      return Standing.NONE;
    }
    String name = card.get().name();
    Optional<Verification> said = Optional.ofNullable(word);
    return new Standing(
        said.map(Verification::domain)
            .filter(domain -> card.get().domain().equals(Optional.of(domain.name())))
            .map(
                domain ->
                    new Standing.Domain(domain.name(), domain.method().text(), domain.checked())),
        said.map(Verification::operator)
            .filter(operator -> operator.name().equals(name))
            .map(operator -> operator.confirmed()),
        Optional.ofNullable(compared).filter(one -> one.name().equals(name)).map(Compared::since));
  }

  private Optional<Card> card(KeyringId institute) {
    return me.chains()
        .find(institute)
        .map(VerifiedChain::state)
        .filter(state -> state.kind() == KeyringKind.INSTITUTE && !state.closed())
        .flatMap(KeyringState::card);
  }
}

package io.medseal.client.people;

import io.medseal.client.institutes.Institutes;
import io.medseal.client.institutes.Standing;
import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.profiles.Pin;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.chains.SafetyNumber;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Endorsement;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.protocol.accounts.Accounts.DirectoryAnswer;
import io.medseal.protocol.accounts.Accounts.DirectoryQuery;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks people up.
 *
 * <p><b>Guarantees.</b> The first answer for an e-mail is pinned; any other answer later is a
 * {@link TrustException.SubstituteKey} until it is {@linkplain #accept accepted}. The keyring's
 * chain has been verified.
 *
 * <p><b>Restrictions.</b> At the first contact the service is believed; compare the safety number
 * in person where that matters.
 */
public final class People {
  /** Institutes that nothing stands behind; anybody may found a thousand of them. */
  private static final int MOST_UNVERIFIED = 20;

  private static final Pattern KEYRING = Pattern.compile("[0-9a-f]{64}");

  private final SignedIn me;
  private final Institutes institutes;

  /** For the person who is logged in. */
  public People(SignedIn me) {
    this.me = me;
    this.institutes = new Institutes(me);
  }

  /**
   * Somebody by e-mail address, or anything by its whole keyring id.
   *
   * @throws InputException.NoSuch if there is no such account or keyring
   * @throws TrustException.SubstituteKey if the service names another keyring than before
   */
  public Person find(String emailOrKeyring) {
    String typed = emailOrKeyring.strip();
    if (KEYRING.matcher(typed).matches()) {
      KeyringId id = new KeyringId(typed);
      me.chains().refresh(List.of(id));
      me.chains().requireSound(id);
      if (me.chains().find(id).isEmpty()) {
        throw new InputException.NoSuch("keyring", typed.substring(0, 12));
      }
      return byKeyring(id);
    }
    String email = Emails.normalized(typed);
    KeyringId answered = ask(email);
    Optional<KeyringId> known = known(email);
    if (known.isPresent() && !known.get().equals(answered)) {
      throw new TrustException.SubstituteKey(email, known.get(), answered);
    }
    Person person = describe(answered, Optional.of(email), known.isEmpty());
    if (!person.kind().madeByItself()) {
      throw new TrustException.SubstituteKey(email, answered, answered);
    }
    if (known.isEmpty()) {
      me.profile().pin(new Pin(email, answered, me.now()));
    }
    return person;
  }

  /** Nobody meets themselves for the first time. */
  private Optional<KeyringId> known(String email) {
    return email.equals(me.identity().email())
        ? Optional.of(me.me())
        : me.profile().pin(email).map(Pin::keyring);
  }

  /** A keyring whose chain this person may read. */
  public Person byKeyring(KeyringId id) {
    return describe(
        id, emails().containsKey(id) ? Optional.of(emails().get(id)) : Optional.empty(), false);
  }

  /**
   * A keyring that stands in another one: where its own history does not verify, by its id alone,
   * so that it hides nobody.
   */
  public Person asFarAsKnown(KeyringId id) {
    try {
      return byKeyring(id);
    } catch (TrustException _) {
      return new Person(
          id,
          KeyringKind.DEPARTMENT,
          Optional.ofNullable(emails().get(id)),
          told(id),
          Optional.empty(),
          List.of(),
          Standing.NONE,
          "",
          false);
    }
  }

  /**
   * Accepts another keyring for an e-mail address, after comparing safety numbers in person.
   *
   * @param keyring the one that was compared
   * @throws TrustException.SubstituteKey if the service now names yet another one
   */
  public Person accept(String typed, KeyringId keyring) {
    String email = Emails.normalized(typed);
    KeyringId answered = ask(email);
    if (!answered.equals(keyring)) {
      throw new TrustException.SubstituteKey(email, keyring, answered);
    }
    Person person = describe(keyring, Optional.of(email), false);
    me.profile().pin(new Pin(email, keyring, me.now()));
    return person;
  }

  /** E-mail addresses of keyrings, from this profile's pins; never from the service. */
  public Map<KeyringId, String> emails() {
    Map<KeyringId, String> emails = new HashMap<>();
    me.profile().pins().forEach(pin -> emails.put(pin.keyring(), pin.email()));
    emails.put(me.me(), me.identity().email());
    return emails;
  }

  /**
   * What institutes say of a keyring now; each read from the institute's own verified chain. Those
   * that something stands behind come first, and of the others there are few.
   */
  public List<Endorsed> endorsements(KeyringId id) {
    List<KeyringId> speakers =
        me.connection()
            .get("/keyrings/" + id.hex() + "/endorsements", Statements.Endorsers.class)
            .institutes();
    Map<KeyringId, Standing> standings = institutes.verifications(speakers);
    List<KeyringId> heard =
        Stream.concat(
                speakers.stream().filter(one -> standings.get(one).isVerified()),
                speakers.stream()
                    .filter(one -> !standings.get(one).isVerified())
                    .limit(MOST_UNVERIFIED))
            .toList();
    me.chains().refresh(heard.stream().filter(one -> !standings.get(one).isVerified()).toList());
    me.chains().loadShown(heard, id);
    List<Endorsed> all = new ArrayList<>();
    for (KeyringId institute : heard) {
      Optional<KeyringState> state = me.chains().find(institute).map(VerifiedChain::state);
      Endorsement endorsement =
          state
              .filter(known -> known.shows(id))
              .map(known -> known.endorsements().get(id))
              .orElse(null);
      if (endorsement != null && !endorsement.expiredAt(me.now()) && !state.get().closed()) {
        all.add(
            new Endorsed(
                institute,
                state.get().card().map(card -> card.name()),
                standings.get(institute),
                endorsement));
      }
    }
    return all;
  }

  /**
   * Many at once, for lists: without what institutes say of them.
   *
   * @param said the address with which each one's account logs in, as far as the service says
   */
  public Map<KeyringId, Person> briefly(Map<KeyringId, Optional<String>> said) {
    me.chains().load(said.keySet());
    Map<KeyringId, String> pinned = emails();
    Map<KeyringId, Standing> standings =
        institutes.verifications(
            said.keySet().stream()
                .filter(
                    id ->
                        stateOf(id)
                            .map(KeyringState::kind)
                            .equals(Optional.of(KeyringKind.INSTITUTE)))
                .toList());
    Map<KeyringId, Person> people = new HashMap<>();
    said.forEach(
        (id, address) -> {
          Optional<KeyringState> state = stateOf(id);
          Optional<String> email = Optional.ofNullable(pinned.get(id));
          people.put(
              id,
              new Person(
                  id,
                  state.map(KeyringState::kind).orElse(KeyringKind.PERSON),
                  email,
                  email.isPresent()
                      ? Optional.empty()
                      : address.flatMap(one -> me.told().shown(id, one)).or(() -> told(id)),
                  state.flatMap(KeyringState::card),
                  List.of(),
                  standings.getOrDefault(id, Standing.NONE),
                  state.map(SafetyNumber::of).orElse(""),
                  false));
        });
    return people;
  }

  private Optional<KeyringState> stateOf(KeyringId id) {
    return me.chains().find(id).map(VerifiedChain::state);
  }

  private Person describe(KeyringId id, Optional<String> email, boolean firstContact) {
    KeyringState state = me.chains().state(id);
    return new Person(
        id,
        state.kind(),
        email,
        email.isPresent() ? Optional.empty() : told(id),
        state.card(),
        state.kind().signs() ? endorsements(id) : List.of(),
        state.kind() == KeyringKind.INSTITUTE ? institutes.verification(id) : Standing.NONE,
        SafetyNumber.of(state),
        firstContact);
  }

  private Optional<String> told(KeyringId id) {
    return emails().containsKey(id) ? Optional.empty() : me.told().of(id);
  }

  private KeyringId ask(String email) {
    try {
      KeyringId answered =
          me.connection()
              .post(
                  "/directory/query",
                  new DirectoryQuery(email),
                  DirectoryAnswer.class,
                  Connection.Repeat.ALLOWED)
              .keyring();
      me.chains().refresh(List.of(answered));
      return answered;
    } catch (ServiceException e) {
      if (e.type() == ProblemType.NOT_FOUND) {
        throw InputException.NoSuch.account(email);
      }
      throw e;
    }
  }
}

package io.medseal.client.accounts;

import io.medseal.client.decisions.DecisionBook;
import io.medseal.client.demographics.SealedNotes;
import io.medseal.client.keyrings.GivingBack;
import io.medseal.client.keyrings.KeyChest;
import io.medseal.client.keyrings.TrustedChains;
import io.medseal.client.people.Emails;
import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.ConnectionException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.profiles.Identity;
import io.medseal.client.profiles.KnownReports;
import io.medseal.client.profiles.Profile;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.trees.MerkleTree;
import io.medseal.protocol.accounts.Accounts.Account;
import io.medseal.protocol.accounts.Accounts.Deletion;
import io.medseal.protocol.accounts.Accounts.LogIn;
import io.medseal.protocol.accounts.Accounts.NewSlot;
import io.medseal.protocol.accounts.Accounts.Notice;
import io.medseal.protocol.accounts.Accounts.Notices;
import io.medseal.protocol.accounts.Accounts.ParametersQuery;
import io.medseal.protocol.accounts.Accounts.PasswordParameters;
import io.medseal.protocol.accounts.Accounts.SessionOpened;
import io.medseal.protocol.accounts.Accounts.SessionSummary;
import io.medseal.protocol.accounts.Accounts.Sessions;
import io.medseal.protocol.accounts.Accounts.SignUp;
import io.medseal.protocol.accounts.Accounts.Slot;
import io.medseal.protocol.accounts.Accounts.SlotsChange;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.seal.SealException;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.envelopes.Generations;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.UnlockKey;
import io.medseal.seal.slots.RecoveryCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The person's own account.
 *
 * <p><b>Guarantees.</b> Passwords, recovery codes and the person's secret never leave this
 * computer; what is sent opens nothing. A slot that the service answers is bound to the keyring it
 * belongs to, and its secret must yield the keys that the verified chain announces.
 *
 * <p>Password arrays are not changed; the caller overwrites them.
 */
public final class Accounts {
  private final Profile profile;
  private final Connection connection;
  private final Connection anonymous;
  private final Runnable changed;
  private List<Notice> news = List.of();
  private Optional<GivenBack> givenBack = Optional.empty();

  /**
   * For one profile and service.
   *
   * @param changed called after somebody has logged in or out, or the secret has been replaced
   */
  public Accounts(Profile profile, Connection connection, Runnable changed) {
    this.profile = profile;
    this.connection = connection;
    this.anonymous = connection.anonymous();
    this.changed = changed;
  }

  /**
   * Signs up and logs in.
   *
   * @return the recovery code, to be shown once; the caller closes it
   * @throws InputException.WeakPassword if the password is not accepted
   * @throws ProfileException.InUse if the profile is logged in already
   * @throws LocalFileException.CannotWrite before there is an account, if the profile cannot keep
   *     it
   */
  public RecoveryCode signUp(NewAccount account, char[] password) {
    refuseLoggedIn();
    String email = Emails.normalized(account.email());
    InputException.WeakPassword.refuse(password, email, Optional.of(account.name()));
    if (account.name().isBlank()) {
      throw new InputException.BadValue("A name is needed to sign up.");
    }
    profile.requireWritable();
    RecoveryCode code = RecoveryCode.random();
    try (GenerationSecret secret = GenerationSecret.random();
        KeyringKeys keys = KeyringKeys.derive(secret, KeyringKind.PERSON)) {
      FirstStatements chain = new FirstStatements(keys, connection.clock().instant());
      chain.name(account.name().strip());
      account
          .card()
          .ifPresent(
              card ->
                  chain.add(
                      new Change.PublishCard(
                          card.name(), card.specialty().orElse(null), card.domain().orElse(null))));
      SlotMaker slots = new SlotMaker(chain.id(), 1);
      SessionOpened session =
          anonymous.post(
              "/accounts",
              new SignUp(
                  email,
                  chain.statements(),
                  List.of(slots.password(password, secret), slots.recovery(code, secret)),
                  account.invitation().orElse(null)),
              SessionOpened.class,
              Connection.Repeat.NEVER);
      logIn(session, chain.state(), Optional.of(account.name().strip()), 1, secret);
      return code;
    }
  }

  /**
   * Logs in with a password.
   *
   * @throws ServiceException with {@code wrong-credentials} if e-mail or password is wrong
   * @throws TrustException if the service answers another person's keyring or slot
   */
  public Identity logIn(String typedEmail, char[] password) {
    String email = Emails.normalized(typedEmail);
    refuseOtherThan(email);
    profile.keyLock().refuseClosed();
    PasswordParameters parameters =
        anonymous.post(
            "/sessions/parameters",
            new ParametersQuery(email, device(email)),
            PasswordParameters.class,
            Connection.Repeat.ALLOWED);
    try (UnlockKey unlock = SlotMaker.unlockKey(password, parameters)) {
      SessionOpened session = open(email, SlotKind.PASSWORD, unlock);
      return enter(session, SlotKind.PASSWORD, unlock);
    }
  }

  /**
   * Gets back in with the recovery code, sets a new password and makes a new code. The old code and
   * the old password end, and so does every other session.
   *
   * @return the new recovery code, to be shown once; the caller closes it
   * @throws InputException.MistypedRecoveryCode for a typing error, without asking the service
   */
  public RecoveryCode recover(String typedEmail, CharSequence typedCode, char[] newPassword) {
    String email = Emails.normalized(typedEmail);
    refuseOtherThan(email);
    profile.keyLock().refuseClosed();
    InputException.WeakPassword.refuse(
        newPassword, email, profile.identity().flatMap(Identity::name));
    try (RecoveryCode old = SlotMaker.parse(typedCode);
        UnlockKey unlock = old.unlockKey()) {
      SessionOpened session = open(email, SlotKind.RECOVERY, unlock);
      Identity entered = enter(session, SlotKind.RECOVERY, unlock);
      InputException.WeakPassword.refuse(newPassword, email, entered.name()); // known only now
      RecoveryCode code = RecoveryCode.random();
      rewrite(SlotKind.RECOVERY, unlock, newPassword, code);
      return code;
    }
  }

  /**
   * Changes the password. Recovery code and passkeys stay; every other session ends.
   *
   * @throws InputException.WrongPassword if the old one is wrong
   */
  public void changePassword(char[] oldPassword, char[] newPassword) {
    InputException.WeakPassword.refuse(newPassword, identity().email(), identity().name());
    try (UnlockKey unlock = unlock(oldPassword, account())) {
      rewrite(SlotKind.PASSWORD, unlock, newPassword, null);
    }
  }

  /**
   * Makes a new recovery code; the old one ends, and so does every other session.
   *
   * @return the new code, to be shown once; the caller closes it
   */
  public RecoveryCode renewRecoveryCode(char[] password) {
    try (UnlockKey unlock = unlock(password, account())) {
      RecoveryCode code = RecoveryCode.random();
      rewrite(SlotKind.PASSWORD, unlock, password, code);
      return code;
    }
  }

  /**
   * Replaces a stolen secret: a new generation of the person's keyring, new slots, a new recovery
   * code. Passkeys end. Whatever is sealed to the old generation has to be renewed afterwards
   * ({@link io.medseal.client.keyrings.Cascade#freshen}); until then nothing new is sealed to it.
   *
   * @return the new recovery code, to be shown once; the caller closes it
   * @throws LocalFileException.CannotWrite before anything changes, if the profile cannot keep it
   */
  public RecoveryCode replaceSecret(char[] password) {
    profile.requireWritable();
    Account account = account();
    TrustedChains chains = new TrustedChains(profile, connection);
    RecoveryCode code = RecoveryCode.random();
    try (UnlockKey unlock = unlock(password, account);
        KeyChest chest = new KeyChest(profile, identity().keyring(), chains);
        GenerationSecret secret = GenerationSecret.random()) {
      KeyringKeys old = chest.mine();
      KeyringState state = chains.state(chest.me());
      int generation = state.current().number() + 1;
      SlotMaker.Opened proof = proof(SlotKind.PASSWORD, unlock, account, state);
      proof.secret().close();
      Optional<Bytes> decisions =
          new DecisionBook(profile, connection, chest.me(), generation - 1, chest.mySecret())
              .sealedAnew(generation, secret);
      try (KeyringKeys keys = KeyringKeys.derive(secret, state.kind())) {
        KeyringId id = chest.me();
        Bytes back =
            Envelopes.seal(
                keys.publicKeys(),
                Generations.previousBinding(id, generation - 1, generation),
                chest.secret(id, generation - 1));
        Change.Rotate rotate =
            new Change.Rotate(
                generation,
                keys.publicKeys(),
                generation - 1,
                Commitment.leaf(id, generation, back),
                new Change.MembersEnvelopes(List.of(), MerkleTree.of(List.of()).root()));
        Bytes statement =
            FirstStatements.next(
                chains.chain(chest.me()), rotate, old, connection.clock().instant());
        SlotMaker slots = new SlotMaker(chest.me(), generation);
        connection.put(
            "/account/slots",
            new SlotsChange(
                SlotKind.PASSWORD,
                SlotMaker.authentication(unlock),
                proof.slot().id(),
                List.of(statement),
                List.of(back),
                List.of(slots.password(password, secret), slots.recovery(code, secret)),
                List.of(),
                decisions.orElse(null)),
            Connection.Repeat.NEVER);
      }
      profile.logIn(identity(), profile.session().orElseThrow(), generation, secret);
      decisions.ifPresent(profile::keepDecisions);
    }
    changed.run();
    return code;
  }

  /**
   * Compares the password with the account's.
   *
   * @throws InputException.WrongPassword if it is another one
   */
  void requirePassword(char[] password) {
    Account account = account();
    try (UnlockKey unlock = unlock(password, account)) {
      KeyringState state = new TrustedChains(profile, connection).state(identity().keyring());
      proof(SlotKind.PASSWORD, unlock, account, state).secret().close();
    }
  }

  /** Ends the account; this computer is logged out, and forgets whose device it was. */
  void delete(char[] password) {
    try (UnlockKey unlock = unlock(password, account())) {
      connection.post(
          "/account/deletion",
          new Deletion(SlotKind.PASSWORD, SlotMaker.authentication(unlock), null),
          Connection.Repeat.NEVER);
    } catch (ConnectionException e) {
      if (!isGone()) {
        throw e;
      }
    }
    profile.logOut();
    changed.run();
  }

  /** Whether the session that asked for a deletion is no more, though the answer was lost. */
  private boolean isGone() {
    try {
      account();
      return false;
    } catch (ServiceException e) {
      return e.type() == ProblemType.UNAUTHENTICATED;
    }
  }

  /**
   * Logs out: ends the session and removes the secret from this computer.
   *
   * @return whether the service was told; if not, the session there ends by itself
   */
  public boolean logOut() {
    boolean told = false;
    if (profile.isLoggedIn()) {
      try {
        connection.delete("/sessions/current");
        told = true;
      } catch (ConnectionException | ProfileException _) {
        // Logging out of this computer must work without the service, and while it is locked.
      } catch (ServiceException e) {
        told = e.type() == ProblemType.SESSION_EXPIRED || e.type() == ProblemType.UNAUTHENTICATED;
      }
    }
    profile.logOut();
    changed.run();
    return told;
  }

  /** Signs out everywhere, this computer included. */
  public void logOutEverywhere() {
    connection.delete("/sessions");
    profile.logOut();
    changed.run();
  }

  /** The account's sessions, on all devices. */
  public List<SessionSummary> sessions() {
    return connection.get("/sessions", Sessions.class).sessions();
  }

  /** What happened to the account between this computer's last log-in and the one just made. */
  public List<Notice> news() {
    return news;
  }

  /**
   * What this computer gave back by the log-in just made; empty where the service does not say that
   * it was restored from a backup.
   */
  public Optional<GivenBack> givenBack() {
    return givenBack;
  }

  /**
   * To a service that was restored from a backup.
   *
   * @param since the moment of the backup, as the service says
   * @param lost reports that this computer knows and that are lost; each is told once
   * @param problem why not all could be given back or compared now; the next log-in tries again
   */
  public record GivenBack(
      Instant since,
      GivingBack.Outcome outcome,
      List<KnownReports.Known> lost,
      Optional<ClientException> problem) {}

  /** Failed log-ins, new devices and changed ways in of the last 90 days, newest first. */
  public List<Notice> notices() {
    return connection.get("/account/notices", Notices.class).notices();
  }

  /** Ends one session. */
  public void endSession(String id) {
    connection.delete("/sessions/" + io.medseal.client.transport.ServiceAddress.encoded(id));
  }

  /** The account as the service keeps it. */
  public Account account() {
    identity();
    return connection.get("/account", Account.class);
  }

  /**
   * The person's own safety number, to be read out to others: of the keys on this computer,
   * whatever the service says.
   */
  public String safetyNumber() {
    return profile
        .safetyNumber()
        .orElseThrow(() -> new ProfileException.NotLoggedIn(profile.name()));
  }

  private @Nullable String device(String email) {
    return profile.device(connection.address().base(), email).orElse(null);
  }

  private SessionOpened open(String email, SlotKind kind, UnlockKey unlock) {
    return anonymous.post(
        "/sessions",
        new LogIn(email, kind, SlotMaker.authentication(unlock), null, device(email)),
        SessionOpened.class,
        Connection.Repeat.NEVER);
  }

  /** Opens the person's secret from what log-in answered, and keeps it in the profile. */
  private Identity enter(SessionOpened session, SlotKind kind, UnlockKey unlock) {
    profile
        .identity()
        .filter(before -> before.server().equals(connection.address().base()))
        .filter(before -> before.email().equals(session.email()))
        .filter(before -> !before.keyring().equals(session.keyring()))
        .ifPresent(
            before -> {
              throw new TrustException.SubstituteKey(
                  session.email(), before.keyring(), session.keyring());
            });
    Connection own = connection.withToken(session.token());
    Optional<GivenBack> given = giveBack(new GivingBack(profile, own));
    TrustedChains chains = new TrustedChains(profile, own);
    KeyringState state = chains.state(session.keyring());
    int generation = state.current().number();
    SlotMaker.Opened opened =
        new SlotMaker(session.keyring(), generation)
            .open(kind, unlock, session.slots())
            .orElseThrow(() -> new TrustException.WrongKeys("this account", null));
    try (Generations.Opened keys =
        Generations.checked(opened.secret(), state.kind(), state.current().keys())) {
      Optional<String> name =
          name(state, generation, keys.secret(), chains)
              .or(() -> profile.identity().flatMap(Identity::name));
      Identity identity = logIn(session, state, name, generation, keys.secret());
      givenBack = given;
      return identity;
    } catch (SealException e) {
      throw new TrustException.WrongKeys("this account", e);
    }
  }

  /** Before anything is compared with what was seen. A log-in does not fail over it. */
  private static Optional<GivenBack> giveBack(GivingBack back) {
    if (!back.hasAny()) {
      return Optional.empty();
    }
    Optional<Instant> since = Optional.empty();
    try {
      since = back.since();
      return since.map(at -> new GivenBack(at, back.run(at), back.lost(at), Optional.empty()));
    } catch (ClientException e) {
      return since.map(
          at -> new GivenBack(at, GivingBack.Outcome.NOTHING, List.of(), Optional.of(e)));
    }
  }

  /** As the person's chain has it, sealed to this generation or an older one. */
  private static Optional<String> name(
      KeyringState state, int generation, GenerationSecret secret, TrustedChains chains) {
    try (KeyChest chest = new KeyChest(state.id(), generation, secret, chains)) {
      return SealedNotes.read(state, chest).name();
    }
  }

  private Identity logIn(
      SessionOpened session,
      KeyringState state,
      Optional<String> name,
      int generation,
      GenerationSecret secret) {
    if (!session.keyring().equals(state.id())) {
      throw new TrustException.SubstituteKey(session.email(), state.id(), session.keyring());
    }
    Identity identity =
        new Identity(connection.address().base(), session.email(), session.keyring(), name);
    profile.logIn(
        identity, new Profile.Session(session.token(), session.expires()), generation, secret);
    profile.keepDevice(session.device());
    news = List.copyOf(session.notices());
    changed.run();
    return identity;
  }

  /** Writes a new password slot and, for a new code, a new recovery slot, and keeps all others. */
  private void rewrite(
      SlotKind kind, UnlockKey unlock, char[] newPassword, @Nullable RecoveryCode code) {
    Account account = account();
    KeyringState state = new TrustedChains(profile, connection).state(identity().keyring());
    SlotMaker.Opened proof = proof(kind, unlock, account, state);
    try (GenerationSecret secret = proof.secret()) {
      SlotMaker slots = new SlotMaker(state.id(), state.current().number());
      List<NewSlot> made = new ArrayList<>(List.of(slots.password(newPassword, secret)));
      if (code != null) {
        made.add(slots.recovery(code, secret));
      }
      List<Bytes> kept =
          account.slots().stream()
              .filter(slot -> slot.kind() != SlotKind.PASSWORD)
              .filter(slot -> code == null || slot.kind() != SlotKind.RECOVERY)
              .map(Slot::id)
              .toList();
      connection.put(
          "/account/slots",
          new SlotsChange(
              kind,
              SlotMaker.authentication(unlock),
              proof.slot().id(),
              List.of(),
              List.of(),
              made,
              kept,
              null),
          Connection.Repeat.NEVER);
    }
  }

  private SlotMaker.Opened proof(
      SlotKind kind, UnlockKey unlock, Account account, KeyringState state) {
    return new SlotMaker(state.id(), state.current().number())
        .open(kind, unlock, account.slots())
        .orElseThrow(InputException.WrongPassword::new);
  }

  /** The unlock key of the account's password slot. */
  private static UnlockKey unlock(char[] password, Account account) {
    PasswordParameters parameters =
        account.slots().stream()
            .filter(slot -> slot.kind() == SlotKind.PASSWORD)
            .map(Slot::password)
            .filter(java.util.Objects::nonNull)
            .findFirst()
            .orElseThrow(InputException.WrongPassword::new);
    return SlotMaker.unlockKey(password, parameters);
  }

  private Identity identity() {
    return profile.loggedIn().orElseThrow(() -> new ProfileException.NotLoggedIn(profile.name()));
  }

  private void refuseLoggedIn() {
    if (profile.isLoggedIn()) {
      throw new ProfileException.InUse(
          profile.name(), profile.identity().map(Identity::email).orElse("somebody"));
    }
  }

  private void refuseOtherThan(String email) {
    if (profile.isLoggedIn()
        && !profile.identity().map(Identity::email).equals(Optional.of(email))) {
      refuseLoggedIn();
    }
  }
}

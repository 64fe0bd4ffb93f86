package io.medseal.e2e.client;

import io.medseal.client.Medseal;
import io.medseal.client.keyrings.Draft;
import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.profiles.Profile;
import io.medseal.client.transport.Connection;
import io.medseal.client.transport.Patience;
import io.medseal.client.transport.ServiceAddress;
import io.medseal.ledger.chains.NextState;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import io.medseal.protocol.keyrings.SplitStatements;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.statements.StatementSigner;
import io.medseal.seal.suite.Suite;
import io.medseal.testkit.people.TestPerson;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Somebody with an account who misuses the SDK. */
public final class Stranger implements AutoCloseable {
  private final TestPerson person;
  private final Connection connection;
  private final SignedIn me;

  public Stranger(TestPerson person, URI service) {
    this.person = person;
    Profile profile = person.medseal().profile();
    this.connection =
        new Connection(
            ServiceAddress.of(service),
            () -> profile.session().map(Profile.Session::token),
            Patience.NORMAL,
            Clock.systemUTC());
    this.me = new SignedIn(profile, connection);
    me.loadGroups();
  }

  TestPerson person() {
    return person;
  }

  /** A keyring with the victim as a member, whose envelope holds another secret. */
  KeyringId withWrongEnvelope(KeyringKind kind, KeyringId victim) {
    return make(kind, victim, GenerationSecret.random(), List.of());
  }

  /** A record that opens, with a profile of random bytes. */
  KeyringId withJunkNote(KeyringId victim) {
    byte[] note = Suite.random(1_500);
    note[0] = 1;
    return make(KeyringKind.RECORD, victim, null, List.of(new Change.SetProfile(Bytes.of(note))));
  }

  /** A record with that many statements, each with a note of that many bytes. */
  public KeyringId endless(KeyringId victim, int statements, int noteBytes) {
    return make(KeyringKind.RECORD, victim, null, notes(statements, noteBytes));
  }

  /** The same in a keyring that is there. */
  public void lengthen(KeyringId keyring, int statements, int noteBytes) {
    append(keyring, notes(statements, noteBytes));
  }

  private static List<Change> notes(int statements, int noteBytes) {
    byte[] note = Suite.random(noteBytes);
    note[0] = 1;
    return Collections.nCopies(statements, new Change.SetProfile(Bytes.of(note)));
  }

  /** A record with a department as its member, in which the victim is. */
  KeyringId throughDepartment(KeyringId department) {
    return make(KeyringKind.RECORD, department, null, List.of());
  }

  /** A generation of somebody's keyring that opens to nobody. */
  public KeyringState rotateWithJunk(KeyringId keyring) {
    return commit(
        List.of(keyring), draft -> draft.change(keyring, List.of(junkGeneration(draft, keyring))));
  }

  /** The same, signed past the SDK's own checks by whoever may open the keyring. */
  Bytes signedJunkRotation(KeyringId keyring) {
    return signedPastChecks(keyring, draft -> junkGeneration(draft, keyring));
  }

  /** A statement that nobody has looked at. */
  Bytes signedPastChecks(KeyringId keyring, Function<Draft, Change> change) {
    return commit(
        List.of(keyring),
        draft -> {
          KeyringState state = draft.state(keyring);
          Instant time = draft.timeFor(state);
          Header header =
              new Header(
                  keyring,
                  state.seq() + 1,
                  state.head(),
                  time,
                  draft.signer(),
                  draft.hops(keyring, Capability.OPEN, time, "attack"));
          Statement said =
              NextState.said(
                  Optional.of(state),
                  new Statement(header, change.apply(draft)),
                  (id, head) -> draft.find(id).flatMap(chain -> chain.at(head)));
          return StatementSigner.sign(said, draft.keys());
        });
  }

  /** Sends it as it is. */
  void append(KeyringId keyring, Bytes statement) {
    connection.post(
        "/statements",
        new Statements.Append(
            List.of(
                new Statements.ChainAppend(
                    keyring, List.of(SplitStatements.payload(statement)), List.of())),
            SplitStatements.signatures(List.of(statement))),
        Statements.Appended.class,
        Connection.Repeat.NEVER);
  }

  /** As its verified chain says now. */
  public KeyringState state(KeyringId keyring) {
    return chain(keyring).state();
  }

  VerifiedChain chain(KeyringId keyring) {
    me.chains().refresh(List.of(keyring));
    return me.chains().chain(keyring);
  }

  /** The shares of a section, as the service names them to whoever manages it. */
  List<KeyringId> shares(KeyringId section) {
    return connection
        .get("/keyrings/" + section.hex() + "/shares?limit=200", Statements.SharePage.class)
        .shares()
        .stream()
        .map(Statements.ShareSummary::keyring)
        .toList();
  }

  /** Of all its statements. */
  long bytes(KeyringId keyring) {
    return chain(keyring).entries().stream().mapToLong(entry -> entry.bytes().size()).sum();
  }

  /** Whether nothing new may be sealed to it. */
  boolean isStale(KeyringId keyring) {
    return me.cascade().needsRenewal(keyring);
  }

  private static Change.Rotate junkGeneration(Draft draft, KeyringId keyring) {
    KeyringState state = draft.state(keyring);
    int next = state.current().number() + 1;
    try (GenerationSecret announced = GenerationSecret.random();
        GenerationSecret sealed = GenerationSecret.random();
        KeyringKeys keys = KeyringKeys.derive(announced, state.kind())) {
      List<KeyringState> openers =
          state.openers(draft.timeFor(state)).stream().map(draft::state).toList();
      return new Change.Rotate(
          next,
          keys.publicKeys(),
          next - 1,
          draft
              .envelopes()
              .seal(keys.publicKeys(), new EnvelopeName(keyring, next - 1, keyring, next), sealed),
          draft.envelopes().sealAll(keyring, next, openers, sealed));
    }
  }

  private KeyringId make(
      KeyringKind kind, KeyringId member, GenerationSecret wrong, List<Change> changes) {
    KeyringId id =
        commit(
            List.of(member),
            draft -> {
              try (GenerationSecret secret = GenerationSecret.random();
                  KeyringKeys keys = KeyringKeys.derive(secret, kind)) {
                KeyringId made = draft.idOf(kind, null, keys.publicKeys());
                NewMember mine = draft.member(made, 1, () -> secret, draft.me(), Role.OWNER, null);
                NewMember theirs =
                    draft.member(
                        made, 1, () -> wrong == null ? secret : wrong, member, Role.READER, null);
                draft.create(
                    new Change.Create(kind, keys.publicKeys(), null, List.of(mine, theirs)));
                return made;
              }
            });
    append(id, changes);
    return id;
  }

  /** Signs and sends these. */
  void append(KeyringId id, List<Change> changes) {
    for (int from = 0; from < changes.size(); from += 50) {
      List<Change> some = changes.subList(from, Math.min(changes.size(), from + 50));
      commit(List.of(id), draft -> draft.change(id, some));
    }
  }

  private <T> T commit(List<KeyringId> involved, Function<Draft, T> build) {
    return me.changes().commit(involved, build);
  }

  /** The stranger's own SDK. */
  Medseal medseal() {
    return person.medseal();
  }

  @Override
  public void close() {
    me.close();
    connection.close();
  }
}

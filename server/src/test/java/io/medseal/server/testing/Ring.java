package io.medseal.server.testing;

import io.medseal.ledger.chains.KeyringIds;
import io.medseal.ledger.chains.NextState;
import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.trees.MerkleTree;
import io.medseal.protocol.keyrings.SplitStatements;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.secrets.Secret;
import io.medseal.seal.statements.StatementSigner;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A keyring whose secret the test knows, so that it can make statements in its name and about it.
 * Statements are counted as made when they are signed: copy a ring before signing what the service
 * is to refuse.
 */
public final class Ring {
  private final Clock clock;
  private final KeyringKind kind;
  private KeyringId id;
  private GenerationSecret secret;
  private KeyringKeys keys;
  private int generation = 1;
  private int seq;
  private StatementHash head = StatementHash.NONE;
  private Instant time = Instant.EPOCH;
  private final Map<Ring, Role> members = new LinkedHashMap<>();
  private final Map<StatementHash, KeyringState> states = new HashMap<>();
  private final List<Bytes> unsent = new ArrayList<>();
  private final List<Bytes> unsentEnvelopes = new ArrayList<>();

  private Ring(Clock clock, KeyringKind kind) {
    this.clock = clock;
    this.kind = kind;
    this.secret = GenerationSecret.random();
    this.keys = KeyringKeys.derive(secret, kind);
  }

  /** What its clock shows, as statements and manifests write it. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** A person's or service's keyring, with its first statement. */
  public static Ring self(Clock clock, KeyringKind kind) {
    Ring ring = new Ring(clock, kind);
    ring.id = KeyringIds.derive(kind, null, null, ring.keys.publicKeys());
    ring.sign(ring, List.of(), new Change.Create(kind, ring.keys.publicKeys(), null, List.of()));
    return ring;
  }

  /** A keyring that {@code by} makes and owns. */
  public static Ring owned(Clock clock, KeyringKind kind, Ring by) {
    Ring ring = new Ring(clock, kind);
    ring.id = KeyringIds.derive(kind, by.id, null, ring.keys.publicKeys());
    boolean alone = kind == KeyringKind.LINK || kind == KeyringKind.CLAIM;
    if (!alone) {
      ring.members.put(by, Role.OWNER);
    }
    ring.sign(
        by,
        List.of(),
        new Change.Create(
            kind,
            ring.keys.publicKeys(),
            null,
            alone ? List.of() : List.of(ring.member(by, Role.OWNER, null))));
    return ring;
  }

  /** A section of this record. */
  public Ring section(Ring by, Ring... between) {
    Ring section = new Ring(clock, KeyringKind.SECTION);
    section.id = KeyringIds.derive(KeyringKind.SECTION, by.id, id, section.keys.publicKeys());
    section.members.put(this, Role.OWNER);
    List<Ring> via = new ArrayList<>(List.of(between));
    via.add(this);
    section.sign(
        by,
        via,
        new Change.Create(
            KeyringKind.SECTION,
            section.keys.publicKeys(),
            id,
            List.of(section.member(this, Role.OWNER, null))));
    return section;
  }

  public Ring add(Ring by, Ring member, Role role, @Nullable Instant until, Ring... via) {
    members.put(member, role);
    sign(by, List.of(via), new Change.SetMember(member(member, role, until)));
    return this;
  }

  /** A member leaves. */
  public Ring leave(Ring member) {
    members.remove(member);
    sign(member, List.of(), new Change.Leave());
    return this;
  }

  /** Removes a member and rotates. */
  public Ring remove(Ring by, Ring member, Ring... via) {
    members.remove(member);
    sign(by, List.of(via), new Change.RemoveMember(member.id));
    return rotate(by, via);
  }

  /** Only removes a member; without the rotation the service refuses it. */
  public Ring removeOnly(Ring by, Ring member, Ring... via) {
    members.remove(member);
    sign(by, List.of(via), new Change.RemoveMember(member.id));
    return this;
  }

  public Ring rotate(Ring by, Ring... via) {
    GenerationSecret fresh = GenerationSecret.random();
    KeyringKeys freshKeys = KeyringKeys.derive(fresh, kind);
    Sha256 previous =
        announce(
            freshKeys.publicKeys(), new EnvelopeName(id, generation, id, generation + 1), secret);
    List<Integer> generations = new ArrayList<>();
    List<Sha256> leaves = new ArrayList<>();
    members.entrySet().stream()
        .filter(member -> member.getValue().opens())
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(Ring::id))
        .forEach(
            to -> {
              generations.add(to.generation);
              leaves.add(
                  announce(
                      to.keys.publicKeys(),
                      new EnvelopeName(id, generation + 1, to.id, to.generation),
                      fresh));
            });
    sign(
        by,
        List.of(via),
        new Change.Rotate(
            generation + 1,
            freshKeys.publicKeys(),
            generation,
            previous,
            new Change.MembersEnvelopes(generations, MerkleTree.of(leaves).root())));
    secret = fresh;
    keys = freshKeys;
    generation++;
    return this;
  }

  /** A share of a report of this section, without recipients yet. */
  public Ring share(Ring by, ReportId report, ReportKey key, Ring... between) {
    Ring share = new Ring(clock, KeyringKind.SHARE);
    share.id = KeyringIds.derive(KeyringKind.SHARE, by.id, id, share.keys.publicKeys());
    share.members.put(this, Role.OWNER);
    List<Ring> via = new ArrayList<>(List.of(between));
    via.add(this);
    share.sign(
        by,
        via,
        new Change.Create(
            KeyringKind.SHARE,
            share.keys.publicKeys(),
            id,
            List.of(share.member(this, Role.OWNER, null)),
            report,
            Envelopes.seal(share.keys.publicKeys(), Binding.report(report, share.id, 1), key)));
    return share;
  }

  /** Any other statement. */
  public Ring change(Ring by, Change change, Ring... via) {
    sign(by, List.of(via), change);
    return this;
  }

  /** A secret sealed to this keyring's current generation, as its binding says. */
  public Bytes seal(Binding binding, Secret sealed) {
    return Envelopes.seal(keys.publicKeys(), binding, sealed);
  }

  /** Statements for one chain, with the envelopes that they announce. */
  public record Signed(KeyringId keyring, List<Bytes> statements, List<Bytes> envelopes) {}

  /** Bytes that look like a correction: the service opens none. */
  public static Bytes correction() {
    byte[] sealed = new byte[100];
    sealed[0] = 1;
    return Bytes.of(sealed);
  }

  /** The request that appends these, in this order. */
  public static Statements.Append request(Signed... appends) {
    return new Statements.Append(
        Stream.of(appends)
            .map(
                one ->
                    new Statements.ChainAppend(
                        one.keyring(),
                        one.statements().stream().map(SplitStatements::payload).toList(),
                        one.envelopes()))
            .toList(),
        SplitStatements.signatures(
            Stream.of(appends).flatMap(one -> one.statements().stream()).toList()));
  }

  /** The request that gives these back, without envelopes. */
  public static Statements.GiveBack giveBack(Signed... chains) {
    List<Bytes> signatures =
        SplitStatements.signatures(
            Stream.of(chains).flatMap(one -> one.statements().stream()).toList());
    return new Statements.GiveBack(
        Stream.of(chains)
            .map(
                one ->
                    new Statements.ChainGiven(
                        one.keyring(),
                        one.statements().stream().map(SplitStatements::payload).toList(),
                        one.statements().stream()
                            .map(bytes -> SplitStatements.signatures(List.of(bytes)).getFirst())
                            .map(signatures::indexOf)
                            .toList()))
            .toList(),
        signatures,
        List.of());
  }

  /** What has been signed since this was asked last. */
  public Signed unsent() {
    Signed append = new Signed(id, List.copyOf(unsent), List.copyOf(unsentEnvelopes));
    unsent.clear();
    unsentEnvelopes.clear();
    return append;
  }

  /** What has been signed and not asked for yet. */
  public List<Bytes> copyUnsent() {
    return List.copyOf(unsent);
  }

  /** A ring that goes on from here without changing this one. */
  public Ring copy() {
    Ring copy = new Ring(clock, kind);
    copy.id = id;
    copy.secret = secret;
    copy.keys = keys;
    copy.generation = generation;
    copy.seq = seq;
    copy.head = head;
    copy.time = time;
    copy.members.putAll(members);
    copy.states.putAll(states);
    return copy;
  }

  public KeyringId id() {
    return id;
  }

  public int generation() {
    return generation;
  }

  public StatementHash head() {
    return head;
  }

  public KeyringKeys keys() {
    return keys;
  }

  private NewMember member(Ring member, Role role, @Nullable Instant until) {
    Sha256 envelope =
        role.opens()
            ? announce(
                member.keys.publicKeys(),
                new EnvelopeName(id, generation, member.id, member.generation),
                secret)
            : null;
    return new NewMember(member.id, member.generation, role, until, envelope);
  }

  /** Seals a secret; what the next statement says of the envelope, which goes with it. */
  private Sha256 announce(PublicKeys to, EnvelopeName name, GenerationSecret sealed) {
    Bytes envelope = Envelopes.seal(to, Binding.of(name), sealed);
    unsentEnvelopes.add(envelope);
    return Commitment.leaf(name.recipient(), name.recipientGeneration(), envelope);
  }

  private void sign(Ring by, List<Ring> via, Change change) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    Instant signed = now.isBefore(time) ? time : now;
    Header header =
        new Header(
            id,
            seq,
            head,
            signed,
            new Header.Signer(by.id, by.generation, by == this ? head : by.head),
            via.stream().map(ring -> new Header.Hop(ring.id, ring.head)).toList());
    BiFunction<KeyringId, StatementHash, Optional<KeyringState>> at =
        (_, hash) ->
            Stream.concat(Stream.of(by), via.stream())
                .flatMap(ring -> Stream.ofNullable(ring.states.get(hash)))
                .findFirst();
    Optional<KeyringState> before = Optional.ofNullable(states.get(head));
    Statement said = NextState.said(before, new Statement(header, change), at);
    Bytes statement = StatementSigner.sign(said, by.keys);
    unsent.add(statement);
    seq++;
    head = StatementCodec.hash(statement);
    NextState.after(before, said, head, at).ifPresent(state -> states.put(head, state));
    time = signed;
  }
}

package io.medseal.ledger.states;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.Endorsement;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.Generations;
import io.medseal.ledger.keyrings.Introduction;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Named;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.trees.History;
import io.medseal.ledger.trees.MerkleTree;
import io.medseal.ledger.trees.Trie;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Reads what {@link StateDocument} writes, from somebody who may have written anything. That it is
 * the state after some statement, only its {@link StateHash} tells.
 */
public final class StateReader {
  private static final long MOST_MILLIS = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
  private static final long LEAST_MILLIS = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
  private static final Sha256 NONE = Sha256.of(new byte[Sha256.BYTES]);
  private static final int LONGEST_TEXT = 4_096;
  private static final int LONGEST_NOTE = 66_733;

  private final ByteArrayInputStream left;
  private final DataInputStream in;

  private StateReader(Bytes document) {
    this.left = new ByteArrayInputStream(document.toArray());
    this.in = new DataInputStream(left);
  }

  /** Whether chains of that kind can be begun at a later statement than the first. */
  public static boolean canBegin(KeyringKind kind) {
    return switch (kind) {
      case INSTITUTE, DEPARTMENT, RECORD -> true;
      case PERSON, SERVICE, SECTION, LINK, CLAIM, SHARE -> false;
    };
  }

  /**
   * Reads one.
   *
   * @param id whose state it is said to be
   * @param seq of the statement after which it is said to hold
   * @param head hash of that statement
   * @param time of that statement
   * @throws LedgerException.Malformed if it has another layout
   */
  public static KeyringState read(
      Bytes document, KeyringId id, int seq, StatementHash head, Instant time) {
    if (document.size() > StateDocument.MAX_BYTES) {
      throw new LedgerException.Malformed("a state document has at most 4 MiB");
    }
    return readOwn(document, id, seq, head, time);
  }

  /** As {@link #read}, one of any length that the reader has written itself. */
  public static KeyringState readOwn(
      Bytes document, KeyringId id, int seq, StatementHash head, Instant time) {
    return read(document, reader -> reader.state(id, seq, head, time));
  }

  /**
   * Reads a generation that is shown whole.
   *
   * @param kind of the keyring
   * @throws LedgerException.Malformed if it has another layout
   */
  public static Generation readGeneration(Bytes document, KeyringKind kind) {
    return read(document, reader -> reader.generation(kind));
  }

  @FunctionalInterface
  private interface Part<T> {
    T read(StateReader reader) throws IOException;
  }

  private static <T> T read(Bytes document, Part<T> part) {
    StateReader reader = new StateReader(document);
    try {
      T read = part.read(reader);
      if (reader.left.available() > 0) {
        throw new LedgerException.Malformed("bytes behind a state document");
      }
      return read;
    } catch (IOException _) {
      throw new LedgerException.Malformed("a state document ends too early");
    }
  }

  private KeyringState state(KeyringId id, int seq, StatementHash head, Instant time)
      throws IOException {
    KeyringKind kind = kind();
    int flags = in.readUnsignedByte();
    if ((flags & ~(StateHash.CLOSED | StateHash.ROTATION_DUE)) != 0) {
      throw new LedgerException.Malformed("a state document with an unknown flag");
    }
    KeyringId creator = id(in);
    Instant created = time(in);
    Optional<Card> card = flag(in) ? Optional.of(card()) : Optional.empty();
    Optional<KeyringState.Profile> profile = profile();
    Generation current = generation(kind);
    History former = history(current.number() - 1);
    Generations generations = new Generations(current, former(kind, former));
    int members = number(in);
    int lastingOwners = number(in);
    Trie<KeyringId, Member> trie = StateHash.MEMBERS.read(in, new Members()).ofSize(members);
    Trie<KeyringId, Endorsement> endorsements = StateHash.ENDORSEMENTS.read(in, new Endorsements());
    Trie<KeyringId, Named> named = StateHash.NAMED.read(in, new Names());
    History before = history(number(in));
    boolean possible =
        current.number() <= before.size() + 1
            && members >= 1
            && members <= KeyringState.MAX_MEMBERS
            && lastingOwners >= 1
            && lastingOwners <= members
            && profile.filter(known -> known.generation() > current.number()).isEmpty()
            && (kind == KeyringKind.INSTITUTE || endorsements.isEmpty())
            && (kind != KeyringKind.RECORD || card.isEmpty())
            && (kind == KeyringKind.INSTITUTE || card.flatMap(Card::domain).isEmpty());
    if (!possible) {
      throw new LedgerException.Malformed("a state that no chain could have");
    }
    return new KeyringState(
        id,
        kind,
        creator,
        created,
        Optional.empty(),
        Optional.empty(),
        generations,
        trie,
        lastingOwners,
        endorsements,
        StateHash.REPORTS.empty(),
        named,
        card,
        profile,
        (flags & StateHash.ROTATION_DUE) != 0,
        (flags & StateHash.CLOSED) != 0,
        former,
        before,
        seq,
        head,
        time);
  }

  private KeyringKind kind() throws IOException {
    int code = in.readUnsignedByte();
    return Arrays.stream(KeyringKind.values())
        .filter(kind -> kind.code() == code && canBegin(kind))
        .findFirst()
        .orElseThrow(
            () -> new LedgerException.Malformed("a state document of a kind that has none"));
  }

  private Card card() throws IOException {
    Change.PublishCard card = new Change.PublishCard(text(in), text(in), text(in));
    return new Card(
        card.name(), Optional.ofNullable(card.specialty()), Optional.ofNullable(card.domain()));
  }

  private Optional<KeyringState.Profile> profile() throws IOException {
    int generation = number(in);
    if (generation == 0) {
      return Optional.empty();
    }
    Bytes note = new Change.SetProfile(Bytes.of(bytes(in, length(in, LONGEST_NOTE)))).note();
    return Optional.of(new KeyringState.Profile(generation, note, Sha256.digest(note.toArray())));
  }

  private PMap<Integer, Generation> former(KeyringKind kind, History former) throws IOException {
    PMap<Integer, Generation> shown = HashTreePMap.empty();
    int count = in.readUnsignedShort();
    int last = former.size() + 1;
    for (int i = 0; i < count; i++) {
      Generation generation = generation(kind);
      if (generation.number() >= last) {
        throw new LedgerException.Malformed("former generations come by falling number");
      }
      last = generation.number();
      List<Sha256> path = hashes(in.readUnsignedByte());
      if (!MerkleTree.contains(
          former.root(),
          former.size(),
          generation.number() - 1,
          MerkleTree.leaf(StateHash.generation(generation)),
          path)) {
        throw new LedgerException.Malformed("a former generation that does not lead to its root");
      }
      shown = shown.plus(generation.number(), generation);
    }
    return shown;
  }

  private Generation generation(KeyringKind kind) throws IOException {
    int number = number(in);
    if (number < 1) {
      throw new LedgerException.Malformed("generations are counted from 1");
    }
    Bytes hpke = Bytes.of(bytes(in, PublicKeys.HPKE_BYTES));
    PublicKeys keys =
        kind.signs()
            ? new PublicKeys(
                hpke,
                Bytes.of(bytes(in, PublicKeys.ED25519_BYTES)),
                Bytes.of(bytes(in, PublicKeys.ML_DSA_65_BYTES)))
            : new PublicKeys(hpke, null, null);
    int back = number(in);
    Sha256 secret = Sha256.of(bytes(in, Sha256.BYTES));
    if (back >= number || (back == 0) != (number == 1) || (back == 0 && !secret.equals(NONE))) {
      throw new LedgerException.Malformed("every generation but the first leads to an older one");
    }
    KeyringId announcedBy = id(in);
    return new Generation(
        number,
        keys,
        back == 0
            ? Optional.empty()
            : Optional.of(new Generation.Previous(back, Commitment.alone(secret))),
        StateHash.SEALED_TO.read(in, new Recipients()),
        announcedBy);
  }

  /** The full trees of a tree of that size. */
  private History history(int size) throws IOException {
    return new History(size, hashes(Integer.bitCount(size)));
  }

  private List<Sha256> hashes(int count) throws IOException {
    List<Sha256> hashes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hashes.add(Sha256.of(bytes(in, Sha256.BYTES)));
    }
    return hashes;
  }

  /** How an endorsement or card says it: null where it is empty. */
  private static @Nullable String text(DataInput in) throws IOException {
    byte[] utf8 = bytes(in, length(in, LONGEST_TEXT));
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      return text.isEmpty() ? null : text;
    } catch (CharacterCodingException _) {
      throw new LedgerException.Malformed("a text that is not UTF-8");
    }
  }

  private static Optional<Instant> end(DataInput in) throws IOException {
    boolean ends = flag(in);
    long millis = in.readLong();
    if (!ends && millis != 0) {
      throw new LedgerException.Malformed("a time where there is none");
    }
    return ends ? Optional.of(time(millis)) : Optional.empty();
  }

  private static Instant time(DataInput in) throws IOException {
    return time(in.readLong());
  }

  private static Instant time(long millis) {
    if (millis < LEAST_MILLIS || millis > MOST_MILLIS) {
      throw new LedgerException.Malformed("a time that no statement could say");
    }
    return Instant.ofEpochMilli(millis);
  }

  private static boolean flag(DataInput in) throws IOException {
    int flag = in.readUnsignedByte();
    if (flag > 1) {
      throw new LedgerException.Malformed("a flag is 0 or 1");
    }
    return flag == 1;
  }

  private static int number(DataInput in) throws IOException {
    int number = in.readInt();
    if (number < 0) {
      throw new LedgerException.Malformed("a number above 2^31 - 1");
    }
    return number;
  }

  private static int length(DataInput in, int most) throws IOException {
    int length = number(in);
    if (length > most) {
      throw new LedgerException.Malformed("a text or note that is too long");
    }
    return length;
  }

  private static KeyringId id(DataInput in) throws IOException {
    return KeyringId.of(bytes(in, KeyringId.BYTES));
  }

  private static byte[] bytes(DataInput in, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private static final class Members implements Trie.Reading<KeyringId, Member> {
    @Override
    public KeyringId key(byte[] bytes) {
      return KeyringId.of(bytes);
    }

    @Override
    public Member value(KeyringId keyring, DataInput in) throws IOException {
      int code = in.readUnsignedByte();
      Role role =
          Arrays.stream(Role.values())
              .filter(one -> one.code() == code)
              .findFirst()
              .orElseThrow(() -> new LedgerException.Malformed("an unknown role"));
      Optional<Instant> until = end(in);
      KeyringId setBy = id(in);
      Instant setAt = time(in);
      return new Member(keyring, role, until, setBy, setAt, new Introduction(id(in), time(in)));
    }
  }

  private static final class Endorsements implements Trie.Reading<KeyringId, Endorsement> {
    @Override
    public KeyringId key(byte[] bytes) {
      return KeyringId.of(bytes);
    }

    @Override
    public Endorsement value(KeyringId subject, DataInput in) throws IOException {
      Change.Endorse said = new Change.Endorse(subject, text(in), text(in), text(in), null);
      return new Endorsement(
          subject,
          said.name(),
          Optional.ofNullable(said.specialty()),
          Optional.ofNullable(said.licence()),
          end(in),
          time(in));
    }
  }

  private static final class Names implements Trie.Reading<KeyringId, Named> {
    @Override
    public KeyringId key(byte[] bytes) {
      return KeyringId.of(bytes);
    }

    @Override
    public Named value(KeyringId keyring, DataInput in) throws IOException {
      int head = number(in);
      int generation = number(in);
      if (generation < 1) {
        throw new LedgerException.Malformed("generations are counted from 1");
      }
      return new Named(head == 0 ? OptionalInt.empty() : OptionalInt.of(head - 1), generation);
    }
  }

  private static final class Recipients implements Trie.Reading<KeyringId, Generation.SealedTo> {
    @Override
    public KeyringId key(byte[] bytes) {
      return KeyringId.of(bytes);
    }

    @Override
    public Generation.SealedTo value(KeyringId recipient, DataInput in) throws IOException {
      int generation = number(in);
      int oldest = number(in);
      Commitment envelope =
          new Commitment(Sha256.of(bytes(in, Sha256.BYTES)), number(in), number(in));
      boolean possible = oldest >= 1 && oldest <= generation && envelope.index() < envelope.size();
      if (!possible) {
        throw new LedgerException.Malformed("an envelope that no statement could announce");
      }
      return new Generation.SealedTo(generation, oldest, envelope, id(in));
    }
  }
}

package io.medseal.server.keyrings.kept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.HeadPlace;
import io.medseal.ledger.chains.KeptState;
import io.medseal.ledger.chains.Replay;
import io.medseal.ledger.chains.Shower;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.Generations;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.states.StateDocument;
import io.medseal.ledger.states.StateHash;
import io.medseal.ledger.states.StateReader;
import io.medseal.ledger.trees.MerkleTree;
import io.medseal.server.platform.auth.ServiceSecret;
import io.medseal.server.platform.faults.DamagedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * States of long chains, kept where they were verified, to go on from there. Each is authenticated
 * for its statement with the service's secret: one that is damaged, missing or of another service
 * costs time, and says nothing.
 */
@Component
public class KeptStates {
  /** Statements from one that is kept to the next, where the state is not larger than these. */
  private static final int EACH = 512;

  /**
   * No statement that is signed twice is shorter: what is kept is no more than what was appended.
   */
  private static final int SHORTEST_STATEMENT = 4_096;

  private static final long MOST_BYTES = 16L * 1024 * 1024;
  private static final int PAGE = 16;
  private static final int FROM_THE_FIRST = -1;

  private final ServiceSecret secret;
  private final Cache<Place, Stretch> stretches =
      Caffeine.newBuilder()
          .maximumWeight(Runtime.getRuntime().maxMemory() / 32)
          .weigher((Place _, Stretch stretch) -> stretch.weight())
          .build();
  private volatile int each = EACH;

  /** Authenticates with that secret. */
  public KeptStates(ServiceSecret secret) {
    this.secret = secret;
  }

  /** For a test: so many statements from one to the next. */
  void every(int statements) {
    each = statements;
  }

  /** Most statements behind a state of ordinary size that are verified one by one. */
  public int each() {
    return each;
  }

  /** Whether a state may grow on in a chain that is too long to be verified from its beginning. */
  public static boolean hasRoom(KeyringState state) {
    return StateReader.canBegin(state.kind()) && KeptState.length(state) <= MOST_BYTES / 2;
  }

  /**
   * Where a state is kept.
   *
   * @param seq after which statement
   * @param length of its row
   */
  public record Kept(int seq, long length) {}

  /** The newest that is kept of a keyring, after a statement before that one. */
  public Optional<Kept> newest(JdbcClient queries, KeyringId keyring, int before) {
    return queries
        .sql(
            """
            select seq, length(kept) from states
            where keyring = :keyring and seq < :before order by seq desc limit 1\
            """)
        .param("keyring", keyring.hex())
        .param("before", before)
        .query((row, _) -> new Kept(row.getInt(1), row.getLong(2)))
        .optional();
  }

  /** The chain, to be gone on with behind that statement; empty where what is kept is damaged. */
  public Optional<VerifiedStates> read(JdbcClient queries, KeyringId keyring, int seq) {
    return row(queries, keyring, seq)
        .flatMap(
            row -> {
              try {
                return Optional.of(
                    KeptState.read(
                        row.kept(),
                        keyring,
                        row.payload(),
                        state -> new StoredPast(this, queries, keyring, state.before())));
              } catch (LedgerException _) {
                return Optional.empty();
              }
            });
  }

  private record Row(Bytes kept, Bytes payload) {}

  /** What is kept after that statement, if it is what this service has kept. */
  private Optional<Row> row(JdbcClient queries, KeyringId keyring, int seq) {
    return queries
        .sql(
            """
            select state.kept, state.mac, statement.payload
            from states state join statements statement
              on statement.keyring = state.keyring and statement.seq = state.seq
            where state.keyring = :keyring and state.seq = :seq\
            """)
        .param("keyring", keyring.hex())
        .param("seq", seq)
        .query((row, _) -> List.of(row.getString(1), row.getString(2), row.getString(3)))
        .optional()
        .flatMap(
            row -> {
              Bytes payload = Bytes.of(row.get(2).getBytes(StandardCharsets.UTF_8));
              try {
                Bytes kept = Bytes.fromBase64Url(row.get(0));
                String mac = mac(keyring, StatementCodec.hashOfPayload(payload), kept);
                return isSame(mac, row.get(1))
                    ? Optional.of(new Row(kept, payload))
                    : Optional.empty();
              } catch (LedgerException _) {
                return Optional.empty();
              }
            });
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private String mac(KeyringId keyring, StatementHash head, Bytes kept) {
    String text =
        String.join(
            " ",
            "medseal/v1/kept-state",
            keyring.hex(),
            head.hex(),
            Sha256.digest(kept.toArray()).hex());
    return HexFormat.of().formatHex(secret.mac(text));
  }

  /** One statement that was appended, and the keyring after it. */
  public record Appended(Statement statement, KeyringState state) {}

  /**
   * Keeps what belongs to statements that have just been written, in the same transaction.
   *
   * @param after the chain with them
   * @param hasRoom whether a state may be kept now, which is a large row
   * @param statements its signed objects by number
   */
  public void write(
      JdbcClient sql,
      VerifiedStates after,
      boolean hasRoom,
      List<Appended> appended,
      IntFunction<Bytes> statements) {
    KeyringState newest = after.state();
    boolean begins = StateReader.canBegin(newest.kind());
    StoredTree tree = new StoredTree(sql, newest.id(), StoredTree.Of.STATEMENTS);
    for (Appended one : appended) {
      if (begins) {
        tree.add(one.state().seq());
      }
      if (one.statement().change() instanceof Change.Rotate) {
        writeFormer(sql, one.state(), begins);
      }
    }
    if (begins && hasRoom && isDue(sql, newest)) {
      writeState(sql, newest, KeptState.write(after, statements));
    }
  }

  private boolean isDue(JdbcClient sql, KeyringState newest) {
    long length = KeptState.length(newest);
    long apart = Math.max(each, length / SHORTEST_STATEMENT);
    return newest.seq() >= apart
        && length <= MOST_BYTES
        && newest(sql, newest.id(), Integer.MAX_VALUE)
            .filter(kept -> newest.seq() - kept.seq() < apart)
            .isEmpty();
  }

  private void writeState(JdbcClient sql, KeyringState state, Bytes kept) {
    sql.sql("insert into states (keyring, seq, kept, mac) values (:keyring, :seq, :kept, :mac)")
        .param("keyring", state.id().hex())
        .param("seq", state.seq())
        .param("kept", kept.base64Url())
        .param("mac", mac(state.id(), state.head(), kept))
        .update();
  }

  /** The generation that a rotation has just ended; of short chains only where it ended. */
  private static void writeFormer(JdbcClient sql, KeyringState after, boolean begins) {
    int number = after.current().number() - 1;
    Generation former = after.generation(number).orElseThrow();
    sql.sql(
            """
            insert into generations (keyring, number, seq, leaf, former)
            values (:keyring, :number, :seq, :leaf, :former)\
            """)
        .param("keyring", after.id().hex())
        .param("number", number)
        .param("seq", after.seq())
        .param("leaf", begins ? leaf(former).hex() : null)
        .param("former", begins ? StateDocument.write(former).base64Url() : null)
        .update();
    if (begins) {
      new StoredTree(sql, after.id(), StoredTree.Of.GENERATIONS).add(number - 1);
    }
  }

  static Sha256 leaf(Generation former) {
    return MerkleTree.leaf(StateHash.generation(former));
  }

  /**
   * A generation of a chain by number, if there is one.
   *
   * @throws DamagedException if it is not as it ended
   */
  public static Optional<Generation> generation(
      JdbcClient queries, VerifiedStates chain, int number) {
    Generations held = chain.state().generations();
    if (number < 1 || number >= held.current().number() || held.former().containsKey(number)) {
      return held.find(number);
    }
    KeyringState behind = chain.states().getFirst();
    Generation former = former(queries, behind, number);
    int size = behind.former().size();
    List<Sha256> path =
        new StoredTree(queries, chain.id(), StoredTree.Of.GENERATIONS).path(size, number - 1);
    if (!MerkleTree.contains(behind.former().root(), size, number - 1, leaf(former), path)) {
      throw new DamagedException("a former generation is another one", null);
    }
    return Optional.of(former);
  }

  private static Generation former(JdbcClient queries, KeyringState state, int number) {
    Bytes document =
        queries
            .sql("select former from generations where keyring = :keyring and number = :number")
            .param("keyring", state.id().hex())
            .param("number", number)
            .query((row, _) -> DamagedException.bytes(row.getString(1)))
            .optional()
            .orElseThrow(() -> new DamagedException("a former generation is missing", null));
    try {
      return StateReader.readGeneration(document, state.kind());
    } catch (LedgerException e) {
      throw new DamagedException("a former generation is none", e);
    }
  }

  /**
   * What a chain is shown by, from the database.
   *
   * @param statements its signed objects by number
   */
  public static Shower.Keeping keeping(
      JdbcClient queries, VerifiedStates chain, IntFunction<Bytes> statements) {
    return new StoredKeeping(
        queries,
        chain.state(),
        statements,
        new StoredTree(queries, chain.id(), StoredTree.Of.STATEMENTS),
        new StoredTree(queries, chain.id(), StoredTree.Of.GENERATIONS));
  }

  private record StoredKeeping(
      JdbcClient queries,
      KeyringState state,
      IntFunction<Bytes> statements,
      StoredTree tree,
      StoredTree generations)
      implements Shower.Keeping {
    @Override
    public Bytes statement(int seq) {
      return statements.apply(seq);
    }

    @Override
    public List<Sha256> path(int size, int seq) {
      return tree.path(size, seq);
    }

    @Override
    public Generation former(int number) {
      return KeptStates.former(queries, state, number);
    }

    @Override
    public List<Sha256> formerPath(int size, int number) {
      return generations.path(size, number - 1);
    }
  }

  /** Behind what is kept, or from a chain's first statement. */
  private record Place(KeyringId keyring, int seq) {}

  /**
   * The keyring after an earlier statement, worked out from the nearest state that is kept before
   * it. That it is of the chain is for the caller to see.
   *
   * @throws LedgerException if what is stored does not lead there
   */
  KeyringState past(JdbcClient queries, KeyringId keyring, int seq) {
    Found found = before(queries, keyring, seq);
    Stretch stretch = found.stretch();
    if (!stretch.reaches(seq)) {
      stretch = replayed(queries, keyring, stretch, seq);
      stretches.put(found.place(), stretch);
    }
    KeyringState state = stretch.state(seq);
    OptionalInt profile = stretch.profile(seq);
    return profile.isEmpty()
        ? state
        : state.withNote(note(payload(queries, keyring, profile.getAsInt())));
  }

  private record Found(Place place, Stretch stretch) {}

  /** Behind the newest that is kept up to there and is not damaged. */
  private Found before(JdbcClient queries, KeyringId keyring, int seq) {
    int before = seq + 1;
    while (true) {
      Optional<Kept> kept = newest(queries, keyring, before);
      Place place = new Place(keyring, kept.map(Kept::seq).orElse(FROM_THE_FIRST));
      Stretch known = stretches.getIfPresent(place);
      if (known != null) {
        return new Found(place, known);
      }
      if (kept.isEmpty()) {
        return new Found(place, Stretch.EMPTY);
      }
      Optional<VerifiedStates> read = read(queries, keyring, place.seq());
      if (read.isPresent()) {
        return new Found(place, Stretch.from(read.get().state()));
      }
      before = place.seq();
    }
  }

  private static Stretch replayed(JdbcClient queries, KeyringId keyring, Stretch from, int until) {
    Stretch stretch = from;
    while (!stretch.reaches(until)) {
      List<Bytes> page = payloads(queries, keyring, stretch.next(), until);
      if (page.isEmpty()) {
        throw new LedgerException.BrokenChain("a stored statement is missing");
      }
      stretch =
          stretch.plus(
              page,
              (before, payload) ->
                  Replay.next(before, keyring, payload, (id, head) -> place(queries, id, head)));
    }
    return stretch;
  }

  private static HeadPlace place(JdbcClient queries, KeyringId keyring, StatementHash head) {
    return queries
        .sql(
            """
            select s.seq, coalesce((
                select max(g.number) from generations g
                where g.keyring = s.keyring and g.seq <= s.seq), 0) + 1
            from statements s where s.keyring = :keyring and s.hash = :hash\
            """)
        .param("keyring", keyring.hex())
        .param("hash", head.hex())
        .query((row, _) -> new HeadPlace(row.getInt(1), row.getInt(2)))
        .optional()
        .orElseThrow(() -> new LedgerException.BrokenChain("a named head is not stored"));
  }

  private static Bytes note(Bytes payload) {
    return StatementCodec.parse(payload).change() instanceof Change.SetProfile set
        ? set.note()
        : Bytes.of(new byte[0]);
  }

  /** One statement's. */
  static Bytes payload(JdbcClient queries, KeyringId keyring, int seq) {
    List<Bytes> found = payloads(queries, keyring, seq, seq);
    if (found.isEmpty()) {
      throw new LedgerException.BrokenChain("a stored statement is missing");
    }
    return found.getFirst();
  }

  /** Some from one on, not beyond another. */
  private static List<Bytes> payloads(JdbcClient queries, KeyringId keyring, int from, int last) {
    return queries
        .sql(
            """
            select payload from statements
            where keyring = :keyring and seq >= :from and seq <= :last order by seq limit :limit\
            """)
        .param("keyring", keyring.hex())
        .param("from", from)
        .param("last", last)
        .param("limit", PAGE)
        .query((row, _) -> Bytes.of(row.getString(1).getBytes(StandardCharsets.UTF_8)))
        .list();
  }
}

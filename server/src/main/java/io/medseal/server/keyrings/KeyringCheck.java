package io.medseal.server.keyrings;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.Announced;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.server.keyrings.kept.KeptCheck;
import io.medseal.server.keyrings.kept.KeptStates;
import io.medseal.server.platform.auth.ServiceSecret;
import io.medseal.server.platform.check.Findings;
import io.medseal.server.platform.faults.DamagedException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Verifies every stored chain from its first statement, and compares with it every row that was
 * derived from it.
 */
public final class KeyringCheck {
  private final JdbcClient sql;
  private final Findings findings;
  private final ChainStore chains;
  private final KeptStates kept;
  private final Set<String> faults = new HashSet<>();
  private final Map<KeyringId, Set<ReportId>> deleted = new HashMap<>();
  private final Map<String, Set<ReportId>> said = new HashMap<>();
  private final Map<String, Long> named = new HashMap<>();
  private int unverified;

  private KeyringCheck(JdbcClient sql, ServiceSecret secret, Findings findings) {
    this.kept = new KeptStates(secret);
    this.sql = sql;
    this.findings = findings;
    this.chains = new ChainStore(new Lanes(), sql, LongChains.unbounded(), Optional.empty());
  }

  private record Row(
      String kind,
      @Nullable String parent,
      int seq,
      String head,
      long headNamed,
      @Nullable Long created) {}

  private record Stored(
      int seq, String hash, String signer, String payload, @Nullable String signatures) {}

  /**
   * Checks all keyrings in one state of the database.
   *
   * @param secret of the service
   * @return the reports that statements deleted, for every keyring whose chain verifies
   */
  public static Map<KeyringId, Set<ReportId>> run(
      JdbcClient sql, ServiceSecret secret, Findings findings) {
    KeyringCheck check = new KeyringCheck(sql, secret, findings);
    check.run();
    return check.deleted;
  }

  private void run() {
    List<String> ids = sql.sql("select id from keyrings order by id").query(String.class).list();
    sql.sql("select head from keyrings")
        .query(String.class)
        .list()
        .forEach(head -> named.put(head, 0L));
    long statements = 0;
    for (String id : ids) {
      statements += statements(id);
    }
    for (String id : ids) {
      verified(id).ifPresent(chain -> compare(id, chain));
    }
    if (unverified > 0) {
      findings.wrong(
          "keyrings", unverified + " more could not be verified, since they lean on those");
    }
    findings.checked(ids.size() + " keyrings with " + statements + " statements");
  }

  /** Looks at each statement by itself; how many there are. */
  private int statements(String id) {
    Seen seen = new Seen();
    sql.sql(
            """
            select s.seq, s.hash, s.signer, s.payload, signed.object from statements s
            left join signatures signed on signed.id = s.signatures
            where s.keyring = :id order by s.seq\
            """)
        .param("id", id)
        .query(
            row -> {
              Stored statement =
                  new Stored(
                      row.getInt(1),
                      row.getString(2),
                      row.getString(3),
                      row.getString(4),
                      row.getString(5));
              if (statement.seq() != seen.next) {
                fault(id, seen.next, "is missing");
              }
              seen.next = statement.seq() + 1;
              seen.count++;
              problem(id, statement).ifPresent(what -> fault(id, statement.seq(), what));
            });
    if (seen.count == 0) {
      fault(id, 0, "is missing");
    }
    return seen.count;
  }

  /** How far one has come in a chain. */
  private static final class Seen {
    private int next;
    private int count;
  }

  private Optional<String> problem(String id, Stored stored) {
    try {
      Bytes bytes = StoredStatements.object(stored.payload(), stored.signatures());
      Statement statement = StatementCodec.parse(SignedObject.parse(bytes));
      Header header = statement.header();
      if (statement.change() instanceof Change.DeleteReport(ReportId report, _)) {
        said.computeIfAbsent(id, _ -> new HashSet<>()).add(report);
      }
      for (Header.Hop hop : ChainWriter.named(header)) {
        named.computeIfPresent(
            hop.head().hex(), (_, time) -> Math.max(time, header.time().toEpochMilli()));
      }
      if (!StatementCodec.hash(bytes).hex().equals(stored.hash())) {
        return Optional.of("has not the hash that it is stored under");
      }
      if (!header.signer().keyring().hex().equals(stored.signer())) {
        return Optional.of("is signed by another than it is stored under");
      }
      return header.keyring().hex().equals(id) && header.seq() == stored.seq()
          ? Optional.empty()
          : Optional.of("belongs elsewhere");
    } catch (LedgerException e) {
      return Optional.of("is no statement (" + e.code() + ")");
    } catch (IllegalArgumentException _) {
      return Optional.of("is no statement (malformed)");
    }
  }

  private Optional<VerifiedStates> verified(String id) {
    try {
      Optional<VerifiedStates> chain = verified(new KeyringId(id));
      if (chain.isEmpty()) {
        unverified++;
      }
      return chain;
    } catch (LedgerException e) {
      unverified(id, e);
    } catch (DamagedException e) {
      if (!(e.getCause() instanceof LedgerException refused)) {
        throw e;
      }
      unverified(id, refused);
    } catch (IllegalArgumentException _) {
      unverified(id, null);
    }
    return Optional.empty();
  }

  private Optional<VerifiedStates> verified(KeyringId id) {
    try (ChainStore.View view = chains.apart()) {
      return view.find(id);
    }
  }

  /** Told once, in the chain where the fault is; chains that lean on it are only counted. */
  private void unverified(String id, @Nullable LedgerException e) {
    String at = e == null ? id : e.chain().orElse(id);
    boolean told = faults.stream().anyMatch(fault -> fault.startsWith(at));
    if (e != null && e.chain().isPresent() && !told) {
      fault(at, e.statement().orElse(0), "does not verify (" + e.code() + ")");
      told = at.equals(id);
    }
    if (!at.equals(id) || !told) {
      unverified++;
    }
  }

  private void fault(String keyring, int seq, String what) {
    if (faults.add(keyring + " " + seq)) {
      findings.wrong("statements: keyring " + keyring, "statement " + seq + " " + what);
    }
  }

  private void compare(String id, VerifiedStates chain) {
    KeyringState state = chain.state();
    deleted.put(chain.id(), said.getOrDefault(id, Set.of()));
    Row derived =
        new Row(
            state.kind().text(),
            state.parent().map(KeyringId::hex).orElse(null),
            state.seq(),
            state.head().hex(),
            named.getOrDefault(state.head().hex(), 0L),
            chain.state().created().toEpochMilli());
    Row stored =
        sql.sql("select kind, parent, seq, head, head_named, created from keyrings where id = :id")
            .param("id", id)
            .query(
                (row, _) ->
                    new Row(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6)))
            .single();
    String where = "keyrings: keyring " + id;
    if (stored.seq() > derived.seq()) {
      findings.wrong(where, "statements after number " + derived.seq() + " are missing");
    } else if (!stored.head().equals(derived.head()) || stored.seq() != derived.seq()) {
      findings.wrong(where, "its head is not its newest statement");
    } else if (stored.headNamed() != derived.headNamed()) {
      findings.wrong(where, "its head was named last at another time");
    }
    if (!stored.kind().equals(derived.kind())
        || !Objects.equals(stored.parent(), derived.parent())
        || !Objects.equals(stored.created(), derived.created())) {
      findings.wrong(where, "its kind, parent or time is not what its first statement says");
    }
    compareEnvelopes(id, chain);
    KeptCheck.run(sql, kept, chain, findings);
    Projection.of(state)
        .differences(Projection.stored(sql, state.id()))
        .forEach(
            difference ->
                findings.wrong(difference.table() + ": keyring " + id, difference.what()));
  }

  /** Each that the chain announces is there, and is the one; no other is. */
  private void compareEnvelopes(String id, VerifiedStates chain) {
    Map<EnvelopeName, Announced> announced = new HashMap<>();
    Announced.all(chain.state()).forEach(one -> announced.put(one.name(), one));
    String where = "envelopes: keyring " + id;
    EnvelopeRows.each(
        sql,
        id,
        row -> {
          Announced expected = announced.remove(row.name());
          if (expected == null) {
            findings.wrong(where, spoken(row.name()) + " is announced by no statement");
          } else if (!row.isOf(expected)) {
            findings.wrong(where, spoken(row.name()) + " is not the one announced");
          }
        },
        broken -> findings.wrong(where, "an envelope for " + broken + " is not readable"));
    if (!announced.isEmpty()) {
      Set<Announced> notBrought = returned(id, chain);
      for (Announced one : announced.values()) {
        if (notBrought.contains(one)) {
          findings.harmless(where, spoken(one.name()) + " was lost, and not given back yet");
        } else {
          findings.wrong(where, spoken(one.name()) + " is missing");
        }
      }
    }
  }

  /** What only statements announce that were given back: who has it may give it back, too. */
  private Set<Announced> returned(String id, VerifiedStates chain) {
    Set<Announced> all = new HashSet<>();
    sql.sql("select seq from statements where keyring = :id and returned = 1")
        .param("id", id)
        .query(Integer.class)
        .list()
        .forEach(
            seq -> {
              Set<Announced> more =
                  Announced.all(chain.states().get(seq)).collect(Collectors.toSet());
              if (seq > 0) {
                Announced.all(chain.states().get(seq - 1)).forEach(more::remove);
              }
              all.addAll(more);
            });
    return all;
  }

  private static String spoken(EnvelopeName name) {
    return "generation " + name.generation() + " for keyring " + name.recipient().hex();
  }
}

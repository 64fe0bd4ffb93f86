package io.medseal.server.keyrings.kept;

import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.states.StateDocument;
import io.medseal.ledger.states.StateReader;
import io.medseal.ledger.trees.MerkleTree;
import io.medseal.server.platform.check.Findings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares what is kept of a chain with the chain, verified from its first statement. */
public final class KeptCheck {
  private final JdbcClient sql;
  private final Findings findings;
  private final VerifiedStates chain;
  private final String keyring;
  private final boolean begins;

  private KeptCheck(JdbcClient sql, Findings findings, VerifiedStates chain) {
    this.sql = sql;
    this.findings = findings;
    this.chain = chain;
    this.keyring = chain.id().hex();
    this.begins = StateReader.canBegin(chain.state().kind());
  }

  /** Of one chain. */
  public static void run(JdbcClient sql, KeptStates kept, VerifiedStates chain, Findings findings) {
    KeptCheck check = new KeptCheck(sql, findings, chain);
    check.states(kept);
    List<Former> formers = check.formers();
    check.generations(formers);
    check.trees(formers);
  }

  private void wrong(String table, String what) {
    findings.wrong(table + ": keyring " + keyring, what);
  }

  private void states(KeptStates kept) {
    for (int seq :
        sql.sql("select seq from states where keyring = :keyring order by seq")
            .param("keyring", keyring)
            .query(Integer.class)
            .list()) {
      boolean same =
          kept.read(sql, chain.id(), seq)
              .map(VerifiedStates::state)
              .filter(state -> isOfChain(state, seq))
              .isPresent();
      if (!same) {
        wrong("states", "what is kept after statement " + seq + " is not what it was");
      }
    }
  }

  private boolean isOfChain(KeyringState state, int seq) {
    return seq < chain.size() && chain.states().get(seq).head().equals(state.head());
  }

  /**
   * A generation that has ended.
   *
   * @param leaf in the tree of them; null for chains that are never begun later
   */
  private record Former(int number, int seq, @Nullable String leaf, @Nullable String former) {}

  private List<Former> formers() {
    List<Former> formers = new ArrayList<>();
    Generation before = chain.states().getFirst().current();
    for (KeyringState state : chain.states()) {
      if (state.current().number() > before.number()) {
        formers.add(
            new Former(
                before.number(),
                state.seq(),
                begins ? KeptStates.leaf(before).hex() : null,
                begins ? StateDocument.write(before).base64Url() : null));
      }
      before = state.current();
    }
    return formers;
  }

  private void generations(List<Former> formers) {
    List<Former> stored =
        sql.sql("select number, seq, leaf, former from generations where keyring = :keyring")
            .param("keyring", keyring)
            .query(
                (row, _) ->
                    new Former(row.getInt(1), row.getInt(2), row.getString(3), row.getString(4)))
            .list();
    differences(new HashSet<>(formers), new HashSet<>(stored))
        .forEach(
            former ->
                wrong("generations", "generation " + former.number() + " is not as it ended"));
  }

  private record Node(String tree, int level, int index) {}

  private void trees(List<Former> formers) {
    Map<Node, String> expected = new HashMap<>();
    if (begins) {
      add(
          expected,
          StoredTree.Of.STATEMENTS,
          chain.states().stream().map(state -> MerkleTree.leaf(state.head().bytes())).toList());
      add(
          expected,
          StoredTree.Of.GENERATIONS,
          formers.stream().map(former -> new Sha256(String.valueOf(former.leaf()))).toList());
    }
    Map<Node, String> stored = new HashMap<>();
    sql.sql("select tree, level, idx, hash from trees where keyring = :keyring")
        .param("keyring", keyring)
        .query(
            row -> {
              stored.put(
                  new Node(row.getString(1), row.getInt(2), row.getInt(3)), row.getString(4));
            });
    differences(expected.entrySet(), stored.entrySet()).stream()
        .map(Map.Entry::getKey)
        .distinct()
        .forEach(
            node ->
                wrong(
                    "trees",
                    "node "
                        + node.index()
                        + " of level "
                        + node.level()
                        + " over its "
                        + node.tree()
                        + " is not what they make"));
  }

  private static void add(Map<Node, String> nodes, StoredTree.Of of, List<Sha256> leaves) {
    List<Sha256> below = leaves;
    int width = 1 << StoredTree.STEP;
    for (int level = StoredTree.STEP; below.size() >= width; level += StoredTree.STEP) {
      List<Sha256> above = new ArrayList<>();
      for (int from = 0; from + width <= below.size(); from += width) {
        Sha256 hash = MerkleTree.of(below.subList(from, from + width)).root();
        nodes.put(new Node(of.text(), level, above.size()), hash.hex());
        above.add(hash);
      }
      below = above;
    }
  }

  private static <T> Set<T> differences(Set<T> one, Set<T> other) {
    Set<T> all = new HashSet<>(one);
    all.addAll(other);
    all.removeIf(each -> one.contains(each) && other.contains(each));
    return all;
  }
}

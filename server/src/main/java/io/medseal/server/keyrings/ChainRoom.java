package io.medseal.server.keyrings;

import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemException;
import java.util.List;
import java.util.Optional;

/**
 * How long a chain may become. Half of it is for its owners alone, so that nobody whom they let
 * manage it can leave them no room to take that back.
 */
final class ChainRoom {
  /** Statements of one chain; a busy department's would take decades. */
  static final int MOST_STATEMENTS = 10_000;

  /** Bytes of one chain's statements. */
  static final long MOST_BYTES = 64L * 1024 * 1024;

  /** What takes something away from somebody has as much again. */
  private static final int RESERVE = 2;

  /** What all have together that do not own the keyring. */
  private static final double OF_OTHERS = 0.5;

  private ChainRoom() {}

  /** Statements, and how long they are together. */
  record Used(long statements, long bytes) {
    Used plus(Used more) {
      return new Used(statements + more.statements, bytes + more.bytes);
    }

    boolean isWithin(double share) {
      return statements <= share * MOST_STATEMENTS && bytes <= share * MOST_BYTES;
    }
  }

  /**
   * Refuses what does not fit.
   *
   * @param before the chain; empty where it begins
   * @throws ProblemException {@code chain-full}
   */
  static void require(
      KeyringsNow now,
      KeyringId keyring,
      Optional<VerifiedStates> before,
      List<ReadStatement> statements) {
    Used more =
        new Used(
            statements.size(), statements.stream().mapToLong(read -> read.bytes().size()).sum());
    Used all =
        before
            .map(chain -> new Used(chain.states().size(), chain.bytes()))
            .orElse(new Used(0, 0))
            .plus(more);
    // Whose statements they are is asked only where all of them are more than others may have.
    boolean fits =
        all.isWithin(takeAway(statements) ? RESERVE : 1)
            && (all.isWithin(OF_OTHERS)
                || leave(statements)
                || statements.stream().allMatch(read -> owns(now, signer(read), keyring))
                || ofOthers(now, keyring).plus(more).isWithin(OF_OTHERS));
    if (!fits) {
      throw ProblemException.of(ProblemType.CHAIN_FULL);
    }
  }

  private static KeyringId signer(ReadStatement read) {
    return read.statement().header().signer().keyring();
  }

  private static boolean owns(KeyringsNow now, KeyringId who, KeyringId keyring) {
    return now.capabilities(who, keyring).contains(Capability.OWN);
  }

  /** What those have signed that do not own the keyring now, whoever brought it. */
  private static Used ofOthers(KeyringsNow now, KeyringId keyring) {
    List<Signed> signed =
        now.view()
            .sql()
            .sql(
                """
                select signer, count(*), sum(bytes) from statements
                where keyring = :keyring group by signer\
                """)
            .param("keyring", keyring.hex())
            .query(
                (row, _) ->
                    new Signed(
                        new KeyringId(row.getString(1)), new Used(row.getLong(2), row.getLong(3))))
            .list();
    return signed.stream()
        .filter(one -> !owns(now, one.by(), keyring))
        .map(Signed::used)
        .reduce(new Used(0, 0), Used::plus);
  }

  private record Signed(KeyringId by, Used used) {}

  private static boolean leave(List<ReadStatement> statements) {
    return statements.stream().allMatch(read -> read.statement().change() instanceof Change.Leave);
  }

  /** Whether all of them only take something away from somebody, or renew the secret. */
  private static boolean takeAway(List<ReadStatement> statements) {
    return statements.stream()
        .map(read -> read.statement().change())
        .allMatch(change -> change instanceof Change.Rotate || takesAway(change));
  }

  /**
   * Whether they take something away from somebody, and do nothing but what belongs to that: no
   * more than one rotation each.
   */
  static boolean isRemoval(List<ReadStatement> statements) {
    long removals =
        statements.stream().filter(read -> takesAway(read.statement().change())).count();
    return takeAway(statements) && removals > 0 && statements.size() <= 2 * removals;
  }

  private static boolean takesAway(Change change) {
    return switch (change) {
      case Change.RemoveMember _, Change.Leave _, Change.DeleteReport _, Change.Close _ -> true;
      case Change.Create _,
          Change.Rotate _,
          Change.SetMember _,
          Change.CorrectReport _,
          Change.Endorse _,
          Change.WithdrawEndorsement _,
          Change.PublishCard _,
          Change.SetProfile _ ->
          false;
    };
  }
}

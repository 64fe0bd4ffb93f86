package io.medseal.server.keyrings;

import io.medseal.ledger.chains.Shower;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.ReadStatement;
import io.medseal.ledger.states.StateReader;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.keyrings.kept.KeptStates;
import io.medseal.server.platform.http.ProblemException;
import java.util.List;
import java.util.Optional;

/**
 * How long a chain may become. One that is verified from its first statement: so long that it still
 * is, half of it by others than its owners. One that is gone on with behind a state: far longer
 * than any of people, but behind what an owner has said last, where clients begin it, others bring
 * no more than clients verify. So nobody whom owners let manage it can leave them no room to take
 * that back.
 */
final class ChainRoom {
  /** Of a chain that is verified from its first statement. */
  private static final Used WHOLE = new Used(10_000, 64L * 1024 * 1024);

  /** What accounts bring to it that do not own it. */
  private static final Used HALF = new Used(5_000, 32L * 1024 * 1024);

  /** Of one that is gone on with behind a state: what thousands of people change in centuries. */
  private static final Used KEPT = new Used(200_000, 4L * 1024 * 1024 * 1024);

  /** What takes something away from somebody has as much again. */
  private static final int RESERVE = 2;

  /** Bytes of the longest chain that is verified from its first statement. */
  static final long LONGEST_WHOLE = RESERVE * WHOLE.bytes();

  private ChainRoom() {}

  /** Statements, and how long they are together. */
  record Used(long statements, long bytes) {
    Used plus(Used more) {
      return new Used(statements + more.statements, bytes + more.bytes);
    }

    boolean isWithin(Used most) {
      return statements <= most.statements && bytes <= most.bytes;
    }

    private Used times(int factor) {
      return new Used(factor * statements, factor * bytes);
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
            .map(chain -> new Used(chain.size(), chain.bytes()))
            .orElse(new Used(0, 0))
            .plus(more);
    boolean takesAway = takeAway(statements);
    boolean isKept = before.filter(chain -> isKept(chain.state(), takesAway)).isPresent();
    Used most = isKept ? KEPT : WHOLE;
    Used ofOthers = isKept ? WHOLE : HALF;
    // Whose statements they are is asked only where all of them are more than others may have.
    boolean fits =
        all.isWithin(takesAway ? most.times(RESERVE) : most)
            && (all.isWithin(ofOthers)
                || leave(statements)
                || statements.stream().allMatch(read -> owns(now, signer(read), keyring))
                || ofOthers(now, keyring, isKept ? said(before) : -1)
                    .plus(more)
                    .isWithin(ofOthers));
    if (!fits) {
      throw ProblemException.of(ProblemType.CHAIN_FULL);
    }
  }

  /** Whether states of it are kept; what lets a large one grow is counted as if not. */
  private static boolean isKept(KeyringState state, boolean takesAway) {
    return takesAway ? StateReader.canBegin(state.kind()) : KeptStates.hasRoom(state);
  }

  /** The newest statement of an owner that clients begin the chain at; −1 where there is none. */
  private static int said(Optional<VerifiedStates> before) {
    return before.flatMap(Shower::beginning).orElse(-1);
  }

  private static KeyringId signer(ReadStatement read) {
    return read.statement().header().signer().keyring();
  }

  private static boolean owns(KeyringsNow now, KeyringId who, KeyringId keyring) {
    return now.capabilities(who, keyring).contains(Capability.OWN);
  }

  /**
   * What those have signed behind a statement that do not own the keyring now, whoever brought it.
   */
  private static Used ofOthers(KeyringsNow now, KeyringId keyring, int after) {
    List<Signed> signed =
        now.view()
            .sql()
            .sql(
                """
                select signer, count(*), sum(bytes) from statements
                where keyring = :keyring and seq > :after group by signer\
                """)
            .param("keyring", keyring.hex())
            .param("after", after)
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

package io.medseal.server.keyrings;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Endorsement;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is looked up backwards: whose member somebody is. Derived from the chain, and replaceable.
 */
record Projection(
    KeyringId keyring,
    SortedSet<Membership> memberships,
    SortedSet<Share> shares,
    SortedSet<Endorsed> endorsed) {

  /** Time as in the database: milliseconds, null for none. */
  record Membership(String kind, String member, String role, @Nullable Long until)
      implements Comparable<Membership> {
    @Override
    public int compareTo(Membership other) {
      return member.compareTo(other.member);
    }
  }

  /** What a share's beginning says; at most one. */
  record Share(String section, String report) implements Comparable<Share> {
    @Override
    public int compareTo(Share other) {
      return report.compareTo(other.report);
    }
  }

  record Endorsed(String subject, @Nullable Long until) implements Comparable<Endorsed> {
    @Override
    public int compareTo(Endorsed other) {
      return subject.compareTo(other.subject);
    }
  }

  /** All that a chain says. */
  static Projection of(KeyringState state) {
    return of(state, state.members().values(), state.endorsements().values());
  }

  /** What a chain says of those. */
  static Projection of(KeyringState state, Collection<KeyringId> changed) {
    return of(
        state,
        changed.stream().flatMap(id -> Stream.ofNullable(state.members().get(id))).toList(),
        changed.stream().flatMap(id -> Stream.ofNullable(state.endorsements().get(id))).toList());
  }

  private static Projection of(
      KeyringState state, Collection<Member> members, Collection<Endorsement> endorsements) {
    SortedSet<Membership> memberships = new TreeSet<>();
    members.stream()
        .filter(member -> !isOwnerOfShare(state, member))
        .forEach(
            member ->
                memberships.add(
                    new Membership(
                        state.kind().text(),
                        member.keyring().hex(),
                        member.role().text(),
                        millis(member.until()))));
    SortedSet<Share> shares = new TreeSet<>();
    state
        .shared()
        .ifPresent(
            shared ->
                shares.add(new Share(state.parent().orElseThrow().hex(), shared.report().hex())));
    SortedSet<Endorsed> endorsed = new TreeSet<>();
    endorsements.forEach(
        word -> endorsed.add(new Endorsed(word.subject().hex(), millis(word.until()))));
    return new Projection(state.id(), memberships, shares, endorsed);
  }

  /**
   * A share's owner, always its parent, is no row of its own: a section's shares would else be met
   * one by one wherever memberships are followed upwards.
   */
  private static boolean isOwnerOfShare(KeyringState state, Member member) {
    return state.kind() == KeyringKind.SHARE
        && state.parent().equals(Optional.of(member.keyring()));
  }

  /** Brings the tables from {@code before}, which is of the same keyrings, to this. */
  void replace(Projection before, JdbcClient sql) {
    for (Membership gone : without(before.memberships, memberships)) {
      sql.sql("delete from memberships where keyring = :k and member = :m")
          .param("k", keyring.hex())
          .param("m", gone.member())
          .update();
    }
    for (Membership there : without(memberships, before.memberships)) {
      sql.sql(
              """
              insert into memberships (keyring, kind, member, role, until_time)
              values (:k, :kind, :m, :r, :u)\
              """)
          .param("k", keyring.hex())
          .param("kind", there.kind())
          .param("m", there.member())
          .param("r", there.role())
          .param("u", there.until())
          .update();
    }
    for (Share there : without(shares, before.shares)) {
      sql.sql("insert into shares (keyring, section, report) values (:k, :s, :p)")
          .param("k", keyring.hex())
          .param("s", there.section())
          .param("p", there.report())
          .update();
    }
    for (Endorsed gone : without(before.endorsed, endorsed)) {
      sql.sql("delete from endorsements where institute = :k and subject = :m")
          .param("k", keyring.hex())
          .param("m", gone.subject())
          .update();
    }
    for (Endorsed there : without(endorsed, before.endorsed)) {
      sql.sql("insert into endorsements (institute, subject, until_time) values (:k, :m, :u)")
          .param("k", keyring.hex())
          .param("m", there.subject())
          .param("u", there.until())
          .update();
    }
  }

  /** What the tables say. */
  static Projection stored(JdbcClient sql, KeyringId keyring) {
    return new Projection(
        keyring,
        new TreeSet<>(
            sql.sql("select kind, member, role, until_time from memberships where keyring = :k")
                .param("k", keyring.hex())
                .query(
                    (row, _) ->
                        new Membership(
                            row.getString(1), row.getString(2), row.getString(3), until(row, 4)))
                .list()),
        new TreeSet<>(
            sql.sql("select section, report from shares where keyring = :k")
                .param("k", keyring.hex())
                .query((row, _) -> new Share(row.getString(1), row.getString(2)))
                .list()),
        new TreeSet<>(
            sql.sql("select subject, until_time from endorsements where institute = :k")
                .param("k", keyring.hex())
                .query((row, _) -> new Endorsed(row.getString(1), until(row, 2)))
                .list()));
  }

  /** A row that is missing or too many. */
  record Difference(String table, String what) {}

  /** What is wrong with the tables, where this is what the chain says. */
  List<Difference> differences(Projection stored) {
    List<Difference> all = new ArrayList<>();
    compare(
        all,
        "memberships",
        memberships,
        stored.memberships,
        one -> one.member() + " as " + one.role());
    compare(
        all, "shares", shares, stored.shares, one -> "of " + one.report() + " in " + one.section());
    compare(all, "endorsements", endorsed, stored.endorsed, Endorsed::subject);
    return all;
  }

  private static <T> void compare(
      List<Difference> all,
      String table,
      SortedSet<T> right,
      SortedSet<T> stored,
      Function<T, String> name) {
    without(right, stored)
        .forEach(
            row ->
                all.add(
                    new Difference(table, name.apply(row) + " is missing, or has another end")));
    without(stored, right)
        .forEach(
            row ->
                all.add(
                    new Difference(table, name.apply(row) + " is not what its statements say")));
  }

  private static @Nullable Long until(ResultSet row, int column) throws SQLException {
    long until = row.getLong(column);
    return row.wasNull() ? null : until;
  }

  /** Before a keyring's first statement. */
  static Projection none(KeyringId keyring) {
    return new Projection(keyring, new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
  }

  private static <T> SortedSet<T> without(SortedSet<T> all, SortedSet<T> less) {
    SortedSet<T> rest = new TreeSet<>(all);
    // Not removeAll: rows that differ only in their end compare as equal and must be written anew.
    rest.removeIf(new HashSet<>(less)::contains);
    return rest;
  }

  private static @Nullable Long millis(Optional<Instant> time) {
    return time.map(Instant::toEpochMilli).orElse(null);
  }
}

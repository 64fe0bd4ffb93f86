package io.medseal.server.keyrings;

import io.medseal.ledger.chains.Authority;
import io.medseal.ledger.chains.Staleness;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.protocol.keyrings.Statements;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who may do what at one moment, by the verified chains. For one piece of work.
 *
 * <p>The tables of memberships only say where to look; every answer comes from chains.
 */
public final class KeyringsNow {
  /** Keyrings on a way, both ends included. */
  private static final int MOST_LEVELS = 8;

  /** {@code :who}, and the departments and institutes that it may open, one through another. */
  private static final String GROUPS =
      """
      with recursive groups (id, level) as (
        values (cast(:who as text), 0)
        union
        select m.keyring, groups.level + 1 from groups
        join memberships m on m.member = groups.id
        where groups.level < 6 and m.kind in ('department', 'institute')
          and m.role <> 'contributor' and (m.until_time is null or m.until_time > :now))
      """;

  /** SQL: whether {@code section}, a column, has {@code record} as a member that opens it. */
  public static final String SECTION_HAS_RECORD =
      """
      exists (select 1 from memberships around
        where around.keyring = section and around.member = record
          and around.role <> 'contributor'
          and (around.until_time is null or around.until_time > :now))\
      """;

  private static final String ANY_OPENED_SHARES =
      GROUPS
          + """
          select s.keyring from groups
          join memberships m on m.member = groups.id and m.kind = 'share'
          join shares s on s.keyring = m.keyring
          where s.section = :section and (m.until_time is null or m.until_time > :now)
          limit :limit\
          """;

  private static final String OPENED_SHARES_OF_REPORT =
      GROUPS
          + """
          select distinct s.keyring from shares s join memberships m on m.keyring = s.keyring
          where s.section = :section and s.report = :report
            and m.member in (select id from groups)
            and (m.until_time is null or m.until_time > :now)
          order by s.keyring limit :limit\
          """;

  /** From the record downwards: it has few sections, and whoever asks may have many shares. */
  private static final String CANDIDATES_IN_RECORD =
      GROUPS
          + """
          select id from (
          select id, 1 as rank from keyrings where id = :record and kind = 'record'
          union
          select id, 2 from keyrings where parent = :record and kind = 'section'
          union
          select s.keyring, 3 from keyrings section
          cross join shares s
          cross join memberships m
          where section.parent = :record and s.section = section.id and m.keyring = s.keyring
            and m.member in (select id from groups)
            and (m.until_time is null or m.until_time > :now)
          ) candidates order by rank, id limit :limit\
          """;

  /** Most shares of one report that are told to somebody who may open them all. */
  private static final int MOST_SHARES = 20;

  private final ChainStore.View view;
  private final Instant at;
  private final Map<Question, Set<Capability>> answered = new HashMap<>();

  KeyringsNow(ChainStore.View view, Instant at) {
    this.view = view;
    this.at = at;
  }

  private record Question(KeyringId who, KeyringId on) {}

  /** The moment. */
  public Instant at() {
    return at;
  }

  /** The keyring now, if there is one. */
  public Optional<KeyringState> state(KeyringId id) {
    return view.find(id).map(VerifiedStates::state);
  }

  /** All that {@code who} may do in {@code on}; nothing where an id is unknown. */
  public Set<Capability> capabilities(KeyringId who, KeyringId on) {
    Question question = new Question(who, on);
    Set<Capability> known = answered.get(question);
    if (known == null) {
      Set<KeyringId> between = between(on);
      between.add(who);
      known =
          new Authority(id -> between.contains(id) ? view.find(id) : Optional.empty())
              .capabilities(who, on, at);
      answered.put(question, known);
    }
    return known;
  }

  /** Whether {@code who} is that keyring or may open it. */
  public boolean actsAs(KeyringId who, KeyringId keyring) {
    return who.equals(keyring) || capabilities(who, keyring).contains(Capability.OPEN);
  }

  /** {@code who}, and the departments and institutes that it may open, by the tables alone. */
  public List<KeyringId> withGroups(KeyringId who) {
    return asking(GROUPS + "select distinct id from groups", who)
        .query(String.class)
        .list()
        .stream()
        .map(KeyringId::new)
        .toList();
  }

  /** The shares of a report that {@code who} may open as a recipient or through a group. */
  public List<KeyringId> openedShares(KeyringId who, KeyringId section, ReportId report) {
    return opened(
        who,
        asking(OPENED_SHARES_OF_REPORT, who)
            .param("section", section.hex())
            .param("report", report.hex()));
  }

  /** Whether any report of a section is shared with {@code who}, or with a group that it opens. */
  boolean isAnyShared(KeyringId who, KeyringId section) {
    return !opened(who, asking(ANY_OPENED_SHARES, who).param("section", section.hex())).isEmpty();
  }

  private JdbcClient.StatementSpec asking(String query, KeyringId who) {
    return view.sql().sql(query).param("who", who.hex()).param("now", at.toEpochMilli());
  }

  private List<KeyringId> opened(KeyringId who, JdbcClient.StatementSpec shares) {
    return shares.param("limit", MOST_SHARES).query(String.class).list().stream()
        .map(KeyringId::new)
        .filter(share -> capabilities(who, share).contains(Capability.OPEN))
        .toList();
  }

  /** Whether {@code who} may read that keyring's chain. */
  public boolean mayRead(KeyringId who, KeyringId keyring) {
    return state(keyring).filter(state -> new Reading(this).mayRead(who, state)).isPresent();
  }

  /** Whether nothing new may be sealed to it. */
  public boolean isStale(KeyringId id) {
    return new Staleness(view).isStale(id, at);
  }

  /** Whether what is sealed to these reaches exactly those who may open a keyring. */
  public boolean covers(KeyringId id, Set<KeyringId> sealedTo) {
    return new Staleness(view).covers(id, sealedTo, at);
  }

  /**
   * Keyrings that {@code who} may be a member of, directly or through others, by the tables alone,
   * in the order of their ids.
   *
   * @param kinds of which kinds; none for all
   * @param after only those behind this id, null for the first
   */
  static List<KeyringId> candidates(
      JdbcClient sql,
      KeyringId who,
      List<String> kinds,
      @Nullable KeyringId after,
      Instant at,
      int limit) {
    return sql
        .sql(
            """
            with recursive above (id, level) as (
              select keyring, 1 from memberships
              where member = :who and (until_time is null or until_time > :now)
              union
              select m.keyring, above.level + 1 from above
              join memberships m on m.member = above.id
              where above.level < :levels and (m.until_time is null or m.until_time > :now))
            select distinct k.id from keyrings k join above on above.id = k.id
            where k.id > :after and (:any or k.kind in (:kinds))
            order by k.id limit :limit\
            """)
        .param("who", who.hex())
        .param("now", at.toEpochMilli())
        .param("levels", MOST_LEVELS - 1)
        .param("after", after == null ? "" : after.hex())
        .param("any", kinds.isEmpty())
        .param("kinds", kinds.isEmpty() ? List.of("") : kinds)
        .param("limit", limit)
        .query(String.class)
        .list()
        .stream()
        .map(KeyringId::new)
        .toList();
  }

  /**
   * A record, its sections, and its shares of which {@code who} or a group of theirs is a member,
   * by the tables alone.
   */
  List<KeyringId> candidatesIn(KeyringId who, KeyringId record, int limit) {
    return asking(CANDIDATES_IN_RECORD, who)
        .param("record", record.hex())
        .param("limit", limit)
        .query(String.class)
        .list()
        .stream()
        .map(KeyringId::new)
        .toList();
  }

  /** What the tables alone say of a keyring that {@code who} is a direct member of. */
  static Optional<Statements.KeyringSummary> stored(
      JdbcClient sql, KeyringId who, KeyringId keyring) {
    return sql.sql(
            """
            select kind, parent, seq, head from keyrings k where id = :id
              and exists (select 1 from memberships where keyring = k.id and member = :who)\
            """)
        .param("id", keyring.hex())
        .param("who", who.hex())
        .query(
            (row, _) -> {
              @Nullable String parent = row.getString(2);
              return new Statements.KeyringSummary(
                  keyring,
                  kind(row.getString(1)),
                  parent == null ? null : new KeyringId(parent),
                  row.getInt(3),
                  new StatementHash(row.getString(4)),
                  null,
                  null,
                  List.of());
            })
        .optional();
  }

  private static KeyringKind kind(String text) {
    return Stream.of(KeyringKind.values())
        .filter(kind -> kind.text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  /** Who made {@code who} a direct member of a keyring, if it is one. */
  Optional<KeyringId> introducedBy(KeyringId who, KeyringId keyring) {
    return view.find(keyring)
        .flatMap(chain -> chain.state().member(who))
        .map(member -> member.introduction().by());
  }

  /** Some of the members of a keyring through which {@code who} is one. */
  List<KeyringId> through(KeyringId who, KeyringState keyring, int limit) {
    return keyring.members().keySet().stream()
        .filter(member -> !member.equals(who))
        .filter(member -> state(member).filter(state -> !state.kind().madeByItself()).isPresent())
        .filter(member -> !capabilities(who, member).isEmpty())
        .sorted()
        .limit(limit)
        .toList();
  }

  ChainStore.View view() {
    return view;
  }

  /** The groups between a keyring and whoever may act on it, itself included. */
  private Set<KeyringId> between(KeyringId on) {
    Set<KeyringId> groups = new HashSet<>();
    groups.add(on);
    view.sql()
        .sql(
            """
            with recursive below (id, level) as (
              select m.member, 1 from memberships m join keyrings k on k.id = m.member
              where m.keyring = :on and k.kind not in ('person', 'service')
              union
              select parent, 1 from keyrings where id = :on and kind = 'share'
              union
              select m.member, below.level + 1 from below
              join memberships m on m.keyring = below.id
              join keyrings k on k.id = m.member
              where below.level < :levels and k.kind not in ('person', 'service'))
            select distinct id from below\
            """)
        .param("on", on.hex())
        .param("levels", MOST_LEVELS - 2)
        .query(String.class)
        .list()
        .forEach(id -> groups.add(new KeyringId(id)));
    return groups;
  }
}

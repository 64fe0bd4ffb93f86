package io.medseal.server.keyrings;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.Pages;
import io.medseal.server.platform.http.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class KeyringController {
  private static final int MOST_ASKED = 1_000;
  private static final int MOST_WAYS = 20;
  private static final int MOST_CHAINS = 1_000;

  private final Database database;
  private final Keyrings keyrings;
  private final KeyringService service;

  KeyringController(Database database, Keyrings keyrings, KeyringService service) {
    this.database = database;
    this.keyrings = keyrings;
    this.service = service;
  }

  @PostMapping("/statements")
  Statements.Appended append(
      @AuthenticationPrincipal Caller caller, @RequestBody Statements.Append request) {
    boolean good =
        request.appends() != null
            && !request.appends().isEmpty()
            && request.appends().size() <= MOST_CHAINS
            && request.appends().stream()
                .allMatch(
                    append ->
                        append != null
                            && append.keyring() != null
                            && append.statements() != null
                            && !append.statements().isEmpty()
                            && append.statements().stream().allMatch(s -> s != null));
    if (!good) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    return service.append(caller.account(), request);
  }

  @PostMapping("/statements/query")
  Statements.Chains query(
      @AuthenticationPrincipal Caller caller, @RequestBody Statements.Query query) {
    boolean good =
        query.keyrings() != null
            && query.keyrings().size() <= MOST_ASKED
            && query.keyrings().stream()
                .allMatch(asked -> asked != null && asked.keyring() != null && asked.after() >= -1);
    if (!good) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    return service.query(caller.account(), query);
  }

  @GetMapping("/keyrings")
  Statements.KeyringPage list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable KeyringId after,
      @RequestParam(defaultValue = "50") int limit) {
    int most = Pages.limit(limit);
    return database.read(
        sql -> {
          KeyringsNow now = keyrings.now(sql);
          List<KeyringState> found = now.memberOf(caller.account(), kind, after, most + 1);
          List<KeyringState> page = Pages.first(found, most);
          Introducers introducers = Introducers.of(now, caller.account(), page);
          List<Statements.KeyringSummary> summaries =
              page.stream()
                  .map(state -> summary(now, caller.account(), state, introducers))
                  .toList();
          return new Statements.KeyringPage(
              summaries, Pages.next(found, most, last -> last.id().hex()));
        });
  }

  @GetMapping("/keyrings/{id}/shares")
  Statements.SharePage shares(
      @AuthenticationPrincipal Caller caller,
      @PathVariable KeyringId id,
      @RequestParam(required = false) @Nullable ReportId report,
      @RequestParam(required = false) @Nullable KeyringId after,
      @RequestParam(defaultValue = "50") int limit) {
    return service.shares(caller.account(), id, report, after, Pages.limit(limit));
  }

  @GetMapping("/keyrings/{id}/endorsements")
  Statements.Endorsers endorsers(
      @AuthenticationPrincipal Caller caller, @PathVariable KeyringId id) {
    return database.read(
        sql -> {
          KeyringsNow now = keyrings.now(sql);
          if (!now.mayRead(caller.account(), id)) {
            throw ProblemException.of(ProblemType.NOT_FOUND);
          }
          return new Statements.Endorsers(
              sql
                  .sql(
                      """
                      select institute from endorsements
                      where subject = :id and (until_time is null or until_time > :now)
                      order by institute limit 1000\
                      """)
                  .param("id", id.hex())
                  .param("now", now.at().toEpochMilli())
                  .query(String.class)
                  .list()
                  .stream()
                  .map(KeyringId::new)
                  .toList());
        });
  }

  private static Statements.KeyringSummary summary(
      KeyringsNow now, KeyringId account, KeyringState state, Introducers introducers) {
    return new Statements.KeyringSummary(
        state.id(),
        state.kind(),
        state.parent().orElse(null),
        state.seq(),
        state.head(),
        introducers.of(state.id()).orElse(null),
        introducers.emailFor(state.id()).orElse(null),
        now.through(account, state, MOST_WAYS));
  }
}

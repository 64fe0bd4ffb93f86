package io.medseal.server.keyrings;

import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Statement;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.Pages;
import io.medseal.server.platform.http.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
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

  private final Database database;
  private final ChainStore chains;
  private final Keyrings keyrings;
  private final Appending appending;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  KeyringController(
      Database database,
      ChainStore chains,
      Keyrings keyrings,
      Appending appending,
      Clock clock,
      ApplicationEventPublisher events) {
    this.database = database;
    this.chains = chains;
    this.keyrings = keyrings;
    this.appending = appending;
    this.clock = clock;
    this.events = events;
  }

  @PostMapping("/statements")
  Statements.Appended append(
      @AuthenticationPrincipal Caller caller, @RequestBody Statements.Append request) {
    return database.write(
        sql -> {
          ChainStore.View view = chains.view(sql);
          List<Statements.Head> heads = new ArrayList<>();
          for (Statements.ChainAppend append : request.appends()) {
            List<VerifiedChain.Entry> written =
                appending.append(sql, view, append.keyring(), append.statements());
            requireOwnWord(keyrings.now(sql, view), caller.account(), written);
            events.publishEvent(new StatementsWritten(sql, caller.account(), written));
            KeyringState state = written.getLast().state();
            heads.add(new Statements.Head(state.id(), state.seq(), state.head()));
          }
          return new Statements.Appended(heads);
        });
  }

  @PostMapping("/statements/query")
  Statements.Chains query(
      @AuthenticationPrincipal Caller caller, @RequestBody Statements.Query query) {
    if (query.keyrings().size() > MOST_ASKED) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    return database.read(
        sql -> {
          ChainStore.View view = chains.view(sql);
          Reading reading = new Reading(sql, view, clock.instant());
          Map<KeyringId, Integer> after = new LinkedHashMap<>();
          List<VerifiedChain> readable = new ArrayList<>();
          for (Statements.ChainQuery asked : query.keyrings()) {
            after.put(asked.keyring(), asked.after());
            view.find(asked.keyring())
                .filter(chain -> reading.mayRead(caller.account(), chain.state()))
                .ifPresent(readable::add);
          }
          Iterable<VerifiedChain> answered =
              query.closure() ? reading.closure(readable).values() : readable;
          List<Statements.Chain> answer = new ArrayList<>();
          for (VerifiedChain chain : answered) {
            int from = after.getOrDefault(chain.id(), -1);
            answer.add(
                new Statements.Chain(
                    chain.id(),
                    from,
                    chain.entries().stream()
                        .skip(from + 1L)
                        .map(VerifiedChain.Entry::bytes)
                        .toList()));
          }
          return new Statements.Chains(answer);
        });
  }

  @GetMapping("/keyrings")
  Statements.KeyringPage list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") int limit) {
    int most = Pages.limit(limit);
    return database.read(
        sql -> {
          Keyrings.Now now = keyrings.now(sql);
          List<Statements.KeyringSummary> all =
              now.memberOf(caller.account()).stream()
                  .sorted()
                  .filter(id -> after == null || id.hex().compareTo(after) > 0)
                  .map(id -> now.state(id).orElseThrow())
                  .filter(state -> kind == null || state.kind().text().equals(kind))
                  .limit(most + 1L)
                  .map(
                      state ->
                          new Statements.KeyringSummary(
                              state.id(),
                              state.kind(),
                              state.parent().orElse(null),
                              state.seq(),
                              state.head()))
                  .toList();
          return new Statements.KeyringPage(
              Pages.first(all, most), Pages.next(all, most, last -> last.keyring().hex()));
        });
  }

  @GetMapping("/keyrings/{id}/endorsements")
  Statements.Endorsers endorsers(
      @AuthenticationPrincipal Caller caller, @PathVariable KeyringId id) {
    return database.read(
        sql -> {
          ChainStore.View view = chains.view(sql);
          Reading reading = new Reading(sql, view, clock.instant());
          boolean readable =
              view.find(id)
                  .filter(chain -> reading.mayRead(caller.account(), chain.state()))
                  .isPresent();
          if (!readable) {
            throw ProblemException.of(ProblemType.NOT_FOUND);
          }
          return new Statements.Endorsers(
              sql
                  .sql(
                      """
                      select institute from endorsements
                      where subject = :id and (until_time is null or until_time > :now)
                      order by institute""")
                  .param("id", id.hex())
                  .param("now", clock.millis())
                  .query(String.class)
                  .list()
                  .stream()
                  .map(KeyringId::new)
                  .toList());
        });
  }

  /**
   * Nobody carries somebody else's statements here; a person's own keys change with its slots only.
   */
  private static void requireOwnWord(
      Keyrings.Now now, KeyringId account, List<VerifiedChain.Entry> written) {
    for (VerifiedChain.Entry entry : written) {
      Statement statement = entry.statement();
      boolean ownKeys =
          statement.header().keyring().equals(account)
              && statement.change() instanceof Change.Rotate;
      if (ownKeys || !now.actsAs(account, statement.header().signer().keyring())) {
        throw ProblemException.of(ProblemType.DENIED);
      }
    }
  }
}

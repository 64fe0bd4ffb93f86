package io.medseal.server.keyrings;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.Pages;
import io.medseal.server.platform.http.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
  private static final int MOST_CHAINS = 1_000;
  private static final int MOST_ENVELOPES = 200;
  private static final int MOST_PASTS = 200;
  private static final int MOST_GIVEN_ENVELOPES = 5_000;

  /** Of an envelope: of so many members there are far fewer nodes. */
  private static final int MOST_PATH = 32;

  /** Keyrings, and generations, that something past shows. */
  private static final int MOST_SHOWN = 100;

  /** Of one request, whatever else the account may: each takes its signatures' memory. */
  private static final int MOST_STATEMENTS = 1_000;

  private final Database database;
  private final Keyrings keyrings;
  private final KeyringService service;
  private final KeyringSummaries summaries;
  private final GivingBack givingBack;

  KeyringController(
      Database database,
      Keyrings keyrings,
      KeyringService service,
      KeyringSummaries summaries,
      GivingBack givingBack) {
    this.givingBack = givingBack;
    this.database = database;
    this.keyrings = keyrings;
    this.service = service;
    this.summaries = summaries;
  }

  @PostMapping("/statements")
  Statements.Appended append(
      @AuthenticationPrincipal Caller caller, @RequestBody Statements.Append request) {
    boolean good =
        request.appends() != null
            && request.signatures() != null
            && request.appends().stream()
                    .mapToLong(
                        one ->
                            one == null || one.statements() == null ? 0 : one.statements().size())
                    .sum()
                <= MOST_STATEMENTS
            && request.signatures().stream().allMatch(one -> one != null)
            && !request.appends().isEmpty()
            && request.appends().size() <= MOST_CHAINS
            && request.appends().stream()
                .allMatch(
                    append ->
                        append != null
                            && append.keyring() != null
                            && append.statements() != null
                            && !append.statements().isEmpty()
                            && append.statements().stream().allMatch(s -> s != null)
                            && append.envelopes() != null
                            && append.envelopes().stream().allMatch(one -> one != null));
    if (!good) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    return service.append(caller.account(), request);
  }

  @PostMapping("/statements/returned")
  Statements.Appended giveBack(
      @AuthenticationPrincipal Caller caller, @RequestBody Statements.GiveBack request) {
    boolean good =
        request.chains() != null
            && !request.chains().isEmpty()
            && request.chains().size() <= MOST_CHAINS
            && request.signatures() != null
            && request.signatures().stream().allMatch(one -> one != null)
            && request.chains().stream().allMatch(one -> isGood(one, request.signatures().size()))
            && request.chains().stream().map(Statements.ChainGiven::keyring).distinct().count()
                == request.chains().size()
            && request.chains().stream().mapToLong(one -> one.statements().size()).sum()
                <= MOST_STATEMENTS
            && request.envelopes() != null
            && request.envelopes().size() <= MOST_GIVEN_ENVELOPES
            && request.envelopes().stream().allMatch(KeyringController::isGood);
    if (!good) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    return givingBack.take(caller.account(), request);
  }

  private static boolean isGood(Statements.ChainGiven given, int signatures) {
    return given != null
        && given.keyring() != null
        && given.statements() != null
        && !given.statements().isEmpty()
        && given.statements().stream().allMatch(one -> one != null)
        && given.signedBy() != null
        && given.signedBy().size() == given.statements().size()
        && given.signedBy().stream().allMatch(one -> one != null && one >= 0 && one < signatures);
  }

  private static boolean isGood(Statements.FoundEnvelope found) {
    return found != null
        && found.keyring() != null
        && found.generation() > 0
        && found.recipient() != null
        && found.recipientGeneration() > 0
        && found.envelope() != null
        && found.path() != null
        && found.path().size() <= MOST_PATH
        && found.path().stream().allMatch(one -> one != null);
  }

  @PostMapping("/statements/query")
  ResponseEntity<Statements.Chains> query(
      @AuthenticationPrincipal Caller caller, @RequestBody Statements.Query query) {
    boolean good =
        query.keyrings() != null
            && query.keyrings().size() <= MOST_ASKED
            && query.keyrings().stream().allMatch(KeyringController::isGood)
            && query.held() != null
            && query.held().size() <= MOST_ASKED
            && query.held().stream().allMatch(KeyringController::isGood);
    if (!good) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(Statements.CHAINS_TYPE))
        .body(service.query(caller.account(), query));
  }

  @PostMapping("/statements/pasts")
  ResponseEntity<Statements.Pasts> pasts(
      @AuthenticationPrincipal Caller caller, @RequestBody Statements.PastsQuery query) {
    boolean good =
        query.pasts() != null
            && query.pasts().size() <= MOST_PASTS
            && query.pasts().stream().allMatch(KeyringController::isGood);
    if (!good) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(Statements.CHAINS_TYPE))
        .body(service.pasts(caller.account(), query));
  }

  private static boolean isGood(Statements.PastQuery asked) {
    return asked != null
        && asked.keyring() != null
        && asked.head() != null
        && asked.base() >= 1
        && asked.ids() != null
        && asked.ids().size() <= MOST_SHOWN
        && asked.ids().stream().allMatch(id -> id != null)
        && asked.generations() != null
        && asked.generations().size() <= MOST_SHOWN
        && asked.generations().stream().allMatch(number -> number != null);
  }

  private static boolean isGood(Statements.ChainQuery asked) {
    return asked != null && asked.keyring() != null && asked.after() >= -1;
  }

  @PostMapping("/envelopes/query")
  Statements.Envelopes envelopes(
      @AuthenticationPrincipal Caller caller, @RequestBody Statements.EnvelopeQuery query) {
    boolean good =
        query.envelopes() != null
            && query.envelopes().size() <= MOST_ENVELOPES
            && query.envelopes().stream().allMatch(name -> name != null);
    if (!good) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    return service.envelopes(caller.account(), query.envelopes());
  }

  @GetMapping("/keyrings")
  Statements.KeyringPage list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable List<String> kind,
      @RequestParam(required = false) @Nullable KeyringId after,
      @RequestParam(defaultValue = "50") int limit) {
    return summaries.page(
        caller.account(), kind == null ? List.of() : kind, after, Pages.limit(limit));
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
}

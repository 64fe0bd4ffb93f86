package io.medseal.server.records;

import io.medseal.ledger.ids.Sha256;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.records.Records;
import io.medseal.server.accounts.IndexEntries;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.auth.TokenCheck;
import io.medseal.server.platform.http.Pages;
import io.medseal.server.platform.http.ProblemException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/records")
class RecordController {
  private static final int MOST_ASKED = 200;
  private static final int MOST_WORDS = 20;
  private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{2,64}");

  private final RecordListing listing;
  private final RecordNews news;
  private final TokenCheck sessions;

  RecordController(RecordListing listing, RecordNews news, TokenCheck sessions) {
    this.listing = listing;
    this.news = news;
    this.sessions = sessions;
  }

  @GetMapping
  Records.RecordPage list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "false") boolean unindexed,
      @RequestParam(required = false) @Nullable Long since,
      @RequestParam(defaultValue = "false") boolean wait,
      @RequestParam(required = false) @Nullable Sha256 ground,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") int limit) {
    require(since == null || (since >= 0 && !unindexed));
    require(!wait || (since != null && after == null));
    RecordListing.Order order =
        since != null
            ? RecordListing.Order.CHANGES
            : unindexed ? RecordListing.Order.UNINDEXED : RecordListing.Order.NEWEST;
    if (wait && since != null) {
      news.await(caller.account(), () -> listing.hasChanged(caller.account(), since));
      if (!sessions.goesOn(caller)) {
        throw ProblemException.of(ProblemType.UNAUTHENTICATED);
      }
    }
    return listing.list(
        caller.account(),
        order,
        since,
        ground == null ? "" : ground.hex(),
        after,
        Pages.limit(limit));
  }

  @PostMapping("/query")
  Records.FoundRecords query(
      @AuthenticationPrincipal Caller caller, @RequestBody Records.RecordQuery query) {
    require(
        isGood(query.records(), MOST_ASKED)
            && isGood(query.prefixes(), MOST_WORDS)
            && isGood(query.tags(), MOST_WORDS)
            && query.prefixes().stream().allMatch(prefix -> PREFIX.matcher(prefix).matches()));
    return listing.find(caller.account(), query);
  }

  @PutMapping("/index")
  ResponseEntity<Void> keep(
      @AuthenticationPrincipal Caller caller, @RequestBody Records.IndexChange change) {
    require(
        isGood(change.entries(), IndexEntries.MOST_AT_ONCE)
            && !change.entries().isEmpty()
            && change.entries().stream()
                .allMatch(
                    kept -> kept.record() != null && kept.tag() != null && kept.entry() != null));
    listing.keep(caller.account(), change);
    return ResponseEntity.noContent().build();
  }

  private static boolean isGood(@Nullable List<?> asked, int most) {
    return asked != null && asked.size() <= most && asked.stream().allMatch(one -> one != null);
  }

  private static void require(boolean good) {
    if (!good) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
  }
}

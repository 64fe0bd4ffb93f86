package io.medseal.server.directory;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.accounts.AccountNames;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.db.Attempts;
import io.medseal.server.platform.http.ProblemException;
import java.time.Duration;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class DirectoryController {
  private static final int LOOK_UPS = 300;
  private static final Duration WINDOW = Duration.ofHours(1);

  private final AccountNames accounts;
  private final Attempts attempts;

  DirectoryController(AccountNames accounts, Attempts attempts) {
    this.accounts = accounts;
    this.attempts = attempts;
  }

  @PostMapping("/directory/query")
  Accounts.DirectoryAnswer find(
      @AuthenticationPrincipal Caller caller, @RequestBody Accounts.DirectoryQuery query) {
    Attempts.Limit limit =
        new Attempts.Limit("directory:" + caller.account().hex(), LOOK_UPS, WINDOW, true);
    return attempts.counted(limit, () -> answer(query));
  }

  private Accounts.DirectoryAnswer answer(Accounts.DirectoryQuery query) {
    String email = accounts.normal(query.email());
    KeyringId keyring =
        accounts.keyringOf(email).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
    return new Accounts.DirectoryAnswer(email, keyring);
  }
}

package io.medseal.server.accounts;

import io.medseal.protocol.accounts.Accounts;
import io.medseal.server.platform.auth.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/account/decisions")
class DecisionController {
  private final DecisionService decisions;

  DecisionController(DecisionService decisions) {
    this.decisions = decisions;
  }

  @GetMapping
  ResponseEntity<Accounts.Decisions> decisions(@AuthenticationPrincipal Caller caller) {
    DecisionService.Kept kept = decisions.read(caller);
    return ResponseEntity.ok().eTag(quoted(kept.tag())).body(kept.decisions());
  }

  @PutMapping
  ResponseEntity<Void> change(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(HttpHeaders.IF_MATCH) String readTag,
      @RequestBody Accounts.Decisions change) {
    String tag = decisions.write(caller, change.document(), readTag.replace("\"", ""));
    return ResponseEntity.noContent().eTag(quoted(tag)).build();
  }

  private static String quoted(String tag) {
    return '"' + tag + '"';
  }
}

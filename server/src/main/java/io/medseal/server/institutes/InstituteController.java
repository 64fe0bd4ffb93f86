package io.medseal.server.institutes;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.institutes.Institutes;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.http.ProblemException;
import java.util.Objects;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/institutes")
class InstituteController {
  private static final int MOST_ASKED = 200;

  private final InstituteService service;

  InstituteController(InstituteService service) {
    this.service = service;
  }

  @PostMapping("/query")
  Institutes.Verified verified(@RequestBody Institutes.InstituteQuery query) {
    boolean good =
        query.keyrings() != null
            && query.keyrings().size() <= MOST_ASKED
            && query.keyrings().stream().allMatch(Objects::nonNull);
    if (!good) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    return new Institutes.Verified(service.verified(query.keyrings()));
  }

  @PostMapping("/{id}/verification")
  Institutes.Verification verify(
      @AuthenticationPrincipal Caller caller, @PathVariable KeyringId id) {
    return service.verify(caller.account(), id);
  }
}

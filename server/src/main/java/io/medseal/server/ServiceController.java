package io.medseal.server;

import io.medseal.ledger.reports.ReportSizes;
import io.medseal.protocol.accounts.SignUpRule;
import io.medseal.protocol.activity.Activity;
import io.medseal.server.platform.start.Restorations;
import java.time.Clock;
import java.time.Instant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this service is, for everyone. */
@RestController
@RequestMapping("/api/v1")
class ServiceController {
  private final Clock clock;
  private final SignUpRule signUp;
  private final Restorations restorations;

  ServiceController(Clock clock, SignUpRule signUp, Restorations restorations) {
    this.clock = clock;
    this.signUp = signUp;
    this.restorations = restorations;
  }

  @GetMapping("/service")
  Activity.Service service() {
    Instant now = clock.instant();
    Activity.Restoration restoration =
        restorations
            .span(now)
            .map(span -> new Activity.Restoration(span.taken(), span.restored()))
            .orElse(null);
    return new Activity.Service("Medseal", version(), now, ReportSizes.PART, signUp, restoration);
  }

  /** From the jar's manifest, which a run from compiled classes does not have. */
  private static String version() {
    String version = ServiceController.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

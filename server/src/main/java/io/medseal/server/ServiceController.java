package io.medseal.server;

import io.medseal.ledger.reports.ReportSizes;
import io.medseal.protocol.accounts.SignUpRule;
import io.medseal.protocol.activity.Activity;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this service is, for everyone. */
@RestController
@RequestMapping("/api/v1")
class ServiceController {
  private final Clock clock;
  private final SignUpRule signUp;

  ServiceController(Clock clock, SignUpRule signUp) {
    this.clock = clock;
    this.signUp = signUp;
  }

  @GetMapping("/service")
  Activity.Service service() {
    return new Activity.Service("Medseal", version(), clock.instant(), ReportSizes.PART, signUp);
  }

  /** From the jar's manifest, which a run from compiled classes does not have. */
  private static String version() {
    String version = ServiceController.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

package io.medseal.server.usage;

import io.medseal.protocol.activity.Activity;
import io.medseal.server.platform.auth.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class UsageController {
  private final UsageMeter meter;

  UsageController(UsageMeter meter) {
    this.meter = meter;
  }

  @GetMapping("/usage")
  Activity.Usage usage(@AuthenticationPrincipal Caller caller) {
    return meter.of(caller.account());
  }
}

package io.medseal.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.SignUpRule;
import io.medseal.protocol.activity.Activity;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.platform.auth.InvitationCodes;
import io.medseal.server.platform.auth.ServiceSecret;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Person;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("POST /accounts")
class SignUpRuleTest {
  @Test
  @DisplayName("takes nobody where sign-up is closed, and GET /service says so")
  void closed() {
    try (TestService service = TestService.with(SignUpRule.CLOSED)) {
      assertThat(rule(service)).isEqualTo(SignUpRule.CLOSED);
      Person person = Person.stranger(service.clock(), "late");
      signUp(service, person, code(service, Duration.ofDays(1)))
          .problem(ProblemType.SIGN_UP_CLOSED);
    }
  }

  @Test
  @DisplayName("takes an invitation once, until its end, however it is typed")
  void invitation() {
    try (TestService service = TestService.with(SignUpRule.INVITATION)) {
      assertThat(rule(service)).isEqualTo(SignUpRule.INVITATION);
      Person first = Person.stranger(service.clock(), "first");
      Person second = Person.stranger(service.clock(), "second");
      String code = code(service, Duration.ofDays(7));
      for (String wrong :
          new String[] {null, "", "x", flipped(code, 0), flipped(code, 40), code + "0"}) {
        signUp(service, first, wrong).problem(ProblemType.INVITATION_REFUSED);
      }
      signUp(service, first, " " + code.toUpperCase(Locale.ROOT).replace("-", " ")).good();
      signUp(service, second, code).problem(ProblemType.INVITATION_REFUSED);
      signUp(service, first, code)
          .problem(ProblemType.INVITATION_REFUSED); // not email-taken: nobody learns who is here

      String later = code(service, Duration.ofDays(7));
      service.part(AccountSweeper.class).round();
      service.clock().pass(Duration.ofDays(7).plusHours(1));
      service.part(AccountSweeper.class).round();
      signUp(service, second, later).problem(ProblemType.INVITATION_REFUSED);
      signUp(service, second, code).problem(ProblemType.INVITATION_REFUSED);
    }
  }

  @Test
  @DisplayName("uses no invitation up when it refuses the account for another reason")
  void refused() {
    try (TestService service = TestService.with(SignUpRule.INVITATION)) {
      Person person = Person.stranger(service.clock(), "first");
      signUp(service, person, code(service, Duration.ofDays(7))).good();
      String code = code(service, Duration.ofDays(7));
      signUp(service, person, code).problem(ProblemType.EMAIL_TAKEN);
      signUp(service, Person.stranger(service.clock(), "second"), code).good();
    }
  }

  private static String code(TestService service, Duration good) {
    return new InvitationCodes(service.part(ServiceSecret.class))
        .make(service.clock().instant().plus(good));
  }

  private static String flipped(String code, int at) {
    return code.substring(0, at) + (code.charAt(at) == '0' ? '1' : '0') + code.substring(at + 1);
  }

  private static SignUpRule rule(TestService service) {
    return service.anonymous().get("/api/v1/service").as(Activity.Service.class).signUp();
  }

  private static Answer signUp(TestService service, Person person, @Nullable String invitation) {
    Accounts.SignUp request = person.signUp();
    return service
        .anonymous()
        .post(
            "/api/v1/accounts",
            new Accounts.SignUp(
                request.email(), request.statements(), request.slots(), invitation));
  }
}

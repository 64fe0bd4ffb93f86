package io.medseal.server.denials;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.platform.auth.OpenPaths;
import io.medseal.server.platform.db.Database;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Caller;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.web.servlet.DispatcherServlet;

/** The matrix, on whichever database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DenialContract {
  private Scene scene;
  private List<Attempt> attempts;

  /** A service on the database to test. */
  abstract TestService begin();

  @BeforeAll
  void open() {
    scene = new Scene(begin());
    attempts =
        Stream.concat(InstituteAttempts.attempts().stream(), Matrix.attempts(scene).stream())
            .toList();
  }

  @AfterAll
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("has a row of denials for every kind of caller, or a reason to be open")
  void isComplete() {
    Set<String> rows = new TreeSet<>(Matrix.open().keySet());
    attempts.forEach(attempt -> rows.add(attempt.endpoint()));
    assertThat(Endpoints.of(scene.service()))
        .as("what answers, and what denials/Matrix.java has a row for")
        .isEqualTo(rows);
    attempts.forEach(
        attempt ->
            assertThat(attempt.expected()).as(attempt.title()).containsOnlyKeys(Who.values()));
  }

  @Test
  @DisplayName("is a servlet's of which there is only one")
  void oneServlet() {
    ServletContext context = scene.service().part(DispatcherServlet.class).getServletContext();
    assertThat(context.getServletRegistrations().values())
        .extracting(servlet -> servlet.getName() + " " + servlet.getMappings())
        .containsExactly("dispatcherServlet [/]");
  }

  @Test
  @DisplayName("that is open is one of those listed as open")
  void openIsListed() {
    Set<String> listed =
        OpenPaths.ALL.stream()
            .map(open -> open.method() + " " + open.path())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> expected =
        Matrix.open().keySet().stream()
            .filter(endpoint -> !endpoint.startsWith("ANY ") && !endpoint.endsWith("/**"))
            .collect(Collectors.toCollection(TreeSet::new));
    expected.add("GET /actuator/health/liveness");
    expected.add("GET /actuator/health/readiness");
    expected.add("GET /actuator/health/writing");
    assertThat(listed).isEqualTo(expected);
  }

  @Test
  @DisplayName("that is not there, or is the operator's, is refused like any other")
  void unknownAddresses() {
    Caller nobody = scene.service().anonymous();
    Caller stranger = scene.caller(Who.STRANGER);
    for (String path :
        List.of(
            "/api/v1/nothing",
            "/api/v2/reports",
            "/api",
            "/actuator",
            "/actuator/env",
            "/actuator/prometheus",
            "/actuator/heapdump",
            "/actuator/health/database",
            "/actuator/health/liveness/livenessState")) {
      nobody.get(path).problem(ProblemType.UNAUTHENTICATED);
      Answer answer = stranger.get(path);
      assertThat(answer.status()).as(path).isEqualTo(404);
    }
    for (String path : List.of("/error", "/v3/api-docs", "/swagger-ui.html", "/h2-console")) {
      nobody.get(path).problem(ProblemType.NOT_FOUND);
    }
    nobody.get("/actuator/health").good();
    assertThat(nobody.get("/actuator/health").text())
        .isEqualTo("{\"groups\":[\"liveness\",\"readiness\",\"writing\"],\"status\":\"UP\"}");
  }

  @TestFactory
  @DisplayName("refuses")
  Stream<DynamicNode> refusals() {
    return attempts.stream()
        .map(
            attempt ->
                DynamicContainer.dynamicContainer(
                    attempt.endpoint() + ", " + attempt.title(),
                    attempt.expected().entrySet().stream()
                        .filter(one -> isTried(attempt, one.getValue()))
                        .map(
                            one ->
                                DynamicTest.dynamicTest(
                                    one.getKey() + ": " + one.getValue(),
                                    () -> check(attempt, one.getKey(), one.getValue())))));
  }

  /** What somebody may do and what would change the scene is left to other tests. */
  private static boolean isTried(Attempt attempt, Expected expected) {
    return !(expected instanceof Expected.Allowed) || attempt.isRead();
  }

  private void check(Attempt attempt, Who who, Expected expected) {
    Caller caller = scene.caller(who);
    Stored before = Stored.now(scene.service(), scene.clerk());
    Answer answer = attempt.request().send(caller, scene.person(who), scene.target());
    Stored after = Stored.now(scene.service(), scene.clerk());
    switch (expected) {
      case Expected.Refused(ProblemType type, String reason) -> {
        answer.problem(type);
        if (reason != null) {
          answer.refused(reason);
        }
        if (type == ProblemType.NOT_FOUND) {
          sameAsAbsent(attempt, who, caller, answer);
        }
        tellsNothing(answer);
        assertThat(after).isEqualTo(before);
      }
      case Expected.AsIfAbsent() -> {
        answer.good();
        sameAsAbsent(attempt, who, caller, answer);
        tellsNothing(answer);
        assertThat(after).isEqualTo(before);
      }
      case Expected.OnlyOwn() -> {
        tellsNothing(answer.good());
        assertThat(after).isEqualTo(before);
      }
      case Expected.Allowed() -> assertThat(answer.status()).as(answer.text()).isIn(200, 206, 416);
    }
  }

  /** Also the headers: nothing tells the one from the other. */
  private void sameAsAbsent(Attempt attempt, Who who, Caller caller, Answer answer) {
    Answer absent = attempt.request().send(caller, scene.person(who), scene.absentTarget());
    assertThat(absent.status()).isEqualTo(answer.status());
    assertThat(absent.text()).isEqualTo(answer.text());
    assertThat(headers(absent)).isEqualTo(headers(answer));
  }

  private static Map<String, List<String>> headers(Answer answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.response().headers().map());
    headers
        .keySet()
        .removeIf(name -> List.of("date", "x-request-id").contains(name.toLowerCase(Locale.ROOT)));
    return headers;
  }

  private void tellsNothing(Answer answer) {
    assertThat(answer.text()).doesNotContain(scene.secrets());
    answer
        .response()
        .headers()
        .map()
        .values()
        .forEach(values -> assertThat(String.join(",", values)).doesNotContain(scene.secrets()));
  }

  @TestFactory
  @DisplayName("in the end lets the owner do what it refused to the others:")
  Stream<DynamicTest> owner() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Attempt attempt : attempts.stream().filter(Attempt::byOwner).toList()) {
      tests.add(
          DynamicTest.dynamicTest(
              attempt.endpoint() + ", " + attempt.title(),
              () -> {
                Caller caller = scene.logIn(scene.clerk());
                refusedOnceDeleted(attempt, caller);
                Answer answer = attempt.request().send(caller, scene.clerk(), scene.target());
                assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
              }));
    }
    return tests.stream();
  }

  /**
   * The same request, whose session was looked up just before the account was deleted: whatever
   * endpoint it is, nothing is written for it.
   */
  private void refusedOnceDeleted(Attempt attempt, Caller caller) {
    markDeleted("1");
    try {
      Stored before = Stored.now(scene.service(), scene.clerk());
      Answer answer = attempt.request().send(caller, scene.clerk(), scene.target());
      assertThat(Stored.now(scene.service(), scene.clerk())).isEqualTo(before);
      if (!attempt.isRead()) {
        answer.problem(ProblemType.UNAUTHENTICATED);
      }
    } finally {
      markDeleted("null");
    }
  }

  private void markDeleted(String when) {
    scene
        .service()
        .part(Database.class)
        .write(
            sql ->
                sql.sql("update accounts set deleted = " + when + " where keyring = :account")
                    .param("account", scene.clerk().ring().id().hex())
                    .update());
  }
}

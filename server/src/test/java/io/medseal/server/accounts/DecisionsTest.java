package io.medseal.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Decisions")
class DecisionsTest {
  private static final String PATH = "/api/v1/account/decisions";
  private static final String NONE = "\"none\"";
  private static final int MOST = 1024 * 1024;

  private final Person person = TestService.shared().person("decides");

  @Test
  @DisplayName("GET /account/decisions answers an account's own document, with its tag")
  void own() {
    assertThat(read().document()).isNull();
    Bytes document = Person.decisions(200);
    String tag = put(NONE, document).good().header("ETag").orElseThrow();
    assertThat(read().document()).isEqualTo(document);
    assertThat(person.call().get(PATH).header("ETag")).contains(tag);
    Person other = TestService.shared().person("other");
    assertThat(other.call().get(PATH).as(Accounts.Decisions.class).document()).isNull();
  }

  @Test
  @DisplayName("PUT /account/decisions replaces only what was read")
  void compareAndSwap() {
    Bytes first = Person.decisions(200);
    String tag = put(NONE, first).good().header("ETag").orElseThrow();
    put(NONE, Person.decisions(200)).problem(ProblemType.CHANGED_MEANWHILE);
    put("\"something\"", Person.decisions(200)).problem(ProblemType.CHANGED_MEANWHILE);
    person
        .call()
        .put(PATH, new Accounts.Decisions(Person.decisions(200)))
        .problem(ProblemType.MALFORMED);
    assertThat(read().document()).isEqualTo(first);
    put(tag, Person.decisions(300)).good();
    put(tag, Person.decisions(300)).problem(ProblemType.CHANGED_MEANWHILE);
  }

  @Test
  @DisplayName("PUT /account/decisions lets one of several through that read the same")
  void race() throws Exception {
    Callable<Integer> one = () -> put(NONE, Person.decisions(100)).status();
    try (ExecutorService devices = Executors.newFixedThreadPool(4)) {
      List<Integer> answers =
          devices.invokeAll(List.of(one, one, one, one)).stream().map(Future::resultNow).toList();
      assertThat(answers).containsExactlyInAnyOrder(204, 412, 412, 412);
    }
  }

  @Test
  @DisplayName("PUT /account/decisions answers too-large above 1 MiB, malformed for what is none")
  void size() {
    put(NONE, Person.decisions(MOST + 1)).problem(ProblemType.TOO_LARGE);
    put(NONE, Person.decisions(3 * MOST)).problem(ProblemType.TOO_LARGE);
    put(NONE, Person.decisions(40)).problem(ProblemType.MALFORMED);
    put(NONE, Bytes.of(new byte[200])).problem(ProblemType.MALFORMED);
    person.call().putIf(PATH, NONE, new Accounts.Decisions(null)).problem(ProblemType.MALFORMED);
    assertThat(read().document()).isNull();
    put(NONE, Person.decisions(MOST)).good();
  }

  @Test
  @DisplayName(
      "PUT /account/slots takes decisions with a renewed keyring only, and never keeps old")
  void renewed() {
    put(NONE, Person.decisions(200)).good();
    Ring.Signed none = new Ring.Signed(person.ring().id(), List.of(), List.of());
    slots(none, Person.decisions(200)).problem(ProblemType.MALFORMED);
    person.ring().rotate(person.ring());
    Bytes anew = Person.decisions(201);
    slots(person.ring().unsent(), anew).good();
    assertThat(read().document()).isEqualTo(anew);
  }

  private Answer slots(Ring.Signed append, Bytes decisions) {
    return person
        .call()
        .put(
            "/api/v1/account/slots",
            new Accounts.SlotsChange(
                SlotKind.RECOVERY,
                person.recovery().authenticationKey(),
                null,
                append.statements(),
                append.envelopes(),
                List.of(Person.slot(SlotKind.PASSWORD), person.recovery()),
                List.of(),
                decisions));
  }

  private Accounts.Decisions read() {
    return person.call().get(PATH).as(Accounts.Decisions.class);
  }

  private Answer put(String tag, Bytes document) {
    return person.call().putIf(PATH, tag, new Accounts.Decisions(document));
  }
}

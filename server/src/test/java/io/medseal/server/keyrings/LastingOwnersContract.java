package io.medseal.server.keyrings;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.TestService;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for owners whose accounts are deleted, on whichever database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LastingOwnersContract {
  private static final String DELETION = "/api/v1/account/deletion";
  private static final int ROUNDS = 8;
  private TestService service;

  /** A service on the database to test. */
  protected abstract TestService begin();

  @BeforeAll
  void start() {
    service = begin();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  private static Answer delete(Person person) {
    return person
        .call()
        .post(
            DELETION,
            new Accounts.Deletion(SlotKind.PASSWORD, person.password().authenticationKey(), null));
  }

  /** A department that both own, and somebody else works in. */
  private Ring shared(Person one, Person other) {
    Ring ring = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, one.ring());
    ring.add(one.ring(), service.person("nurse").ring(), Role.READER, null);
    ring.add(one.ring(), other.ring(), Role.OWNER, null);
    one.append(ring).good();
    return ring;
  }

  @Test
  @DisplayName(
      "POST /statements answers still-owner where only owners whose accounts are deleted would be"
          + " left: who leaves, is removed, or gets another role or an end")
  void onlyDeletedLeft() {
    Person gone = service.person("gone");
    Person last = service.person("last");
    Ring ring = shared(gone, last);
    Person guest = service.person("guest");
    last.append(
            ring.add(
                last.ring(),
                guest.ring(),
                Role.OWNER,
                service.clock().instant().plus(Duration.ofDays(1))))
        .good();
    delete(gone).good();

    last.append(ring.copy().leave(last.ring())).problem(ProblemType.STILL_OWNER);
    last.append(ring.copy().add(last.ring(), last.ring(), Role.MANAGER, null))
        .problem(ProblemType.STILL_OWNER);
    last.append(
            ring.copy()
                .add(
                    last.ring(),
                    last.ring(),
                    Role.OWNER,
                    service.clock().instant().plus(Duration.ofDays(2))))
        .problem(ProblemType.STILL_OWNER);
    guest.append(ring.copy().remove(guest.ring(), last.ring())).problem(ProblemType.STILL_OWNER);

    Person heir = service.person("heir");
    last.append(ring.add(last.ring(), heir.ring(), Role.OWNER, null)).good();
    last.append(ring.leave(last.ring())).good();
    heir.append(ring.remove(heir.ring(), gone.ring())).good();
  }

  @Test
  @DisplayName(
      "POST /statements lets an owner whose account is deleted be removed, and a group own")
  void removed() {
    Person gone = service.person("gone");
    Person last = service.person("last");
    Ring ring = shared(gone, last);
    delete(gone).good();
    last.append(ring.remove(last.ring(), gone.ring())).good();
    Ring group = shared(last, service.person("head"));
    last.append(ring.add(last.ring(), group, Role.OWNER, null)).good();
    last.append(ring.leave(last.ring())).good();
  }

  @Test
  @DisplayName(
      "POST /statements answers still-owner to a keyring that begins with such owners alone")
  void begins() {
    Person gone = service.person("gone");
    Person maker = service.person("maker");
    Ring ring = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, maker.ring());
    ring.add(maker.ring(), gone.ring(), Role.OWNER, null);
    ring.leave(maker.ring());
    delete(gone).good();
    maker.append(ring).problem(ProblemType.STILL_OWNER);
  }

  @Test
  @DisplayName(
      "GET /account/deletion names as alone what all other owners of have deleted their accounts")
  void alone() {
    Person gone = service.person("gone");
    Person last = service.person("last");
    Ring ring = shared(gone, last);
    assertThat(last.call().get(DELETION).as(Accounts.LeftBehind.class).alone()).isEmpty();
    delete(gone).good();
    Accounts.LeftBehind left = last.call().get(DELETION).as(Accounts.LeftBehind.class);
    assertThat(left.alone()).containsExactly(ring.id());
    assertThat(left.owned()).as("it has not taken part").isEmpty();
  }

  @Test
  @DisplayName("An account that is deleted while the other owner leaves: one of the two is refused")
  void together() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < ROUNDS; round++) {
        Person deleting = service.person("deleting");
        Person leaving = service.person("leaving");
        Ring ring = shared(deleting, leaving).copy().leave(leaving.ring());
        CyclicBarrier both = new CyclicBarrier(2);
        Future<Answer> deleted =
            threads.submit(
                () -> {
                  both.await();
                  return delete(deleting);
                });
        Future<Answer> left =
            threads.submit(
                () -> {
                  both.await();
                  return leaving.append(ring);
                });
        boolean isDeleted = deleted.get().status() < 300;
        assertThat(left.get().status() < 300).isNotEqualTo(isDeleted);
        (isDeleted ? left : deleted).get().problem(ProblemType.STILL_OWNER);
      }
    }
  }
}

package io.medseal.e2e.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.testkit.people.TestPerson;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who works while others attack, and counts how that goes. */
final class Bystander implements AutoCloseable {
  private static final Duration SLOW = Duration.ofSeconds(15);

  private final TestPerson person;
  private final AtomicBoolean over = new AtomicBoolean();
  private final Thread working;
  private final long start = System.nanoTime();
  private volatile RuntimeException failure;
  private final AtomicInteger answered = new AtomicInteger();
  private volatile long longestNanos;

  Bystander(TestPerson person) {
    this.person = person;
    this.working = Thread.ofPlatform().name("bystander").start(this::work);
  }

  /** What came of it. */
  record Work(int answered, double perSecond, Duration longest) {}

  /** Stops, and throws what went wrong. */
  Work done() {
    over.set(true);
    try {
      working.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (failure != null) {
      throw failure;
    }
    double seconds = (System.nanoTime() - start) / 1_000_000_000.0;
    return new Work(answered.get(), answered.get() / seconds, Duration.ofNanos(longestNanos));
  }

  private void work() {
    try {
      while (!over.get()) {
        long begun = System.nanoTime();
        person.medseal().accounts().account();
        longestNanos = Math.max(longestNanos, System.nanoTime() - begun);
        answered.incrementAndGet();
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void close() {
    over.set(true);
  }

  /** Something to be done beside it. */
  interface Attack {
    void run() throws Exception;
  }

  /** Answers how many requests of a bystander's were answered in a second, beside that. */
  static double watched(String what, TestPerson victim, Attack attack) throws Exception {
    try (Bystander bystander = new Bystander(victim)) {
      attack.run();
      Work work = bystander.done();
      System.out.printf(
          "%s: %d answered, %.1f a second, the longest in %d ms%n",
          what, work.answered(), work.perSecond(), work.longest().toMillis());
      assertThat(work.answered()).as(what).isPositive();
      assertThat(work.longest()).as(what).isLessThan(SLOW);
      return work.perSecond();
    }
  }
}

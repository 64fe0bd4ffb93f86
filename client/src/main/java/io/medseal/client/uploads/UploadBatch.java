package io.medseal.client.uploads;

import io.medseal.client.problems.ConnectionException;
import io.medseal.seal.bodies.BodyLayout;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Uploads reports of one list, several at a time: a small one spends its time waiting, for the
 * network and for disks. One of many parts has them to itself, since it needs the memory.
 */
final class UploadBatch {
  private static final int AT_ONCE = 6;

  private final Semaphore free = new Semaphore(AT_ONCE);
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /** Uploads the report with that index; called by several threads. */
  @FunctionalInterface
  interface One {
    void upload(int index);
  }

  /**
   * Uploads all.
   *
   * @throws RuntimeException or {@link Error}: the first failure, after those that were begun by
   *     then have ended
   */
  void run(List<PlannedReport> plans, One one) {
    try (ExecutorService lanes = Executors.newFixedThreadPool(AT_ONCE, UploadBatch::daemon)) {
      for (int i = 0; i < plans.size() && failures.isEmpty(); i++) {
        int index = i;
        int places = new BodyLayout(plans.get(i).size()).parts() == 1 ? 1 : AT_ONCE;
        free.acquire(places);
        if (failures.isEmpty()) {
          lanes.execute(() -> upload(index, places, one));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ConnectionException.Interrupted();
    }
    switch (failures.peek()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private void upload(int index, int places, One one) {
    try {
      one.upload(index);
    } catch (RuntimeException | Error e) {
      failures.add(e);
    } finally {
      free.release(places);
    }
  }

  private static Thread daemon(Runnable work) {
    return Thread.ofPlatform().daemon().name("medseal-report-", 0).unstarted(work);
  }
}

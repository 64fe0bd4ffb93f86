package io.medseal.server.keyrings;

import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.auth.Places;
import io.medseal.server.platform.http.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Where statements are verified: in threads of their own, so that nobody's verifying takes the
 * threads that answer; long work in a lane of its own, so that short work does not queue behind it;
 * and one piece at a time for each account.
 */
@Component
class Lanes {
  /** So many statements are verified in some tens of milliseconds. */
  private static final int FEW = 64;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int RETRY_SECONDS = 5;

  private final ExecutorService quick = lane("quick", Runtime.getRuntime().availableProcessors());
  private final ExecutorService slow =
      lane("slow", Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  private final Places places = new Places(1);

  /** Verifies so many statements, in the lane for so many. */
  <T> T verify(int statements, Supplier<T> work) {
    Optional<Caller> caller = Caller.current();
    if (caller.isEmpty()) {
      return inLane(statements, work);
    }
    try (Places.Place _ =
        places
            .take(caller.get().account(), PATIENCE)
            .orElseThrow(() -> ProblemException.tooMany(RETRY_SECONDS))) {
      return inLane(statements, work);
    }
  }

  private <T> T inLane(int statements, Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, statements <= FEW ? quick : slow).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException known -> throw known;
        case Error fatal -> throw fatal;
        case null, default -> throw e;
      }
    }
  }

  private static ExecutorService lane(String name, int threads) {
    ThreadPoolExecutor lane =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("verify-" + name + "-", 0).daemon().factory());
    lane.allowCoreThreadTimeOut(true);
    return lane;
  }
}

package io.medseal.seal.files;

import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.bodies.PartCipher;
import io.medseal.seal.suite.WarmUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Works through the parts of a body on all processors, with constant memory. */
final class PartWorkers {
  private static final int MOST_THREADS = 16;
  private static final int WARM_UP_FROM_PARTS = 2;

  private final BodyLayout layout;
  private final Progress progress;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private long done;

  PartWorkers(BodyLayout layout, Progress progress) {
    this.layout = layout;
    this.progress = progress;
  }

  /** What is done to one part. */
  @FunctionalInterface
  interface PartWork {
    void accept(PartCipher cipher, SegmentBuffers buffers, BodyLayout.Part part) throws IOException;
  }

  /**
   * Returns when all parts are done; after the first failure no further part is begun.
   *
   * @param cipher makes one for each thread
   */
  void run(Supplier<PartCipher> cipher, PartWork work) throws IOException {
    int threads =
        Math.min(
            Math.min(layout.parts(), MOST_THREADS), Runtime.getRuntime().availableProcessors());
    if (layout.parts() > WARM_UP_FROM_PARTS) {
      WarmUp.aesGcm();
    }
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      others.add(Thread.ofPlatform().name("parts-" + i).start(() -> parts(cipher.get(), work)));
    }
    parts(cipher.get(), work);
    for (Thread other : others) {
      join(other);
    }
    Throwable failed = failure.get();
    if (failed != null) {
      throw thrown(failed);
    }
  }

  private static IOException thrown(Throwable failed) {
    return switch (failed) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failed);
    };
  }

  private void parts(PartCipher cipher, PartWork work) {
    try {
      SegmentBuffers buffers = new SegmentBuffers();
      int index = next.getAndIncrement();
      while (index < layout.parts() && failure.get() == null) {
        BodyLayout.Part part = layout.part(index);
        work.accept(cipher, buffers, part);
        advance(part.size());
        index = next.getAndIncrement();
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private synchronized void advance(int bytes) {
    done += bytes;
    progress.advanced(done, layout.size());
  }

  private void join(Thread thread) throws IOException {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        failure.compareAndSet(null, new java.io.InterruptedIOException("interrupted"));
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

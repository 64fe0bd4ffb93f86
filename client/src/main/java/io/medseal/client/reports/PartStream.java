package io.medseal.client.reports;

import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.ConnectionException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.transport.Connection;
import io.medseal.seal.SealException;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.bodies.PartOpener;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fetches and opens the parts of a body, a few at a time, and hands out their plaintext in order.
 * Needs about 16 MiB for each part in flight, whatever the size of the report.
 */
final class PartStream {
  private static final int IN_FLIGHT = 3;

  private final Connection connection;
  private final OpenedContents report;
  private final BodyLayout layout;

  PartStream(Connection connection, OpenedContents report) {
    this.connection = connection;
    this.report = report;
    this.layout = report.layout();
  }

  /** Takes one part's verified plaintext. */
  @FunctionalInterface
  interface Sink {
    /** The buffer is valid during the call only. */
    void accept(int index, ByteBuffer plaintext);
  }

  /**
   * Runs through the parts from {@code first} to {@code last}.
   *
   * @throws TrustException.ChangedParts at the first part that is not the one signed
   */
  void read(int first, int last, Sink sink) {
    int lanes = Math.min(IN_FLIGHT, last - first + 1);
    try (ExecutorService workers = Executors.newFixedThreadPool(lanes, PartStream::daemon)) {
      try {
        Deque<Future<ByteBuffer>> ahead = new ArrayDeque<>();
        Lane[] lane = new Lane[lanes];
        for (int i = 0; i < lanes; i++) {
          lane[i] = new Lane();
          ahead.add(submit(workers, lane[i], first + i));
        }
        for (int index = first; index <= last; index++) {
          sink.accept(index, await(ahead.remove()));
          int next = index + lanes;
          if (next <= last) {
            ahead.add(submit(workers, lane[(index - first) % lanes], next));
          }
        }
      } finally {
        workers.shutdownNow();
      }
    }
  }

  private static Future<ByteBuffer> submit(ExecutorService workers, Lane lane, int index) {
    return workers.submit(() -> lane.fetch(index));
  }

  private static ByteBuffer await(Future<ByteBuffer> part) {
    try {
      return part.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ConnectionException.Interrupted();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ClientException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
    }
  }

  private static Thread daemon(Runnable work) {
    return Thread.ofPlatform().daemon().name("medseal-part-", 0).unstarted(work);
  }

  /** Buffers for one part at a time. */
  private final class Lane {
    private final PartOpener opener = new PartOpener(report.key(), report.id(), layout);
    private byte[] ciphertext = {};

    ByteBuffer fetch(int index) {
      BodyLayout.Part part = layout.part(index);
      if (ciphertext.length < part.ciphertextSize()) {
        ciphertext = new byte[part.ciphertextSize()];
      }
      connection.readBody(
          report.id(),
          layout.ciphertextSize(),
          part.ciphertextOffset(),
          ByteBuffer.wrap(ciphertext, 0, part.ciphertextSize()));
      try {
        return opener.open(
            index,
            ByteBuffer.wrap(ciphertext, 0, part.ciphertextSize()),
            report.parts().get(index));
      } catch (SealException e) {
        throw new TrustException.ChangedParts(
            ReportVerifier.brief(report.id()), "part " + index, e.code(), e);
      }
    }
  }
}

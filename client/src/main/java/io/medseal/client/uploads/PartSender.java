package io.medseal.client.uploads;

import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.ConnectionException;
import io.medseal.client.reports.Progress;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.bodies.PartSealer;
import io.medseal.seal.secrets.ReportKey;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Seals and sends the parts of one report, a few at a time. Needs about 16 MiB for each part in
 * flight, whatever the size of the report.
 */
final class PartSender {
  private static final int IN_FLIGHT = 3;

  private final Connection connection;
  private final UploadJournal journal;
  private final ReportKey key;
  private final BodyLayout layout;
  private final Progress progress;
  private long done;

  PartSender(
      Connection connection,
      UploadJournal journal,
      ReportKey key,
      BodyLayout layout,
      Progress progress) {
    this.connection = connection;
    this.journal = journal;
    this.key = key;
    this.layout = layout;
    this.progress = progress;
  }

  /**
   * Reads everything, and sends the parts that the service does not hold as they are.
   *
   * @param held what the service holds, by part
   */
  void send(Pack source, Map<Integer, Sha256> held) {
    int lanes = Math.min(IN_FLIGHT, layout.parts());
    BlockingQueue<Lane> free = new ArrayBlockingQueue<>(lanes);
    for (int i = 0; i < lanes; i++) {
      free.add(new Lane());
    }
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    done = 0;
    progress.at(0, layout.size());
    try (ExecutorService workers = Executors.newFixedThreadPool(lanes, PartSender::daemon)) {
      try {
        for (int index = 0; index < layout.parts() && failure.get() == null; index++) {
          Lane lane = free.take();
          lane.fill(source, layout.part(index));
          if (lane.isStored(index, held)) {
            sent(layout.part(index).size());
            free.add(lane);
          } else {
            int part = index;
            workers.execute(
                () -> {
                  try {
                    lane.send(part);
                  } catch (RuntimeException e) {
                    failure.compareAndSet(null, e);
                  } finally {
                    free.add(lane);
                  }
                });
          }
        }
        for (int i = 0; i < lanes; i++) {
          free.take();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new ConnectionException.Interrupted();
      } finally {
        workers.shutdownNow();
      }
    }
    RuntimeException first = failure.get();
    if (first != null) {
      throw first instanceof ClientException known ? known : new IllegalStateException(first);
    }
  }

  private synchronized void sent(int bytes) {
    done += bytes;
    progress.at(done, layout.size());
  }

  private static Thread daemon(Runnable work) {
    return Thread.ofPlatform().daemon().name("medseal-part-", 0).unstarted(work);
  }

  /** Buffers for one part at a time. */
  private final class Lane {
    private final PartSealer sealer = new PartSealer(key, journal.report(), layout);
    private byte[] plaintext = {};
    private int size;

    void fill(Pack source, BodyLayout.Part part) {
      size = part.size();
      if (plaintext.length < size) {
        plaintext = new byte[size];
      }
      source.read(ByteBuffer.wrap(plaintext, 0, size));
    }

    /** Whether the service holds this part, sealed from the content that it has now. */
    boolean isStored(int index, Map<Integer, Sha256> held) {
      return journal
          .part(index)
          .filter(part -> part.hash().equals(held.get(index)))
          .filter(part -> sealer.isSame(index, plaintext, 0, size, part.header(), part.hash()))
          .isPresent();
    }

    void send(int index) {
      PartSealer.SealedPart sealed = sealer.seal(index, plaintext, 0, size);
      ReportId report = journal.report();
      connection.putPart(report, index, sealed.ciphertext(), sealed.hash());
      journal.stored(new UploadJournal.StoredPart(index, sealed.header(), sealed.hash()));
      sent(size);
    }
  }
}

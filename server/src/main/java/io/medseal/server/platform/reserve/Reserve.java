package io.medseal.server.platform.reserve;

import io.medseal.server.platform.files.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of nothing, which is removed when the storage is full: then there is room for log-ins,
 * reading and deleting, and nothing else is taken until the file is there again.
 */
public final class Reserve {
  private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
  private static final long MOST = 16L << 20;

  /** Of a small storage no more than this part. */
  private static final int SHARE = 32;

  private static final int CHUNK = 1 << 20;

  private final Path file;
  private final FileStore store;
  private final long bytes;
  private boolean kept;
  private boolean possible = true;
  private volatile boolean low;

  private Reserve(Path file, FileStore store, long bytes) {
    this.file = file;
    this.store = store;
    this.bytes = bytes;
  }

  /**
   * Keeps room beside {@code file}, or, where there is too little, begins without.
   *
   * @throws IOException if the storage says nothing about itself
   */
  public static Reserve at(Path file) throws IOException {
    FileStore store = Files.getFileStore(file.toAbsolutePath().getParent());
    Reserve reserve = new Reserve(file, store, Math.min(MOST, store.getTotalSpace() / SHARE));
    reserve.begin();
    return reserve;
  }

  /** What a start needs comes from the reserve too, where there is not as much beside it. */
  private synchronized void begin() throws IOException {
    kept = Files.exists(file) && Files.size(file) == bytes;
    low = !kept;
    if (kept && store.getUsableSpace() < bytes) {
      release();
    } else {
      restore();
    }
  }

  /** Whether there is room only for what must go on: the reserve was given away. */
  public boolean isLow() {
    return low;
  }

  /**
   * Gives the room away.
   *
   * @return whether there is any now that was not there before
   */
  public synchronized boolean release() {
    low = true;
    if (!kept) {
      return false;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.error("the reserve could not be released", e);
      return false;
    }
    kept = false;
    LOG.error("the storage is full: only log-in, reading and deleting go on, from a reserve");
    return true;
  }

  /** Does so where less than the reserve is left beside it. */
  public boolean releaseIfTight() {
    try {
      return store.getUsableSpace() < bytes && release();
    } catch (IOException e) {
      LOG.warn("the storage does not say how much is left", e);
      return release();
    }
  }

  /** Keeps the room again where as much is left beside it; else changes nothing. */
  public synchronized void restore() {
    try {
      if ((kept && !low) || store.getUsableSpace() < 2 * bytes) {
        return;
      }
    } catch (IOException e) {
      LOG.warn("the storage does not say how much is left", e);
      return;
    }
    low = false;
    if (!kept && possible) {
      keep();
    }
  }

  /** Where that is not possible though there is room, it is not tried again: a limit forbids it. */
  private void keep() {
    try {
      write();
      kept = true;
      LOG.info("room is kept back for when the storage is full");
    } catch (IOException e) {
      LOG.warn("no room can be kept back for when the storage is full", e);
      possible = false;
      remove();
    }
  }

  /** Bytes that no file system can make smaller. */
  private void write() throws IOException {
    Files.deleteIfExists(file);
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.file())) {
      byte[] noise = new byte[CHUNK];
      new SplittableRandom().nextBytes(noise);
      for (long left = bytes; left > 0; left -= CHUNK) {
        ByteBuffer chunk = ByteBuffer.wrap(noise, 0, (int) Math.min(CHUNK, left));
        while (chunk.hasRemaining()) {
          out.write(chunk);
        }
      }
      out.force(true);
    }
  }

  private void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("a piece of the reserve could not be removed", e);
    }
  }
}

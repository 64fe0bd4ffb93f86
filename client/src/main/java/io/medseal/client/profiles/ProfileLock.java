package io.medseal.client.profiles;

import io.medseal.client.problems.LocalFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Mutual exclusion of threads and processes by a file. */
final class ProfileLock {
  // A file lock belongs to the whole process, so threads of it need a lock of their own.
  private static final Map<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

  private final Path file;
  private final ReentrantLock threads;

  ProfileLock(Path file) {
    this.file = file.toAbsolutePath().normalize();
    this.threads = IN_PROCESS.computeIfAbsent(this.file, _ -> new ReentrantLock());
  }

  /** Waits for the lock, then runs the work. Work under one lock may ask for it again. */
  <T> T locked(Supplier<T> work) {
    threads.lock();
    try {
      if (threads.getHoldCount() > 1) {
        return work.get();
      }
      try (FileChannel channel = PrivateFiles.openLock(file);
          FileLock lock = channel.lock()) {
        checkValid(lock);
        return work.get();
      } catch (IOException e) {
        throw new LocalFileException.CannotWrite(file, e);
      }
    } finally {
      threads.unlock();
    }
  }

  /** Takes the lock if nobody has it. Close what is returned, in the same thread. */
  Optional<Held> tryLock() {
    if (!threads.tryLock()) {
      return Optional.empty();
    }
    boolean taken = false;
    try {
      if (threads.getHoldCount() > 1) {
        return Optional.empty();
      }
      FileChannel channel = PrivateFiles.openLock(file);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      taken = true;
      return Optional.of(new Held(channel, threads));
    } catch (IOException e) {
      throw new LocalFileException.CannotWrite(file, e);
    } finally {
      if (!taken) {
        threads.unlock();
      }
    }
  }

  /** For locks whose subject never comes back. */
  void deleteFile() {
    try {
      java.nio.file.Files.deleteIfExists(file);
    } catch (IOException _) {
      // Some systems keep a file that is open; an empty file left behind does no harm.
    }
  }

  private static void checkValid(FileLock lock) throws IOException {
    if (!lock.isValid()) {
      throw new IOException("the lock was lost");
    }
  }

  /** A lock that is held until closed. */
  record Held(FileChannel channel, ReentrantLock threads) implements AutoCloseable {
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } finally {
        threads.unlock();
      }
    }
  }
}

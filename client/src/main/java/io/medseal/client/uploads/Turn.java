package io.medseal.client.uploads;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Who of several uploads works with the person's keys and chains, which are for one thread at a
 * time. Bodies are sealed and sent outside of it.
 */
final class Turn {
  private final ReentrantLock lock = new ReentrantLock();

  <T> T of(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}

package io.medseal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Set;

/**
 * A reader of untrusted bytes.
 *
 * @param name how the test's name goes on
 * @param refusals the error classes that its documentation declares
 * @param attempt changes something valid and has it read
 */
record Target(String name, Set<String> refusals, Attempt attempt) {
  /** Inputs have at most some 700,000 bytes, of which mutations make copies. */
  private static final long MOST_MEMORY = 64L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** One input. */
  @FunctionalInterface
  interface Attempt {
    /**
     * Asserts, of an input that is not refused, that what it yielded is right.
     *
     * @return whether it was read
     */
    boolean read(Mutations mutations) throws IOException;
  }

  /** Whether the input was read and not refused; anything else than a declared refusal fails. */
  boolean read(Mutations mutations, String which) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    boolean read = false;
    try {
      read = attempt.read(mutations);
    } catch (SealException e) {
      assertThat(refusals).as("%s, %s", name, which).contains(e.code());
    } catch (Exception | Error e) {
      return fail(name + ", " + which + ": " + e, e);
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .as("memory for %s, %s", name, which)
        .isLessThan(MOST_MEMORY);
    return read;
  }

  @Override
  public String toString() {
    return name;
  }
}

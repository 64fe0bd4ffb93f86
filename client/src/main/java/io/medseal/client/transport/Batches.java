package io.medseal.client.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Lists that are sent in several requests, each of which the service takes. */
public final class Batches {
  private static final int MOST = 200;

  /** Bodies take at most 256 KiB. */
  private static final int MOST_BYTES = 192 * 1024;

  private Batches() {}

  /**
   * The same, in order.
   *
   * @param bytes of one as it is sent
   */
  public static <T> List<List<T>> of(List<T> all, ToIntFunction<T> bytes) {
    List<List<T>> batches = new ArrayList<>();
    int full = MOST_BYTES;
    for (T one : all) {
      int length = bytes.applyAsInt(one);
      if (batches.isEmpty() || full + length > MOST_BYTES || batches.getLast().size() == MOST) {
        batches.add(new ArrayList<>());
        full = 0;
      }
      batches.getLast().add(one);
      full += length;
    }
    return batches;
  }
}

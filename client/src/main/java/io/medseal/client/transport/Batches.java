package io.medseal.client.transport;

import io.medseal.client.problems.ServiceException;
import io.medseal.protocol.problems.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** Lists that are sent in several requests, each of which the service takes. */
public final class Batches {
  private static final int MOST = 200;

  /** Bodies take at most 256 KiB. */
  private static final int MOST_BYTES = 192 * 1024;

  private Batches() {}

  /**
   * Writes what the person keeps at the service for lists to come. Where the service does not take
   * it, what it is of is read again the next time; one that is not to be seen any more keeps no
   * other from being written.
   *
   * @param bytes of one as it is sent
   * @param write sends some of them, all or nothing
   */
  public static <T> void keep(List<T> all, ToIntFunction<T> bytes, Consumer<List<T>> write) {
    of(all, bytes).forEach(batch -> keepApart(batch, write));
  }

  private static <T> void keepApart(List<T> batch, Consumer<List<T>> write) {
    try {
      write.accept(batch);
    } catch (ServiceException e) {
      boolean oneOfThem = e.type() == ProblemType.NOT_FOUND || e.type() == ProblemType.MALFORMED;
      if (oneOfThem && batch.size() > 1) {
        keepApart(batch.subList(0, batch.size() / 2), write);
        keepApart(batch.subList(batch.size() / 2, batch.size()), write);
      }
    }
  }

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

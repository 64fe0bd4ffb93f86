package io.medseal.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is sent in several requests")
class BatchesTest {
  /** The longest body that the service takes there. */
  private static final int BODY = 256 * 1024;

  @Test
  @DisplayName("is all of it, in order, in bodies that the service takes")
  void ofAnyLength() {
    for (int length : new int[] {1, 900, 1_900, 5_900, 200_000}) {
      List<Integer> all = IntStream.range(0, 450).boxed().toList();
      List<List<Integer>> batches = Batches.of(all, _ -> length);
      assertThat(batches.stream().flatMap(List::stream).toList()).isEqualTo(all);
      assertThat(batches)
          .allSatisfy(
              batch -> {
                assertThat(batch.size()).isLessThanOrEqualTo(200);
                assertThat(batch.size() * length).isLessThan(BODY);
              });
    }
    assertThat(Batches.of(Collections.nCopies(450, "x"), String::length)).hasSize(3);
    assertThat(Batches.of(List.of(), _ -> 1)).isEmpty();
  }
}

package io.medseal.client.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadBatchTest {
  @TempDir Path folder;
  private final List<PlannedReport> plans = new ArrayList<>();

  @BeforeEach
  void plan() throws Exception {
    for (int i = 0; i < 20; i++) {
      Files.writeString(folder.resolve("letter" + i + ".txt"), "letter " + i);
    }
    plans.addAll(UploadPlanner.plan(UploadRequest.of(List.of(folder))).reports());
  }

  @Test
  void every_report_is_uploaded_once() {
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    new UploadBatch().run(plans, index -> assertThat(done.add(index)).isTrue());
    assertThat(done).hasSize(plans.size()).hasSize(20);
  }

  @Test
  void whatever_ends_one_of_them_ends_all_and_is_told() {
    for (Throwable failure :
        List.of(new IllegalArgumentException("bad"), new StackOverflowError())) {
      assertThatThrownBy(
              () ->
                  new UploadBatch()
                      .run(
                          plans,
                          index -> {
                            if (index == 3) {
                              sneak(failure);
                            }
                          }))
          .isSameAs(failure);
    }
  }

  private static void sneak(Throwable failure) {
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }
}

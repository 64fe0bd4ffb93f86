package io.medseal.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.client.problems.ConnectionException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A list in pages")
class PagingTest {
  private final Paging paging =
      new Paging(ServiceAddress.of(URI.create("https://cloud.example")), Optional.of("left"));

  private static void refused(ThrowingCallable page) {
    assertThatExceptionOfType(ConnectionException.BadAnswer.class)
        .isThrownBy(page)
        .withMessage(
            "What answers at cloud.example does not speak like a Medseal service (a list that does"
                + " not end).");
  }

  @Test
  @DisplayName("is followed to its end, over entries that come twice")
  void honest() {
    assertThat(paging.next(List.of("a", "b"), "b")).contains("b");
    assertThat(paging.next(List.of("b", "c"), "c")).contains("c");
    assertThat(paging.next(List.of(), null)).isEmpty();
  }

  @Test
  @DisplayName("does not go back to where it was left, nor to any page before")
  void circle() {
    refused(() -> paging.next(List.of("a"), "left"));
    assertThat(paging.next(List.of("b"), "b")).contains("b");
    assertThat(paging.next(List.of("c"), "c")).contains("c");
    refused(() -> paging.next(List.of("d"), "b"));
  }

  @Test
  @DisplayName("does not go on after a page that brings nothing new")
  void standing() {
    refused(() -> paging.next(List.of(), "one"));
    assertThat(paging.next(List.of("a", "b"), "two")).contains("two");
    refused(() -> paging.next(List.of("b", "a"), "three"));
  }

  @Test
  @DisplayName("has an end, though every page brings something new")
  void endless() {
    for (int i = 1; i < Paging.MOST_PAGES; i++) {
      assertThat(paging.next(List.of(i), "page " + i)).isPresent();
    }
    refused(() -> paging.next(List.of(0), "one more"));
  }

  @Test
  @DisplayName("is asked for by its page's key, encoded")
  void query() {
    assertThat(Paging.after(Optional.empty())).isEmpty();
    assertThat(Paging.after(Optional.of("1 &b"))).isEqualTo("&after=1+%26b");
  }
}

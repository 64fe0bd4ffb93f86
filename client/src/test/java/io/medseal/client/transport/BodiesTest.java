package io.medseal.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Bodies of requests and answers")
class BodiesTest {
  private static final class Subscription implements Flow.Subscription {
    private boolean cancelled;
    private long requested;

    @Override
    public void request(long n) {
      requested += n;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private static ByteBuffer bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private static Throwable failure(CompletableFuture<Received> body) {
    assertThat(body).isCompletedExceptionally();
    return body.handle((_, failure) -> failure).join();
  }

  @Test
  @DisplayName("of bounded length are received whole")
  void small() {
    SmallBodySubscriber subscriber =
        new SmallBodySubscriber(10, most -> new IOException("more than " + most + " bytes"));
    subscriber.onSubscribe(new Subscription());
    subscriber.onNext(List.of(bytes(4), bytes(6)));
    subscriber.onComplete();
    assertThat(subscriber.getBody().toCompletableFuture().join().length()).isEqualTo(10);
  }

  @Test
  @DisplayName("of more than that are refused, and no longer listened to")
  void tooLong() {
    SmallBodySubscriber subscriber =
        new SmallBodySubscriber(10, most -> new IOException("more than " + most + " bytes"));
    Subscription subscription = new Subscription();
    subscriber.onSubscribe(subscription);
    subscriber.onNext(List.of(bytes(4), bytes(7)));
    subscriber.onComplete();
    assertThat(subscription.cancelled).isTrue();
    assertThat(failure(subscriber.getBody().toCompletableFuture()))
        .hasMessageContaining("more than 10 bytes");
  }

  @Test
  @DisplayName("that there is no memory for are refused like what is too long")
  void noMemory() throws IOException {
    Path file = Files.createTempFile("body", "");
    try (FileChannel sparse =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      // An array of that many bytes is beyond every virtual machine.
      ByteBuffer huge =
          sparse.map(FileChannel.MapMode.READ_WRITE, 0, Integer.MAX_VALUE).limit(Integer.MAX_VALUE);
      SmallBodySubscriber subscriber =
          new SmallBodySubscriber(
              Integer.MAX_VALUE, most -> new IOException("more than " + most + " bytes"));
      Subscription subscription = new Subscription();
      subscriber.onSubscribe(subscription);
      subscriber.onNext(List.of(bytes(0), huge));
      subscriber.onNext(List.of(bytes(7)));
      subscriber.onComplete();
      assertThat(subscription.cancelled).isTrue();
      assertThat(failure(subscriber.getBody().toCompletableFuture()))
          .hasMessage("more than 0 bytes");
    } finally {
      Files.delete(file);
    }
  }

  @Test
  @DisplayName("go into a buffer up to its end, and not a byte further")
  void buffer() {
    ByteBuffer into = ByteBuffer.allocate(12).position(2);
    BufferSubscriber subscriber = new BufferSubscriber(into);
    Subscription subscription = new Subscription();
    subscriber.onSubscribe(subscription);
    subscriber.onNext(List.of(bytes(7)));
    assertThat(subscription.requested).isPositive();
    subscriber.onNext(List.of(bytes(4)));
    assertThat(subscription.cancelled).isTrue();
    assertThat(into.position()).isEqualTo(9);
    assertThat(failure(subscriber.getBody().toCompletableFuture()))
        .hasMessageContaining("more bytes than asked for");
  }

  @Test
  @DisplayName("go no longer into a buffer that somebody else uses now")
  void detached() {
    ByteBuffer into = ByteBuffer.allocate(12);
    BufferSubscriber subscriber = new BufferSubscriber(into);
    subscriber.onSubscribe(new Subscription());
    subscriber.onNext(List.of(bytes(5)));
    subscriber.detach();
    subscriber.onNext(List.of(bytes(5)));
    assertThat(into.position()).isEqualTo(5);
  }

  @Test
  @DisplayName("are sent in slices as they are asked for, and once more from their start")
  void publisher() {
    ByteBuffer content = bytes(300 * 1024);
    BufferPublisher publisher = new BufferPublisher(content);
    assertThat(publisher.contentLength()).isEqualTo(300 * 1024);
    for (long step : new long[] {1, 2, Long.MAX_VALUE}) {
      Collector collector = new Collector(step);
      publisher.subscribe(collector);
      assertThat(collector.completed).isEqualTo(1);
      assertThat(collector.slices).hasSize(3);
      ByteBuffer all = ByteBuffer.allocate(300 * 1024);
      collector.slices.forEach(all::put);
      assertThat(all.flip()).isEqualTo(content);
    }
  }

  @Test
  @DisplayName("are sent no further once nobody wants them, and an empty one ends at once")
  void endOfSending() {
    Collector cancelling = new Collector(0);
    new BufferPublisher(bytes(300 * 1024)).subscribe(cancelling);
    cancelling.subscription.request(1);
    cancelling.subscription.cancel();
    cancelling.subscription.request(1);
    assertThat(cancelling.slices).hasSize(1);
    assertThat(cancelling.completed).isZero();
    Collector empty = new Collector(1);
    new BufferPublisher(ByteBuffer.allocate(0)).subscribe(empty);
    assertThat(empty.slices).isEmpty();
    assertThat(empty.completed).isEqualTo(1);
  }

  /** Asks for {@code step} slices at first and after each. */
  private static final class Collector implements Flow.Subscriber<ByteBuffer> {
    private final long step;
    private final List<ByteBuffer> slices = new ArrayList<>();
    private Flow.Subscription subscription = new Subscription();
    private int completed;

    Collector(long step) {
      this.step = step;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      ask();
    }

    @Override
    public void onNext(ByteBuffer slice) {
      slices.add(slice);
      ask();
    }

    private void ask() {
      if (step > 0) {
        subscription.request(step);
      }
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {
      completed++;
    }
  }
}

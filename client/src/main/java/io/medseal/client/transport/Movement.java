package io.medseal.client.transport;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongSupplier;

/**
 * Watches how the bytes of one request and its answer move, attempt after attempt. Safe for use by
 * several threads.
 */
final class Movement {
  private final LongSupplier nanoTime;
  private long begunAt;
  private long handingOver;
  private long moved;
  private long movedAt;
  private long furthest;
  private long furthestAt;

  Movement(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.movedAt = nanoTime.getAsLong();
    this.furthestAt = movedAt;
  }

  /** Another attempt begins. */
  synchronized void begin() {
    moved = 0;
    handingOver = 0;
    begunAt = nanoTime.getAsLong();
    movedAt = begunAt;
  }

  /** Bytes came or went. */
  synchronized void moved(long bytes) {
    moved += bytes;
    movedAt = nanoTime.getAsLong();
    if (moved > furthest) {
      furthest = moved;
      furthestAt = movedAt;
    }
  }

  /** The whole body has been handed over to the system, which sends it as fast as it can. */
  private synchronized void handedOver() {
    handingOver = nanoTime.getAsLong() - begunAt;
  }

  /**
   * How long nothing may come or go now: what was handed over last is not seen to go, and takes up
   * to as long as what was seen.
   */
  synchronized Duration allowed(Duration silence) {
    return silence.plusNanos(Math.min(handingOver, silence.multipliedBy(4).toNanos()));
  }

  /** Since when nothing came or went. */
  synchronized Duration silence() {
    return Duration.ofNanos(nanoTime.getAsLong() - movedAt);
  }

  /** Since when no attempt came further than the ones before. */
  synchronized Duration standstill() {
    return Duration.ofNanos(nanoTime.getAsLong() - furthestAt);
  }

  /** The same body, watched while it is sent. */
  HttpRequest.BodyPublisher watched(HttpRequest.BodyPublisher body) {
    return new HttpRequest.BodyPublisher() {
      @Override
      public long contentLength() {
        return body.contentLength();
      }

      @Override
      public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(new Outgoing(subscriber));
      }
    };
  }

  /** The same answers, watched while they are received. */
  <T> HttpResponse.BodyHandler<T> watched(HttpResponse.BodyHandler<T> handler) {
    return info -> {
      moved(1);
      return new Incoming<>(handler.apply(info));
    };
  }

  private final class Outgoing implements Flow.Subscriber<ByteBuffer> {
    private final Flow.Subscriber<? super ByteBuffer> to;

    Outgoing(Flow.Subscriber<? super ByteBuffer> to) {
      this.to = to;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      to.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer item) {
      moved(item.remaining());
      to.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
      to.onError(failure);
    }

    @Override
    public void onComplete() {
      handedOver();
      to.onComplete();
    }
  }

  private final class Incoming<T> implements HttpResponse.BodySubscriber<T> {
    private final HttpResponse.BodySubscriber<T> to;

    Incoming(HttpResponse.BodySubscriber<T> to) {
      this.to = to;
    }

    @Override
    public CompletionStage<T> getBody() {
      return to.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      to.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
      moved(items.stream().mapToLong(ByteBuffer::remaining).sum());
      to.onNext(items);
    }

    @Override
    public void onError(Throwable failure) {
      to.onError(failure);
    }

    @Override
    public void onComplete() {
      to.onComplete();
    }
  }
}

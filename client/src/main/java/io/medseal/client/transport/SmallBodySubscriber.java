package io.medseal.client.transport;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.IntFunction;

/** Receives a body of bounded length into memory. */
final class SmallBodySubscriber implements HttpResponse.BodySubscriber<Received> {
  private final int limit;
  private final IntFunction<? extends Throwable> tooLong;
  private final List<byte[]> chunks = new ArrayList<>();
  private final CompletableFuture<Received> body = new CompletableFuture<>();
  private Flow.Subscription subscription;
  private int length;

  SmallBodySubscriber(int limit, IntFunction<? extends Throwable> tooLong) {
    this.limit = limit;
    this.tooLong = tooLong;
  }

  @Override
  public CompletionStage<Received> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> items) {
    if (body.isDone()) {
      return;
    }
    try {
      for (ByteBuffer item : items) {
        if (item.remaining() > limit - length) {
          refuse(limit);
          return;
        }
        byte[] chunk = new byte[item.remaining()];
        item.get(chunk);
        chunks.add(chunk);
        length += chunk.length;
      }
    } catch (OutOfMemoryError _) {
      refuse(length);
    }
  }

  /** Whoever answers decides how much comes: that there is no room for it is no mistake here. */
  private void refuse(int taken) {
    chunks.clear();
    subscription.cancel();
    body.completeExceptionally(tooLong.apply(taken));
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    if (body.isDone()) {
      return;
    }
    try {
      ByteBuffer all = ByteBuffer.allocate(length);
      for (byte[] chunk : chunks) {
        all.put(chunk);
      }
      chunks.clear();
      body.complete(new Received(all.array(), length));
    } catch (OutOfMemoryError _) {
      refuse(length);
    }
  }
}

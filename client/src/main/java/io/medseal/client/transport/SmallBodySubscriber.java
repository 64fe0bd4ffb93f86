package io.medseal.client.transport;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.IntFunction;

/** Receives a body of bounded length into memory. */
final class SmallBodySubscriber implements HttpResponse.BodySubscriber<Received> {
  private final int limit;
  private final IntFunction<? extends Throwable> tooLong;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<Received> body = new CompletableFuture<>();
  private Flow.Subscription subscription;

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
    for (ByteBuffer item : items) {
      if (item.remaining() > limit - bytes.size()) {
        subscription.cancel();
        body.completeExceptionally(tooLong.apply(limit));
        return;
      }
      byte[] chunk = new byte[item.remaining()];
      item.get(chunk);
      bytes.writeBytes(chunk);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    byte[] all = bytes.toByteArray();
    body.complete(new Received(all, all.length));
  }
}

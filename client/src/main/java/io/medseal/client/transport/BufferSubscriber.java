package io.medseal.client.transport;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Receives a body into a buffer of its length; a longer one is cut off as an error. */
final class BufferSubscriber implements HttpResponse.BodySubscriber<Received> {
  private final ByteBuffer into;
  private final int start;
  private final CompletableFuture<Received> body = new CompletableFuture<>();
  private Flow.Subscription subscription;
  private boolean detached;

  BufferSubscriber(ByteBuffer into) {
    this.into = into;
    this.start = into.position();
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

  /**
   * From now on the buffer is somebody else's: an attempt that was given up writes no more into it.
   */
  synchronized void detach() {
    detached = true;
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> items) {
    if (detached) {
      return;
    }
    for (ByteBuffer item : items) {
      if (item.remaining() > into.remaining()) {
        subscription.cancel();
        body.completeExceptionally(new IOException("more bytes than asked for"));
        return;
      }
      into.put(item);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public synchronized void onComplete() {
    body.complete(new Received(new byte[0], (long) into.position() - start));
  }
}

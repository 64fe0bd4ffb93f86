package io.medseal.client.transport;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** Sends a buffer in slices, without copying it first; each subscription begins at its start. */
final class BufferPublisher implements HttpRequest.BodyPublisher {
  private static final int SLICE = 128 * 1024;

  private final ByteBuffer content;

  BufferPublisher(ByteBuffer content) {
    this.content = content.asReadOnlyBuffer();
  }

  @Override
  public long contentLength() {
    return content.remaining();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new Slices(content.duplicate(), subscriber));
  }

  private static final class Slices implements Flow.Subscription {
    private final ByteBuffer rest;
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private long wanted;
    private boolean emitting;
    private boolean ended;

    Slices(ByteBuffer rest, Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.rest = rest;
      this.subscriber = subscriber;
    }

    @Override
    public void request(long n) {
      synchronized (this) {
        if (ended) {
          return;
        }
        wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
        if (emitting) {
          return; // the emitting thread sees the new demand
        }
        emitting = true;
      }
      emit();
    }

    private void emit() {
      while (true) {
        ByteBuffer next;
        synchronized (this) {
          if (ended || (wanted == 0 && rest.hasRemaining())) {
            emitting = false;
            return;
          }
          if (!rest.hasRemaining()) {
            ended = true;
            next = null;
          } else {
            wanted--;
            int length = Math.min(SLICE, rest.remaining());
            next = rest.slice(rest.position(), length);
            rest.position(rest.position() + length);
          }
        }
        if (next == null) {
          subscriber.onComplete();
          return;
        }
        subscriber.onNext(next);
      }
    }

    @Override
    public synchronized void cancel() {
      ended = true;
    }
  }
}

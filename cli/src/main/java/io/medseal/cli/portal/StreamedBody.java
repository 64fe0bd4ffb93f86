package io.medseal.cli.portal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/**
 * A request's body, passed on as it comes, by a thread of its own. (The client's own publisher of
 * streams reads on the thread that sends, so that one slow body would hold up all others.)
 */
record StreamedBody(InputStream body) implements Flow.Publisher<ByteBuffer> {
  private static final int PIECE = 64 * 1024;

  /** Pieces that may wait for the cloud to take them. */
  private static final int WAITING = 4;

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    SubmissionPublisher<ByteBuffer> pieces =
        new SubmissionPublisher<>(Thread::startVirtualThread, WAITING);
    pieces.subscribe(subscriber);
    Thread.startVirtualThread(() -> pump(pieces));
  }

  private void pump(SubmissionPublisher<ByteBuffer> pieces) {
    try {
      while (pieces.hasSubscribers()) {
        byte[] piece = new byte[PIECE];
        int read = body.read(piece);
        if (read < 0) {
          pieces.close();
          return;
        }
        pieces.submit(ByteBuffer.wrap(piece, 0, read));
      }
    } catch (IOException e) {
      pieces.closeExceptionally(e);
    }
  }
}

package io.medseal.server.platform.blobs;

import java.io.IOException;

/** No blob is removed now: a backup or a check reads them. */
public final class HeldException extends IOException {
  private static final long serialVersionUID = 1L;

  HeldException() {
    super("blobs are held");
  }
}

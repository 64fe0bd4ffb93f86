package io.medseal.server.platform.faults;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import org.jspecify.annotations.Nullable;

/** What is stored is not what was stored. No caller has done that, and none is told that it did. */
public final class DamagedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** With a word on what it is, for the log. */
  public DamagedException(String what, @Nullable Throwable cause) {
    super(what, cause);
  }

  /**
   * Bytes as a row keeps them.
   *
   * @throws DamagedException if there are none, or not in that form
   */
  public static Bytes bytes(@Nullable String stored) {
    if (stored == null) {
      throw new DamagedException("stored bytes are missing", null);
    }
    try {
      return Bytes.fromBase64Url(stored);
    } catch (LedgerException e) {
      throw new DamagedException("stored bytes are not in their form", e);
    }
  }
}

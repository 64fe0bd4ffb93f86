package io.medseal.server.platform.faults;

/** The storage has no room for what was to be written, and nothing was. */
public final class StorageFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageFullException() {
    super("the storage is full", null, false, false);
  }
}

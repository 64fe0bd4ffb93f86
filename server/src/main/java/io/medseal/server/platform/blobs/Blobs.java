package io.medseal.server.platform.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Optional;

/**
 * Where bodies are kept: opaque bytes under a name, written in parts of 8 MiB, then sealed off.
 *
 * <p><b>Guarantees.</b> {@link #putPart} returns only when the part is on stable storage. A blob
 * exists as a whole or not at all: {@link #complete} is atomic and may be repeated. Reading is
 * possible only after it.
 */
public interface Blobs {
  /**
   * Stores one part; a part put again replaces the one before.
   *
   * @param index from 0; the part begins at byte {@code index × 8 MiB}
   * @param length of the part in bytes; {@code body} must yield exactly as many
   */
  void putPart(BlobName name, int index, InputStream body, int length) throws IOException;

  /** Makes the blob readable, after all its parts were put. */
  void complete(BlobName name, long length) throws IOException;

  /** Length of a complete blob in bytes. */
  Optional<Long> length(BlobName name) throws IOException;

  /** Writes a range of a complete blob to {@code out}. */
  void read(BlobName name, long offset, long length, WritableByteChannel out) throws IOException;

  /** Removes a blob, complete or not. One that is not there is no error. */
  void delete(BlobName name) throws IOException;

  /** Every complete blob, and every one that is being written. */
  List<Stored> list() throws IOException;

  /** Whether something could be stored now. */
  boolean isWritable();

  /** What is stored under a name. */
  record Stored(BlobName name, boolean complete, long length) {}
}

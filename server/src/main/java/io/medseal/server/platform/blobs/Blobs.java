package io.medseal.server.platform.blobs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where bodies are kept: opaque bytes under a name, written in parts of 8 MiB, then completed.
 *
 * <p><b>Guarantees.</b> A part is on stable storage once {@link Part#force} has returned. A blob
 * can be read as a whole or not at all: {@link #complete} is atomic, lasting, and may be repeated.
 *
 * <p><b>Restrictions.</b> Whoever calls knows which parts were put and with what content; nothing
 * here remembers it. No part is put while the same part of the same blob is being put, and none
 * once {@link #complete} was called.
 */
public interface Blobs {
  /** Length of every part but the last. */
  int PART_BYTES = 8 * 1024 * 1024;

  /**
   * Begins a part; its bytes take the place of those before. Until they are all forced neither can
   * be relied on.
   *
   * @param index from 0; the part begins at byte {@code index × PART_BYTES}
   */
  Part part(BlobName name, int index) throws IOException;

  /** A part being written, from its first byte on. */
  interface Part extends Closeable {
    /** Writes all that remains in {@code bytes}. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when everything written is on stable storage, name and all. */
    void force() throws IOException;
  }

  /**
   * Makes the blob readable, after all its parts were put.
   *
   * @throws IOException also if it has another length
   */
  void complete(BlobName name, long length) throws IOException;

  /** Length of a complete blob in bytes; empty if there is none. */
  Optional<Long> length(BlobName name) throws IOException;

  /** Writes a range of a complete blob to {@code out}. */
  void read(BlobName name, long offset, long length, WritableByteChannel out) throws IOException;

  /** Writes a part that was put to {@code out}, before its blob is complete. */
  void readPart(BlobName name, int index, int length, WritableByteChannel out) throws IOException;

  /** The file that holds a complete blob, where there is one: a server can send files by itself. */
  default Optional<Path> file(BlobName name) {
    return Optional.empty();
  }

  /**
   * Removes a blob, complete or not. One that is not there is no error.
   *
   * @throws HeldException while somebody reads all of them from outside: to be done later
   */
  void delete(BlobName name) throws IOException;

  /** Every complete blob, and every one that is being written. */
  List<Stored> list() throws IOException;

  /** How much can be stored, as far as anybody knows. */
  Space space();

  /** Whether something could be stored now. */
  boolean isWritable();

  /**
   * How much can be stored.
   *
   * @param all bytes, of everything that is there and could be
   * @param free bytes, of what more could be stored now
   */
  record Space(long all, long free) {}

  /**
   * What is stored under a name.
   *
   * @param length in bytes, so far
   */
  record Stored(BlobName name, boolean complete, long length) {}
}

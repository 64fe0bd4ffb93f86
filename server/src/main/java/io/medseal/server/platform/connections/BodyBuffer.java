package io.medseal.server.platform.connections;

import io.medseal.server.platform.faults.StorageFullException;
import io.medseal.server.platform.files.OwnerOnly;
import io.medseal.server.platform.memory.MemoryShare;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, received as a whole before anything is done with it: its beginning in memory,
 * the rest in a file, so that bodies that come slowly take no memory.
 */
final class BodyBuffer implements AutoCloseable {
  private final byte[] beginning;
  private final @Nullable Path rest;
  private final long length;

  private BodyBuffer(byte[] beginning, @Nullable Path rest, long length) {
    this.beginning = beginning;
    this.rest = rest;
    this.length = length;
  }

  /** Receives all of {@code in}. */
  static BodyBuffer receive(InputStream in, Path folder) throws IOException {
    byte[] beginning = in.readNBytes(MemoryShare.SMALL);
    if (beginning.length < MemoryShare.SMALL) {
      return new BodyBuffer(beginning, null, beginning.length);
    }
    Path rest = Files.createTempFile(folder, "body", null, OwnerOnly.file());
    try (OutputStream out = Files.newOutputStream(rest)) {
      long more = in.transferTo(out);
      return new BodyBuffer(beginning, rest, beginning.length + more);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(rest);
      throw e;
    }
  }

  /**
   * Receives what comes after a body's beginning into memory.
   *
   * @throws StorageFullException if that is more than so many bytes, for which there is no file
   */
  static BodyBuffer receive(byte[] beginning, InputStream in, int most) throws IOException {
    byte[] more = in.readNBytes(most + 1);
    if (more.length > most) {
      throw new StorageFullException();
    }
    byte[] all = Arrays.copyOf(beginning, beginning.length + more.length);
    System.arraycopy(more, 0, all, beginning.length, more.length);
    return new BodyBuffer(all, null, all.length);
  }

  long length() {
    return length;
  }

  ServletInputStream stream() throws IOException {
    InputStream first = new ByteArrayInputStream(beginning);
    return new Stream(
        rest == null ? first : new SequenceInputStream(first, Files.newInputStream(rest)));
  }

  @Override
  public void close() throws IOException {
    if (rest != null) {
      Files.deleteIfExists(rest);
    }
  }

  private static final class Stream extends ServletInputStream {
    private final InputStream in;
    private boolean finished;

    private Stream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      finished |= read < 0;
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
      int read = in.read(bytes, offset, wanted);
      finished |= read < 0;
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    @Override
    public boolean isFinished() {
      return finished;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("bodies are read by the thread that answers");
    }
  }
}

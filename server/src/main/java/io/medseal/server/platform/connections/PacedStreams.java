package io.medseal.server.platform.connections;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Streams of a request that end when the caller keeps them waiting. */
final class PacedStreams {
  private PacedStreams() {}

  static final class In extends ServletInputStream {
    private final ServletInputStream in;
    private final Pace pace = new Pace();

    In(ServletInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      long start = System.nanoTime();
      int read = in.read();
      pace.moved(read < 0 ? 0 : 1, System.nanoTime() - start);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      long start = System.nanoTime();
      int read = in.read(bytes, offset, length);
      pace.moved(Math.max(0, read), System.nanoTime() - start);
      return read;
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }

  static final class Out extends ServletOutputStream {
    private final ServletOutputStream out;
    private final Pace pace = new Pace();

    Out(ServletOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
      long start = System.nanoTime();
      out.write(one);
      pace.moved(1, System.nanoTime() - start);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      long start = System.nanoTime();
      out.write(bytes, offset, length);
      pace.moved(length, System.nanoTime() - start);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }

    @Override
    public boolean isReady() {
      return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      out.setWriteListener(listener);
    }
  }
}

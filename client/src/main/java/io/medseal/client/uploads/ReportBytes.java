package io.medseal.client.uploads;

import io.medseal.client.reports.ReportReader;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A file of a report, from its beginning; nothing that is not verified. */
final class ReportBytes extends InputStream {
  private final ReportReader report;
  private final String file;
  private long at;

  ReportBytes(ReportReader report, String file) {
    this.report = report;
    this.file = file;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    int read = report.read(file, at, ByteBuffer.wrap(into, offset, length));
    at += Math.max(0, read);
    return read;
  }
}

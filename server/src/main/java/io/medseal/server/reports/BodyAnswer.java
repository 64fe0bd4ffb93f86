package io.medseal.server.reports;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Sends ciphertext: from the file by the kernel where that is possible, copied elsewhere. */
@Component
class BodyAnswer {
  private static final String SENDFILE = "org.apache.tomcat.sendfile.";

  private final Blobs blobs;
  private final Stored stored;

  BodyAnswer(Blobs blobs, Stored stored) {
    this.blobs = blobs;
    this.stored = stored;
  }

  void send(
      Caller caller, ReportRow report, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    requireWhole(caller, report);
    long total = report.bodyBytes();
    String tag = "\"" + report.id().hex() + "\"";
    String condition = request.getHeader("If-Range");
    String asked = condition == null || condition.equals(tag) ? request.getHeader("Range") : null;
    Optional<ByteRange> part;
    try {
      part = ByteRange.of(asked, total);
    } catch (ProblemException unsatisfiable) {
      if (unsatisfiable.type() == ProblemType.RANGE_NOT_SATISFIABLE) {
        response.setHeader("Content-Range", "bytes */" + total);
      }
      throw unsatisfiable;
    }
    ByteRange range = part.orElse(new ByteRange(0, total));
    boolean head = request.getMethod().equals("HEAD");
    if (!head) {
      stored.opened(caller, report);
    }
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("ETag", tag);
    response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
    response.setContentLengthLong(range.length());
    if (part.isPresent()) {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      long last = range.first() + range.length() - 1;
      response.setHeader("Content-Range", "bytes " + range.first() + "-" + last + "/" + total);
    }
    if (!head) {
      write(report, range, request, response);
    }
  }

  /**
   * Asks first what is really there: to a reader, a store that lost bytes must not look like a
   * connection that broke.
   */
  private void requireWhole(Caller caller, ReportRow report) throws IOException {
    Optional<Long> stored = blobs.length(report.blob());
    if (!stored.equals(Optional.of(report.bodyBytes()))) {
      throw this.stored.lost(caller, report.id());
    }
  }

  private void write(
      ReportRow report, ByteRange range, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Path> file = blobs.file(report.blob());
    if (file.isPresent() && Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"))) {
      // Tomcat wants the canonical name, as a guard against links.
      request.setAttribute(SENDFILE + "filename", file.get().toRealPath().toString());
      request.setAttribute(SENDFILE + "start", range.first());
      request.setAttribute(SENDFILE + "end", range.first() + range.length());
    } else {
      blobs.read(
          report.blob(),
          range.first(),
          range.length(),
          Channels.newChannel(response.getOutputStream()));
    }
  }
}

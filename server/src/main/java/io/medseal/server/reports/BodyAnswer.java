package io.medseal.server.reports;

import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.blobs.DirectoryBlobs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sends ciphertext: from the file by the kernel where that is possible, copied elsewhere. */
@Component
class BodyAnswer {
  private final Blobs blobs;

  BodyAnswer(Blobs blobs) {
    this.blobs = blobs;
  }

  void send(ReportRow report, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long total = report.bodyBytes();
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("Content-Range", "bytes */" + total);
    Optional<ByteRange> asked = ByteRange.of(request.getHeader("Range"), total);
    ByteRange range = asked.orElse(new ByteRange(0, total));
    if (asked.isPresent()) {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader(
          "Content-Range",
          "bytes " + range.first() + "-" + (range.first() + range.length() - 1) + "/" + total);
    } else {
      response.setHeader("Content-Range", null);
    }
    response.setContentType("application/octet-stream");
    response.setContentLengthLong(range.length());
    response.setHeader("ETag", "\"" + report.id().hex() + "\"");
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    if (Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"))
        && blobs instanceof DirectoryBlobs directory) {
      request.setAttribute(
          "org.apache.tomcat.sendfile.filename",
          directory.file(report.blob()).toRealPath().toString());
      request.setAttribute("org.apache.tomcat.sendfile.start", range.first());
      request.setAttribute("org.apache.tomcat.sendfile.end", range.first() + range.length());
    } else {
      blobs.read(
          report.blob(),
          range.first(),
          range.length(),
          Channels.newChannel(response.getOutputStream()));
    }
  }
}

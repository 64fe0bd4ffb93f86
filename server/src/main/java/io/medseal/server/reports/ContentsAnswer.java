package io.medseal.server.reports;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.files.OwnerOnly;
import io.medseal.server.platform.http.ProblemException;
import io.medseal.server.platform.memory.MemoryShare;
import io.medseal.server.platform.start.DataDirectory;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Sends sealed contents. They lie in memory only between the database and a file, so that whoever
 * takes them slowly takes no memory from others.
 */
@Component
class ContentsAnswer {
  private final Database database;
  private final Stored stored;
  private final MemoryShare memory;
  private final DataDirectory data;

  ContentsAnswer(Database database, Stored stored, MemoryShare memory, DataDirectory data) {
    this.database = database;
    this.stored = stored;
    this.memory = memory;
    this.data = data;
  }

  /** Sends those of a report, which is opened with that. */
  void send(Caller caller, ReportId id, HttpServletResponse response) throws IOException {
    ReportRow report = stored.body(caller, id);
    Path file = Files.createTempFile(data.temporary(), "contents", null, OwnerOnly.file());
    try {
      spool(id, file);
      stored.opened(caller, report);
      response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
      response.setContentLengthLong(Files.size(file));
      Files.copy(file, response.getOutputStream());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void spool(ReportId id, Path file) throws IOException {
    long length =
        database
            .read(sql -> ContentsRows.length(sql, id))
            .orElseThrow(() -> ProblemException.of(ProblemType.GONE));
    try (MemoryShare.Held _ = memory.take(length)) {
      Bytes sealed =
          database
              .read(sql -> ContentsRows.find(sql, id))
              .orElseThrow(() -> ProblemException.of(ProblemType.GONE));
      Files.write(file, sealed.toArray());
    }
  }
}

package io.medseal.server.reports;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.server.platform.auth.Caller;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.faults.Fault;
import io.medseal.server.platform.files.OwnerOnly;
import io.medseal.server.platform.memory.MemoryShare;
import io.medseal.server.platform.reserve.Reserve;
import io.medseal.server.platform.start.DataDirectory;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
  private final Reserve reserve;

  ContentsAnswer(
      Database database, Stored stored, MemoryShare memory, DataDirectory data, Reserve reserve) {
    this.database = database;
    this.stored = stored;
    this.memory = memory;
    this.data = data;
    this.reserve = reserve;
  }

  /** Sends those of a report, which is opened with that. */
  void send(Caller caller, ReportId id, HttpServletResponse response) throws IOException {
    ReportRow report = stored.body(caller, id);
    Optional<Path> file = spooled(caller, id);
    if (file.isEmpty()) {
      sendFromMemory(caller, report, response);
      return;
    }
    try {
      stored.opened(caller, report);
      begin(response, Files.size(file.get()));
      Files.copy(file.get(), response.getOutputStream());
    } finally {
      Files.deleteIfExists(file.get());
    }
  }

  /** While there is no room for a file: whoever takes them slowly keeps others waiting. */
  private void sendFromMemory(Caller caller, ReportRow report, HttpServletResponse response)
      throws IOException {
    try (MemoryShare.Held _ = memory.take(length(caller, report.id()))) {
      Bytes sealed = sealed(caller, report.id());
      stored.opened(caller, report);
      begin(response, sealed.size());
      response.getOutputStream().write(sealed.toArray());
    }
  }

  private long length(Caller caller, ReportId id) {
    return database
        .read(sql -> ContentsRows.length(sql, id))
        .orElseThrow(() -> stored.lost(caller, id));
  }

  private Bytes sealed(Caller caller, ReportId id) {
    return database
        .read(sql -> ContentsRows.find(sql, id))
        .orElseThrow(() -> stored.lost(caller, id));
  }

  private static void begin(HttpServletResponse response, long length) {
    response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
    response.setContentLengthLong(length);
  }

  /** A file with them; empty while there is no room for one. */
  private Optional<Path> spooled(Caller caller, ReportId id) throws IOException {
    if (reserve.isLow()) {
      return Optional.empty(); // the reserve is for others
    }
    Path file = null;
    try (MemoryShare.Held _ = memory.take(length(caller, id))) {
      Bytes sealed = sealed(caller, id);
      file = Files.createTempFile(data.temporary(), "contents", null, OwnerOnly.file());
      Files.write(file, sealed.toArray());
      return Optional.of(file);
    } catch (IOException e) {
      if (file != null) {
        Files.deleteIfExists(file);
      }
      if (Fault.behind(e).equals(Optional.of(Fault.STORAGE_FULL))) {
        return Optional.empty();
      }
      throw e;
    }
  }
}

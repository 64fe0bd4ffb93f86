package io.medseal.client.uploads;

import io.medseal.client.problems.SourceException;
import io.medseal.client.sources.FileState;
import io.medseal.ledger.ids.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the planned files one after the other as one pack, and notices when one is no longer what
 * it was; behind them the study index. One thread.
 */
final class PackSource implements Pack {
  private static final byte[] NONE = {};

  private final List<PlannedFile> files;
  private final ByteBuffer study;
  private int current;
  private long read;
  private @Nullable FileChannel in;
  private @Nullable FileState begun;

  PackSource(List<PlannedFile> files, Optional<StudyFile> study) {
    this.files = files;
    this.study = ByteBuffer.wrap(study.map(StudyFile::content).orElse(Bytes.of(NONE)).toArray());
  }

  @Override
  public void read(ByteBuffer into) {
    finishWhole();
    while (into.hasRemaining()) {
      if (current == files.size()) {
        byte[] rest = new byte[into.remaining()];
        study.get(rest);
        into.put(rest);
        return;
      }
      PlannedFile file = files.get(current);
      try {
        FileChannel from = in(file);
        int start = into.position();
        int limit = into.limit();
        into.limit((int) Math.min(limit, start + Math.min(file.size() - read, limit - start)));
        int got = from.read(into);
        into.limit(limit);
        if (got < 0) {
          throw new SourceException.Changed(file.path());
        }
        read += got;
      } catch (IOException e) {
        throw unreadable(file, e);
      }
      finishWhole();
    }
  }

  @Override
  public void close() {
    if (in != null) {
      try {
        in.close();
      } catch (IOException _) {
        // only read from
      }
    }
  }

  /** Ends every file that has been read whole, empty ones included. */
  private void finishWhole() {
    while (current < files.size() && read == files.get(current).size()) {
      PlannedFile file = files.get(current);
      try {
        FileChannel whole = in(file);
        if (whole.read(ByteBuffer.allocate(1)) >= 0) {
          throw new SourceException.Changed(file.path());
        }
        whole.close();
        in = null;
        if (!FileState.of(file.path()).equals(begun)) {
          throw new SourceException.Changed(file.path());
        }
      } catch (IOException e) {
        throw unreadable(file, e);
      }
      read = 0;
      current++;
    }
  }

  private FileChannel in(PlannedFile file) throws IOException {
    if (in == null) {
      begun = refuseChanged(file);
      in = FileChannel.open(file.path(), StandardOpenOption.READ);
    }
    return in;
  }

  /**
   * Compares a file with what it was when it was planned.
   *
   * @return what it is now
   */
  static FileState refuseChanged(PlannedFile file) {
    try {
      FileState now = FileState.of(file.path());
      if (now.size() != file.size() || !now.modified().equals(file.modified())) {
        throw new SourceException.Changed(file.path());
      }
      return now;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static SourceException unreadable(PlannedFile file, IOException e) {
    return e instanceof NoSuchFileException
        ? SourceException.Unreadable.gone(file.path())
        : new SourceException.Unreadable(file.path(), e);
  }
}

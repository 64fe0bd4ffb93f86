package io.medseal.client.reports;

import io.medseal.client.problems.InputException;
import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.transport.Connection;
import io.medseal.seal.SealException;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.bodies.PackReader;
import io.medseal.seal.manifests.Document;
import io.medseal.seal.manifests.ManifestFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a verified report at any offset. Fetches only the segments (256 KiB each) that hold what is
 * asked for, and releases no byte that is not verified to be the one that the author signed. One
 * thread at a time.
 */
public final class ReportReader implements AutoCloseable {
  private final OpenedContents report;
  private final PackReader pack;

  ReportReader(Connection connection, OpenedContents report) {
    this.report = report;
    BodyLayout layout = report.layout();
    this.pack =
        new PackReader(
            report.key(),
            report.id(),
            layout,
            report.parts(),
            (offset, into) ->
                connection.readBody(report.id(), layout.ciphertextSize(), offset, into),
            new StoredHashLists(connection, report.id(), layout));
  }

  /** The report that is read. */
  public ReportView report() {
    return report.view();
  }

  /** Its files, in its order. */
  public List<ReportFile> files() {
    return report.shown();
  }

  /**
   * Reads from a file of the report as much as {@code into} takes and the file has.
   *
   * @param offset in the file
   * @return how many bytes; −1 at or behind the file's end
   * @throws InputException.NoSuch if the report has no such file
   * @throws TrustException.ChangedParts if what is stored is not what was signed
   */
  public int read(String file, long offset, ByteBuffer into) {
    ManifestFile found = file(report.files(), file);
    if (offset < 0) {
      throw new IndexOutOfBoundsException("offset " + offset);
    }
    if (offset >= found.size()) {
      return into.hasRemaining() ? -1 : 0;
    }
    int length = (int) Math.min(into.remaining(), found.size() - offset);
    ByteBuffer window = into.slice(into.position(), length);
    try {
      pack.read(found.offset() + offset, window);
    } catch (SealException e) {
      throw new TrustException.ChangedParts(
          ReportVerifier.brief(report.id()), "file " + found.name(), e.code(), e);
    } catch (IOException e) {
      throw new LocalFileException.CannotRead(Path.of(found.name()), e);
    }
    into.position(into.position() + length);
    return length;
  }

  /**
   * Reads the whole report, files one after the other as {@link #packed} lists them.
   *
   * @return how many bytes; −1 at or behind the end
   * @throws TrustException.ChangedParts if what is stored is not what was signed
   */
  public int readPack(long offset, ByteBuffer into) {
    try {
      return pack.read(offset, into);
    } catch (SealException e) {
      throw new TrustException.ChangedParts(ReportVerifier.brief(report.id()), "body", e.code(), e);
    } catch (IOException e) {
      throw new LocalFileException.CannotRead(Path.of(report.id().hex()), e);
    }
  }

  /** Everything that lies in the report, what only viewers look at included. */
  public List<ManifestFile> packed() {
    return report.packed();
  }

  /** What the report says of itself, as it was corrected. */
  public Document document() {
    return report.document();
  }

  /** How often it was corrected by what {@link #document} says. */
  public int corrections() {
    return report.corrections();
  }

  @Override
  public void close() {
    report.close();
  }

  /** By its whole name, or by its last segment where only one file has it. */
  static ManifestFile file(List<ManifestFile> files, String name) {
    for (ManifestFile file : files) {
      if (file.name().equals(name)) {
        return file;
      }
    }
    ManifestFile found = null;
    for (ManifestFile file : files) {
      if (file.name().endsWith("/" + name)) {
        if (found != null) {
          throw new InputException.Ambiguous("file", name, List.of(found.name(), file.name()));
        }
        found = file;
      }
    }
    if (found == null) {
      throw new InputException.NoSuch("file", name);
    }
    return found;
  }
}

package io.medseal.client.profiles;

import io.medseal.ledger.ids.ReportId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is needed to go on with an upload after a crash: a text file, whose first line is written
 * durably before anything is sent, and that grows by a line for each part that is stored.
 *
 * <p>A last line without its end was being written in a crash and does not count.
 */
public final class Journal {
  static final String SUFFIX = ".upload";

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}" + Pattern.quote(SUFFIX));

  private final Path file;
  private final ProfileLock lock;

  /** Whether a file's name is a journal's. */
  static boolean isOne(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches();
  }

  Journal(Path file) {
    this.file = file;
    String name = file.getFileName().toString();
    this.lock =
        new ProfileLock(
            file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + ".lock"));
  }

  /** Which report is being uploaded. */
  public ReportId report() {
    String name = file.getFileName().toString();
    return new ReportId(name.substring(0, name.length() - SUFFIX.length()));
  }

  /** Whether it has been begun and not been removed. */
  public boolean exists() {
    return Files.exists(file);
  }

  /** The whole lines, in the order written. */
  public List<String> lines() {
    String text =
        PrivateFiles.read(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** Writes the first lines, durably, in place of any that were there. */
  public void begin(List<String> lines) {
    PrivateFiles.createFolder(file.toAbsolutePath().getParent());
    PrivateFiles.replace(file, text(lines));
  }

  /** Adds a line. It may be lost in a crash of the whole computer; the part is then sent again. */
  public void add(String line) {
    PrivateFiles.append(file, text(List.of(line)), false);
  }

  /** The upload has ended. */
  public void remove() {
    PrivateFiles.delete(file);
    lock.deleteFile();
  }

  /**
   * Takes the upload for this thread; empty where another thread or process has it. Closing gives
   * it back.
   */
  public Optional<Claim> claim() {
    PrivateFiles.createFolder(file.toAbsolutePath().getParent());
    return lock.tryLock().map(held -> held::close);
  }

  /** An upload that nobody else runs until this is closed, by the thread that took it. */
  public interface Claim extends AutoCloseable {
    @Override
    void close();
  }

  private static byte[] text(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}

package io.medseal.cli.reports;

import io.medseal.client.uploads.PlannedFile;
import io.medseal.client.uploads.PlannedReport;
import io.medseal.client.uploads.UploadPlan;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Which reports of an upload of several have been added already. The client goes on with the report
 * that was interrupted; this keeps those before it from being added a second time when the same
 * command is run again. Forgotten when all are added.
 */
final class UploadMemory {
  private final Path file;
  private final boolean several;
  private final Map<Integer, ReportId> added = new HashMap<>();

  private UploadMemory(Path file, boolean several) {
    this.file = file;
    this.several = several;
  }

  /**
   * For one plan and section.
   *
   * @param profile the folder of the profile that uploads
   */
  static UploadMemory of(Path profile, KeyringId section, UploadPlan plan) {
    Path file = profile.resolve("uploads").resolve(name(section, plan) + ".added");
    UploadMemory memory = new UploadMemory(file, plan.reports().size() > 1);
    memory.read();
    return memory;
  }

  /** The report that this one of the plan has become, if it has been added. */
  Optional<ReportId> added(int index) {
    return Optional.ofNullable(added.get(index));
  }

  void add(int index, ReportId report) {
    added.put(index, report);
    if (several) {
      try {
        Files.createDirectories(file.getParent());
        Files.writeString(
            file,
            index + " " + report.hex() + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND,
            StandardOpenOption.SYNC);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          if (line.matches("[0-9]{1,9} [0-9a-f]{32}")) {
            int blank = line.indexOf(' ');
            added.put(
                Integer.valueOf(line.substring(0, blank)), new ReportId(line.substring(blank + 1)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says nothing about the files to who reads the folder's listing. */
  private static String name(KeyringId section, UploadPlan plan) {
    MessageDigest digest = sha256();
    field(digest, section.hex());
    for (PlannedReport report : plan.reports()) {
      field(digest, report.title());
      field(digest, Integer.toString(report.files().size()));
      for (PlannedFile planned : report.files()) {
        field(digest, planned.path().toString());
        field(digest, Long.toString(planned.size()));
        field(digest, planned.modified().toString());
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static void field(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

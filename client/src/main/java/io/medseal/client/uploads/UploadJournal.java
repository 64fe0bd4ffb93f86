package io.medseal.client.uploads;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.profiles.Journal;
import io.medseal.client.reports.Coding;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.statements.StrictJson;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An upload's journal: what is being uploaded, its key sealed to the person's own keyring, and
 * which parts are stored. The key is never written in the clear.
 */
final class UploadJournal {
  private static final JsonMapper JSON = StrictJson.mapper();

  private final Journal journal;
  private final Head head;
  private final Map<Integer, StoredPart> parts = new HashMap<>();

  private UploadJournal(Journal journal, Head head) {
    this.journal = journal;
    this.head = head;
  }

  /**
   * The first line.
   *
   * @param owner whose keyring the key is sealed to
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Head(
      int v,
      KeyringId section,
      KeyringId owner,
      int generation,
      Bytes envelope,
      Instant begun,
      String title,
      Code type,
      @Nullable Code specialty,
      @Nullable String date,
      @Nullable ReportId replaces,
      List<SourceFile> files,
      @Nullable Study study,
      @Nullable Moving moving) {
    Head {
      if (v != 1) {
        throw new IllegalArgumentException("a journal of another version");
      }
      Objects.requireNonNull(section);
      Objects.requireNonNull(owner);
      Objects.requireNonNull(envelope);
      Objects.requireNonNull(begun);
      Objects.requireNonNull(title);
      Objects.requireNonNull(type);
      files = List.copyOf(files);
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Code(String system, String code, @Nullable String display) {
    Code {
      Objects.requireNonNull(system);
      Objects.requireNonNull(code);
    }

    static Code of(Coding coding) {
      return new Code(coding.system(), coding.code(), coding.display().orElse(null));
    }

    Coding coding() {
      return new Coding(system, code, Optional.ofNullable(display));
    }
  }

  record SourceFile(String path, String name, String mediaType, long size, long modifiedNanos) {
    SourceFile {
      if (size < 0 || !Path.of(path).isAbsolute()) {
        throw new IllegalArgumentException("no file");
      }
      Objects.requireNonNull(name);
      Objects.requireNonNull(mediaType);
    }
  }

  /**
   * The study index that was announced with the files: made anew when the upload goes on. Nothing
   * of its content is kept, no hash either: whether it is the same the parts tell.
   */
  record Study(String name, long size) {
    Study {
      if (size < 1) {
        throw new IllegalArgumentException("no index");
      }
      Objects.requireNonNull(name);
    }
  }

  /**
   * The report that is moved, in the place of files.
   *
   * @param files how many it shows
   * @param size of its pack
   * @param corrections how often it had been corrected by what is carried along
   */
  record Moving(ReportId report, int files, long size, int corrections) {
    Moving {
      if (files < 0 || size < 1 || corrections < 0) {
        throw new IllegalArgumentException("no report");
      }
      Objects.requireNonNull(report);
    }
  }

  /**
   * One of the other lines.
   *
   * @param header that it was sealed with: sealed with it again, the same content has the same hash
   * @param hash of the ciphertext that is stored
   */
  record StoredPart(int part, Bytes header, Sha256 hash) {
    StoredPart {
      if (part < 0) {
        throw new IllegalArgumentException("no part");
      }
      Objects.requireNonNull(header);
      Objects.requireNonNull(hash);
    }
  }

  /** Writes down, durably, what is going to be uploaded. */
  static UploadJournal begin(Journal journal, Head head) {
    UploadJournal begun = new UploadJournal(journal, head);
    journal.begin(List.of(JSON.writeValueAsString(head)));
    return begun;
  }

  /** Reads one that is there. */
  static UploadJournal read(Journal journal) {
    List<String> lines = journal.lines();
    try {
      UploadJournal read = new UploadJournal(journal, read(lines.getFirst(), Head.class));
      for (String line : lines.subList(1, lines.size())) {
        StoredPart part = read(line, StoredPart.class);
        read.parts.put(part.part(), part);
      }
      return read;
    } catch (JacksonException | LedgerException | java.util.NoSuchElementException _) {
      throw new ProfileException.Damaged("The journal of upload " + journal.report().hex(), null);
    }
  }

  private static <T> T read(String line, Class<T> type) {
    JsonNode node = JSON.readTree(line);
    if (!node.isObject()) {
      throw new LedgerException.Malformed("a line of a journal is a JSON object");
    }
    return JSON.treeToValue(node, type);
  }

  /** Goes on with it: forgets a line that was torn in a crash. */
  void resume() {
    List<String> lines = new ArrayList<>();
    lines.add(JSON.writeValueAsString(head));
    parts.values().forEach(part -> lines.add(JSON.writeValueAsString(part)));
    journal.begin(lines);
  }

  synchronized void stored(StoredPart part) {
    parts.put(part.part(), part);
    journal.add(JSON.writeValueAsString(part));
  }

  synchronized Optional<StoredPart> part(int index) {
    return Optional.ofNullable(parts.get(index));
  }

  void remove() {
    journal.remove();
  }

  Optional<Journal.Claim> claim() {
    return journal.claim();
  }

  ReportId report() {
    return journal.report();
  }

  Head head() {
    return head;
  }

  Optional<Moving> moving() {
    return Optional.ofNullable(head.moving());
  }

  /** How many files the report shows. */
  int files() {
    return moving().map(Moving::files).orElse(head.files().size());
  }

  /** Of the files that were chosen, or of what is moved. */
  long shownSize() {
    return moving().map(Moving::size).orElse(plan().size());
  }

  int storedParts() {
    return parts.size();
  }

  /** Of all that is uploaded, in bytes. */
  long size() {
    if (head.moving() != null) {
      return head.moving().size();
    }
    return plan().size() + (head.study() == null ? 0 : head.study().size());
  }

  PlannedReport plan() {
    return new PlannedReport(
        head.title(),
        head.type().coding(),
        Optional.ofNullable(head.specialty()).map(Code::coding),
        Optional.ofNullable(head.date()),
        Optional.ofNullable(head.replaces()),
        head.files().stream()
            .map(
                file ->
                    new PlannedFile(
                        Path.of(file.path()),
                        file.name(),
                        file.mediaType(),
                        file.size(),
                        instant(file.modifiedNanos())))
            .toList());
  }

  static SourceFile source(PlannedFile file) {
    return new SourceFile(
        file.path().toString(),
        file.name(),
        file.mediaType(),
        file.size(),
        ChronoUnit.NANOS.between(Instant.EPOCH, file.modified()));
  }

  private static Instant instant(long nanos) {
    return Instant.EPOCH.plusNanos(nanos);
  }
}

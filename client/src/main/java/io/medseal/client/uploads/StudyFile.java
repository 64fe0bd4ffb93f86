package io.medseal.client.uploads;

import io.medseal.client.media.MediaTypes;
import io.medseal.client.problems.SourceException;
import io.medseal.client.studies.StudyIndex;
import io.medseal.ledger.ids.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The study index of a planned report: the last file of its pack, made of the others and kept in
 * memory.
 *
 * @param name in the report
 */
record StudyFile(String name, Bytes content) {

  /** Of the images among the files; empty where there are none. */
  static Optional<StudyFile> of(List<PlannedFile> files) {
    List<StudyIndex.Source> images = new ArrayList<>();
    for (int index = 0; index < files.size(); index++) {
      PlannedFile file = files.get(index);
      if (file.mediaType().equals(MediaTypes.DICOM)) {
        images.add(new StudyIndex.Source(index, file.path(), file.size()));
      }
    }
    return images.isEmpty()
        ? Optional.empty()
        : StudyIndex.of(images).map(content -> new StudyFile(freeName(files), content));
  }

  /**
   * Makes it again for an upload that goes on.
   *
   * @throws SourceException.Changed if it has not the size that was announced
   */
  static Optional<StudyFile> again(UploadJournal.Head head, List<PlannedFile> files) {
    if (head.study() == null) {
      return Optional.empty();
    }
    Optional<StudyFile> made = of(files).filter(study -> study.journaled().equals(head.study()));
    if (made.isEmpty()) {
      throw new SourceException.Changed(files.getFirst().path());
    }
    return made;
  }

  /** What the journal keeps of it. */
  UploadJournal.Study journaled() {
    return new UploadJournal.Study(name, content.size());
  }

  int size() {
    return content.size();
  }

  private static String freeName(List<PlannedFile> files) {
    Set<String> taken =
        files.stream()
            .map(file -> file.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    String name = "study.index";
    for (int copy = 2; taken.contains(name); copy++) {
      name = "study (" + copy + ").index";
    }
    return name;
  }
}

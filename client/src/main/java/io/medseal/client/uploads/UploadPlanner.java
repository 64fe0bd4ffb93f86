package io.medseal.client.uploads;

import io.medseal.client.demographics.Days;
import io.medseal.client.dicom.DicomHeader;
import io.medseal.client.problems.InputException;
import io.medseal.client.reports.Coding;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides what becomes which report: the DICOM files of a study together become one, titled and
 * dated from their headers, in the order of series and image; every other file becomes one of its
 * own, unless a title joins them.
 */
public final class UploadPlanner {
  /** Begins no UID. */
  private static final String NO_STUDY = "none";

  private UploadPlanner() {}

  /**
   * Looks at the files and plans; sends nothing.
   *
   * @throws InputException.NothingToUpload if there is no file
   * @throws InputException.EmptyFile if one has no byte
   * @throws InputException.BadValue if the date has not come yet
   * @throws io.medseal.client.problems.LocalFileException.CannotRead if a path does not exist
   * @throws io.medseal.client.problems.SourceException.Unreadable if a file can't be read
   */
  public static UploadPlan plan(UploadRequest request) {
    FileFinder finder = new FileFinder(request.wholeDiscs());
    List<FoundFile> all = new ArrayList<>();
    for (Path path : request.paths()) {
      all.addAll(finder.find(path));
    }
    if (all.isEmpty()) {
      throw new InputException.NothingToUpload();
    }
    for (FoundFile file : all) {
      if (file.size() == 0) {
        throw new InputException.EmptyFile(file.name());
      }
    }
    request.date().ifPresent(Days::requireReached);
    Map<String, List<FoundFile>> studies = new LinkedHashMap<>();
    List<FoundFile> others = new ArrayList<>();
    for (FoundFile file : all) {
      study(file)
          .ifPresentOrElse(
              study -> studies.computeIfAbsent(study, _ -> new ArrayList<>()).add(file),
              () -> others.add(file));
    }
    others.addAll(alone(studies));
    List<PlannedReport> reports = new ArrayList<>();
    boolean onlyStudy = studies.size() == 1 && others.isEmpty();
    studies.values().forEach(files -> reports.add(study(request, files, onlyStudy)));
    if (request.title().isPresent() && !others.isEmpty()) {
      reports.add(joined(request, request.title().get(), others));
    } else {
      others.forEach(file -> reports.add(joined(request, title(file), List.of(file))));
    }
    List<String> remarks = new ArrayList<>(finder.remarks());
    List<NamedPatient> patients = patients(all);
    twoNames(patients).forEach(two -> remarks.add(two.sentence()));
    remarkOnDates(all, remarks);
    return new UploadPlan(reports, remarks, patients, finder.discFiles());
  }

  /** What a file belongs to: its study, or what else images have in common that name none. */
  private static Optional<String> study(FoundFile file) {
    return file.dicom()
        .map(
            header ->
                header
                    .study()
                    .orElseGet(
                        () ->
                            String.join(
                                "\0",
                                NO_STUDY,
                                String.valueOf(file.path().getParent()),
                                header.patientId().orElse(""),
                                String.join("=", header.patientNames()),
                                header.patientBirthDate().map(LocalDate::toString).orElse(""),
                                header.modality().orElse(""),
                                header.studyDate().map(LocalDate::toString).orElse(""))));
  }

  /** Takes out files that name no study and have nobody to be one with. */
  private static List<FoundFile> alone(Map<String, List<FoundFile>> studies) {
    List<FoundFile> alone = new ArrayList<>();
    studies
        .entrySet()
        .removeIf(
            each -> {
              boolean single = each.getKey().startsWith(NO_STUDY) && each.getValue().size() == 1;
              if (single) {
                alone.addAll(each.getValue());
              }
              return single;
            });
    return alone;
  }

  private static PlannedReport study(
      UploadRequest request, List<FoundFile> files, boolean onlyStudy) {
    List<FoundFile> sorted = new ArrayList<>(files);
    sorted.sort(
        Comparator.comparingInt((FoundFile file) -> number(file, true))
            .thenComparing(file -> header(file).series().orElse(""))
            .thenComparingInt(file -> number(file, false))
            .thenComparing(FoundFile::name, NaturalOrder.OF_TEXT));
    DicomHeader first = header(sorted.getFirst());
    String modality = first.modality().orElse("");
    String own =
        sorted.stream()
            .flatMap(file -> header(file).studyDescription().stream())
            .findFirst()
            .or(
                () ->
                    sorted.stream()
                        .flatMap(f -> header(f).seriesDescription().stream())
                        .findFirst())
            .orElse(modality.isEmpty() ? "DICOM study" : modality + " study");
    Optional<LocalDate> date =
        sorted.stream().flatMap(file -> header(file).studyDate().stream()).findFirst();
    return new PlannedReport(
        onlyStudy ? request.title().orElse(own) : own,
        request.type().orElseGet(() -> Codes.ofModality(modality)),
        request.specialty(),
        request.date().or(() -> date).map(LocalDate::toString),
        request.replaces(),
        planned(sorted));
  }

  private static PlannedReport joined(UploadRequest request, String title, List<FoundFile> files) {
    FoundFile first = files.getFirst();
    Coding type =
        request
            .type()
            .orElseGet(
                () ->
                    first
                        .dicom()
                        .map(header -> Codes.ofModality(header.modality().orElse("")))
                        .orElseGet(() -> Codes.ofMediaType(first.mediaType())));
    Optional<LocalDate> date = first.dicom().flatMap(DicomHeader::studyDate);
    return new PlannedReport(
        title,
        type,
        request.specialty(),
        request.date().or(() -> date).map(LocalDate::toString),
        request.replaces(),
        planned(files));
  }

  private static List<PlannedFile> planned(List<FoundFile> files) {
    ReportNames names = new ReportNames();
    return files.stream()
        .map(
            file ->
                new PlannedFile(
                    file.path(),
                    names.unique(file.name()),
                    file.mediaType(),
                    file.size(),
                    file.modified()))
        .toList();
  }

  /** What an image that names no study says of itself; else the file's name. */
  private static String title(FoundFile file) {
    Optional<String> own =
        file.dicom().flatMap(header -> header.studyDescription().or(header::seriesDescription));
    if (own.isPresent()) {
      return own.get();
    }
    String name = file.path().getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static List<NamedPatient> patients(List<FoundFile> files) {
    return named(files.stream().flatMap(file -> file.dicom().stream()));
  }

  /** Whom headers name, each once. */
  static List<NamedPatient> named(Stream<DicomHeader> headers) {
    return headers
        .map(
            header ->
                new NamedPatient(
                    header.patientNames(), header.patientBirthDate(), header.patientId()))
        .filter(named -> !named.names().isEmpty() || named.id().isPresent())
        .distinct()
        .toList();
  }

  /** One number, two names: a typing error, or two people. */
  static List<TwoNames> twoNames(List<NamedPatient> patients) {
    List<TwoNames> found = new ArrayList<>();
    Map<String, NamedPatient> first = new LinkedHashMap<>();
    for (NamedPatient patient : patients) {
      if (patient.id().isPresent() && !patient.names().isEmpty()) {
        NamedPatient before = first.putIfAbsent(patient.id().get(), patient);
        if (before != null && patient.names().stream().noneMatch(before::isCalled)) {
          found.add(new TwoNames(before, patient));
        }
      }
    }
    return found;
  }

  /** Two patients of one number. */
  record TwoNames(NamedPatient one, NamedPatient other) {
    String sentence() {
      return "These files give one patient id to two names: "
          + one.spoken()
          + " and "
          + other.spoken()
          + ".";
    }
  }

  /** A wrong clock of the machine that made them is no reason to keep pictures out. */
  private static void remarkOnDates(List<FoundFile> files, List<String> remarks) {
    files.stream()
        .flatMap(file -> file.dicom().flatMap(DicomHeader::studyDate).stream())
        .filter(day -> !Days.isReached(day))
        .findFirst()
        .ifPresent(
            day ->
                remarks.add(
                    "These files say that they were made on "
                        + day
                        + ", which has not come yet: give the right day with the upload."));
  }

  private static int number(FoundFile file, boolean series) {
    DicomHeader header = header(file);
    return (series ? header.seriesNumber() : header.instanceNumber()).orElse(Integer.MAX_VALUE);
  }

  private static DicomHeader header(FoundFile file) {
    return file.dicom().orElseThrow();
  }
}

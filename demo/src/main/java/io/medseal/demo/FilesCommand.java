package io.medseal.demo;

import io.medseal.demo.angiography.Angiogram;
import io.medseal.demo.ct.CtStudy;
import io.medseal.demo.hospital.DemoHospital;
import io.medseal.demo.hospital.Examination;
import io.medseal.demo.reports.DemoReports;
import io.medseal.demo.reports.Extent;
import io.medseal.demo.video.Mp4;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws the demo's files, or large ones of the same kinds, without a cloud. */
@Command(
    name = "files",
    description =
        "Draws the files of the demo into a folder, without a cloud. With one of the options it"
            + " draws only that, in the size that is asked for.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class FilesCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Where to; made when it is not there.")
  private Path folder;

  @Option(
      names = "--ct-slices",
      paramLabel = "N",
      description = "A CT series of so many images, half a mebibyte each.")
  private Optional<Integer> slices;

  @Option(
      names = "--ct-study",
      paramLabel = "N",
      description = "A CT study of four series, two of them of so many images.")
  private Optional<Integer> study;

  @Option(
      names = "--video-bytes",
      paramLabel = "N",
      description = "A video of at least so many bytes.")
  private Optional<Long> videoBytes;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    requirePositive(slices);
    requirePositive(study);
    requirePositive(videoBytes);
    PrintWriter err = spec.commandLine().getErr();
    try {
      draw();
      return ExitCode.OK;
    } catch (IOException e) {
      err.println("The files could not be drawn: " + e);
      return ExitCode.SOFTWARE;
    }
  }

  private void draw() throws IOException {
    Files.createDirectories(folder);
    if (slices.isPresent()) {
      new CtStudy(examination("DEMO-CT-SERIES")).writeSeries(folder, slices.get());
    }
    if (study.isPresent()) {
      new CtStudy(examination("DEMO-CT-STUDY")).writeStudy(folder, study.get());
    }
    if (videoBytes.isPresent()) {
      Mp4.ofAtLeast(
              new Angiogram(examination("DEMO-XA-LARGE")).encode(Extent.FULL.video()),
              videoBytes.get())
          .write(folder.resolve("Left coronary artery.mp4"));
    }
    if (slices.isEmpty() && study.isEmpty() && videoBytes.isEmpty()) {
      DemoReports.draw(folder, today(), Extent.FULL);
    }
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneId.systemDefault());
  }

  private static Examination examination(String number) {
    return new Examination(DemoHospital.PATIENT, number, today().minusDays(3).atTime(9, 30));
  }

  private void requirePositive(Optional<? extends Number> number) {
    if (number.isPresent() && number.get().longValue() < 1) {
      throw new ParameterException(spec.commandLine(), "Ask for at least one, not " + number.get());
    }
  }
}

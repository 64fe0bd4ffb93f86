package io.medseal.demo.ct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.medseal.demo.Examinations;
import io.medseal.demo.dicom.ReadBack;
import io.medseal.demo.dicom.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A CT study")
class CtStudyTest {
  private static final int SLICES = 6;

  @TempDir Path folder;

  @Test
  @DisplayName("is a stack of slices from head to feet in one frame of reference")
  void isAStack() throws IOException {
    new CtStudy(Examinations.numbered("T-CT-1")).writeSeries(folder, SLICES);
    List<Path> files = files(folder);
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .first()
        .isEqualTo("IM0001.dcm");
    assertThat(files).hasSize(SLICES);
    Set<String> instances = new HashSet<>();
    Set<String> series = new HashSet<>();
    Set<String> frames = new HashSet<>();
    double last = Double.MAX_VALUE;
    for (int i = 0; i < SLICES; i++) {
      ReadBack image = ReadBack.file(files.get(i));
      instances.add(image.text(Tag.SOP_INSTANCE_UID));
      series.add(image.text(Tag.STUDY_INSTANCE_UID) + image.text(Tag.SERIES_INSTANCE_UID));
      frames.add(image.text(Tag.FRAME_OF_REFERENCE_UID));
      assertThat(image.text(Tag.INSTANCE_NUMBER)).isEqualTo(Integer.toString(i + 1));
      double[] position = image.decimals(Tag.IMAGE_POSITION_PATIENT);
      assertThat(position[2]).isLessThan(last).isEqualTo(image.decimals(Tag.SLICE_LOCATION)[0]);
      if (i > 0) {
        assertThat(last - position[2])
            .isCloseTo(image.decimals(Tag.SLICE_THICKNESS)[0], within(1e-6));
      }
      last = position[2];
      assertThat(image.decimals(Tag.IMAGE_ORIENTATION_PATIENT)).containsExactly(1, 0, 0, 0, 1, 0);
    }
    assertThat(instances).hasSize(SLICES);
    assertThat(series).hasSize(1);
    assertThat(frames).hasSize(1);
  }

  @Test
  @DisplayName("shows air, lung, soft tissue, blood with contrast and bone where they belong")
  void showsABody() throws IOException {
    new CtStudy(Examinations.numbered("T-CT-2")).writeSeries(folder, SLICES);
    ReadBack image = ReadBack.file(folder.resolve("IM0003.dcm"));
    short[] stored = image.shorts(Tag.PIXEL_DATA);
    assertThat(stored).hasSize(512 * 512);
    assertThat(image.number(Tag.ROWS)).isEqualTo(512);
    assertThat(image.decimals(Tag.RESCALE_INTERCEPT)).containsExactly(-1024);
    assertThat(mean(stored, 10, 10)).as("air in the corner").isCloseTo(-1000, within(30.0));
    assertThat(mean(stored, 140, 230)).as("right lung").isBetween(-930.0, -600.0);
    assertThat(mean(stored, 372, 230)).as("left lung").isBetween(-930.0, -600.0);
    assertThat(mean(stored, 276, 275)).as("heart and great vessels").isBetween(20.0, 320.0);
    for (short value : stored) {
      assertThat(value).isBetween((short) 0, (short) 4095);
    }
  }

  @Test
  @DisplayName("comes out the same, byte for byte, for the same examination and not for another")
  void isDeterministic() throws IOException {
    new CtStudy(Examinations.numbered("T-CT-3")).writeSeries(folder.resolve("a"), 1);
    new CtStudy(Examinations.numbered("T-CT-3")).writeSeries(folder.resolve("b"), 1);
    new CtStudy(Examinations.numbered("T-CT-4")).writeSeries(folder.resolve("c"), 1);
    byte[] first = Files.readAllBytes(folder.resolve("a/IM0001.dcm"));
    assertThat(first).isEqualTo(Files.readAllBytes(folder.resolve("b/IM0001.dcm")));
    assertThat(first).isNotEqualTo(Files.readAllBytes(folder.resolve("c/IM0001.dcm")));
  }

  @Test
  @DisplayName("of several series has an overview, two stacks and cuts seen from the front")
  void hasSeveralSeries() throws IOException {
    new CtStudy(Examinations.numbered("T-CT-5")).writeStudy(folder, 2);
    assertThat(files(folder))
        .extracting(Path::getFileName)
        .extracting(Path::toString)
        .containsExactly("SE01", "SE02", "SE03", "SE04");
    Set<String> studies = new HashSet<>();
    Set<String> series = new HashSet<>();
    for (Path serie : files(folder)) {
      for (Path file : files(serie)) {
        ReadBack image = ReadBack.file(file);
        studies.add(image.text(Tag.STUDY_INSTANCE_UID));
        series.add(image.text(Tag.SERIES_INSTANCE_UID));
        assertThat(image.shorts(Tag.PIXEL_DATA))
            .hasSize(image.number(Tag.ROWS) * image.number(Tag.COLUMNS));
      }
    }
    assertThat(studies).hasSize(1);
    assertThat(series).hasSize(4);
    assertThat(ReadBack.file(folder.resolve("SE01/IM0001.dcm")).text(Tag.IMAGE_TYPE))
        .endsWith("LOCALIZER");
    double last = -Double.MAX_VALUE;
    for (Path file : files(folder.resolve("SE04"))) {
      double front = ReadBack.file(file).decimals(Tag.IMAGE_POSITION_PATIENT)[1];
      assertThat(front).isGreaterThan(last);
      last = front;
    }
  }

  private static double mean(short[] stored, int x, int y) {
    double sum = 0;
    for (int dy = -3; dy <= 3; dy++) {
      for (int dx = -3; dx <= 3; dx++) {
        sum += stored[(y + dy) * 512 + x + dx] - 1024;
      }
    }
    return sum / 49;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.sorted().toList());
    }
  }
}

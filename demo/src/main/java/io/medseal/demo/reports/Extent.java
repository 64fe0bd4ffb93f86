package io.medseal.demo.reports;

import java.time.Duration;

/**
 * How much is drawn.
 *
 * @param slices of the CT
 * @param frames of the ultrasound loop, 30 a second
 * @param video how long the angiogram plays
 */
public record Extent(int slices, int frames, Duration video) {
  /** What the demo shows. */
  public static final Extent FULL = new Extent(120, 60, Duration.ofSeconds(10));

  /** The same kinds of files, quickly. */
  public static final Extent SMALL = new Extent(12, 30, Duration.ofSeconds(2));
}

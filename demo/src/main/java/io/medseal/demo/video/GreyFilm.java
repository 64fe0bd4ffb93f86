package io.medseal.demo.video;

/** Pictures that can be made in any order, by several threads at once. */
public interface GreyFilm {
  int width();

  int height();

  int framesPerSecond();

  /** The brightness of each pixel of a frame, row by row, from 0 to 1. */
  float[] frame(int number);
}

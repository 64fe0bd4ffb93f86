package io.medseal.demo.drawing;

/** Blurs fields of values by a bell curve. */
public final class Blur {
  private Blur() {}

  /** Blurs a square whose sides meet, into a new field. */
  static float[] wrapping(float[] field, int side, double sigmaX, double sigmaY) {
    float[] across = new float[field.length];
    float[] kernel = kernel(sigmaX);
    int reach = kernel.length - 1;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        float sum = kernel[0] * field[y * side + x];
        for (int k = 1; k <= reach; k++) {
          int left = Math.floorMod(x - k, side);
          int right = (x + k) % side;
          sum += kernel[k] * (field[y * side + left] + field[y * side + right]);
        }
        across[y * side + x] = sum;
      }
    }
    float[] result = new float[field.length];
    kernel = kernel(sigmaY);
    reach = kernel.length - 1;
    for (int y = 0; y < side; y++) {
      int to = y * side;
      for (int x = 0; x < side; x++) {
        result[to + x] = kernel[0] * across[to + x];
      }
      for (int k = 1; k <= reach; k++) {
        int up = Math.floorMod(y - k, side) * side;
        int down = (y + k) % side * side;
        for (int x = 0; x < side; x++) {
          result[to + x] += kernel[k] * (across[up + x] + across[down + x]);
        }
      }
    }
    return result;
  }

  /** Blurs a picture in place; beyond its border stands what is at the border. */
  public static void inPlace(float[] field, int width, int height, double sigma) {
    float[] kernel = kernel(sigma);
    int reach = kernel.length - 1;
    float[] across = new float[field.length];
    float[] row = new float[width + 2 * reach];
    for (int y = 0; y < height; y++) {
      int from = y * width;
      System.arraycopy(field, from, row, reach, width);
      for (int k = 0; k < reach; k++) {
        row[k] = field[from];
        row[reach + width + k] = field[from + width - 1];
      }
      for (int x = 0; x < width; x++) {
        float sum = kernel[0] * row[x + reach];
        for (int k = 1; k <= reach; k++) {
          sum += kernel[k] * (row[x + reach - k] + row[x + reach + k]);
        }
        across[from + x] = sum;
      }
    }
    for (int y = 0; y < height; y++) {
      int to = y * width;
      for (int x = 0; x < width; x++) {
        field[to + x] = kernel[0] * across[to + x];
      }
      for (int k = 1; k <= reach; k++) {
        int up = Math.max(y - k, 0) * width;
        int down = Math.min(y + k, height - 1) * width;
        for (int x = 0; x < width; x++) {
          field[to + x] += kernel[k] * (across[up + x] + across[down + x]);
        }
      }
    }
  }

  /** One half of the curve, from its middle outwards, with a sum of 1 over both halves. */
  private static float[] kernel(double sigma) {
    int reach = (int) Math.ceil(3 * sigma);
    float[] kernel = new float[reach + 1];
    double sum = 0;
    for (int k = 0; k <= reach; k++) {
      kernel[k] = sigma == 0 ? 1 : (float) Math.exp(-k * k / (2 * sigma * sigma));
      sum += k == 0 ? kernel[k] : 2 * kernel[k];
    }
    for (int k = 0; k <= reach; k++) {
      kernel[k] /= (float) sum;
    }
    return kernel;
  }
}

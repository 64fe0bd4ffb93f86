package io.medseal.demo.ecg;

import io.medseal.demo.hospital.Examination;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Ten seconds of a heart in sinus rhythm whose T waves point down in V2 to V4.
 *
 * <p>The limb leads agree with each other as Einthoven and Goldberger found: III = II − I, and so
 * on.
 */
public final class EcgRecording {
  /** Samples a second. */
  public static final int FREQUENCY = 500;

  /** Samples of each lead. */
  public static final int SAMPLES = 10 * FREQUENCY;

  /** Beats a minute, on average. */
  public static final int RATE = 68;

  private static final int MICROVOLTS = 1000;

  private final Map<Lead, short[]> leads = new EnumMap<>(Lead.class);

  /** Heights of the waves of a lead in millivolts. */
  private record Waves(double p, double q, double r, double s, double t) {}

  private static final Map<Lead, Waves> MEASURED =
      Map.of(
          Lead.I, new Waves(0.08, -0.05, 0.72, -0.12, 0.20),
          Lead.II, new Waves(0.14, -0.06, 1.05, -0.17, 0.29),
          Lead.V1, new Waves(0.05, 0, 0.22, -0.95, -0.06),
          Lead.V2, new Waves(0.06, 0, 0.45, -1.30, -0.22),
          Lead.V3, new Waves(0.07, 0, 0.78, -0.98, -0.34),
          Lead.V4, new Waves(0.08, -0.05, 1.28, -0.62, -0.24),
          Lead.V5, new Waves(0.08, -0.08, 1.32, -0.30, 0.10),
          Lead.V6, new Waves(0.07, -0.09, 1.02, -0.12, 0.21));

  public EcgRecording(Examination examination) {
    SplittableRandom random = new SplittableRandom(examination.seed());
    List<Double> beats = beats(random);
    Map<Lead, double[]> millivolts = new EnumMap<>(Lead.class);
    for (Lead lead : Lead.values()) {
      if (MEASURED.containsKey(lead)) {
        millivolts.put(lead, measured(MEASURED.get(lead), beats, random));
      }
    }
    double[] one = millivolts.get(Lead.I);
    double[] two = millivolts.get(Lead.II);
    millivolts.put(Lead.III, mixed(one, -1, two, 1));
    millivolts.put(Lead.AVR, mixed(one, -0.5, two, -0.5));
    millivolts.put(Lead.AVL, mixed(one, 1, two, -0.5));
    millivolts.put(Lead.AVF, mixed(one, -0.5, two, 1));
    millivolts.forEach((lead, values) -> leads.put(lead, rounded(values)));
  }

  /** The voltage of a lead at a sample, in microvolts. */
  public int microvolts(Lead lead, int sample) {
    return leads.get(lead)[sample];
  }

  /** When the ventricles begin to contract, in seconds; breathing makes the beats uneven. */
  private static List<Double> beats(SplittableRandom random) {
    List<Double> beats = new ArrayList<>();
    double at = -0.55;
    while (at < 11) {
      beats.add(at);
      double breathing = 0.025 * Math.sin(2 * Math.PI * at / 4.1);
      at += 60.0 / RATE + breathing + 0.006 * (random.nextDouble() - 0.5);
    }
    return beats;
  }

  private static double[] measured(Waves waves, List<Double> beats, SplittableRandom random) {
    double[] values = new double[SAMPLES];
    double phase = random.nextDouble() * 2 * Math.PI;
    double muscle = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double second = (double) i / FREQUENCY;
      double value = 0.018 * Math.sin(2 * Math.PI * second / 4.3 + phase);
      for (double beat : beats) {
        double t = second - beat;
        if (t > -0.4 && t < 0.6) {
          value += beat(waves, t);
        }
      }
      muscle = 0.6 * muscle + 0.4 * (random.nextDouble() - 0.5);
      values[i] = value + 0.022 * muscle;
    }
    return values;
  }

  private static double beat(Waves w, double t) {
    double slowUp = t < 0.29 ? 0.062 : 0.040;
    return w.p() * wave(t, -0.158, 0.023)
        + w.q() * wave(t, -0.030, 0.008)
        + w.r() * wave(t, 0, 0.011)
        + w.s() * wave(t, 0.031, 0.010)
        + w.t() * wave(t, 0.29, slowUp);
  }

  private static double wave(double t, double at, double width) {
    double d = (t - at) / width;
    return Math.exp(-d * d / 2);
  }

  private static double[] mixed(double[] one, double partOne, double[] two, double partTwo) {
    double[] result = new double[one.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = partOne * one[i] + partTwo * two[i];
    }
    return result;
  }

  private static short[] rounded(double[] millivolts) {
    short[] result = new short[millivolts.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (short) Math.round(millivolts[i] * MICROVOLTS);
    }
    return result;
  }
}

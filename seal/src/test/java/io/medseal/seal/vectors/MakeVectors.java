package io.medseal.seal.vectors;

/**
 * Writes the vectors that are missing into {@code spec/vectors}; never changes one that is there.
 * Run with module seal's test classes on the class path.
 */
public final class MakeVectors {
  private MakeVectors() {}

  public static void main(String[] args) {
    KeyVectors.make();
    EnvelopeVectors.make();
    SlotVectors.make();
    DecisionVectors.make();
    IndexVectors.make();
    ReportIndexVectors.make();
    ManifestVectors.make();
    BodyVectors.make();
    FileVectors.make();
  }
}

package io.medseal.ledger.vectors;

/**
 * Writes the vectors that are missing into {@code spec/vectors/statements}; never changes one that
 * is there. Everything follows from fixed seeds, and both signatures are deterministic here. Run
 * with module ledger's test classes on the class path.
 */
public final class MakeStatementVectors {
  private MakeStatementVectors() {}

  public static void main(String[] args) {
    Scene.writeKnown();
    LayoutVectors.make();
    LimitVectors.make();
    KeyVectors.make();
    LinkVectors.make();
    CreateVectors.make();
    MemberVectors.make();
    RotationVectors.make();
    EnvelopeVectors.make();
    ShareVectors.make();
    ChangeVectors.make();
    CorrectionVectors.make();
    PathVectors.make();
    HeadVectors.make();
    StateVectors.make();
    BaseVectors.make();
    PastVectors.make();
    QuestionVectors.make();
  }
}

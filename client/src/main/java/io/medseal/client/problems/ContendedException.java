package io.medseal.client.problems;

/** Others kept changing the same keyring, through every retry. */
public final class ContendedException extends ClientException {
  private static final long serialVersionUID = 1L;

  public ContendedException(int attempts) {
    super(
        "contended",
        "Others keep changing the same keyring: " + attempts + " attempts failed. Try again.",
        null);
  }
}

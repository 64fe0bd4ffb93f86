package io.medseal.cli.output;

/**
 * Emphasis on terminals.
 *
 * @param on off where the output is not a terminal, or {@code NO_COLOR} is set
 */
public record Colours(boolean on) {
  /** Headings. */
  public String strong(String text) {
    return code("1", text);
  }

  /** What is well. */
  public String good(String text) {
    return code("32", text);
  }

  /** What is not. */
  public String bad(String text) {
    return code("31", text);
  }

  private String code(String code, String text) {
    return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}

package io.medseal.cli.commands;

/** The headings of {@code medseal --help}, in its order. */
public enum Group {
  ACCOUNT("Your account"),
  RECORDS("Records and reports"),
  SHARING("Sharing"),
  GROUPS("Institutes and departments"),
  OFFLINE("Without a cloud"),
  CLOUD("Run the cloud"),
  HELP("Help");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}

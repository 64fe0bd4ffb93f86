package io.medseal.client.reports;

import java.util.Optional;

/**
 * One check of a report, for one line to a person.
 *
 * @param kind which check
 * @param passed the check was made and passed
 * @param detail what was found, or why it failed
 * @param code of the exception, where it failed; with one that passed, what it is flagged for
 */
public record Check(Kind kind, boolean passed, String detail, Optional<String> code) {
  /** The checks, in the order in which they are made. */
  public enum Kind {
    ENVELOPE("envelope"),
    MANIFEST("manifest"),
    PLACE("place"),
    AUTHOR("author"),
    AUTHORITY("authority"),
    SIGNATURES("signatures"),
    ENDORSEMENTS("endorsements"),
    KNOWLEDGE("what the author knew"),
    STORED_SIZE("stored size"),
    CORRECTION("correction"),
    CONTENTS("contents"),
    PARTS("parts"),
    FILE("file");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As people read it. */
    public String text() {
      return text;
    }
  }

  static Check passed(Kind kind, String detail) {
    return new Check(kind, true, detail, Optional.empty());
  }

  /** Passed, and still something that a reader should know. */
  static Check flagged(Kind kind, String code, String detail) {
    return new Check(kind, true, detail, Optional.of(code));
  }

  static Check failed(Kind kind, io.medseal.client.problems.ClientException failure) {
    String message = failure.getMessage() == null ? failure.code() : failure.getMessage();
    return new Check(kind, false, message, Optional.of(failure.code()));
  }
}

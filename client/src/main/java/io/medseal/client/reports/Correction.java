package io.medseal.client.reports;

import java.time.LocalDate;
import java.util.Optional;

/** What a report shall say of itself; what is empty stays as it is. */
public record Correction(
    Optional<String> title,
    Optional<Coding> type,
    Optional<Coding> specialty,
    Optional<LocalDate> date,
    Optional<String> subject) {

  /** Whether it changes nothing. */
  public boolean isEmpty() {
    return title.isEmpty()
        && type.isEmpty()
        && specialty.isEmpty()
        && date.isEmpty()
        && subject.isEmpty();
  }
}

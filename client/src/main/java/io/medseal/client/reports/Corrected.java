package io.medseal.client.reports;

import io.medseal.client.people.Person;
import java.time.Instant;
import java.util.Optional;

/**
 * That a report was corrected, and what its author had said of it: what does not differ was not
 * corrected.
 *
 * @param by who signed the newest correction; they could manage the section
 * @param at when, as they signed it
 * @param title as the author wrote it, and so on
 */
public record Corrected(
    Person by,
    Instant at,
    String title,
    Optional<Coding> type,
    Optional<Coding> specialty,
    Optional<String> date,
    Optional<String> subject) {}

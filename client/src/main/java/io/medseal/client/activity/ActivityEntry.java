package io.medseal.client.activity;

import io.medseal.client.people.Person;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.protocol.activity.Activity;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened, in the service's words: signed statements prove shares and removals, but
 * only the service can tell who opened or was refused.
 *
 * @param actor without what institutes say of them, as is {@code subject}
 * @param where the record or section
 * @param subject whom it was shared with or taken from
 * @param role the role given, as in statements
 * @param until when a share ends
 * @param refused what was asked for, where it was refused
 */
public record ActivityEntry(
    String id,
    Instant time,
    Activity.Kind kind,
    Person actor,
    KeyringId where,
    Optional<ReportId> report,
    Optional<Person> subject,
    Optional<String> role,
    Optional<Instant> until,
    Optional<String> refused) {}

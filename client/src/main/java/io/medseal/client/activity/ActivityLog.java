package io.medseal.client.activity;

import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.people.People;
import io.medseal.client.people.Person;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.transport.Paging;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.activity.Activity;
import io.medseal.protocol.problems.ProblemType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the service's log of a record, and the account's usage. */
public final class ActivityLog {
  private static final int LARGEST_PAGE = 200;

  private final SignedIn me;

  /** For the person who is logged in. */
  public ActivityLog(SignedIn me) {
    this.me = me;
  }

  /**
   * What happened to a record and its sections; needs <em>manage</em> on the record.
   *
   * @param after {@code next} of the page before
   * @param limit 1 to 200
   * @throws AccessException.NoAuthority without <em>manage</em>
   */
  public ActivityListing of(KeyringId record, Optional<String> after, int limit) {
    return page(new Paging(me.connection(), after), record, after, limit);
  }

  /**
   * As much as is wanted, from the newest on.
   *
   * @param most 1 or more
   * @throws AccessException.NoAuthority without <em>manage</em>
   */
  public ActivityListing newest(KeyringId record, int most) {
    Paging paging = new Paging(me.connection(), Optional.empty());
    List<ActivityEntry> entries = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      ActivityListing page =
          page(paging, record, next, Math.min(LARGEST_PAGE, most - entries.size()));
      entries.addAll(page.entries());
      next = page.next();
    } while (next.isPresent() && entries.size() < most);
    return new ActivityListing(entries, next);
  }

  private ActivityListing page(Paging paging, KeyringId record, Optional<String> after, int limit) {
    Activity.EventPage page =
        page("/records/" + record.hex() + "/activity?limit=" + limit + Paging.after(after));
    Map<KeyringId, Person> people = new People(me).briefly(told(page.events()));
    return new ActivityListing(
        page.events().stream().map(event -> entry(event, people)).toList(),
        paging.next(page.events().stream().map(Activity.Event::id).toList(), page.next()));
  }

  private Activity.EventPage page(String path) {
    try {
      return me.connection().get(path, Activity.EventPage.class);
    } catch (ServiceException e) {
      // The record was found before: what is not to be seen is its activity.
      throw e.type() == ProblemType.NOT_FOUND
          ? new AccessException.NoAuthority("see the activity of this record")
          : e;
    }
  }

  /** Bytes stored, received and sent, and requests, of this account. */
  public Activity.Usage usage() {
    return me.connection().get("/usage", Activity.Usage.class);
  }

  /** All who are named, each with the address that the service tells. */
  private static Map<KeyringId, Optional<String>> told(List<Activity.Event> events) {
    Map<KeyringId, Optional<String>> told = new HashMap<>();
    for (Activity.Event event : events) {
      told.merge(event.actor(), Optional.ofNullable(event.actorEmail()), ActivityLog::either);
      if (event.subject() != null) {
        told.merge(event.subject(), Optional.ofNullable(event.subjectEmail()), ActivityLog::either);
      }
    }
    return told;
  }

  private static Optional<String> either(Optional<String> one, Optional<String> other) {
    return one.or(() -> other);
  }

  private static ActivityEntry entry(Activity.Event event, Map<KeyringId, Person> people) {
    return new ActivityEntry(
        event.id(),
        event.time(),
        event.kind(),
        person(people, event.actor()),
        event.keyring(),
        Optional.ofNullable(event.report()),
        Optional.ofNullable(event.subject()).map(subject -> person(people, subject)),
        Optional.ofNullable(event.role()),
        Optional.ofNullable(event.until()),
        Optional.ofNullable(event.refused()));
  }

  private static Person person(Map<KeyringId, Person> people, KeyringId id) {
    return Objects.requireNonNull(people.get(id));
  }
}

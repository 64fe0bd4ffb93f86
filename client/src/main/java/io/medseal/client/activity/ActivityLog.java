package io.medseal.client.activity;

import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.people.People;
import io.medseal.client.transport.ServiceAddress;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.activity.Activity;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the service's log of a record, and the account's usage. */
public final class ActivityLog {
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
   */
  public ActivityListing of(KeyringId record, Optional<String> after, int limit) {
    String path =
        "/records/"
            + record.hex()
            + "/activity?limit="
            + limit
            + after.map(cursor -> "&after=" + ServiceAddress.encoded(cursor)).orElse("");
    Activity.EventPage page = me.connection().get(path, Activity.EventPage.class);
    Map<KeyringId, String> pinned = new People(me).emails();
    return new ActivityListing(
        page.events().stream().map(event -> entry(event, pinned)).toList(),
        Optional.ofNullable(page.next()));
  }

  /** Bytes stored, received and sent, and requests, of this account. */
  public Activity.Usage usage() {
    return me.connection().get("/usage", Activity.Usage.class);
  }

  private ActivityEntry entry(Activity.Event event, Map<KeyringId, String> pinned) {
    return new ActivityEntry(
        event.id(),
        event.time(),
        event.kind(),
        actor(event.actor(), event.actorEmail(), pinned),
        event.keyring(),
        Optional.ofNullable(event.report()),
        event.subject() == null
            ? Optional.empty()
            : Optional.of(actor(event.subject(), event.subjectEmail(), pinned)),
        Optional.ofNullable(event.role()),
        Optional.ofNullable(event.until()),
        Optional.ofNullable(event.refused()));
  }

  private ActivityEntry.Actor actor(
      KeyringId keyring, @Nullable String said, Map<KeyringId, String> pinned) {
    String own = pinned.get(keyring);
    return new ActivityEntry.Actor(
        keyring, own == null ? me.told().shown(keyring, said) : Optional.of(own), own != null);
  }
}

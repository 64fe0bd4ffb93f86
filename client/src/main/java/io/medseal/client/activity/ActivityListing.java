package io.medseal.client.activity;

import java.util.List;
import java.util.Optional;

/**
 * A page, newest first.
 *
 * @param next for the next page; empty on the last
 */
public record ActivityListing(List<ActivityEntry> entries, Optional<String> next) {
  public ActivityListing {
    entries = List.copyOf(entries);
  }
}

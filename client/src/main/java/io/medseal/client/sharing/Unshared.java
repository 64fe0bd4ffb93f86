package io.medseal.client.sharing;

import java.util.List;

/**
 * What ending a share did.
 *
 * @param ended the shares that were there and are no more
 * @param remaining ways in which the person still has access to the same thing: through a group,
 *     through the record that a section belongs to
 */
public record Unshared(List<Target> ended, List<AccessEntry> remaining) {
  public Unshared {
    ended = List.copyOf(ended);
    remaining = List.copyOf(remaining);
  }
}

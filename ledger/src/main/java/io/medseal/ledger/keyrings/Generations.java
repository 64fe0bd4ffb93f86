package io.medseal.ledger.keyrings;

import io.medseal.ledger.LedgerException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The generations of a keyring. Immutable; those of later states share what they have in common. Of
 * a state that is shown in part, only some of the former ones are known.
 *
 * @param current the newest
 * @param former by number, those that are shown
 */
public record Generations(Generation current, PMap<Integer, Generation> former) {

  /** The first one. */
  public static Generations first(Generation first) {
    return new Generations(first, HashTreePMap.empty());
  }

  /** With a new one. */
  public Generations plus(Generation next) {
    return new Generations(next, former.plus(current.number(), current));
  }

  /** With the current one as it has become. */
  public Generations withCurrent(Generation changed) {
    return new Generations(changed, former);
  }

  /** What either shows of the same. */
  public Generations with(Generations other) {
    PMap<Integer, Generation> all = former;
    for (Generation shown : other.former.values()) {
      Generation known = all.get(shown.number());
      all = all.plus(shown.number(), known == null ? shown : shown.with(known));
    }
    return new Generations(current.with(other.current), all);
  }

  /**
   * One of them; empty where there is none of that number.
   *
   * @throws LedgerException.NotShown if there is one that is not shown
   */
  public Optional<Generation> find(int number) {
    if (number < 1 || number > current.number()) {
      return Optional.empty();
    }
    if (number == current.number()) {
      return Optional.of(current);
    }
    Generation found = former.get(number);
    if (found == null) {
      throw new LedgerException.NotShown("a former generation that is not shown");
    }
    return Optional.of(found);
  }

  /** Numbers of former ones from that on that are not shown, newest first. */
  public List<Integer> missing(int from) {
    return IntStream.iterate(current.number() - 1, number -> number - 1)
        .limit(Math.max(0, current.number() - Math.max(1, from)))
        .filter(number -> !former.containsKey(number))
        .boxed()
        .toList();
  }

  /**
   * All, oldest first.
   *
   * @throws LedgerException.NotShown if one is not shown
   */
  public List<Generation> all() {
    return IntStream.rangeClosed(1, current.number())
        .mapToObj(number -> find(number).orElseThrow())
        .toList();
  }
}

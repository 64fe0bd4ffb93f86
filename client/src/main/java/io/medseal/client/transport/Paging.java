package io.medseal.client.transport;

import io.medseal.client.problems.ConnectionException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way through one list of the service, from page to page.
 *
 * <p><b>Guarantees.</b> It ends, whatever is answered: a page that names a next one has to bring an
 * entry that no page before has brought, the next one has to be another than all before, and there
 * are at most {@value #MOST_PAGES}.
 */
public final class Paging {
  static final int MOST_PAGES = 10_000;

  private final ServiceAddress address;
  private final Set<String> asked = new HashSet<>();
  private final Set<Object> brought = new HashSet<>();

  /**
   * At the list's beginning, or where somebody left it.
   *
   * @param after {@code next} of the last page that was read before, if there is one
   */
  public Paging(Connection connection, Optional<String> after) {
    this(connection.address(), after);
  }

  Paging(ServiceAddress address, Optional<String> after) {
    this.address = address;
    after.ifPresent(asked::add);
  }

  /** What is added to the query that asks for the page. */
  public static String after(Optional<String> next) {
    return next.map(token -> "&after=" + ServiceAddress.encoded(token)).orElse("");
  }

  /**
   * Takes a page.
   *
   * @param ids of its entries
   * @param next as the page names it, null on the last
   * @return where to go on, empty at the end of the list
   * @throws ConnectionException.BadAnswer if the page does not lead on
   */
  public Optional<String> next(Collection<?> ids, @Nullable String next) {
    boolean news = brought.addAll(ids);
    if (next != null && (!news || !asked.add(next) || asked.size() > MOST_PAGES)) {
      throw new ConnectionException.BadAnswer(address.display(), "a list that does not end");
    }
    return Optional.ofNullable(next);
  }
}

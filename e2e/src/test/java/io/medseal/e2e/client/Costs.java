package io.medseal.e2e.client;

import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Exchange;
import io.medseal.testkit.proxy.LyingProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * What something costs that a new process of somebody's does.
 *
 * @param bytes bodies of requests and answers; chains and lists of reports as they are compressed
 */
record Costs(int requests, long bytes) {
  private static final Pattern COMPRESSED =
      Pattern.compile("/api/v1/(statements/query|reports/query|reports\\?.*)");

  /** Does it, and prints each request. */
  static Costs of(URI service, TestPerson person, String what, Consumer<TestPerson> does) {
    try (LyingProxy proxy = LyingProxy.before(service);
        TestPerson asking = person.through(proxy.uri())) {
      does.accept(asking);
      List<Exchange> all = proxy.exchanges();
      all.forEach(
          one ->
              System.out.printf(
                  "  %s %s %d + %d%n",
                  one.request().method(),
                  one.request().path(),
                  one.request().body().length,
                  travelled(one)));
      long bytes =
          all.stream().mapToLong(one -> one.request().body().length + travelled(one)).sum();
      System.out.println(what + ": " + all.size() + " requests, " + bytes + " bytes");
      return new Costs(all.size(), bytes);
    }
  }

  private static long travelled(Exchange exchange) {
    byte[] body = exchange.answer().body();
    if (!COMPRESSED.matcher(exchange.request().path()).matches()) {
      return body.length;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.size();
  }
}

package io.medseal.cli.portal;

import com.sun.net.httpserver.HttpExchange;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.problems.Problem;
import io.medseal.protocol.problems.ProblemType;
import java.io.IOException;

/** Problems, as the service answers them. */
final class Answers {
  private Answers() {}

  static void problem(HttpExchange exchange, ProblemType type) throws IOException {
    byte[] body =
        StrictJson.mapper()
            .writeValueAsBytes(
                new Problem(type.type(), type.title(), type.status(), null, null, null));
    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
    sealOff(exchange);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(type.status(), -1);
    } else {
      exchange.sendResponseHeaders(type.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** An answer that is data must stay data, even if somebody opens its address as a page. */
  static void sealOff(HttpExchange exchange) {
    exchange
        .getResponseHeaders()
        .set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.getResponseHeaders().set("Cross-Origin-Resource-Policy", "same-origin");
  }
}

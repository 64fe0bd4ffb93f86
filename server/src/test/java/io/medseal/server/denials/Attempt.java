package io.medseal.server.denials;

import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Person;
import java.util.Map;

/**
 * Something tried at an endpoint.
 *
 * @param endpoint method and path template, as in {@link Endpoints}
 * @param title what is tried
 * @param expected what each caller is answered; all of them
 * @param request how it is tried
 * @param byOwner whether the owner does it in the end, with success
 */
record Attempt(
    String endpoint, String title, Map<Who, Expected> expected, Request request, boolean byOwner) {
  /** Sends the request. */
  @FunctionalInterface
  interface Request {
    /**
     * As somebody.
     *
     * @param caller the session used
     * @param person whose keys sign
     * @param target what is aimed at
     */
    Answer send(Caller caller, Person person, Target target);
  }

  /** The same, but nothing that the owner does, too. */
  Attempt notByOwner() {
    return new Attempt(endpoint, title, expected, request, false);
  }

  boolean isRead() {
    return endpoint.startsWith("GET ")
        || endpoint.endsWith("/query")
        || endpoint.endsWith("/pasts");
  }
}

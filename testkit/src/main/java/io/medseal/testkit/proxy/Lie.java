package io.medseal.testkit.proxy;

/** Makes of an honest answer the one that the client gets. */
@FunctionalInterface
public interface Lie {
  /** The honest answer itself. */
  Lie NONE = (request, honest) -> honest;

  Answer tell(Request request, Answer honest);
}

package io.medseal.cli.terminal;

/** Tells a person who presses Ctrl-C during long work how to go on. */
public final class Interruption implements AutoCloseable {
  private final Thread hook;

  /** From now on, until it is closed, an end of the process says this sentence. */
  public Interruption(Terminal terminal, String sentence) {
    hook =
        new Thread(
            () -> {
              if (terminal.errShown()) {
                terminal.err().println();
              }
              terminal.say(sentence);
              terminal.err().flush();
            },
            "say how to go on");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the process is ending, and the sentence is being said
    }
  }
}

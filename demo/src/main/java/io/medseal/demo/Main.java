package io.medseal.demo;

import picocli.CommandLine;

/** {@code medseal demo}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // Pictures are drawn without a screen.
    System.setProperty("java.awt.headless", "true");
    System.exit(new CommandLine(new DemoCommand()).execute(args));
  }
}

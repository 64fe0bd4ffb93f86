package io.medseal.demo;

/** Generates the demo hospital. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("The demo hospital is not built yet.");
  }
}

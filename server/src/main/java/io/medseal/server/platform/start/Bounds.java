package io.medseal.server.platform.start;

/**
 * How much callers may take.
 *
 * @param connections at the same time, of everybody
 * @param connectionsPerAddress at the same time, of one address
 * @param accountBytes that one account may have stored and announced
 * @param statementsPerHour that one account may append
 */
public record Bounds(
    int connections, int connectionsPerAddress, long accountBytes, int statementsPerHour) {
  private static final long BYTES_PER_CONNECTION = 256L * 1024;
  private static final int MOST_CONNECTIONS = 8_192;
  private static final long GIGABYTE = 1_000_000_000;

  /** Where nothing else is said. */
  public static Bounds byDefault() {
    return of(0, 0, 1_000, 3_000);
  }

  /**
   * As set.
   *
   * @param connections 0 for as many as the memory of this process is enough for
   * @param perAddress 0 for a quarter of all
   */
  static Bounds of(int connections, int perAddress, long accountGigabytes, int statementsPerHour) {
    int all = connections > 0 ? connections : byMemory(Runtime.getRuntime().maxMemory());
    return new Bounds(
        all,
        perAddress > 0 ? perAddress : Math.max(1, all / 4),
        accountGigabytes * GIGABYTE,
        statementsPerHour);
  }

  private static int byMemory(long bytes) {
    return Math.clamp(bytes / BYTES_PER_CONNECTION, 256, MOST_CONNECTIONS);
  }
}

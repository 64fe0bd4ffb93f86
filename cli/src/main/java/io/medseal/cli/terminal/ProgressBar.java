package io.medseal.cli.terminal;

import io.medseal.cli.output.Plain;
import io.medseal.cli.output.Sizes;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far long work is: share, amount, rate, time left; on a terminal only, silent elsewhere. May
 * be told by several threads.
 */
public final class ProgressBar implements AutoCloseable {
  private static final int CELLS = 24;
  private static final long REDRAW_NANOS = 100_000_000;
  private static final long QUIET_NANOS = 300_000_000;
  private static final double SMOOTHING_SECONDS = 3;

  private final Terminal terminal;
  private final String what;
  private final LongSupplier nanoTime;
  private final long started;
  private long total;
  private long done;
  private long drawnAt;
  private long drawnDone;
  private double rate;
  private int drawnWidth;

  /**
   * A bar that appears when the work takes a moment.
   *
   * @param what a word or two: {@code sealing scan.mp4}
   */
  public ProgressBar(Terminal terminal, String what) {
    this(terminal, what, System::nanoTime);
  }

  ProgressBar(Terminal terminal, String what, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.what = Plain.line(what);
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
    this.drawnAt = started;
  }

  /**
   * Tells how far it is.
   *
   * @param doneBytes so far
   * @param totalBytes altogether
   */
  public synchronized void at(long doneBytes, long totalBytes) {
    done = Math.max(done, doneBytes);
    total = totalBytes;
    long now = nanoTime.getAsLong();
    if (terminal.errShown() && now - started >= QUIET_NANOS && now - drawnAt >= REDRAW_NANOS) {
      draw(now);
    }
  }

  /** Takes the bar away. */
  @Override
  public synchronized void close() {
    if (drawnWidth > 0) {
      terminal.err().print("\r" + " ".repeat(drawnWidth) + "\r");
      terminal.err().flush();
      drawnWidth = 0;
    }
  }

  private void draw(long now) {
    double seconds = (now - drawnAt) / 1e9;
    double latest = (done - drawnDone) / seconds;
    double weight = rate == 0 ? 1 : Math.min(1, seconds / SMOOTHING_SECONDS);
    rate = rate + weight * (latest - rate);
    drawnAt = now;
    drawnDone = done;

    double share = total == 0 ? 1 : (double) done / total;
    int full = (int) Math.round(share * CELLS);
    String line =
        String.format(
            Locale.ROOT,
            "%s  [%s%s] %3d%%  %s of %s  %s/s  %s",
            what,
            "=".repeat(full),
            " ".repeat(CELLS - full),
            (int) (share * 100),
            Sizes.of(done),
            Sizes.of(total),
            Sizes.of((long) rate),
            left());
    terminal.err().print("\r" + line + " ".repeat(Math.max(0, drawnWidth - line.length())));
    terminal.err().flush();
    drawnWidth = Math.max(drawnWidth, line.length());
  }

  private String left() {
    if (rate < 1) {
      return "waiting";
    }
    Duration left = Duration.ofSeconds((long) Math.ceil((total - done) / rate));
    return left.toHours() > 0
        ? String.format(
            Locale.ROOT,
            "%d:%02d:%02d left",
            left.toHours(),
            left.toMinutesPart(),
            left.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d left", left.toMinutes(), left.toSecondsPart());
  }
}

package io.medseal.cli.activity;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.output.Page;
import io.medseal.cli.output.Sizes;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.protocol.activity.Activity;
import java.time.Instant;

/** {@code medseal usage}. */
public final class UsageCommand extends ConnectedCommand {
  /** What is printed with {@code --json}. */
  record Usage(long storedBytes, long inBytes, long outBytes, long requests, Instant since) {}

  public UsageCommand() {
    prints(Usage.class);
    describe(
        "Shows what the service has counted for your account: sealed bytes that you added and that"
            + " are stored now, bytes sent and received, and requests.");
    example("usage", "Show what you have used");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    Activity.Usage usage = medseal.activity().usage();
    invocation.answer(
        new Usage(
            usage.storedBytes(),
            usage.inBytes(),
            usage.outBytes(),
            usage.requests(),
            usage.since()),
        page ->
            page.facts(
                new Page.Facts()
                    .add("Stored", Sizes.of(usage.storedBytes()))
                    .add("Sent to the service", Sizes.of(usage.inBytes()))
                    .add("Received from it", Sizes.of(usage.outBytes()))
                    .add("Requests", Long.toString(usage.requests()))
                    .add("Since", page.time(usage.since()))));
  }
}

package io.medseal.server.institutes;

import io.medseal.server.platform.rounds.Rounds;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.springframework.stereotype.Component;

/** Asks domains again that were not asked for a day: a few of them every minute. */
@Component
class AskingAgain extends Rounds {
  private static final int MOST = 20;
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final InstituteService institutes;

  AskingAgain(InstituteService institutes) {
    super("asking-domains-again", EVERY, EVERY);
    this.institutes = institutes;
  }

  @Override
  protected void round() {
    institutes.askAgain(MOST);
  }

  @Override
  protected void end(ExecutorService rounds) {
    rounds.shutdownNow(); // an answer that is waited for is asked for again after the start
  }
}

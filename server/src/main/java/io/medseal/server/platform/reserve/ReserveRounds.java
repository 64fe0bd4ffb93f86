package io.medseal.server.platform.reserve;

import io.medseal.server.platform.rounds.Rounds;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Keeps the room back again as soon as there is enough. */
@Component
class ReserveRounds extends Rounds {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Reserve reserve;

  ReserveRounds(Reserve reserve) {
    super("reserve", EVERY, EVERY);
    this.reserve = reserve;
  }

  @Override
  protected void round() {
    reserve.restore();
  }
}

package io.medseal.server.platform.telemetry;

import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.reserve.Reserve;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether something can be stored: bodies, and more than the reserve is for. */
@Component("blobsHealthIndicator")
class BlobsHealth implements HealthIndicator {
  private final Blobs blobs;
  private final Reserve reserve;

  BlobsHealth(Blobs blobs, Reserve reserve) {
    this.blobs = blobs;
    this.reserve = reserve;
  }

  @Override
  public Health health() {
    return (!reserve.isLow() && blobs.isWritable() ? Health.up() : Health.down()).build();
  }
}

package io.medseal.server.platform.telemetry;

import io.medseal.server.platform.blobs.Blobs;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether bodies can be stored. */
@Component("blobsHealthIndicator")
class BlobsHealth implements HealthIndicator {
  private final Blobs blobs;

  BlobsHealth(Blobs blobs) {
    this.blobs = blobs;
  }

  @Override
  public Health health() {
    return (blobs.isWritable() ? Health.up() : Health.down()).build();
  }
}

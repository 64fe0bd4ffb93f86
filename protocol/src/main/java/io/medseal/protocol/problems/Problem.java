package io.medseal.protocol.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as it is sent, media type {@code application/problem+json}.
 *
 * @param reason the ledger's error class, with {@code statement-refused}
 * @param serviceTime with {@code clock-skew}
 * @param retryAfterSeconds with {@code too-many-requests} and {@code unavailable}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    @Nullable String reason,
    @Nullable Instant serviceTime,
    @Nullable Long retryAfterSeconds) {}

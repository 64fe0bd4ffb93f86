package io.medseal.client.uploads;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file as it was when the upload was planned.
 *
 * @param path absolute
 * @param name in the report
 * @param size in bytes
 * @param modified when it was last changed
 */
public record PlannedFile(Path path, String name, String mediaType, long size, Instant modified) {}

package io.medseal.client.uploads;

import io.medseal.client.dicom.DicomHeader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A file found at the paths given.
 *
 * @param name below the path given, segments joined by {@code /}
 */
record FoundFile(
    Path path,
    String name,
    String mediaType,
    long size,
    Instant modified,
    Optional<DicomHeader> dicom) {}

package io.medseal.server.platform.blobs;

/**
 * Names a blob.
 *
 * @param text 32 lower-case hexadecimal digits, so that it is safe as a file name or object key
 */
public record BlobName(String text) {
  public BlobName {
    if (!text.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a blob's name has 32 hexadecimal digits");
    }
  }
}

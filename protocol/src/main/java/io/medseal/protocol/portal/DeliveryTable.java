package io.medseal.protocol.portal;

import java.util.List;
import java.util.Map;

/**
 * What the build of the portal wrote: {@code META-INF/medseal-portal.json}.
 *
 * @param page the file that is answered for every page of the portal
 * @param reserved first segments of addresses that are never a page
 * @param manifest SHA-256 of the release manifest, in hexadecimal
 * @param headers of every file
 * @param files by path
 */
record DeliveryTable(
    String page,
    List<String> reserved,
    String manifest,
    Map<String, String> headers,
    Map<String, DeliveredFile> files) {

  /**
   * One file.
   *
   * @param type media type
   * @param cache how long a browser may keep it
   * @param bytes its length
   * @param sha256 its digest, in hexadecimal
   * @param compressed lengths of its compressed forms, by content coding
   */
  record DeliveredFile(
      String type, String cache, long bytes, String sha256, Map<String, Long> compressed) {}
}

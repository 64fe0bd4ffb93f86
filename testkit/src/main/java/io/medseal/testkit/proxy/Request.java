package io.medseal.testkit.proxy;

/**
 * What a client asked.
 *
 * @param path with query
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Request(String method, String path, byte[] body) {
  /** Whether this is that method on a path that matches the whole pattern, query left out. */
  public boolean is(String method, String pattern) {
    return this.method.equals(method) && path.replaceFirst("\\?.*", "").matches(pattern);
  }
}

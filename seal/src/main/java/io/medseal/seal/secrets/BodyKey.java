package io.medseal.seal.secrets;

/** What parts of a body are sealed with (spec/bodies.md section 2). */
public abstract sealed class BodyKey extends Secret permits ReportKey, FileKey {
  BodyKey(byte[] bytes) {
    super(bytes);
  }
}

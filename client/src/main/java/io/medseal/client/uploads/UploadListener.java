package io.medseal.client.uploads;

/** Follows an upload of several reports. */
public interface UploadListener {
  /**
   * How far one is; may be called by several threads at once.
   *
   * @param index of the report in the list that was given
   */
  void at(int index, long done, long total);

  /**
   * One has been added, whatever becomes of the others; called by one thread at a time.
   *
   * @param index of the report in the list that was given
   */
  void added(int index, Uploaded uploaded);
}

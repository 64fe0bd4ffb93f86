/** Longest sealed manifest: lists transfer them by the hundred (spec/bodies.md section 3). */
export const MANIFEST_LIMIT = 64 * 1024;
/** Longest sealed contents. */
export const CONTENTS_LIMIT = 16 * 1024 * 1024;
/** Longest study index, as it stands in the pack. */
export const STUDY_LIMIT = 16 * 1024 * 1024;
/** So many media types stand in a manifest. */
export const MOST_TYPES = 8;

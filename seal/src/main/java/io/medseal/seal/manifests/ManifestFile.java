package io.medseal.seal.manifests;

import io.medseal.seal.SealException;
import io.medseal.seal.json.Members;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One file of a report (spec/bodies.md section 4).
 *
 * @param name relative, with {@code /} between segments; safe to be made a path below a folder
 * @param mediaType type and subtype, without parameters
 * @param offset in the pack, in bytes
 * @param size in bytes
 */
public record ManifestFile(String name, String mediaType, long offset, long size, Role role) {
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");

  /** What a file is for. */
  public enum Role {
    CONTENT("content"),
    PREVIEW("preview"),
    STUDY("study");

    private final String text;

    Role(String text) {
      this.text = text;
    }

    /** As written in a manifest. */
    public String text() {
      return text;
    }

    static Role of(String text) {
      for (Role role : values()) {
        if (role.text.equals(text)) {
          return role;
        }
      }
      throw new SealException.Malformed("a file's role is content, preview or study");
    }
  }

  public ManifestFile {
    Objects.requireNonNull(role);
    FileNames.check(name);
    checkMediaType(mediaType);
    if (offset < 0 || offset > Members.MAX_SIZE || size < 0 || size > Members.MAX_SIZE) {
      throw new SealException.Malformed("a file's offset or size is out of bounds");
    }
  }

  static void checkMediaType(String mediaType) {
    if (!MEDIA_TYPE.matcher(mediaType).matches()) {
      throw new SealException.Malformed("a media type is type/subtype");
    }
  }
}

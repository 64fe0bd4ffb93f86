package io.medseal.server.platform.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret of this service, for answers that must not be predictable. It opens nothing. */
public final class ServiceSecret {
  private final SecretKeySpec key;

  /** Of at least 32 bytes. */
  public ServiceSecret(byte[] bytes) {
    if (bytes.length < 32) {
      throw new IllegalArgumentException("a service's secret has at least 32 bytes");
    }
    this.key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** HMAC-SHA256 of a text. */
  public byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

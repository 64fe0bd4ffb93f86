package io.medseal.ledger.keyrings;

/** What a role allows (spec/keyrings.md section 1). */
public enum Capability {
  /** Add and remove owners, close the keyring. */
  OWN,
  /** Add and remove members, share and unshare reports. */
  MANAGE,
  /** Hold the keyring's secret. */
  OPEN,
  /** Add reports. */
  ADD
}

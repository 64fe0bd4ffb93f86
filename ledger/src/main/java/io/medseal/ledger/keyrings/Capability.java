package io.medseal.ledger.keyrings;

/** What a role allows (spec/keyrings.md section 1). */
public enum Capability {
  /** Set and remove owners, close the keyring. */
  OWN,
  /** Set and remove members, make new generations, share and delete reports. */
  MANAGE,
  /** Hold the keyring's secret. */
  OPEN,
  /** Add reports. */
  ADD
}

/**
 * The formats of spec/ and everything that works with secrets, as lib may use them. The vault runs in
 * a worker of its own; its secrets never leave it. What reads bodies runs here too: it works with keys
 * that can't be read out.
 */
import { remote, serve } from './rpc.ts';
import type { EnvelopeSource } from './vault/envelopeBook.ts';
import type { RemoteVault } from './vault/vault.ts';

export {
  BodyLayout,
  PART_CIPHERTEXT,
  PART_PLAINTEXT,
  segmentAt,
  segmentCount,
  segmentOffset,
} from './bodies/bodyLayout.ts';
export { type CiphertextSource, PackReader } from './bodies/packReader.ts';
export { type CiphertextStream, streamPack } from './bodies/packStream.ts';
export { type HashListSource, PartHashes, type SignedParts } from './bodies/partHashes.ts';
export type { RememberedHead } from './chains/rememberedHead.ts';
export {
  type Decisions,
  type KeyringDecision,
  NOTHING_DECIDED,
  type SignerDecision,
} from './decisions/decisions.ts';
export type { ToldMembership } from './decisions/participation.ts';
export {
  type ErrorClass,
  FormatError,
  LockedError,
  malformed,
  type NotShown,
  NotShownError,
  UnansweredError,
  UnreadableFileError,
} from './errors.ts';
export type { SealedSecret } from './envelopes/sealedSecret.ts';
export { fromBase64Url, toBase64Url } from './ids/base64url.ts';
export { type Bytes, concat, equalBytes, fromHex, randomBytes, toHex, utf8 } from './ids/bytes.ts';
export { canonicalEmail } from './ids/emailAddress.ts';
export * from './ids/ids.ts';
export { sha256Async } from './ids/sha256.ts';
export type { Card, Deletion, Endorsement, Introduction, Member } from './keyrings/keyringState.ts';
export type { Capability, KeyringKind, Role } from './keyrings/kinds.ts';
export { type Contents, contentsSize } from './manifests/contents.ts';
export { CONTENTS_LIMIT } from './manifests/limits.ts';
export type { Corrected, Words } from './manifests/correction.ts';
export type { FhirDocument, Manifest, ManifestFile } from './manifests/manifest.ts';
export { checkFileName } from './manifests/fileNames.ts';
export { passkeyPrfInput } from './slots/passkeys.ts';
export type { ReportSummary } from './records/reportIndex.ts';
export type { PasswordParameters } from './slots/passwordKeys.ts';
export type { PasswordJudgement, PasswordOwner } from './slots/passwordRules.ts';
export type { SlotKind } from './slots/slots.ts';
export type { MadePerson, NewPerson, Unlocking, WayIn } from './vault/accountVault.ts';
export type { SentChain, SentChains, SentPast } from './vault/sentChains.ts';
export type { AskedFor, ChainAnswer, PastAnswer } from './vault/answeredChains.ts';
export type { Accepted, Refused } from './vault/chainStore.ts';
export type { LateChange, LateChain } from './vault/lateChains.ts';
export type { ChainHead, KeyringView, Standing } from './vault/chainVault.ts';
export type { ChainAppend } from './vault/draft.ts';
export type { Drafted } from './vault/drafted.ts';
export type { EnvelopeName, EnvelopeSource, FoundEnvelope } from './vault/envelopeBook.ts';
export type { Person } from './vault/heldPerson.ts';
export type { PastName } from './vault/pastNames.ts';
export type { Names } from './vault/names.ts';
export type { Patient } from './vault/profiles.ts';
export type {
  IndexedPart,
  IndexedRecord,
  KeptRecord,
  ReadRecord,
  ToldPart,
  UnreadRecord,
} from './vault/indexed.ts';
export type { IndexedReport } from './vault/indexedReports.ts';
export type { OpenedReport, StoredReport } from './vault/reportVault.ts';
export type { MadeSlots, NewPasskey, NewSlot, NewWays, StoredSlot } from './vault/slotMaker.ts';
export type {
  BegunUpload,
  Completion,
  KeptKey,
  NextPart,
  ReportFacts,
  SealedPart,
} from './vault/uploadVault.ts';
export type { RemoteVault } from './vault/vault.ts';

/**
 * Starts the vault's worker. There is one for the page's life.
 *
 * @param envelopes answers what it asks for
 */
export function startVault(envelopes: EnvelopeSource): RemoteVault {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const { port1: here, port2: there } = new MessageChannel();
  serve(here, { envelopes });
  here.start();
  worker.postMessage(there, [there]);
  return remote(worker) as RemoteVault;
}

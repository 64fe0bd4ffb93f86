import { type Bytes, passkeyPrfInput, randomBytes } from '@/crypto/index.ts';
import { PortalError } from '../contract/errors.ts';

/** What an authenticator yields for one passkey. */
export interface PasskeyAnswer {
  readonly credentialId: Bytes;
  /** Output of its PRF: the slot's unlock key. */
  readonly prf: Bytes;
}

const ED25519 = -8;
const ES256 = -7;
const RS256 = -257;

interface WithCapabilities {
  getClientCapabilities?(): Promise<Readonly<Record<string, boolean>>>;
}

/** Whether this browser can use a passkey as a full way in, as far as it tells. */
export async function passkeysSupported(): Promise<boolean> {
  const api = (globalThis as { readonly PublicKeyCredential?: WithCapabilities })
    .PublicKeyCredential;
  if (api === undefined || !isSecureContext) {
    return false;
  }
  const capabilities = await api.getClientCapabilities?.().catch(() => undefined);
  return capabilities?.['extension:prf'] !== false;
}

/**
 * Makes a passkey whose PRF can be used. Where the authenticator tells the PRF's output only when a
 * passkey is used, it is asked a second time.
 */
export async function makePasskey(email: string): Promise<PasskeyAnswer> {
  const credential = await ask(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { name: 'Medseal' },
        user: { id: randomBytes(32), name: email, displayName: email },
        challenge: randomBytes(32), // the service verifies no assertion: the PRF's output is the proof
        pubKeyCredParams: [ED25519, ES256, RS256].map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: {
          residentKey: 'required',
          requireResidentKey: true,
          userVerification: 'required',
        },
        attestation: 'none',
        extensions: { prf: { eval: { first: passkeyPrfInput() } } },
      },
    }),
  );
  const outputs = credential.getClientExtensionResults();
  const credentialId = new Uint8Array(credential.rawId);
  const prf = outputOf(outputs);
  if (prf !== undefined) {
    return { credentialId, prf };
  }
  if (outputs.prf?.enabled !== true) {
    throw new PortalError('passkey-unsupported');
  }
  return askPasskey([credentialId]);
}

/** @param allowed which passkeys will do; none named: any that this device has for the portal */
export async function askPasskey(allowed: readonly Bytes[]): Promise<PasskeyAnswer> {
  const credential = await ask(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: randomBytes(32),
        allowCredentials: allowed.map((id) => ({ type: 'public-key', id })),
        userVerification: 'required',
        extensions: { prf: { eval: { first: passkeyPrfInput() } } },
      },
    }),
  );
  const prf = outputOf(credential.getClientExtensionResults());
  if (prf === undefined) {
    throw new PortalError('passkey-unsupported');
  }
  return { credentialId: new Uint8Array(credential.rawId), prf };
}

async function ask(question: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  if (!(await passkeysSupported())) {
    throw new PortalError('passkey-unsupported');
  }
  let answer: Credential | null;
  try {
    answer = await question();
  } catch (failure) {
    const name = failure instanceof DOMException ? failure.name : '';
    const isUnsupported = name === 'NotSupportedError' || name === 'SecurityError';
    throw new PortalError(isUnsupported ? 'passkey-unsupported' : 'passkey-cancelled', {
      cause: failure,
    });
  }
  if (!(answer instanceof PublicKeyCredential)) {
    throw new PortalError('passkey-cancelled');
  }
  return answer;
}

function outputOf({ prf }: AuthenticationExtensionsClientOutputs): Bytes | undefined {
  const first = prf?.results?.first;
  if (first === undefined) {
    return undefined;
  }
  return ArrayBuffer.isView(first)
    ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength).slice()
    : new Uint8Array(first);
}

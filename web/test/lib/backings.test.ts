import { describe, expect, it } from 'vitest';
import { keyringId, type KeyringView } from '../../src/crypto/index.ts';
import { Backings, isBacked } from '../../src/lib/people/backings.ts';

const INSTITUTE = keyringId('3f'.repeat(32));
const OTHER = keyringId('4a'.repeat(32));
const NAME = 'Charité – Universitätsmedizin Berlin';
const DOMAIN = 'charite.example';
const TIME = '2026-11-29T10:00:00.000Z';
const BY_DOMAIN = { name: DOMAIN, method: 'dns', checked: TIME };
const NOTHING = { domain: undefined, operator: undefined, you: undefined };

type Institute = Pick<KeyringView, 'keyring' | 'kind' | 'closed' | 'card'>;
const charite: Institute = {
  keyring: INSTITUTE,
  kind: 'institute',
  closed: false,
  card: { name: NAME, domain: DOMAIN },
};

/** A service that says this of the institute, whatever is true. */
function saying(word: object, kept = new Map<string, unknown>(), view: Institute = charite) {
  const answer = { institutes: [{ keyring: INSTITUTE, ...word }] };
  return new Backings(
    { post: (_path, _body, read) => Promise.resolve(read(answer)) },
    { view: () => Promise.resolve(view as KeyringView) },
    {
      read: (name) => Promise.resolve(kept.get(name)),
      change: async (name, change) => {
        kept.set(name, JSON.parse(JSON.stringify(await change(kept.get(name)))));
      },
    },
  );
}

async function told(word: object, institute: Institute) {
  const backings = saying(word);
  return backings.of(await backings.ask([INSTITUTE]), institute);
}

describe('M14: what stands behind an institute', () => {
  it('is a domain that its own card names', async () => {
    const backing = await told({ domain: BY_DOMAIN }, charite);
    expect(backing).toEqual({
      ...NOTHING,
      domain: { name: DOMAIN, method: 'dns', checked: new Date(TIME) },
    });
    expect(isBacked(backing)).toBe(true);
  });

  it.each([
    ['whose card names another', { ...charite, card: { name: NAME, domain: 'other.example' } }],
    ['whose card names none', { ...charite, card: { name: NAME } }],
    ['without a card', { keyring: INSTITUTE, kind: 'institute', closed: false }],
    ['that is closed', { ...charite, closed: true }],
    ['that is a department', { ...charite, kind: 'department' }],
    ['that is another one', { ...charite, keyring: OTHER }],
  ] as const)('is no domain of one %s, whatever the service says', async (_, institute) => {
    const word = { domain: BY_DOMAIN, operator: { name: 'Another', confirmed: TIME } };
    expect(await told(word, institute)).toEqual(NOTHING);
  });

  it('is the operator, for that name and no other', async () => {
    const word = { operator: { name: NAME, confirmed: TIME } };
    expect(await told(word, charite)).toEqual({ ...NOTHING, operator: new Date(TIME) });
    const renamed = { ...charite, card: { name: 'Another Hospital' } };
    expect(await told(word, renamed)).toEqual(NOTHING);
  });

  it('is who compared the safety number on this device, for the name it had then', async () => {
    const kept = new Map<string, unknown>();
    await saying({}, kept).setCompared(INSTITUTE, true);
    const backings = saying({}, kept);
    await backings.load();
    const words = await backings.ask([INSTITUTE]);
    expect(backings.of(words, charite).you).toBeInstanceOf(Date);
    expect(backings.of(words, { ...charite, card: { name: 'Another' } })).toEqual(NOTHING);
    await backings.setCompared(INSTITUTE, false);
    expect(backings.of(words, charite)).toEqual(NOTHING);
  });

  it('is nothing where the service answers nonsense', async () => {
    expect(await told({ domain: { name: DOMAIN, method: 'magic' } }, charite)).toEqual(NOTHING);
  });
});

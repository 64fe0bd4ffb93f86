import { describe, expect, it } from 'vitest';
import type { KeyringId, SentChain, SentPast } from '@/crypto/index.ts';
import { Gathered } from '@/lib/chains/gathered.ts';

describe('What was answered to one question', () => {
  const one = '1'.repeat(64) as KeyringId;
  const other = '2'.repeat(64) as KeyringId;
  const whole = (keyring: KeyringId): SentChain => ({
    keyring,
    after: -1,
    seq: 9,
    head: 'head' as never,
    statements: ['first'],
    signedBy: [0],
  });
  const begun = (keyring: KeyringId, base: number): SentChain => ({
    ...whole(keyring),
    after: base - 1,
    statements: [`base ${String(base)}`],
    begun: {
      line: [{ statement: 'first', signedBy: 1, path: [] }],
      state: new Uint8Array(),
    },
  });
  const past = (keyring: KeyringId) => ({ keyring, past: {} }) as SentPast;
  const answer = (...chains: readonly SentChain[]) => ({
    chains,
    signatures: [new Uint8Array(1), new Uint8Array(2)],
  });
  const name = (keyring: KeyringId, base: number) => ({
    keyring,
    base,
    head: 'head' as never,
    ids: [],
    generations: [],
  });

  const started = (...chains: readonly SentChain[]) => {
    const gathered = new Gathered();
    gathered.add(answer(...chains));
    chains.forEach(({ keyring }) => {
      gathered.addPasts([past(keyring)]);
      gathered.notAsked([name(keyring, 5)]);
    });
    return gathered;
  };

  it('forgets what was shown of the past of every chain that is begun elsewhere now', () => {
    const gathered = started(begun(one, 5), begun(other, 5));
    gathered.replace([one], 'whole', answer(whole(one), begun(other, 7)));
    expect(gathered.answer.chains.map(({ after, signedBy }) => [after, signedBy])).toEqual([
      [-1, [2]],
      [6, [2]],
    ]);
    expect(gathered.pasts).toEqual([]);
    expect(gathered.notAsked([name(other, 5)])).toHaveLength(1);
    expect(gathered.asked).toEqual({ anew: [one], whole: [one] });
  });

  it('keeps what was shown of the past where the base is the same', () => {
    const gathered = started(begun(one, 5), begun(other, 5));
    gathered.replace([one], 'shown', answer(begun(one, 5), begun(other, 5)));
    expect(gathered.answer.chains).toHaveLength(2);
    expect(gathered.pasts).toEqual([past(one), past(other)]);
    expect(gathered.notAsked([name(one, 5), name(other, 5)])).toEqual([]);
    expect(gathered.asked).toEqual({ anew: [one], whole: [] });
  });

  it('keeps what was asked for where less of it comes along with others', () => {
    const gathered = started(begun(one, 5));
    const fuller = { line: [], state: Uint8Array.of(1) };
    gathered.replace([one], 'shown', answer({ ...begun(one, 5), begun: fuller }));
    gathered.add(answer(whole(other), begun(one, 5)), [other]);
    expect(gathered.answer.chains.map(({ keyring }) => keyring)).toEqual([one, other]);
    expect(gathered.answer.chains[0]?.begun).toEqual(fuller);
    expect(gathered.pasts).toEqual([past(one)]);
    gathered.add(answer(begun(one, 6)), [other]);
    expect(gathered.answer.chains.map(({ after }) => after)).toEqual([-1, 5]);
    expect(gathered.pasts).toEqual([]);
  });

  it('is not begun later by what comes along where it is here whole', () => {
    const gathered = started(begun(one, 5), whole(other));
    gathered.replace([one], 'shown', answer(begun(one, 6), begun(other, 7)));
    expect(gathered.answer.chains.map(({ keyring, after }) => [keyring, after])).toEqual([
      [other, -1],
      [one, 5],
    ]);
  });
});

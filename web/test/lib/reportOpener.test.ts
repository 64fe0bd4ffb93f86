import { describe, expect, it } from 'vitest';
import type { OpenedReport, PastName, RemoteVault } from '@/crypto/index.ts';
import { keyringId, reportId, statementHash } from '@/crypto/ids/ids.ts';
import type { ReportAnswer } from '@/lib/api/shapes.ts';
import type { TrustedChains } from '@/lib/chains/trustedChains.ts';
import { ReportOpener } from '@/lib/reports/reportOpener.ts';

const group = keyringId('a'.repeat(64));
const section = keyringId('b'.repeat(64));
const author = keyringId('c'.repeat(64));

function pastOf(digit: string): PastName {
  return {
    keyring: group,
    base: 100,
    head: statementHash(digit.repeat(64)),
    ids: [author],
    generations: [],
  };
}

const report = (digit: string) =>
  ({
    report: reportId(digit.repeat(32)),
    record: section,
    section,
    author,
    envelopes: [],
    shares: [],
  }) as unknown as ReportAnswer;

type Opens = (shown: ReadonlySet<string>) => Partial<OpenedReport>;

/** Chains that note what they are asked, and reports that open by what was shown. */
function opener(opens: ReadonlyMap<ReportAnswer, Opens>, questions: readonly string[] = []) {
  const shown = new Set<string>();
  const asked: string[][] = [];
  const left = [...questions];
  const chains = {
    load: () => Promise.resolve(),
    tryRefresh: () => Promise.resolve(),
    refusal: () => undefined,
    showPasts: (names: readonly PastName[]) => {
      asked.push(names.map(({ head }) => head.slice(0, 1)));
      names.forEach(({ head }) => shown.add(head.slice(0, 1)));
      return Promise.resolve();
    },
    show: () => {
      const next = left.shift();
      if (next !== undefined) {
        asked.push([next]);
        shown.add(next);
      }
      return Promise.resolve(next !== undefined);
    },
  };
  const vault = {
    reports: {
      open: (some: readonly ReportAnswer[]) =>
        Promise.resolve(some.map((one) => ({ report: one.report, ...opens.get(one)?.(shown) }))),
    },
  };
  const made = new ReportOpener(
    vault as unknown as RemoteVault,
    chains as unknown as TrustedChains,
  );
  return { made, asked };
}

const verified = { state: 'verified', manifest: { author: { keyring: author } } } as never;
const needs =
  (digit: string): Opens =>
  (shown) =>
    shown.has(digit)
      ? verified
      : { state: 'broken', code: 'not-shown', missing: [], pasts: [pastOf(digit)] };

describe('Reports that lean on chains begun later', () => {
  it('are opened with what is past, asked for all of them at once', async () => {
    const reports = ['1', '2', '3'].map(report) as [ReportAnswer, ReportAnswer, ReportAnswer];
    const { made, asked } = opener(
      new Map([
        [reports[0], needs('1')],
        [reports[1], () => verified],
        [reports[2], needs('3')],
      ]),
    );
    const opened = await made.open(reports);
    expect(opened.map((one) => ('manifest' in one ? 'verified' : one.code))).toEqual([
      'verified',
      'verified',
      'verified',
    ]);
    expect(asked).toEqual([['1', '3']]);
  });

  it('are asked for more where that is not enough, and stay refused where nothing is', async () => {
    const one = report('1');
    const stubborn: Opens = (shown) =>
      shown.has('whole')
        ? verified
        : { state: 'broken', code: 'not-shown', missing: [], pasts: [pastOf('1')] };
    const enough = opener(new Map([[one, stubborn]]), ['shown', 'whole']);
    expect(await enough.made.open([one])).toMatchObject([{ manifest: {} }]);
    expect(enough.asked).toEqual([['1'], ['shown'], ['whole']]);

    const never = opener(new Map([[one, stubborn]]), ['shown']);
    expect(await never.made.open([one])).toEqual([{ answer: one, code: 'not-shown' }]);
    expect(never.asked).toEqual([['1'], ['shown']]);
  });

  it('are not asked for again where they are broken for another reason', async () => {
    const one = report('1');
    const { made, asked } = opener(
      new Map<ReportAnswer, Opens>([
        [one, () => ({ state: 'broken', code: 'bad-signature', missing: [], pasts: [] })],
      ]),
      ['shown'],
    );
    expect(await made.open([one])).toEqual([{ answer: one, code: 'bad-signature' }]);
    expect(asked).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { NewReport } from '@/lib/contract/uploads.ts';
import { PortalError } from '@/lib/contract/errors.ts';
import { Rate } from '@/lib/uploads/rate.ts';
import { matchFiles, planOf } from '@/lib/uploads/uploadPlan.ts';

function report(...names: readonly string[]): NewReport {
  return {
    record: 'r' as never,
    section: 's' as never,
    title: 'T',
    type: undefined,
    specialty: undefined,
    date: '2026-11-20',
    files: names.map((name) => ({
      name,
      mediaType: 'text/plain; charset=utf-8',
      role: 'content',
      source: new File([name], name.slice(name.lastIndexOf('/') + 1)),
    })),
  };
}

describe('an upload is refused before it begins', () => {
  it.each([[['../a']], [['a\\b']], [['']], [['/a']], [['a', 'A']]])(
    'with the names %j',
    (names) => {
      expect(() => planOf(report(...names))).toThrow(new PortalError('file-name-refused'));
    },
  );

  it('with more than a report takes: a long title, or too many files', () => {
    const tooLarge = new PortalError('too-large');
    const long = { ...report('a'), title: 'x'.repeat(1_001) };
    expect(() => planOf(long)).toThrow(tooLarge);
    const names = Array.from({ length: 17_000 }, (_, index) => `${'x'.repeat(900)}${index}`);
    expect(() => planOf(report(...names))).toThrow(tooLarge);
    expect(planOf({ ...report('a'), title: 'x'.repeat(1_000) }).files).toHaveLength(1);
  });

  it('with an empty file', () => {
    const whole = report('a', 'b');
    const empty = {
      ...whole,
      files: whole.files.map((file) =>
        file.name === 'b' ? { ...file, source: new File([], 'b') } : file,
      ),
    };
    expect(() => planOf(empty)).toThrow(new PortalError('file-empty'));
  });

  it.each(['2026-02-31', '2026-13-01', '2026-2-3', '', '0969-07-20', '2999-01-01'])(
    'with the date %j',
    (date) => {
      expect(() => planOf({ ...report('a'), date })).toThrow(new PortalError('day-refused'));
    },
  );

  it('without files', () => {
    expect(() => planOf(report())).toThrow(new PortalError('malformed'));
  });
});

describe('files chosen again', () => {
  const plan = planOf(report('study/1.dcm', 'study/22.dcm'));

  it('are matched by name and size, in the order of the plan', () => {
    const second = new File(['study/22.dcm'], '22.dcm');
    const first = new File(['study/1.dcm'], '1.dcm');
    expect(matchFiles(plan, [second, first], new Map())).toEqual([first, second]);
  });

  it('may be kept ones, by position', () => {
    const kept = new Blob(['x']);
    const second = new File(['study/22.dcm'], '22.dcm');
    expect(matchFiles(plan, [second], new Map([[0, kept]]))).toEqual([kept, second]);
  });

  it.each([
    ['of another size', [new File(['longer than it was'], '1.dcm')]],
    ['of another name', [new File(['study/1.dcm'], 'one.dcm')]],
    ['not at all', []],
  ])('are refused %s', (_how, files) => {
    expect(() => matchFiles(plan, files, new Map())).toThrow(new PortalError('file-changed'));
  });

  it('keep their media type without parameters', () => {
    expect(plan.files[0]?.mediaType).toBe('text/plain');
  });

  it('are plain bytes where their media type is none', () => {
    const strange = report('a').files.map((file) => ({ ...file, mediaType: 'nonsense' }));
    const { files } = planOf({ ...report('a'), files: strange });
    expect(files[0]?.mediaType).toBe('application/octet-stream');
  });
});

describe('the rate', () => {
  it('is unknown at first, then what was sent over the last seconds', () => {
    const rate = new Rate();
    rate.add(1_000, 0);
    expect(rate.at(100)).toBeUndefined();
    rate.add(1_000, 1_000);
    expect(rate.at(2_000)).toBe(1_000);
    expect(rate.at(60_000)).toBe(0);
  });
});

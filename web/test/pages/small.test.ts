import { describe, expect, it } from 'vitest';
import { safeTarget } from '../../src/app/routes/login.tsx';
import { specialtyOf, typeOf } from '../../src/features/upload/codes.ts';
import { untilOf } from '../../src/features/sharing/until.ts';
import { fractionOf, secondsLeft, togetherOf } from '../../src/features/upload/rate.ts';
import { PortalError, type Upload, type UploadId } from '../../src/lib/portal.ts';
import { safeFilePaths } from '../../src/ui/files/safeFileName.ts';
import { specialtyName, specialtyWritten, typeName } from '../../src/ui/codings.ts';
import { problemOf, problemSentence, type ProblemCode } from '../../src/ui/problems.ts';
import { programName } from '../../src/ui/programName.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import { hi } from '../../src/ui/texts/hi/index.ts';
import { recordId } from '../fakes/world.ts';

describe('names in an archive', () => {
  it('keep folders, leave none, run nothing and never meet', () => {
    expect(
      safeFilePaths([
        'series 1/0001.dcm',
        'series 1/0001.DCM',
        'series 2/0001.dcm',
        '../../.bashrc',
        'C:\\windows\\x.exe',
        'con/a.html',
        'रिपोर्ट.pdf',
      ]),
    ).toEqual([
      'series 1/0001.dcm',
      'series 1/0001 (2).DCM',
      'series 2/0001.dcm',
      '__/__/_bashrc',
      'C__windows_x.exe.txt',
      '_con/a.html.txt',
      'रिपोर्ट.pdf',
    ]);
  });
});

describe('what people read in place of codes and tokens', () => {
  const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)';

  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    [`Mozilla/5.0 (X11; Linux x86_64) ${webKit} Chrome/140.0.0.0 Safari/537.36`, 'Chrome on Linux'],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0`,
      'Edge on Windows',
    ],
    [`Mozilla/5.0 (Linux; Android 10; K) ${webKit} Chrome/140.0 Mobile`, 'Chrome on Android'],
    [`${phone} ${webKit} Version/18.1 Mobile/15E148 Safari/604.1`, 'Safari on iPhone'],
    [`${phone} ${webKit} CriOS/140.0 Mobile/15E148 Safari/604.1`, 'Chrome on iPhone'],
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webKit} Version/18.1 Safari/605.1.15`,
      'Safari on macOS',
    ],
    ['medseal-java (Linux)', 'Medseal’s command line on Linux'],
    ['', 'Another program'],
    ['Your bank: call 0900 123', 'Another program'],
    [`Mozilla/5.0 (Windows NT 10.0) ${webKit}`, 'Another program'],
  ])('%s is %s', (agent, name) => {
    expect(programName(en, agent)).toBe(name);
  });

  it('is the catalogue’s word for a code, else the author’s, and never a number', () => {
    const coding = (code: string, display?: string) => ({ code, display });
    expect(specialtyName(en, coding('394579002', 'Heart'))).toBe('Cardiology');
    expect(specialtyName(hi, coding('394579002'))).toBe('हृदय रोग');
    expect(specialtyName(en, coding('700433006', 'Vascular surgery'))).toBe('“Vascular surgery”');
    expect(specialtyName(en, coding('700433006'))).toBe('Another specialty');
    expect(specialtyName(en, coding('700433006', '700433006'))).toBe('Another specialty');
    expect(specialtyWritten(en, '394579002')).toBe('Cardiology');
    expect(specialtyWritten(en, 'Heart surgery')).toBe('“Heart surgery”');
    expect(typeName(en, coding('99999-9', ' '))).toBe('Another type of report');
    for (const code of ['__proto__', 'constructor', 'toString']) {
      expect(typeName(en, coding(code))).toBe(`“${code}”`);
      expect(specialtyName(en, coding(code, 'Heart'))).toBe('“Heart”');
      expect(specialtyOf(code).display).toBeUndefined();
      expect(typeOf(code).display).toBeUndefined();
      expect(problemSentence(en, { code: code as ProblemCode })).toBe(en.errors.codes.unexpected);
    }
  });
});

describe('how long an access lasts', () => {
  const now = new Date(2026, 0, 31, 14, 0);

  it('counts days, weeks, months and years from now', () => {
    expect(untilOf('day', '', now)).toEqual(new Date(2026, 1, 1, 14, 0));
    expect(untilOf('week', '', now)).toEqual(new Date(2026, 1, 7, 14, 0));
    expect(untilOf('month', '', now)).toEqual(new Date(2026, 1, 28, 14, 0));
    expect(untilOf('year', '', now)).toEqual(new Date(2027, 0, 31, 14, 0));
  });

  it('includes the last day to its end', () => {
    expect(untilOf('date', '2026-02-03', now)).toEqual(new Date(2026, 1, 3, 23, 59, 59));
  });

  it('refuses a day that is over, or none', () => {
    expect(untilOf('date', '2026-01-30', now)).toBeNull();
    expect(untilOf('date', '', now)).toBeNull();
  });

  it('has no end until it is stopped', () => {
    expect(untilOf('always', '', now)).toBeUndefined();
  });
});

describe('numbers of an upload', () => {
  const upload: Upload = {
    id: 'u' as UploadId,
    record: recordId(1),
    title: 't',
    files: 1,
    phase: 'running',
    totalBytes: 1_000,
    doneBytes: 250,
    bytesPerSecond: 50,
    problem: undefined,
    report: undefined,
  };

  it('tell how far it is and what is left', () => {
    expect(fractionOf(upload)).toBe(0.25);
    expect(secondsLeft(upload)).toBe(15);
  });

  it('promise no time where nothing moves', () => {
    expect(secondsLeft({ ...upload, bytesPerSecond: 0 })).toBeUndefined();
    expect(secondsLeft({ ...upload, bytesPerSecond: undefined })).toBeUndefined();
    expect(secondsLeft({ ...upload, phase: 'paused' })).toBeUndefined();
  });

  it('weigh several by their bytes', () => {
    expect(togetherOf([upload, { ...upload, totalBytes: 3_000, doneBytes: 3_000 }])).toBe(0.8125);
    expect(togetherOf([])).toBe(0);
  });
});

describe('errors in words', () => {
  it('every code has a sentence in both languages that says what to do', () => {
    for (const texts of [en, hi]) {
      for (const [code, sentence] of Object.entries(texts.errors.codes)) {
        expect(sentence.length, code).toBeGreaterThan(25);
      }
    }
  });

  it('tells the seconds to wait where the service said them', () => {
    const error = new PortalError('too-many-requests', { retryAfterSeconds: 42 });
    expect(problemSentence(en, problemOf(error))).toContain('42 seconds');
  });

  it('calls anything without a code a defect of the portal', () => {
    expect(problemOf(new TypeError('x'))).toEqual({ code: 'unexpected' });
  });
});

describe('where a log-in leads', () => {
  it.each([
    ['/records/1?x=2', '/records/1?x=2'],
    ['//evil.invalid/', '/'],
    ['/\\evil.invalid', '/'],
    ['https://evil.invalid/', '/'],
    ['javascript:alert(1)', '/'],
    [undefined, '/'],
  ])('%j leads to %j', (then, target) => {
    expect(safeTarget(then)).toBe(target);
  });
});

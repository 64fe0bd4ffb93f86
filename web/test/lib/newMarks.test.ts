import { afterEach, describe, expect, it } from 'vitest';
import { type KeyringId, keyringId, reportId } from '@/crypto/ids/ids.ts';
import type { TrustedChains } from '@/lib/chains/trustedChains.ts';
import { ids } from '@/lib/ids.ts';
import type { Parties } from '@/lib/people/parties.ts';
import { Library } from '@/lib/records/library.ts';
import type { RecordBook } from '@/lib/records/recordBook.ts';
import type { BookedEntry, ReportBook } from '@/lib/reports/reportBook.ts';
import type { Keeper } from '@/lib/storage/keeper.ts';
import { party } from '../fakes/world.ts';
import { Memory } from './shelf.ts';

const id = (digit: string) => keyringId(digit.repeat(64));
const [me, author, record, section] = [id('1'), id('2'), id('a'), id('b')];

function entry(digit: string, created: number): BookedEntry {
  return {
    id: reportId(digit.repeat(32)),
    record,
    section,
    created,
    shares: [],
    content: { author, title: digit, date: '2026-11-20', signed: created, mediaTypes: [] },
  } as unknown as BookedEntry;
}

/** A device, and what the service lists. */
class Device {
  readonly memory = new Memory();
  listed: readonly BookedEntry[] = [];
  readonly #open: Library[] = [];

  /** As after a log-in or a reload. */
  async visit(): Promise<Library> {
    const entries = new Map<string, BookedEntry>();
    const reports = {
      entries,
      whole: 'all' as const,
      listedFrom: 0,
      isWhole: () => true,
      readNewest: () => Promise.resolve(),
      restore: (kept: BookedEntry[]) => {
        kept.forEach((one) => entries.set(one.id, one));
      },
      read: async (_part: unknown, onFresh: (fresh: readonly BookedEntry[]) => Promise<void>) => {
        this.listed.forEach((one) => entries.set(one.id, one));
        await onFresh(this.listed);
      },
    };
    const records = {
      takesPart: () => true,
      kept: {},
      restore: () => undefined,
      read: () => Promise.resolve(undefined),
      records: [],
      troubles: [],
      sharers: [],
    };
    const named = (all: Iterable<KeyringId>) =>
      Promise.resolve(
        new Map([...all].map((one) => [one, party(0, { keyring: ids.keyring(one) })])),
      );
    const library = new Library(
      this.memory as unknown as Keeper,
      { refusal: () => undefined } as unknown as TrustedChains,
      {
        ...records,
        patientOf: () => undefined,
        isSection: () => true,
        sharesOf: () => [],
      } as unknown as RecordBook,
      reports as unknown as ReportBook,
      { all: named, named } as unknown as Parties,
      me,
    );
    this.#open.push(library);
    await library.restore();
    await library.refresh();
    return library;
  }

  /** What does not stay: see loggingOut.test.ts. */
  logOut() {
    this.close();
    this.memory.kept.delete('seen');
    this.memory.kept.delete('library');
  }

  close() {
    this.#open.forEach((library) => {
      library.close();
    });
  }
}

const marked = (library: Library) =>
  library
    .reportFeed(undefined)
    .snapshot()
    .items.flatMap((one) => (one.state === 'verified' && one.isNew ? [one.title] : []));

describe('which reports are new', () => {
  const device = () => {
    const made = new Device();
    devices.push(made);
    return made;
  };
  const devices: Device[] = [];
  afterEach(() => {
    devices.splice(0).forEach((one) => {
      one.close();
    });
  });

  it('none of those that were there at the first visit', async () => {
    const one = device();
    one.listed = [entry('1', 10), entry('2', 20)];
    expect(marked(await one.visit())).toEqual([]);
  });

  it('those that came since, until they are opened, also after a reload', async () => {
    const one = device();
    one.listed = [entry('1', 10)];
    const first = await one.visit();
    one.listed = [entry('1', 10), entry('2', 5), entry('3', 30)];
    await first.refresh();
    expect(marked(first)).toEqual(['3', '2']);
    await first.markSeen('3'.repeat(32));
    expect(marked(await one.visit())).toEqual(['2']);
  });

  it('after a log-out and a log-in those that came meanwhile, and nothing again', async () => {
    const one = device();
    one.listed = [entry('1', 10), entry('2', 20)];
    await one.visit();
    one.logOut();
    one.listed = [entry('1', 10), entry('2', 20), entry('3', 30)];
    const again = await one.visit();
    expect(marked(again)).toEqual(['3']);
    await again.markSeen('3'.repeat(32));
    one.logOut();
    expect(marked(await one.visit())).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { IndexedRecord, KeptRecord, KeyringId, UnreadRecord } from '@/crypto/index.ts';
import { NOTHING_DECIDED } from '@/crypto/decisions/decisions.ts';
import { keyringId, type StatementHash } from '@/crypto/ids/ids.ts';
import { RecordShelf } from '@/lib/records/recordShelf.ts';

const id = (number: number) => keyringId(number.toString(16).padStart(64, '0'));
const HEAD = 'f'.repeat(64) as StatementHash;

interface Row {
  record: KeyringId;
  changed: number;
  revision: number;
  ended?: boolean;
}

/** A service with rows of records, and what was kept of each, by its revision. */
class Service {
  readonly rows: Row[] = [];
  readonly kept = new Map<KeyringId, number>();
  readonly asked: string[] = [];
  /** Called after each page. */
  afterPage = () => undefined as unknown;
  #clock = 1_000;

  add(record: KeyringId) {
    this.rows.push({ record, changed: ++this.#clock, revision: this.#clock });
  }

  change(record: KeyringId, what: Partial<Row> = {}) {
    const row = this.rows.find((one) => one.record === record);
    if (row !== undefined) {
      Object.assign(row, { changed: ++this.#clock, revision: this.#clock }, what);
    }
  }

  #entry({ record, changed, revision, ended }: Row) {
    if (ended === true) {
      return { record, changed, revision, through: [] };
    }
    const isKept = this.kept.get(record) === revision;
    return {
      record,
      changed,
      revision,
      through: [id(1)],
      ...(isKept
        ? { index: new Uint8Array([revision % 256]) }
        : { keyrings: [this.#seen(record)] }),
    };
  }

  #seen(keyring: KeyringId) {
    return { keyring, kind: 'record', seq: 0, head: HEAD, through: [] };
  }

  get(path: string): Promise<unknown> {
    this.asked.push(path);
    const query = new URLSearchParams(path.split('?')[1]);
    const since = query.get('since');
    const after = Number(query.get('after') ?? (since === null ? Infinity : since));
    const all = this.rows
      .filter(({ changed, ended }) =>
        since === null ? changed < after && ended !== true : changed > after,
      )
      .sort((one, other) => (one.changed - other.changed) * (since === null ? -1 : 1));
    const page = all.slice(0, Number(query.get('limit')));
    const last = page.at(-1);
    const next = all.length > page.length && last !== undefined ? { next: `${last.changed}` } : {};
    const answer = { records: page.map((row) => this.#entry(row)), ...next };
    this.afterPage();
    return Promise.resolve(answer);
  }

  post(_path: string, { records }: { records: readonly KeyringId[] }): Promise<unknown> {
    this.asked.push(`query ${records.length}`);
    const found = this.rows.filter(({ record, ended }) => records.includes(record) && !ended);
    return Promise.resolve({
      records: found.map((row) => ({ ...this.#entry(row), keyrings: [this.#seen(row.record)] })),
      complete: true,
    });
  }

  put(_path: string, { entries }: { entries: { record: KeyringId; revision: number }[] }) {
    this.asked.push(`keep ${entries.length}`);
    entries.forEach(({ record, revision }) => this.kept.set(record, revision));
    return Promise.resolve(undefined);
  }
}

function indexed(record: KeyringId): IndexedRecord {
  return {
    record,
    closed: false,
    parts: [
      {
        keyring: record,
        kind: 'record',
        seq: 0,
        head: HEAD,
        closed: false,
        takesPart: true,
        capabilities: ['open'],
        soleOwner: false,
        through: [],
        names: {},
      },
    ],
  };
}

/** A device before that service; some records do not open. */
function device(service: Service, troubled = new Set<KeyringId>()) {
  const read: KeyringId[] = [];
  const me = {
    connection: service,
    contacts: { hear: () => undefined },
    decisions: { decisions: NOTHING_DECIDED },
    keyring: id(1),
    chains: {
      hasSeenOther: () => false,
      head: () => undefined,
      refusal: () => undefined,
      tryRefresh: () => Promise.resolve(),
      views: (all: Iterable<KeyringId>) =>
        Promise.resolve(
          new Map(
            [...all].map((one) => [
              one,
              troubled.has(one) ? { unopened: { code: 'wrong-key' } } : {},
            ]),
          ),
        ),
    },
    vault: {
      offers: {
        candidates: (told: { keyring: KeyringId }[]) =>
          Promise.resolve(told.map(({ keyring }) => keyring)),
        takingPart: (all: KeyringId[]) => Promise.resolve(all),
      },
      recordIndex: {
        ground: () => Promise.resolve(HEAD),
        open: (kept: readonly KeptRecord[]) =>
          Promise.resolve(kept.map(({ record }) => indexed(record))),
        read: (records: readonly UnreadRecord[]) => {
          read.push(...records.map(({ record }) => record));
          return Promise.resolve(
            records.map(({ record }) => ({
              indexed: indexed(record),
              ...(troubled.has(record) ? {} : { kept: { tag: HEAD, entry: new Uint8Array([1]) } }),
            })),
          );
        },
      },
    },
  };
  return { shelf: new RecordShelf(me as never, () => ''), read };
}

describe('The shelf of records', () => {
  const nothing = () => Promise.resolve();
  const filled = (count: number) => {
    const service = new Service();
    Array.from({ length: count }, (_, index) => id(index + 10)).forEach((record) => {
      service.add(record);
    });
    return service;
  };

  it('reads everything once, and on the next device nothing by its chains', async () => {
    const service = filled(300);
    const first = device(service);
    let pages = 0;
    await first.shelf.readAll(() => {
      pages++;
      return Promise.resolve();
    });
    expect([pages, first.shelf.records.size, first.read.length]).toEqual([3, 300, 300]);
    const second = device(service);
    await second.shelf.readAll(nothing);
    expect([second.shelf.records.size, second.read.length]).toEqual([300, 0]);
    service.asked.length = 0;
    expect(await second.shelf.readChanges()).toEqual(new Set());
    expect(service.asked).toHaveLength(1);
  });

  it('keeps what was read only after it has been shown', async () => {
    const service = filled(60);
    await device(service).shelf.readAll(() => {
      service.asked.push('shown');
      return Promise.resolve();
    });
    const [first, ...rest] = service.asked.map((one) => one.replace(/\?.*/, ''));
    expect(first).toBe('/records');
    expect(rest.slice(0, 2)).toEqual(['shown', 'keep 50']);
  });

  it('reads only what changed, and lets go what is seen no more', async () => {
    const service = filled(100);
    const { shelf, read } = device(service);
    await shelf.readAll(nothing);
    read.length = 0;
    service.change(id(20));
    service.change(id(21), { ended: true });
    service.add(id(500));
    expect(await shelf.readChanges()).toEqual(new Set([id(20), id(21), id(500)]));
    expect(read).toEqual([id(20), id(500)]);
    expect(shelf.records.has(id(21))).toBe(false);
    expect(shelf.records.size).toBe(100);
  });

  it('misses nothing that changes while its pages are read', async () => {
    const service = filled(300);
    const { shelf } = device(service);
    let moved = 0;
    service.afterPage = () => {
      if (moved < 2) {
        service.change(id(10 + moved++)); // from the last page to before the first
      }
    };
    await shelf.readAll(nothing);
    expect(shelf.records.size).toBe(300);
  });

  it('keeps nothing of what does not open, and reads it again each time, also after a reload', async () => {
    const service = filled(5);
    const { shelf, read } = device(service, new Set([id(12)]));
    await shelf.readAll(nothing);
    expect(service.kept.has(id(12))).toBe(false);
    expect(shelf.records.get(id(12))?.troubles).toHaveLength(1);
    read.length = 0;
    await shelf.readChanges();
    expect(read).toEqual([id(12)]);
    const again = device(service, new Set([id(12)]));
    again.shelf.restore(shelf.kept);
    expect(again.shelf.records.size).toBe(4);
    await again.shelf.readChanges();
    expect(again.read).toEqual([id(12)]);
    expect(again.shelf.records.size).toBe(5);
  });
});

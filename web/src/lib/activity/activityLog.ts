import type { KeyringId } from '@/crypto/index.ts';
import { after as behind, Paging } from '../api/paging.ts';
import { answers, type EventAnswer } from '../api/shapes.ts';
import type { ActivityEvent, ActivityPage } from '../contract/activity.ts';
import type { Cursor, RecordId, ReportId } from '../contract/ids.ts';
import type { Party } from '../contract/people.ts';
import { asPortal } from '../errors/portalErrors.ts';
import { ids } from '../ids.ts';
import type { Library } from '../records/library.ts';
import type { SignedIn } from '../session/signedIn.ts';

const PAGE = 50;
const PAGE_TO_SEARCH = 200;
/** Where one report is asked for, so many pages are looked through at a time. */
const MOST_PAGES = 5;

/** Reads the service's log of a record, with the names that only this device knows. */
export class ActivityLog {
  readonly #me: SignedIn;
  readonly #library: Library;

  constructor(me: SignedIn, library: Library) {
    this.#me = me;
    this.#library = library;
  }

  of(
    record: RecordId,
    { report, after }: { report?: ReportId; after?: Cursor } = {},
  ): Promise<ActivityPage> {
    return asPortal(async () => {
      const found: EventAnswer[] = [];
      const paging = new Paging(after);
      let next: string | undefined = after;
      for (let page = 0; page < (report === undefined ? 1 : MOST_PAGES); page++) {
        const answer = await this.#page(record, next, report === undefined ? PAGE : PAGE_TO_SEARCH);
        found.push(
          ...answer.events.filter(
            (event) => report === undefined || (event.report as string | undefined) === report,
          ),
        );
        next = paging.next(
          answer,
          answer.events.map(({ id }) => id),
        );
        if (next === undefined || found.length >= PAGE) {
          break;
        }
      }
      return {
        events: await this.#described(ids.toKeyring(record), found),
        next: next as Cursor | undefined,
      };
    });
  }

  #page(record: RecordId, after: string | undefined, limit: number) {
    const path = `/records/${record}/activity?limit=${limit}${behind(after)}`;
    return this.#me.connection.get(path, answers.eventPage);
  }

  async #described(
    record: KeyringId,
    events: readonly EventAnswer[],
  ): Promise<readonly ActivityEvent[]> {
    for (const { actor, actorEmail, subject, subjectEmail } of events) {
      this.#hear(actor, actorEmail);
      this.#hear(subject, subjectEmail);
    }
    const parties = await this.#me.parties.all(
      events.flatMap(({ actor, subject }) => [actor, ...(subject === undefined ? [] : [subject])]),
    );
    return events.map((event) => this.#event(record, event, parties));
  }

  #hear(keyring: KeyringId | undefined, email: string | undefined) {
    if (keyring !== undefined && email !== undefined) {
      this.#me.contacts.hear(keyring, email);
    }
  }

  #event(
    record: KeyringId,
    event: EventAnswer,
    parties: ReadonlyMap<KeyringId, Party>,
  ): ActivityEvent {
    const { keyring, subject } = event;
    const report = event.report === undefined ? undefined : this.#library.summary(event.report);
    return {
      id: event.id,
      time: event.time,
      kind: event.kind,
      actor: parties.get(event.actor) ?? this.#stranger(event.actor),
      section:
        keyring === record
          ? undefined
          : { id: ids.section(keyring), name: this.#library.sectionName(keyring) },
      report:
        event.report === undefined
          ? undefined
          : {
              id: ids.report(event.report),
              title: report?.state === 'verified' ? report.title : undefined,
            },
      subject:
        subject === undefined ? undefined : (parties.get(subject) ?? this.#stranger(subject)),
      role: event.role,
      until: event.until,
      refused: event.refused,
    };
  }

  /** Somebody whose chain can't be read or does not verify: nothing is known but the id. */
  #stranger(keyring: KeyringId): Party {
    return {
      keyring: ids.keyring(keyring),
      kind: 'person',
      email: this.#me.contacts.emailOf(keyring),
      toldEmail: this.#me.contacts.toldOf(keyring),
      card: undefined,
      endorsements: [],
      backing: undefined,
      safetyNumber: '',
      compared: false,
      me: keyring === this.#me.keyring,
    };
  }
}

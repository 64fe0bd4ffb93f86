import type { ActivityEvent, Party } from '@/lib/portal.ts';
import { spokenName } from '@/ui/people/person.ts';
import type { Texts } from '@/ui/texts/texts.ts';
import { lookUp } from '@/ui/lookUp.ts';
import { chosenName, quoted } from '@/ui/people/chosenName.ts';

/** What happened, as one would tell it. */
export function sentenceOf(texts: Texts, event: ActivityEvent): string {
  const { activity, sharing } = texts;
  const name = (party: Party | undefined) =>
    party === undefined ? activity.somebody : party.me ? activity.you : spokenName(texts, party);
  const who = name(event.actor);
  const whom = event.subject?.me === true ? texts.common.youWithin : name(event.subject);
  const title = chosenName(event.report?.title ?? '');
  const report = title === '' ? activity.aReport : quoted(title);
  const called = chosenName(event.section?.name ?? '');
  const section =
    event.section === undefined
      ? undefined
      : called === ''
        ? activity.aSection
        : activity.section(called);
  const place = event.report === undefined ? (section ?? activity.theRecord) : report;
  switch (event.kind) {
    case 'seen':
      return event.report === undefined
        ? activity.sentences.seenAll(who, section ?? activity.theRecord)
        : activity.sentences.seen(who, report);
    case 'uploaded':
    case 'opened':
    case 'corrected':
    case 'deleted':
    case 'moved-away':
    case 'moved-here':
      return activity.sentences[event.kind](who, report);
    case 'created':
    case 'left':
    case 'rotated':
    case 'profile-changed':
    case 'closed':
      return activity.sentences[event.kind](who, section ?? activity.theRecord);
    case 'shared': {
      const role = event.role === undefined ? '' : sharing.roles[event.role];
      return activity.sentences.shared(who, place, whom, role);
    }
    case 'unshared':
      return activity.sentences.unshared(who, place, whom);
    case 'refused':
      return activity.sentences.refused(
        who,
        event.refused === undefined
          ? place
          : `${lookUp(activity.refusals, event.refused) ?? quoted(event.refused)} · ${place}`,
      );
  }
}

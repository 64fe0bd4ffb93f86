import type { Standing } from '@/lib/portal.ts';
import type { useFormats } from '@/ui/formats.ts';
import { spokenName } from '@/ui/people/person.ts';
import type { Texts } from '@/ui/texts/texts.ts';

/** What is in force after a change, as one would tell it. */
export function standingSentence(
  texts: Texts,
  formats: ReturnType<typeof useFormats>,
  { party, role, until, capabilities }: Standing,
): string {
  const { sharing } = texts;
  const name = spokenName(texts, party);
  if (role !== undefined) {
    return sharing.standing(
      name,
      sharing.roles[role],
      until === undefined ? undefined : formats.date(until),
    );
  }
  return capabilities.size === 0 ? sharing.stopped(name) : sharing.elsewhere(name);
}

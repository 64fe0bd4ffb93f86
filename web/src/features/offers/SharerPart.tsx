import { Button, Collapse, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import type { Offer, Sharer } from '@/lib/portal.ts';
import { notify } from '@/ui/controls/Notices.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { dotted } from '@/ui/dotted.ts';
import { useFormats } from '@/ui/formats.ts';
import { instituteName } from '@/ui/people/institute.ts';
import { InstituteNumbers } from '@/ui/people/InstituteNumbers.tsx';
import { EndorsementLine, PersonLine } from '@/ui/people/PersonLine.tsx';
import { spokenName } from '@/ui/people/person.ts';
import { SafetyNumber } from '@/ui/people/SafetyNumber.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import { chosenName } from '@/ui/people/chosenName.ts';

/** One person, what they share, and the one question about it. */
export function SharerPart({
  sharer,
  onDecided,
}: {
  readonly sharer: Sharer;
  readonly onDecided: () => Promise<void>;
}) {
  const texts = useTexts();
  const { offers: words } = texts;
  const { offers, institutes } = useSession();
  const { party } = sharer;
  const name = spokenName(texts, party);
  const [comparing, setComparing] = useState(false);
  const deciding = useAction(async (decide: () => Promise<void>, done: string) => {
    await decide();
    notify(done);
    await onDecided();
  });
  const acceptable = sharer.offers.some(({ refusal }) => refusal === undefined);
  return (
    <Paper withBorder p="md" component="section" aria-label={words.sharedBy(name)}>
      <Stack gap="sm">
        <Title order={2} size="h5" style={{ overflowWrap: 'anywhere' }}>
          {words.sharedBy(name)}
        </Title>
        <PersonLine person={party}>
          <EndorsementLine person={party} />
          <InstituteNumbers
            endorsements={party.endorsements}
            onSet={async (institute, compared) => {
              await institutes.setCompared(institute, compared);
              await onDecided();
            }}
          />
        </PersonLine>
        {party.safetyNumber !== '' && (
          <div>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-expanded={comparing}
              onClick={() => {
                setComparing(!comparing);
              }}
            >
              {words.compare}
            </Button>
            <Collapse expanded={comparing}>
              <SafetyNumber number={party.safetyNumber} />
            </Collapse>
          </div>
        )}
        <ul>
          {sharer.offers.map((offer) => (
            <OfferItem key={offer.keyring} offer={offer} />
          ))}
          {sharer.more > 0 && <li>{words.more(sharer.more)}</li>}
        </ul>
        <Text size="sm" c="dimmed">
          {words.help(name)}
        </Text>
        <Problem problem={deciding.problem} />
        <Group gap="xs">
          {acceptable && (
            <Button
              loading={deciding.busy}
              aria-label={words.acceptFrom(name)}
              onClick={() => void deciding.run(() => offers.accept(sharer), words.accepted(name))}
            >
              {words.accept}
            </Button>
          )}
          <Button
            variant="default"
            disabled={deciding.busy}
            aria-label={words.declineFrom(name)}
            onClick={() => void deciding.run(() => offers.decline(sharer), words.declined(name))}
          >
            {words.decline}
          </Button>
          <Button
            color="red"
            variant="light"
            disabled={deciding.busy}
            aria-label={words.blockPerson(name)}
            onClick={() =>
              void deciding.run(() => offers.block(party.keyring), words.blocked(name))
            }
          >
            {words.block}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

function OfferItem({ offer }: { readonly offer: Offer }) {
  const texts = useTexts();
  const { offers: words, sharing, common } = texts;
  const formats = useFormats();
  const { kind, name, role, until, since, refusal } = offer;
  const what =
    kind === 'institute'
      ? instituteName(texts, name, offer.backing)
      : kind === 'department'
        ? words.kinds.department(chosenName(name ?? ''))
        : words.kinds[kind];
  return (
    <li style={{ overflowWrap: 'anywhere' }}>
      {dotted(
        what,
        role === undefined ? undefined : sharing.roles[role],
        until === undefined ? undefined : common.untilDate(formats.date(until)),
        since === undefined ? undefined : words.since(formats.date(since)),
        refusal === undefined ? undefined : words.unsound,
      )}
    </li>
  );
}

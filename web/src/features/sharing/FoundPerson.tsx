import { Button, Collapse, Group, Paper, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import type { Contact, KeyringId, Party } from '@/lib/portal.ts';
import { Problem } from '@/ui/controls/Problem.tsx';
import { InstituteNumbers } from '@/ui/people/InstituteNumbers.tsx';
import { EndorsementLine, PersonLine } from '@/ui/people/PersonLine.tsx';
import { SafetyNumber } from '@/ui/people/SafetyNumber.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';

/** Who was found: what proves who they are, and the safety number to compare. */
export function FoundPerson({
  contact,
  onChange,
}: {
  readonly contact: Contact;
  readonly onChange: (contact: Contact) => void;
}) {
  const { sharing: words, people } = useTexts();
  const { sharing, institutes } = useSession();
  const queries = useQueryClient();
  const [comparing, setComparing] = useState(false);
  const { party } = contact;
  const marking = useAction(async (compared: boolean) => {
    await sharing.setCompared(party.keyring, compared);
    onChange({ ...contact, party: { ...party, compared } });
    await queries.invalidateQueries({ queryKey: ['access'] });
  });
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" align="flex-start">
        <PersonLine person={party}>
          <EndorsementLine person={party} />
          <InstituteNumbers
            endorsements={party.endorsements}
            onSet={async (institute, compared) => {
              await institutes.setCompared(institute, compared);
              onChange({ ...contact, party: withCompared(party, institute, compared) });
            }}
          />
          <Text size="sm" c="dimmed">
            {contact.acquaintance === 'new' ? words.foundNew : words.foundKnown}{' '}
            {party.compared ? people.compared : people.notCompared}.
          </Text>
        </PersonLine>
        <Button
          size="xs"
          variant="light"
          aria-expanded={comparing}
          onClick={() => {
            setComparing(!comparing);
          }}
        >
          {words.compare}
        </Button>
      </Group>
      <Collapse expanded={comparing}>
        <div style={{ paddingTop: 12 }}>
          <SafetyNumber number={party.safetyNumber} />
          <Problem problem={marking.problem} />
          <Button
            mt="sm"
            size="xs"
            variant="default"
            loading={marking.busy}
            onClick={() => void marking.run(!party.compared)}
          >
            {party.compared ? people.unmarkCompared : people.markCompared}
          </Button>
        </div>
      </Collapse>
    </Paper>
  );
}

function withCompared(party: Party, institute: KeyringId, compared: boolean): Party {
  const you = compared ? new Date() : undefined;
  return {
    ...party,
    endorsements: party.endorsements.map((one) =>
      one.institute === institute ? { ...one, backing: { ...one.backing, you } } : one,
    ),
  };
}

import { Button, Collapse, Text } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../controls/Problem.tsx';
import { useTexts } from '../texts/texts.ts';
import { useAction } from '../useAction.ts';
import { type Backing, isVerified } from './institute.ts';
import { speakerOf } from './person.ts';
import { SafetyNumber } from './SafetyNumber.tsx';

interface Speaker<I> {
  readonly institute: I;
  readonly instituteSafetyNumber: string;
  readonly backing: Backing;
  readonly name: string;
}

/** The number of the institute that speaks for somebody, to be compared with people of it. */
export function InstituteNumbers<I>({
  endorsements,
  onSet,
}: {
  readonly endorsements: readonly Speaker<I>[];
  readonly onSet: (institute: I, compared: boolean) => Promise<void>;
}) {
  const { institutes: words } = useTexts();
  const speaker = speakerOf(endorsements);
  const [comparing, setComparing] = useState(false);
  const marking = useAction(onSet);
  if (speaker === undefined) {
    return null;
  }
  const { institute, instituteSafetyNumber, backing } = speaker;
  const compared = backing.you !== undefined;
  return (
    <div>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-expanded={comparing}
        onClick={() => {
          setComparing(!comparing);
        }}
      >
        {words.compare}
      </Button>
      <Collapse expanded={comparing}>
        {!isVerified(backing) && (
          <Text size="sm" mb="xs">
            {words.unverifiedHelp}
          </Text>
        )}
        <SafetyNumber number={instituteSafetyNumber} />
        <Problem problem={marking.problem} />
        <Button
          mt="sm"
          size="xs"
          variant="default"
          loading={marking.busy}
          onClick={() => void marking.run(institute, !compared)}
        >
          {compared ? words.forget : words.same}
        </Button>
      </Collapse>
    </div>
  );
}

import { Alert, Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core';
import { useId, type Ref } from 'react';
import { chosenName } from '@/ui/people/chosenName.ts';
import { useSpoken } from '@/ui/people/namedPatient.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import type { NamedPatient } from '@/lib/dicom/patients.ts';

/** A patient whom the files name and the record is not of. */
export interface Stranger {
  readonly named: NamedPatient;
  /** How many of the files name them. */
  readonly files: number;
  /** Somebody said that they belong into the record all the same. */
  readonly isMeant: boolean;
}

interface Properties {
  readonly ref: Ref<HTMLElement>;
  readonly strangers: readonly Stranger[];
  /** Whose record it is, where that is known. */
  readonly patient: string | undefined;
  /** An answer is missing, and was asked for. */
  readonly asked: boolean;
  readonly onMeant: (named: NamedPatient, isMeant: boolean) => void;
  readonly onLeaveOut: (named: NamedPatient) => void;
}

/** Keeps one patient's files out of another one's record, unless somebody says yes to each. */
export function PatientsPart({ ref, strangers, patient, asked, onMeant, onLeaveOut }: Properties) {
  const { upload } = useTexts();
  const spoken = useSpoken();
  const heading = useId();
  if (strangers.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby={heading} ref={ref}>
      <Alert color="red">
        <Stack gap="md">
          <Title order={2} size="h5" id={heading}>
            {upload.otherPatients}
          </Title>
          <Text size="sm" role="status">
            {patient === undefined
              ? upload.severalPatients(strangers.length)
              : upload.notOfRecord(chosenName(patient))}
          </Text>
          {strangers.map(({ named, files, isMeant }) => (
            <Group key={named.key} justify="space-between" align="flex-start">
              <Checkbox
                label={
                  <>
                    {spoken(named)}
                    <Text component="span" display="block" size="xs">
                      {upload.meant(files)}
                    </Text>
                  </>
                }
                error={asked && !isMeant ? upload.answerMissing : undefined}
                checked={isMeant}
                onChange={(event) => {
                  onMeant(named, event.currentTarget.checked);
                }}
              />
              <Button
                variant="default"
                size="xs"
                aria-label={upload.leaveOutOf(spoken(named), files)}
                onClick={() => {
                  onLeaveOut(named);
                }}
              >
                {upload.leaveOut(files)}
              </Button>
            </Group>
          ))}
        </Stack>
      </Alert>
    </section>
  );
}

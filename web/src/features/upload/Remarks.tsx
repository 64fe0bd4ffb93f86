import { Alert, Switch, Text } from '@mantine/core';
import { isDayReached } from '@/lib/days.ts';
import { useFormats } from '@/ui/formats.ts';
import { chosenName, quoted } from '@/ui/people/chosenName.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { twoNamesIn, type NamedPatient } from '@/lib/dicom/patients.ts';
import { useSpoken } from '@/ui/people/namedPatient.ts';
import type { Findings } from './planner.ts';

/** That many names; a disc may hold thousands. */
const NAMED = 10;

/** What is left out and why, and what looks odd. */
export function Remarks({
  findings,
  patients,
  wholeDiscs,
  onWholeDiscs,
}: {
  readonly findings: Findings;
  readonly patients: readonly NamedPatient[];
  readonly wholeDiscs: boolean;
  readonly onWholeDiscs: (wholeDiscs: boolean) => void;
}) {
  const { upload } = useTexts();
  const formats = useFormats();
  const spoken = useSpoken();
  const { files, remarks, ofDiscs } = findings;
  const tooLate = files.find(
    ({ dicom }) => dicom?.studyDate !== undefined && isFuture(dicom.studyDate),
  )?.dicom?.studyDate;
  const more = ofDiscs.length - NAMED;
  const lines = [
    ...twoNamesIn(patients).map(([one, other]) => upload.twoNames(spoken(one), spoken(other))),
    ...(tooLate === undefined ? [] : [upload.notYet(formats.date(tooLate))]),
    ...remarks.map(({ kind, count, name }) => {
      switch (kind) {
        case 'damaged':
          return upload.unreadableHeader(chosenName(name), count);
        case 'left-out-empty':
          return upload.leftOutEmpty(chosenName(name), count);
        case 'left-out-hidden':
          return upload.leftOutHidden(count);
      }
    }),
    ...(ofDiscs.length === 0
      ? []
      : [
          upload.leftOutOfDisc(
            ofDiscs.length,
            [...ofDiscs.slice(0, NAMED).map(quoted), ...(more > 0 ? [`+ ${more}`] : [])].join(', '),
          ),
        ]),
  ];
  const hasDisc = ofDiscs.length > 0 || wholeDiscs;
  return lines.length === 0 && !hasDisc ? null : (
    <Alert color="orange">
      <div role="status">
        {lines.map((line) => (
          <Text key={line} size="sm">
            {line}
          </Text>
        ))}
      </div>
      {hasDisc && (
        <Switch
          mt="xs"
          label={upload.wholeDiscs}
          checked={wholeDiscs}
          onChange={(event) => {
            onWholeDiscs(event.currentTarget.checked);
          }}
        />
      )}
    </Alert>
  );
}

/** A day that has not come yet, rather than one long before anybody was examined. */
function isFuture(day: string): boolean {
  return !isDayReached(day) && day > new Date().toISOString();
}

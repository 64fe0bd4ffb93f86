import { Title } from '@mantine/core';
import type { RecordSummary } from '@/lib/portal.ts';
import { AnchorLink } from '@/ui/controls/links.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { PatientCard } from './PatientCard.tsx';
import classes from './records.module.css';

const SHOWN = 3;

/** On the home of somebody with a record of their own: the others. */
export function OtherRecords({ records }: { readonly records: readonly RecordSummary[] }) {
  const { records: words } = useTexts();
  if (records.length === 0) {
    return null;
  }
  return (
    <section aria-label={words.others} className={classes.others}>
      <Title order={2} size="h5" mb="xs">
        {words.others}
      </Title>
      <ul className={classes.cards}>
        {records.slice(0, SHOWN).map((record) => (
          <li key={record.id}>
            <PatientCard record={record} />
          </li>
        ))}
      </ul>
      {records.length > SHOWN && (
        <AnchorLink to="/records">{words.allRecords(records.length + 1)}</AnchorLink>
      )}
    </section>
  );
}

import { Avatar, Badge, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { RecordSummary } from '@/lib/portal.ts';
import { dotted } from '@/ui/dotted.ts';
import { useFormats } from '@/ui/formats.ts';
import { spokenName } from '@/ui/people/person.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { mayOnlyAdd } from './addOnly.ts';
import classes from './records.module.css';

/** A record in a list: whose it is, what is new, and who shared it. */
export function PatientCard({ record }: { readonly record: RecordSummary }) {
  const texts = useTexts();
  const { records, common } = texts;
  const formats = useFormats();
  const name = record.patient?.name ?? common.unknownPatient;
  const facts = dotted(
    record.patient?.birthDate === undefined
      ? undefined
      : common.bornOn(formats.date(record.patient.birthDate)),
    record.reports === undefined
      ? undefined
      : record.reports > 0
        ? common.reportCount(record.reports)
        : mayOnlyAdd([record, ...record.sections])
          ? records.addOnly
          : records.noReports,
    record.latest === undefined ? undefined : records.latest(formats.ago(record.latest)),
  );
  return (
    <Link to="/records/$record" params={{ record: record.id }} className={classes.card}>
      <Avatar name={name} color="initials" radius="xl" aria-hidden alt="" />
      <span className={classes.cardMain}>
        <span className={classes.cardName}>
          {name}
          {record.newReports > 0 && (
            <Badge component="span">{records.news(record.newReports)}</Badge>
          )}
          {record.capabilities.has('manage') && (
            <Badge component="span" variant="default">
              {records.managed}
            </Badge>
          )}
        </span>
        <Text component="span" size="sm" c="dimmed" display="block">
          {facts}
        </Text>
        {record.sharedBy !== undefined && (
          <Text component="span" size="sm" display="block">
            {records.sharedBy(spokenName(texts, record.sharedBy))}
          </Text>
        )}
        {record.until !== undefined && (
          <Text component="span" size="sm" display="block">
            {records.accessUntil(formats.date(record.until))}
          </Text>
        )}
      </span>
    </Link>
  );
}

import type { Texts } from '@/ui/texts/texts.ts';
import type { Facts } from './parsing/objects.ts';
import { readableDate, readableTime } from './parsing/structuredReport.ts';
import { lookUp } from '@/ui/lookUp.ts';

/** Who, what and when, with a name for each; what the object does not say is left out. */
export function factRows(facts: Facts, texts: Texts['viewer']): [label: string, value: string][] {
  const { labels } = texts.dicom;
  const rows: [string, string][] = [
    [labels.patient, patientLine(facts, texts)],
    [labels.patientId, facts.patientId],
    [labels.birthDate, readableDate(facts.birthDate)],
    [labels.study, facts.studyDescription],
    [labels.date, dateTime(facts)],
    [labels.institution, facts.institution],
    [labels.accession, facts.accessionNumber],
    [labels.modality, facts.modality],
  ];
  return rows.filter(([, value]) => value !== '');
}

/** The name and the sex. */
export function patientLine(facts: Facts, texts: Texts['viewer']): string {
  return [facts.patientName, lookUp(texts.dicom.sex, facts.sex) ?? '']
    .filter((part) => part !== '')
    .join(', ');
}

export function dateTime(facts: Facts): string {
  return `${readableDate(facts.studyDate)} ${readableTime(facts.studyTime)}`.trim();
}

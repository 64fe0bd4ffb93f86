import type { ReportReader } from '@/lib/portal.ts';
import { dotted } from '@/ui/dotted.ts';
import { useFormats } from '@/ui/formats.ts';
import { spokenPatient } from '@/ui/people/patient.ts';
import { useTexts } from '@/ui/texts/texts.ts';

/** Whose report it is, which, and of what day. */
export function useCaption({ report }: ReportReader): string {
  const texts = useTexts();
  const formats = useFormats();
  return dotted(spokenPatient(texts, report.patient), report.title, formats.date(report.date));
}

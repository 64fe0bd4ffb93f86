import { Badge, Text } from '@mantine/core';
import {
  IconActivityHeartbeat,
  IconAlertTriangle,
  IconFile,
  IconFileText,
  IconPhoto,
  IconStack2,
  IconVideo,
  IconVolume,
  type Icon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { BrokenReport, ReportSummary } from '@/lib/portal.ts';
import { specialtyName, typeName } from '@/ui/codings.ts';
import { dotted } from '@/ui/dotted.ts';
import { useFormats } from '@/ui/formats.ts';
import { EndorsedMark } from '@/ui/people/PersonLine.tsx';
import { corrector, nameWithin, verifiedWord } from '@/ui/people/person.ts';
import { problemSentence } from '@/ui/problems.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import classes from './records.module.css';
import { chosenName, quoted } from '@/ui/people/chosenName.ts';
import { spokenPatient } from '@/ui/people/patient.ts';

type Kind = 'ecg' | 'dicom' | 'image' | 'video' | 'audio' | 'document' | 'other';

const ICONS: Readonly<Record<Kind, Icon>> = {
  ecg: IconActivityHeartbeat,
  dicom: IconStack2,
  image: IconPhoto,
  video: IconVideo,
  audio: IconVolume,
  document: IconFileText,
  other: IconFile,
};

/** What a report mostly is, by its type and its first file. */
function kindOf(report: ReportSummary): Kind {
  if (report.type?.code === '11524-6') {
    return 'ecg';
  }
  const media = report.mediaTypes[0] ?? '';
  if (media === 'application/dicom') {
    return 'dicom';
  }
  if (media === 'application/pdf' || media.startsWith('text/')) {
    return 'document';
  }
  const [family] = media.split('/');
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'other';
}

/** One report of a list; all of it leads to the report. */
export function ReportRow({
  report,
  withPatient,
}: {
  readonly report: ReportSummary;
  readonly withPatient: boolean;
}) {
  const texts = useTexts();
  const formats = useFormats();
  const Shown = ICONS[kindOf(report)];
  const specialty =
    report.specialty === undefined ? undefined : specialtyName(texts, report.specialty);
  const section = chosenName(report.sectionName);
  const facts = dotted(
    withPatient ? spokenPatient(texts, report.patient) : undefined,
    report.type === undefined ? undefined : typeName(texts, report.type),
    specialty,
  );
  return (
    <Link to="/reports/$report" params={{ report: report.id }} className={classes.row}>
      <span className={classes.rowIcon} aria-hidden>
        <Shown size={22} stroke={1.6} />
      </span>
      <span className={classes.rowMain}>
        <span className={classes.rowTitle}>
          {report.title}
          {report.isNew && (
            <Badge size="sm" variant="filled" className={classes.badge} component="span">
              {texts.records.isNew}
            </Badge>
          )}
          {report.replacedBy !== undefined && (
            <Badge size="sm" variant="default" className={classes.badge} component="span">
              {texts.records.replaced}
            </Badge>
          )}
          {report.corrected !== undefined && (
            <Badge size="sm" variant="light" className={classes.badge} component="span">
              {texts.records.corrected}
            </Badge>
          )}
        </span>
        <span className={classes.rowFacts}>
          <span className={classes.onlyNarrow}>
            {formats.date(report.date)}
            {'\u00A0· '}
          </span>
          {facts}
        </span>
        <span className={classes.rowFacts}>
          {texts.records.by(nameWithin(texts, report.author))}
          {verifiedWord(report.author) !== undefined && (
            <>
              {' '}
              <EndorsedMark person={report.author} />
            </>
          )}
          {report.corrected !== undefined &&
            `\u00A0· ${texts.records.correctedBy(corrector(texts, report.corrected))}`}
          {section !== '' && section !== specialty && `\u00A0· ${quoted(section)}`}
        </span>
      </span>
      <span className={classes.rowSide}>
        <span>{formats.date(report.date)}</span>
        <span className={classes.rowFacts}>
          {texts.common.fileCount(report.fileCount)} · {formats.bytes(report.size)}
        </span>
      </span>
    </Link>
  );
}

/** A report that does not verify: plainly marked, nothing of it shown, nothing to open. */
export function BrokenRow({ report }: { readonly report: BrokenReport }) {
  const texts = useTexts();
  const formats = useFormats();
  return (
    <div className={classes.broken} role="group" aria-label={texts.records.brokenTitle}>
      <span className={classes.brokenIcon} aria-hidden>
        <IconAlertTriangle size={22} />
      </span>
      <span className={classes.rowMain}>
        <span className={classes.rowTitle}>{texts.records.brokenTitle}</span>
        <Text size="sm" component="span">
          {problemSentence(texts, report.problem)}
        </Text>
      </span>
      <span className={classes.rowSide}>{texts.records.added(formats.date(report.created))}</span>
    </div>
  );
}

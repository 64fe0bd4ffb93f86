import { Alert, Loader, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ReportId, ReportReader, ReportSummary, Scope } from '@/lib/portal.ts';
import { AnchorLink } from '@/ui/controls/links.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { dotted } from '@/ui/dotted.ts';
import { useFormats } from '@/ui/formats.ts';
import { Page } from '@/ui/layout/Page.tsx';
import { corrector, nameWithin } from '@/ui/people/person.ts';
import { isFinal, problemSentence } from '@/ui/problems.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { Actions } from './Actions.tsx';
import { Facts } from './Facts.tsx';
import { Files } from './Files.tsx';
import classes from './report.module.css';
import { useReader } from './useReader.ts';
import { spokenPatient } from '@/ui/people/patient.ts';

export interface ReportPageProperties {
  readonly reportId: ReportId;
  /** Shows the report's content. */
  readonly viewer: (reader: ReportReader) => ReactNode;
  readonly onShare: (scope: Scope) => void;
  readonly onNewVersion: (report: ReportSummary) => void;
  readonly onDeleted: (record: ReportSummary['record']) => void;
  readonly onMoved: (to: ReportId) => void;
}

/** What went wrong so that nothing of the report may be believed. */
const UNTRUSTED = new Set<string>([
  'tampered',
  'truncated',
  'broken-chain',
  'added-late',
  'bad-signature',
  'no-authority',
  'wrong-key',
  'unknown-suite',
  'withheld',
]);

/** One report: its content first, what is known about it beside. */
export function ReportPage({ reportId, viewer, ...actions }: ReportPageProperties) {
  const texts = useTexts();
  const { report: words } = texts;
  const formats = useFormats();
  const { opening, again } = useReader(reportId);

  if (opening.kind === 'opening') {
    return (
      <Page title={words.content}>
        <div className={classes.opening} role="status">
          <Loader size="sm" aria-hidden />
          <Text c="dimmed">{words.opening}</Text>
        </div>
      </Page>
    );
  }
  if (opening.kind === 'failed') {
    const { deletion } = opening.problem;
    if (deletion !== undefined) {
      return (
        <Page title={words.deletedTitle} narrow>
          <Alert color="orange" role="alert">
            {words.removed(nameWithin(texts, deletion.by), formats.dateTime(deletion.at))}
          </Alert>
        </Page>
      );
    }
    return (
      <Page title={words.cannotOpen} narrow>
        {UNTRUSTED.has(opening.problem.code) ? (
          <Alert
            color="red"
            variant="filled"
            role="alert"
            icon={<IconAlertTriangle aria-hidden />}
            title={texts.records.brokenTitle}
          >
            {problemSentence(texts, opening.problem)}
          </Alert>
        ) : (
          <Problem
            problem={opening.problem}
            {...(isFinal(opening.problem) ? {} : { retry: again })}
          >
            {opening.problem.code === 'not-accepted' && (
              <AnchorLink to="/offers">{texts.offers.look}</AnchorLink>
            )}
          </Problem>
        )}
      </Page>
    );
  }
  return <OpenReport reader={opening.reader} viewer={viewer} onCorrected={again} {...actions} />;
}

function OpenReport({
  reader,
  viewer,
  ...actions
}: Omit<ReportPageProperties, 'reportId'> & {
  readonly reader: ReportReader;
  readonly onCorrected: () => void;
}) {
  const texts = useTexts();
  const { report: words } = texts;
  const formats = useFormats();
  const { report } = reader;
  const patient = spokenPatient(texts, report.patient);
  return (
    <Page
      title={report.title}
      subtitle={dotted(
        patient,
        formats.date(report.date),
        report.corrected === undefined
          ? undefined
          : words.corrected(
              corrector(texts, report.corrected),
              formats.dateTime(report.corrected.at),
            ),
      )}
      above={
        <AnchorLink to="/records/$record" params={{ record: report.record }}>
          {`‹ ${words.back(patient)}`}
        </AnchorLink>
      }
      actions={<Actions report={report} {...actions} />}
    >
      {report.replacedBy !== undefined && (
        <Alert color="orange" mb="md">
          {words.replacedByNewer}{' '}
          <AnchorLink to="/reports/$report" params={{ report: report.replacedBy }}>
            {words.openNewer}
          </AnchorLink>
        </Alert>
      )}
      <div className={classes.columns}>
        <section aria-label={words.content} className={classes.content}>
          {viewer(reader)}
        </section>
        <div className={classes.side}>
          <Facts report={report} onShare={actions.onShare} />
          <Files reader={reader} />
        </div>
      </div>
    </Page>
  );
}

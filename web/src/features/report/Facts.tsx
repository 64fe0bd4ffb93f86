import { Alert, Button, Loader, Paper, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '@/lib/PortalContext.ts';
import type { Coding, Corrected, ReportSummary, Scope } from '@/lib/portal.ts';
import { specialtyName, typeName } from '@/ui/codings.ts';
import { AnchorLink } from '@/ui/controls/links.tsx';
import { useFormats } from '@/ui/formats.ts';
import { chosenName } from '@/ui/people/chosenName.ts';
import { InstituteNumbers } from '@/ui/people/InstituteNumbers.tsx';
import { EndorsementLine, PersonLine } from '@/ui/people/PersonLine.tsx';
import { corrector, spokenNameOrYou } from '@/ui/people/person.ts';
import { problemOf, problemSentence } from '@/ui/problems.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import classes from './report.module.css';

const NAMED = 4;

/** Who made the report, whether it verifies, who can see it. */
export function Facts({
  report,
  onShare,
}: {
  readonly report: ReportSummary;
  readonly onShare: (scope: Scope) => void;
}) {
  const texts = useTexts();
  const { report: words } = texts;
  const formats = useFormats();
  const { institutes } = useSession();
  return (
    <Paper withBorder p="md" component="section" aria-label={words.facts}>
      <Title order={2} size="h5">
        {words.facts}
      </Title>
      <dl className={classes.facts}>
        <dt className={classes.whole}>{words.author}</dt>
        <dd className={classes.whole}>
          <PersonLine person={report.author}>
            <EndorsementLine person={report.author} />
            <InstituteNumbers
              endorsements={report.author.endorsements}
              onSet={(institute, compared) => institutes.setCompared(institute, compared)}
            />
          </PersonLine>
          {report.authorName !== undefined && (
            <Text size="sm" c="dimmed" mt={4}>
              {words.nameGiven(chosenName(report.authorName))}
            </Text>
          )}
        </dd>
        <dt className={classes.whole}>{words.signature}</dt>
        <dd className={classes.whole}>
          <span className={classes.verified}>
            <IconShieldCheck size={18} aria-hidden /> {words.verified}
          </span>
          <Text size="sm" c="dimmed">
            {words.verifiedHelp(formats.dateTime(report.signed))}
          </Text>
          {report.corrected !== undefined && <CorrectedLines corrected={report.corrected} />}
          {report.unawareSince !== undefined && (
            <Alert color="orange" mt="sm" title={words.unaware} icon={<IconAlertTriangle />}>
              {words.unawareHelp(formats.dateTime(report.unawareSince))}
            </Alert>
          )}
        </dd>
        {report.sectionName !== '' && (
          <>
            <dt>{words.section}</dt>
            <dd>{report.sectionName}</dd>
          </>
        )}
        {report.type !== undefined && (
          <>
            <dt>{words.type}</dt>
            <dd>{typeName(texts, report.type)}</dd>
          </>
        )}
        {report.specialty !== undefined && (
          <>
            <dt>{words.specialty}</dt>
            <dd>{specialtyName(texts, report.specialty)}</dd>
          </>
        )}
        <dt>{words.date}</dt>
        <dd>{formats.date(report.date)}</dd>
        <dt className={classes.whole}>{words.whoSees}</dt>
        <dd className={classes.whole}>
          <WhoSees report={report} onShare={onShare} />
        </dd>
      </dl>
      {report.replaces !== undefined && (
        <Text size="sm" mt="md">
          {words.replacesOlder}{' '}
          <AnchorLink to="/reports/$report" params={{ report: report.replaces }}>
            {words.openOlder}
          </AnchorLink>
        </Text>
      )}
    </Paper>
  );
}

/** Who corrected it, when, and what its author had said of all that differs. */
function CorrectedLines({ corrected }: { readonly corrected: Corrected }) {
  const texts = useTexts();
  const { report: words } = texts;
  const formats = useFormats();
  const { at, before, now } = corrected;
  const who = corrector(texts, corrected);
  const none = words.correctedNone;
  const differences = [
    [words.titleWord, chosenName(before.title), chosenName(now.title)],
    [words.type, codeName(before.type, typeName), codeName(now.type, typeName)],
    [
      words.specialty,
      codeName(before.specialty, specialtyName),
      codeName(now.specialty, specialtyName),
    ],
    [words.date, formats.date(before.date), formats.date(now.date)],
    [words.patient, chosenName(before.subject ?? ''), chosenName(now.subject ?? '')],
  ].filter(([, was, is]) => was !== is);
  function codeName(code: Coding | undefined, name: typeof typeName): string {
    return code === undefined ? '' : name(texts, code);
  }
  return (
    <Alert color="blue" mt="sm" title={words.corrected(who, formats.dateTime(at))}>
      {differences.map(([what, was]) => (
        <Text size="sm" key={what}>
          {words.correctedBefore(what ?? '', was === '' ? none : (was ?? none))}
        </Text>
      ))}
    </Alert>
  );
}

function WhoSees({
  report,
  onShare,
}: {
  readonly report: ReportSummary;
  readonly onShare: (scope: Scope) => void;
}) {
  const texts = useTexts();
  const { sharing } = useSession();
  const scope: Scope = {
    kind: 'report',
    record: report.record,
    section: report.section,
    report: report.id,
  };
  const access = useQuery({
    queryKey: ['access', scope],
    queryFn: () => sharing.access(scope),
  });
  if (access.isPending) {
    return <Loader size="xs" aria-label={texts.sharing.loading} />;
  }
  if (access.isError) {
    return <Text size="sm">{problemSentence(texts, problemOf(access.error))}</Text>;
  }
  const names = [
    ...new Set(
      access.data
        .filter((entry) => entry.role !== 'contributor')
        .map((entry) => spokenNameOrYou(texts, entry.party)),
    ),
  ];
  return (
    <>
      <ul className={classes.people}>
        {names.slice(0, NAMED).map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      {names.length > NAMED && (
        <Text size="sm">{texts.report.whoSeesMore(names.length - NAMED)}</Text>
      )}
      {report.manageable && (
        <Button
          size="compact-sm"
          variant="light"
          mt={6}
          onClick={() => {
            onShare(scope);
          }}
        >
          {texts.report.manageSharing}
        </Button>
      )}
    </>
  );
}

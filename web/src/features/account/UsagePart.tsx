import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '@/lib/PortalContext.ts';
import { Problem } from '@/ui/controls/Problem.tsx';
import { useFormats } from '@/ui/formats.ts';
import { problemOf } from '@/ui/problems.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import classes from './account.module.css';
import { Part } from './Part.tsx';

/** What the service has counted. */
export function UsagePart() {
  const { account: words, common } = useTexts();
  const formats = useFormats();
  const settings = useSession().account;
  const usage = useQuery({ queryKey: ['usage'], queryFn: () => settings.usage() });
  return (
    <Part title={words.usageTitle}>
      {usage.isPending && (
        <div role="status" aria-label={common.loading}>
          <Skeleton height={64} />
        </div>
      )}
      {usage.isError && (
        <Problem problem={problemOf(usage.error)} retry={() => void usage.refetch()} />
      )}
      {usage.data !== undefined && (
        <>
          <dl className={classes.usage}>
            <Fact name={words.stored} value={formats.bytes(usage.data.storedBytes)} />
            <Fact name={words.received} value={formats.bytes(usage.data.receivedBytes)} />
            <Fact name={words.sent} value={formats.bytes(usage.data.sentBytes)} />
            <Fact name={words.requests} value={formats.number(usage.data.requests)} />
          </dl>
          <Text size="sm" c="dimmed" mt="sm">
            {words.usageSince(formats.date(usage.data.since))}
          </Text>
        </>
      )}
    </Part>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

import { Button, Skeleton, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { usePortal, useSession } from '@/lib/PortalContext.ts';
import { AnchorLink } from '@/ui/controls/links.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { dotted } from '@/ui/dotted.ts';
import { useFormats } from '@/ui/formats.ts';
import { Page } from '@/ui/layout/Page.tsx';
import { SafetyNumber } from '@/ui/people/SafetyNumber.tsx';
import { problemOf } from '@/ui/problems.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import { CardPart } from './CardPart.tsx';
import { DeletePart } from './DeletePart.tsx';
import { DevicePart } from './DevicePart.tsx';
import { NoticesPart } from './NoticesPart.tsx';
import { Part } from './Part.tsx';
import { SessionsPart } from './SessionsPart.tsx';
import { UsagePart } from './UsagePart.tsx';
import { WaysIn } from './WaysIn.tsx';

/** Everything about the person's own account. */
export function AccountPage() {
  const { account: words, common, offers } = useTexts();
  const formats = useFormats();
  const portal = usePortal();
  const settings = useSession().account;
  const queries = useQueryClient();
  const account = useQuery({ queryKey: ['account'], queryFn: () => settings.account() });
  const leaving = useAction(() => portal.logOut());
  const changed = () => void queries.invalidateQueries({ queryKey: ['account'] });

  return (
    <Page
      narrow
      title={words.title}
      subtitle={
        account.data === undefined
          ? undefined
          : dotted(account.data.email, words.created(formats.date(account.data.created)))
      }
    >
      <Stack>
        {account.isPending && (
          <Stack role="status" aria-label={common.loading}>
            <Skeleton height={180} />
            <Skeleton height={280} />
          </Stack>
        )}
        {account.isError && (
          <Problem problem={problemOf(account.error)} retry={() => void account.refetch()} />
        )}
        {account.data !== undefined && (
          <>
            <CardPart key={account.data.card?.name} account={account.data} onChanged={changed} />
            <Part title={words.safetyTitle}>
              <SafetyNumber number={account.data.safetyNumber} />
            </Part>
            <WaysIn account={account.data} onChanged={changed} />
          </>
        )}
        <NoticesPart />
        <Part title={offers.title} help={offers.lead}>
          <AnchorLink to="/offers">{words.offers}</AnchorLink>
        </Part>
        <SessionsPart />
        <DevicePart />
        <UsagePart />
        <Part title={words.logOutTitle} help={words.logOutHelp}>
          <Stack align="flex-start">
            <Problem problem={leaving.problem} />
            <Button
              color="red"
              variant="light"
              loading={leaving.busy}
              onClick={() => void leaving.run()}
            >
              {words.logOutTitle}
            </Button>
          </Stack>
        </Part>
        {account.data !== undefined && <DeletePart account={account.data} />}
      </Stack>
    </Page>
  );
}

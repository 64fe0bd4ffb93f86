import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '@/lib/PortalContext.ts';
import { Problem } from '@/ui/controls/Problem.tsx';
import { dotted } from '@/ui/dotted.ts';
import { useFormats } from '@/ui/formats.ts';
import { problemOf } from '@/ui/problems.ts';
import { programName } from '@/ui/programName.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { Part } from './Part.tsx';

/** Failed log-ins, new devices and changed ways in. */
export function NoticesPart() {
  const texts = useTexts();
  const { account: words, common } = texts;
  const formats = useFormats();
  const settings = useSession().account;
  const notices = useQuery({ queryKey: ['notices'], queryFn: () => settings.notices() });
  return (
    <Part title={words.noticesTitle} help={words.noticesHelp}>
      {notices.isPending && (
        <div role="status" aria-label={common.loading}>
          <Skeleton height={48} />
        </div>
      )}
      {notices.isError && (
        <Problem problem={problemOf(notices.error)} retry={() => void notices.refetch()} />
      )}
      {notices.data?.length === 0 && <Text c="dimmed">{words.noticesNone}</Text>}
      <Stack gap="sm">
        {notices.data?.map(({ time, kind, way, origin, client, count }, index) => (
          <div key={index}>
            <Text>{words.notices[kind](count, words.ways[way])}</Text>
            <Text size="sm" c="dimmed">
              {dotted(formats.ago(time), words.noticeFrom(origin), programName(texts, client))}
            </Text>
          </div>
        ))}
      </Stack>
    </Part>
  );
}

import { Text } from '@mantine/core';
import type { ReportReader } from '@/lib/portal.ts';
import { useTexts } from '@/ui/texts/texts.ts';

/** The place of the viewer. */
export function ViewerSlot({ reader }: { readonly reader: ReportReader }) {
  const texts = useTexts();
  return (
    <Text p="xl" ta="center" c="dimmed">
      {reader.report.files.length > 0 && texts.report.unseen}
    </Text>
  );
}

import { Paper, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

/** One part of the account page. */
export function Part({
  title,
  help,
  children,
}: {
  readonly title: string;
  readonly help?: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby={id}>
      <Title order={2} size="h4" id={id}>
        {title}
      </Title>
      {help !== undefined && (
        <Text size="sm" c="dimmed" mt={4}>
          {help}
        </Text>
      )}
      <div style={{ marginTop: 16 }}>{children}</div>
    </Paper>
  );
}

import { Button, Group, Progress, Radio, Stack, Text } from '@mantine/core';
import { useEffect, useState, type SyntheticEvent } from 'react';
import type { NewWayIn } from '@/lib/portal.ts';
import { usePasswordJudgement } from '@/lib/usePasswordJudgement.ts';
import { usePortal } from '@/lib/PortalContext.ts';
import { NewPassword, usePasswordAdvice } from '@/ui/controls/NewPassword.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import type { ProblemFacts } from '@/ui/problems.ts';
import { useTexts } from '@/ui/texts/texts.ts';

/** The second step: a password or a passkey. */
export function WayIn({
  email,
  name,
  busy,
  progress,
  problem,
  onBack,
  onCreate,
}: {
  readonly email: string;
  readonly name: string;
  readonly busy: boolean;
  readonly progress: number;
  readonly problem: ProblemFacts | undefined;
  readonly onBack: () => void;
  readonly onCreate: (wayIn: NewWayIn) => void;
}) {
  const { entry, common } = useTexts();
  const portal = usePortal();
  const [kind, setKind] = useState<'password' | 'passkey'>('password');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const [supported, setSupported] = useState<boolean | undefined>(undefined);
  const advice = usePasswordAdvice(password, usePasswordJudgement(password, email, name));

  useEffect(() => {
    void portal.passkeysSupported().then(setSupported);
  }, [portal]);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if (kind === 'passkey') {
      onCreate({ kind: 'passkey', label: entry.signUp.passkeyLabel });
    } else if (advice.lacks === undefined) {
      onCreate({ kind: 'password', password });
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Problem problem={problem} />
        <Radio.Group
          label={entry.signUp.wayIn}
          value={kind}
          onChange={(value) => {
            setKind(value === 'passkey' ? 'passkey' : 'password');
          }}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="password" label={entry.signUp.withPassword} />
            <Radio
              value="passkey"
              label={entry.signUp.withPasskey}
              disabled={supported === false}
              description={supported === false ? entry.signUp.passkeyUnsupported : undefined}
            />
          </Stack>
        </Radio.Group>
        {kind === 'password' && (
          <>
            <input type="hidden" name="username" autoComplete="username" value={email} />
            <NewPassword
              label={entry.signUp.newPassword}
              advice={advice}
              value={password}
              onChange={setPassword}
              error={asked ? advice.lacks : undefined}
            />
          </>
        )}
        {busy && (
          <div role="status">
            <Text size="sm" c="dimmed">
              {entry.signUp.creating}
            </Text>
            <Progress value={progress * 100} mt="xs" aria-label={entry.signUp.creating} />
          </div>
        )}
        <Group justify="space-between">
          <Button variant="default" onClick={onBack} disabled={busy}>
            {common.back}
          </Button>
          <Button type="submit" loading={busy}>
            {entry.signUp.create}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

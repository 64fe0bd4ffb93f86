import { Button, Progress, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import type { RecoveryCode } from '@/lib/portal.ts';
import { usePasswordJudgement } from '@/lib/usePasswordJudgement.ts';
import { usePortal } from '@/lib/PortalContext.ts';
import { NewPassword, usePasswordAdvice } from '@/ui/controls/NewPassword.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { AnchorLink } from '@/ui/controls/links.tsx';
import { Doorway } from '@/ui/layout/Doorway.tsx';
import { RecoverySheet } from '@/ui/recovery/RecoverySheet.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';

/** Opens the account with the recovery sheet, sets a password, and hands out a new sheet. */
export function Recover({ onDone }: { readonly onDone: () => void }) {
  const { entry, common, errors } = useTexts();
  const portal = usePortal();
  const [email, setEmail] = useState('');
  const [typed, setTyped] = useState('');
  const [password, setPassword] = useState('');
  const [codeFault, setCodeFault] = useState<string | undefined>(undefined);
  const [asked, setAsked] = useState(false);
  const [progress, setProgress] = useState(0);
  const [code, setCode] = useState<RecoveryCode | undefined>(undefined);

  const recovery = useAction(async () => {
    if (!(await portal.recoveryCodeIsWellTyped(typed))) {
      setCodeFault(errors.codes['recovery-code-mistyped']);
      return;
    }
    setCode(await portal.recover(email.trim(), typed, password, { onProgress: setProgress }));
  });

  const advice = usePasswordAdvice(password, usePasswordJudgement(password, email));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if (email.includes('@') && advice.lacks === undefined) {
      void recovery.run();
    }
  };

  if (code !== undefined) {
    return (
      <Doorway title={entry.sheet.title}>
        <RecoverySheet
          code={code}
          isWellTyped={(text) => portal.recoveryCodeIsWellTyped(text)}
          onDone={onDone}
        />
      </Doorway>
    );
  }
  return (
    <Doorway
      title={entry.recover.title}
      lead={entry.recover.lead}
      below={<AnchorLink to="/login">{entry.recover.back}</AnchorLink>}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <Problem problem={recovery.problem} />
          <TextInput
            label={common.email}
            type="email"
            autoComplete="username"
            value={email}
            onChange={(event) => {
              setEmail(event.currentTarget.value);
            }}
            error={asked && !email.includes('@') ? common.emailWrong : undefined}
          />
          <TextInput
            label={entry.recover.code}
            description={entry.recover.codeHelp}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            ff="monospace"
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setCodeFault(undefined);
            }}
            error={codeFault}
          />
          <NewPassword
            label={entry.recover.newPassword}
            advice={advice}
            value={password}
            onChange={setPassword}
            error={asked ? advice.lacks : undefined}
          />
          <Button type="submit" size="md" loading={recovery.busy}>
            {entry.recover.action}
          </Button>
          {recovery.busy && (
            <div role="status">
              <Text size="sm" c="dimmed" ta="center">
                {entry.recover.working}
              </Text>
              <Progress value={progress * 100} mt="xs" aria-label={entry.recover.working} />
            </div>
          )}
        </Stack>
      </form>
    </Doorway>
  );
}

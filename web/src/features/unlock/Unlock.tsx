import { Button, Divider, Stack } from '@mantine/core';
import { IconFingerprint, IconLock } from '@tabler/icons-react';
import { useState, type SyntheticEvent } from 'react';
import { usePortal } from '@/lib/PortalContext.ts';
import { Password } from '@/ui/controls/Password.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { Doorway } from '@/ui/layout/Doorway.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';

/** What stands in the place of every page while the keys are wiped. */
export function Unlock({
  email,
  passkeys,
}: {
  readonly email: string;
  readonly passkeys: boolean;
}) {
  const { entry, common } = useTexts();
  const portal = usePortal();
  const [password, setPassword] = useState('');
  const byPassword = useAction(() => portal.unlock(password));
  const byPasskey = useAction(() => portal.unlockWithPasskey());
  const leave = useAction(() => portal.logOut());

  const approach = () => {
    portal.approach();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    byPasskey.forget();
    if (password !== '') {
      void byPassword.run();
    }
  };
  return (
    <Doorway
      title={entry.unlock.title}
      lead={entry.unlock.lead(email)}
      below={
        <Button variant="subtle" loading={leave.busy} onClick={() => void leave.run()}>
          {entry.unlock.logOut}
        </Button>
      }
    >
      <form onSubmit={submit} onFocus={approach} onChange={approach} noValidate>
        <Stack>
          <Problem problem={byPassword.problem ?? byPasskey.problem ?? leave.problem} />
          <input type="hidden" name="username" autoComplete="username" value={email} />
          <Password
            label={common.password}
            autoComplete="current-password"
            value={password}
            onChange={(event) => {
              setPassword(event.currentTarget.value);
            }}
            autoFocus
          />
          <Button
            type="submit"
            size="md"
            leftSection={<IconLock size={18} aria-hidden />}
            loading={byPassword.busy}
            disabled={byPasskey.busy}
          >
            {entry.unlock.action}
          </Button>
          {passkeys && (
            <>
              <Divider label={entry.logIn.or} />
              <Button
                variant="default"
                size="md"
                leftSection={<IconFingerprint size={20} aria-hidden />}
                loading={byPasskey.busy}
                disabled={byPassword.busy}
                onClick={() => {
                  byPassword.forget();
                  void byPasskey.run();
                }}
              >
                {entry.unlock.withPasskey}
              </Button>
            </>
          )}
        </Stack>
      </form>
    </Doorway>
  );
}

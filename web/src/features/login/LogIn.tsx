import { Alert, Button, Divider, Stack, Text, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState, type SyntheticEvent } from 'react';
import { usePortal, usePortalState } from '@/lib/PortalContext.ts';
import { Password } from '@/ui/controls/Password.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { AnchorLink } from '@/ui/controls/links.tsx';
import { Doorway } from '@/ui/layout/Doorway.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';

/** Logs in with a password or a passkey. The app goes on by itself when the portal is open. */
export function LogIn() {
  const { entry, common } = useTexts();
  const portal = usePortal();
  const state = usePortalState();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const byPassword = useAction(() => portal.logIn(email.trim(), password));
  const byPasskey = useAction(() => portal.logInWithPasskey(email.trim()));
  const emailFault = asked && !email.includes('@') ? common.emailWrong : undefined;

  const approach = () => {
    portal.approach();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    byPasskey.forget();
    if (email.includes('@') && password !== '') {
      void byPassword.run();
    }
  };
  const passkey = () => {
    setAsked(true);
    byPassword.forget();
    if (email.includes('@')) {
      void byPasskey.run();
    }
  };
  return (
    <Doorway
      title={entry.logIn.title}
      below={
        <Text>
          {entry.logIn.noAccount} <AnchorLink to="/signup">{entry.logIn.signUp}</AnchorLink>
        </Text>
      }
    >
      <form onSubmit={submit} onFocus={approach} onChange={approach} noValidate>
        <Stack>
          {state.kind === 'out' && state.ended !== undefined && (
            <Alert color="orange">{entry.logIn.ended}</Alert>
          )}
          <Problem problem={byPassword.problem ?? byPasskey.problem} />
          <TextInput
            label={common.email}
            type="email"
            autoComplete="username webauthn"
            placeholder={common.emailExample}
            value={email}
            onChange={(event) => {
              setEmail(event.currentTarget.value);
            }}
            error={emailFault}
            required
            withAsterisk={false}
          />
          <Password
            label={common.password}
            autoComplete="current-password"
            value={password}
            onChange={(event) => {
              setPassword(event.currentTarget.value);
            }}
            required
            withAsterisk={false}
          />
          <Button type="submit" loading={byPassword.busy} disabled={byPasskey.busy} size="md">
            {entry.logIn.action}
          </Button>
          <div role="status">
            <Divider
              label={byPassword.busy || byPasskey.busy ? entry.logIn.opening : entry.logIn.or}
            />
          </div>
          <Button
            variant="default"
            size="md"
            leftSection={<IconFingerprint size={20} aria-hidden />}
            loading={byPasskey.busy}
            disabled={byPassword.busy}
            onClick={passkey}
          >
            {entry.logIn.withPasskey}
          </Button>
          <AnchorLink to="/recover" size="sm" ta="center" className="touch">
            {entry.logIn.forgot}
          </AnchorLink>
        </Stack>
      </form>
    </Doorway>
  );
}

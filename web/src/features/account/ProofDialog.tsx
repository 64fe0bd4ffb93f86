import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import type { Account, Proof } from '@/lib/portal.ts';
import { Password } from '@/ui/controls/Password.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';

interface Properties {
  readonly title: string;
  readonly account: Account;
  /** The words on the button. */
  readonly action: string;
  /** What the change itself needs to know. */
  readonly children?: ReactNode;
  /** Whether that is complete. */
  readonly ready?: boolean;
  readonly onProof: (proof: Proof) => Promise<void>;
  readonly onClose: () => void;
}

/** Every change of the ways in is asked for anew: by the password, or by a passkey. */
export function ProofDialog(properties: Properties) {
  const { common } = useTexts();
  return (
    <Modal
      opened
      onClose={properties.onClose}
      title={properties.title}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <ProofForm {...properties} />
    </Modal>
  );
}

function ProofForm({ account, action, children, ready = true, onProof, onClose }: Properties) {
  const { account: words, common } = useTexts();
  const [kind, setKind] = useState<Proof['kind']>(account.hasPassword ? 'password' : 'passkey');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const doing = useAction(onProof);
  const both = account.hasPassword && account.passkeys.length > 0;

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if (ready && (kind === 'passkey' || password !== '')) {
      void doing.run(kind === 'passkey' ? { kind } : { kind, password });
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {children}
        {both && (
          <Radio.Group
            label={words.proofChoice}
            value={kind}
            onChange={(value) => {
              setKind(value === 'passkey' ? 'passkey' : 'password');
            }}
          >
            <Group mt="xs">
              <Radio value="password" label={words.proofByPassword} />
              <Radio value="passkey" label={words.proofByPasskey} />
            </Group>
          </Radio.Group>
        )}
        {kind === 'password' ? (
          <>
            <input type="hidden" name="username" autoComplete="username" value={account.email} />
            <Password
              label={words.proofPassword}
              autoComplete="current-password"
              value={password}
              onChange={(event) => {
                setPassword(event.currentTarget.value);
              }}
              error={asked && password === '' ? common.required : undefined}
            />
          </>
        ) : (
          <Text size="sm">{words.proofPasskey}</Text>
        )}
        <Problem problem={doing.problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={doing.busy}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={doing.busy}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

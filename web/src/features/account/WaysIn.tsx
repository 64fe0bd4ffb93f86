import { ActionIcon, Button, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconFingerprint, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { usePasswordJudgement } from '@/lib/usePasswordJudgement.ts';
import { usePortal, useSession } from '@/lib/PortalContext.ts';
import type { Account, Passkey, RecoveryCode } from '@/lib/portal.ts';
import { NewPassword, usePasswordAdvice } from '@/ui/controls/NewPassword.tsx';
import { notify } from '@/ui/controls/Notices.tsx';
import { useFormats } from '@/ui/formats.ts';
import { RecoverySheet } from '@/ui/recovery/RecoverySheet.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { Part } from './Part.tsx';
import { ProofDialog } from './ProofDialog.tsx';
import { chosenName } from '@/ui/people/chosenName.ts';

type Change =
  | { readonly kind: 'password' }
  | { readonly kind: 'add-passkey' }
  | { readonly kind: 'remove-passkey'; readonly passkey: Passkey }
  | { readonly kind: 'sheet' };

interface Properties {
  readonly account: Account;
  readonly onChanged: () => void;
}

/** Password, passkeys and the recovery sheet. */
export function WaysIn({ account, onChanged }: Properties) {
  const { account: words, entry } = useTexts();
  const formats = useFormats();
  const portal = usePortal();
  const [change, setChange] = useState<Change | undefined>(undefined);
  const [code, setCode] = useState<RecoveryCode | undefined>(undefined);
  const [supported, setSupported] = useState(true);
  useEffect(() => {
    void portal.passkeysSupported().then(setSupported);
  }, [portal]);

  return (
    <Part title={words.signInTitle}>
      <Stack gap="lg">
        <Group justify="space-between">
          <div>
            <Title order={3} size="h5">
              {words.passwordTitle}
            </Title>
            <Text size="sm" c="dimmed">
              {account.hasPassword ? words.passwordSet : words.passwordNone}
            </Text>
          </div>
          <Button
            variant="default"
            onClick={() => {
              setChange({ kind: 'password' });
            }}
          >
            {account.hasPassword ? words.changePassword : words.setPassword}
          </Button>
        </Group>
        <div>
          <Group justify="space-between">
            <div>
              <Title order={3} size="h5">
                {words.passkeysTitle}
              </Title>
              <Text size="sm" c="dimmed">
                {account.passkeys.length === 0 ? words.passkeysNone : words.passkeysHelp}
              </Text>
            </div>
            <Button
              variant="default"
              disabled={!supported}
              onClick={() => {
                setChange({ kind: 'add-passkey' });
              }}
            >
              {words.addPasskey}
            </Button>
          </Group>
          {!supported && (
            <Text size="sm" mt={4}>
              {entry.signUp.passkeyUnsupported}
            </Text>
          )}
          {account.passkeys.map((passkey) => (
            <Group key={passkey.id} mt="sm" wrap="nowrap">
              <IconFingerprint size={22} aria-hidden />
              <div style={{ flex: 1 }}>
                <Text>{passkey.label}</Text>
                <Text size="sm" c="dimmed">
                  {words.added(formats.date(passkey.created))}
                </Text>
              </div>
              <ActionIcon
                variant="default"
                size={36}
                aria-label={words.removePasskey(chosenName(passkey.label))}
                onClick={() => {
                  setChange({ kind: 'remove-passkey', passkey });
                }}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
        </div>
        <Group justify="space-between">
          <div>
            <Title order={3} size="h5">
              {words.recoveryTitle}
            </Title>
            <Text size="sm" c="dimmed">
              {account.recoverySheetMade === undefined
                ? words.recoveryNone
                : words.recoveryMade(formats.date(account.recoverySheetMade))}
            </Text>
          </div>
          <Button
            variant="default"
            onClick={() => {
              setChange({ kind: 'sheet' });
            }}
          >
            {words.newSheet}
          </Button>
        </Group>
      </Stack>
      {change !== undefined && (
        <ChangeDialog
          change={change}
          account={account}
          onClose={() => {
            setChange(undefined);
          }}
          onChanged={onChanged}
          onCode={setCode}
        />
      )}
      {code !== undefined && (
        <Modal
          opened
          onClose={() => undefined}
          withCloseButton={false}
          closeOnEscape={false}
          closeOnClickOutside={false}
          title={entry.sheet.title}
          size="lg"
        >
          <RecoverySheet
            code={code}
            isWellTyped={(text) => portal.recoveryCodeIsWellTyped(text)}
            onDone={() => {
              setCode(undefined);
            }}
          />
        </Modal>
      )}
    </Part>
  );
}

function ChangeDialog({
  change,
  account,
  onClose,
  onChanged,
  onCode,
}: Properties & {
  readonly change: Change;
  readonly onClose: () => void;
  readonly onCode: (code: RecoveryCode) => void;
}) {
  const { account: words } = useTexts();
  const settings = useSession().account;
  const [password, setPassword] = useState('');
  const advice = usePasswordAdvice(
    password,
    usePasswordJudgement(password, account.email, account.card?.name),
  );
  const [label, setLabel] = useState(words.passkeyLabelExample);
  const finish = (notice?: string) => {
    if (notice !== undefined) {
      notify(notice);
    }
    onChanged();
    onClose();
  };
  switch (change.kind) {
    case 'password':
      return (
        <ProofDialog
          title={account.hasPassword ? words.changePassword : words.setPassword}
          account={account}
          action={account.hasPassword ? words.changePassword : words.setPassword}
          ready={advice.lacks === undefined}
          onClose={onClose}
          onProof={async (proof) => {
            await settings.setPassword(proof, password);
            finish(words.passwordChanged);
          }}
        >
          <NewPassword
            label={words.newPassword}
            advice={advice}
            value={password}
            onChange={setPassword}
          />
        </ProofDialog>
      );
    case 'add-passkey':
      return (
        <ProofDialog
          title={words.addPasskey}
          account={account}
          action={words.addPasskey}
          ready={label.trim() !== ''}
          onClose={onClose}
          onProof={async (proof) => {
            await settings.addPasskey(proof, label.trim());
            finish(words.passkeyAdded);
          }}
        >
          <TextInput
            label={words.passkeyLabel}
            maxLength={60}
            value={label}
            onChange={(event) => {
              setLabel(event.currentTarget.value);
            }}
          />
        </ProofDialog>
      );
    case 'remove-passkey':
      return (
        <ProofDialog
          title={words.removePasskeyTitle}
          account={account}
          action={words.removeAction}
          onClose={onClose}
          onProof={async (proof) => {
            await settings.removePasskey(proof, change.passkey.id);
            finish();
          }}
        >
          <Text>{words.removePasskeyText(chosenName(change.passkey.label))}</Text>
        </ProofDialog>
      );
    case 'sheet':
      return (
        <ProofDialog
          title={words.newSheet}
          account={account}
          action={words.newSheet}
          onClose={onClose}
          onProof={async (proof) => {
            onCode(await settings.newRecoveryCode(proof));
            finish();
          }}
        >
          <Text>{words.newSheetHelp}</Text>
        </ProofDialog>
      );
  }
}

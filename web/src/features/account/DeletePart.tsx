import { Alert, Button, List, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFeed, usePortal, useSession } from '@/lib/PortalContext.ts';
import type { Account } from '@/lib/portal.ts';
import { Problem } from '@/ui/controls/Problem.tsx';
import { spokenPatient } from '@/ui/people/patient.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import { Part } from './Part.tsx';
import { ProofDialog } from './ProofDialog.tsx';

/** The end of the account: what goes, what stays, what stands in its way, and two questions. */
export function DeletePart({ account }: { readonly account: Account }) {
  const texts = useTexts();
  const { account: words } = texts;
  const portal = usePortal();
  const session = useSession();
  const records = useFeed(session.records()).items;
  const [owned, setOwned] = useState<readonly string[]>([]);
  const [isAsking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const looking = useAction(async () => {
    const alone = await session.account.ownedAlone();
    setOwned(alone);
    setAsking(alone.length === 0);
  });
  const nameOf = (id: string) => {
    const record = records.find((one) => (one.id as string) === id);
    return record === undefined
      ? words.deleteOther(id.slice(0, 12))
      : spokenPatient(texts, record.patient);
  };
  return (
    <Part title={words.deleteTitle} help={words.deleteGoes}>
      <Stack align="flex-start">
        <Text size="sm">{words.deleteStays}</Text>
        <Problem problem={looking.problem} />
        {owned.length > 0 && (
          <Alert color="orange" role="alert">
            {words.deleteOwned}
            <List>
              {owned.map((id) => (
                <List.Item key={id}>{nameOf(id)}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        <Button
          color="red"
          variant="light"
          loading={looking.busy}
          onClick={() => void looking.run()}
        >
          {words.deleteTitle}
        </Button>
      </Stack>
      {isAsking && (
        <ProofDialog
          title={words.deleteTitle}
          account={account}
          action={words.deleteAction}
          ready={typed.trim().toLowerCase() === account.email.toLowerCase()}
          onClose={() => {
            setAsking(false);
          }}
          onProof={async (proof) => {
            await session.account.deleteAccount(proof);
            await portal.logOut();
          }}
        >
          <Text>{words.deleteGoes}</Text>
          <TextInput
            label={words.deleteType(account.email)}
            value={typed}
            autoComplete="off"
            onChange={(event) => {
              setTyped(event.currentTarget.value);
            }}
          />
        </ProofDialog>
      )}
    </Part>
  );
}

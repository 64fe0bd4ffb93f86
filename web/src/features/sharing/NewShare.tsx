import { Alert, Button, Chip, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertOctagon, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import type { Contact, Role, Scope } from '@/lib/portal.ts';
import { DayInput, today } from '@/ui/controls/DayInput.tsx';
import { notify } from '@/ui/controls/Notices.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { useFormats } from '@/ui/formats.ts';
import { spokenName } from '@/ui/people/person.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import { ChangedPerson } from './ChangedPerson.tsx';
import { FoundPerson } from './FoundPerson.tsx';
import { standingSentence } from './standing.ts';
import { PRESETS, untilOf, type Preset } from './until.ts';

const ROLES: readonly Role[] = ['reader', 'collaborator', 'manager', 'contributor', 'owner'];

/** Finds somebody by e-mail, then shares with them. */
export function NewShare({
  scope,
  onShared,
}: {
  readonly scope: Scope;
  readonly onShared: () => void;
}) {
  const texts = useTexts();
  const { sharing: words, common, errors } = texts;
  const { sharing } = useSession();
  const [email, setEmail] = useState('');
  const [fault, setFault] = useState<string | undefined>(undefined);
  const [contact, setContact] = useState<Contact | undefined>(undefined);
  const [comparing, setComparing] = useState(false);
  const known = useQuery({ queryKey: ['known'], queryFn: () => sharing.known() });
  const finding = useAction(async () => {
    const found = await sharing.find(email.trim());
    if (found.party.me) {
      setFault(words.yourself);
    } else {
      setContact(found);
    }
  });
  const changed = finding.problem?.code === 'contact-changed';
  const nobody = finding.problem?.code === 'not-found';

  const find = (event: SyntheticEvent) => {
    event.preventDefault();
    if (email.includes('@')) {
      setFault(undefined);
      setComparing(false);
      void finding.run();
    } else {
      setFault(common.emailWrong);
    }
  };
  if (contact !== undefined) {
    return (
      <ShareWith
        scope={scope}
        contact={contact}
        onChange={setContact}
        onBack={() => {
          setContact(undefined);
        }}
        onShared={() => {
          setContact(undefined);
          setEmail('');
          onShared();
        }}
      />
    );
  }
  return (
    <form onSubmit={find} noValidate>
      <Stack gap="sm">
        <Group align="flex-end" gap="xs" wrap="nowrap">
          <TextInput
            flex={1}
            label={words.emailLabel}
            type="email"
            autoComplete="off"
            placeholder={common.emailExample}
            value={email}
            onChange={(event) => {
              setEmail(event.currentTarget.value);
              setFault(undefined);
              setComparing(false);
              finding.forget();
            }}
            error={fault ?? (nobody ? words.nobody : undefined)}
            data-autofocus
          />
          <Button
            type="submit"
            loading={finding.busy}
            leftSection={<IconSearch size={16} aria-hidden />}
          >
            {words.find}
          </Button>
        </Group>
        {changed && (
          <Alert
            color="red"
            variant="filled"
            role="alert"
            icon={<IconAlertOctagon aria-hidden />}
            title={words.changedTitle}
          >
            {errors.codes['contact-changed']}
          </Alert>
        )}
        {changed && !comparing && (
          <Group justify="flex-end">
            <Button
              variant="default"
              onClick={() => {
                setComparing(true);
              }}
            >
              {words.changed.show}
            </Button>
          </Group>
        )}
        {changed && comparing && (
          <ChangedPerson
            email={email.trim()}
            onAccepted={(accepted) => {
              setComparing(false);
              finding.forget();
              setContact(accepted);
              void known.refetch();
            }}
            onRefused={() => {
              setComparing(false);
              setEmail('');
              finding.forget();
            }}
          />
        )}
        {!changed && !nobody && <Problem problem={finding.problem} />}
        {!changed && known.data !== undefined && known.data.length > 0 && (
          <div>
            <Text size="sm" c="dimmed" mb={6}>
              {words.knownPeople}
            </Text>
            <Group gap="xs">
              {known.data
                .filter((party) => !party.me)
                .slice(0, 8)
                .map((party) => (
                  <Button
                    key={party.keyring}
                    size="xs"
                    radius="xl"
                    variant="default"
                    onClick={() => {
                      setContact({ party, acquaintance: 'known' });
                    }}
                  >
                    {spokenName(texts, party)}
                  </Button>
                ))}
            </Group>
          </div>
        )}
      </Stack>
    </form>
  );
}

function ShareWith({
  scope,
  contact,
  onChange,
  onBack,
  onShared,
}: {
  readonly scope: Scope;
  readonly contact: Contact;
  readonly onChange: (contact: Contact) => void;
  readonly onBack: () => void;
  readonly onShared: () => void;
}) {
  const texts = useTexts();
  const { sharing: words, common } = texts;
  const { sharing, offers } = useSession();
  const decided = useQuery({ queryKey: ['offers', 'decided'], queryFn: () => offers.decided() });
  const blocked =
    decided.data?.blocked.some(({ keyring }) => keyring === contact.party.keyring) === true;
  const formats = useFormats();
  const [role, setRole] = useState<Role>('reader');
  const [preset, setPreset] = useState<Preset>('always');
  const [day, setDay] = useState('');
  const [asked, setAsked] = useState(false);
  const sending = useAction(async (until: Date | undefined) => {
    const standing = await sharing.share(scope, contact.party.keyring, role, until);
    const sentence = standingSentence(texts, formats, standing);
    notify(
      standing.role === undefined
        ? sentence
        : `${sentence} ${words.afterAccepting(spokenName(texts, standing.party))}`,
    );
    onShared();
  });

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    const until = untilOf(preset, day, new Date());
    if (until !== null) {
      void sending.run(until);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FoundPerson contact={contact} onChange={onChange} />
        {blocked && (
          <Alert color="orange" role="status">
            {words.blocked}
          </Alert>
        )}
        {scope.kind !== 'report' && (
          <Radio.Group
            label={words.role}
            value={role}
            onChange={(value) => {
              setRole(ROLES.find((one) => one === value) ?? 'reader');
            }}
          >
            <Stack gap="xs" mt="xs">
              {ROLES.filter((one) => one !== 'owner' || scope.kind === 'record').map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={words.roles[one]}
                  description={words.roleHelp[one]}
                />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <div role="group" aria-label={words.until}>
          <Text size="sm" fw={500} mb={6}>
            {words.until}
          </Text>
          <Chip.Group
            value={preset}
            onChange={(value) => {
              setPreset(PRESETS.find((one) => one === value) ?? 'always');
            }}
          >
            <Group gap="xs">
              {PRESETS.map((one) => (
                <Chip key={one} value={one} size="sm" variant="outline">
                  {words.presets[one]}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </div>
        {preset === 'date' && (
          <DayInput
            label={words.lastDay}
            min={today()}
            value={day}
            onChange={setDay}
            error={
              asked && untilOf(preset, day, new Date()) === null ? words.lastDayWrong : undefined
            }
          />
        )}
        <Problem problem={sending.problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onBack} disabled={sending.busy}>
            {common.back}
          </Button>
          <Button type="submit" loading={sending.busy}>
            {words.share}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

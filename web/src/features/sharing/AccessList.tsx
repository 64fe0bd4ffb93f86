import { Badge, Button, Group, NativeSelect, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFeed, useSession } from '@/lib/PortalContext.ts';
import { type Access, isWayOf, type Role, type Scope } from '@/lib/portal.ts';
import { Confirm } from '@/ui/controls/Confirm.tsx';
import { notify } from '@/ui/controls/Notices.tsx';
import { Problem } from '@/ui/controls/Problem.tsx';
import { useFormats } from '@/ui/formats.ts';
import { PersonLine } from '@/ui/people/PersonLine.tsx';
import { nameWithin, spokenName, spokenNameOrYou } from '@/ui/people/person.ts';
import { problemOf } from '@/ui/problems.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import {
  endedSentence,
  liesIn,
  placeWords,
  standingSentence,
  type TitleOf,
  waysWords,
} from './standing.ts';
import classes from './sharing.module.css';
import { chosenName } from '@/ui/people/chosenName.ts';

/** Everybody who may open or add, how they came to it, and the button that ends it. */
export function AccessList({
  scope,
  onChanged,
  onLeft,
}: {
  readonly scope: Scope;
  readonly onChanged: () => void;
  /** Called when nothing of it is open to this session any more. */
  readonly onLeft: () => void;
}) {
  const texts = useTexts();
  const { sharing: words } = texts;
  const session = useSession();
  const { sharing } = session;
  const formats = useFormats();
  const [ending, setEnding] = useState<Access | undefined>(undefined);
  const [going, setGoing] = useState<Access | undefined>(undefined);
  const access = useQuery({ queryKey: ['access', scope], queryFn: () => sharing.access(scope) });
  const reports = useFeed(session.reports(scope.record)).items;
  const titleOf: TitleOf = (place) => {
    const found = reports.find(({ id }) => id === place.report);
    return found?.state === 'verified' ? found.title : undefined;
  };
  const stopping = useAction(async (one: Access) => {
    try {
      notify(endedSentence(texts, await sharing.stop(one), one, scope, titleOf));
      setEnding(undefined);
    } finally {
      onChanged(); // some of it may have ended before the rest failed
    }
  });
  const changing = useAction(async (one: Access, role: Role) => {
    notify(standingSentence(texts, formats, await sharing.change(one, role, one.until)));
    onChanged();
  });
  const leaving = useAction(async (one: Access) => {
    const remaining = await sharing.leave([one]);
    notify(remaining.size === 0 ? words.left : words.leftElsewhere);
    setGoing(undefined);
    if (remaining.size === 0) {
      onLeft();
    } else {
      onChanged();
    }
  });
  const endingName = ending === undefined ? '' : spokenName(texts, ending.party);
  const kept =
    ending === undefined
      ? []
      : (access.data ?? []).filter(
          (one) =>
            isWayOf(one, ending.party.keyring) &&
            !(one.party.keyring === ending.party.keyring && liesIn(one, ending)),
        );
  return (
    <section aria-label={words.whoSees}>
      <Title order={3} size="h5" mb="xs">
        {words.whoSees}
      </Title>
      {access.isPending && (
        <Stack gap="xs" role="status" aria-label={words.loading}>
          <Skeleton height={56} />
          <Skeleton height={56} />
        </Stack>
      )}
      {access.isError && (
        <Problem problem={problemOf(access.error)} retry={() => void access.refetch()} />
      )}
      {access.data?.length === 0 && <Text c="dimmed">{words.nobodyElse}</Text>}
      {access.data?.some(({ party }) => !party.me) === true && (
        <Text size="sm" c="dimmed">
          {words.firstAccepts}
        </Text>
      )}
      <ul className={classes.list}>
        {access.data?.map((one) => (
          <Line
            key={`${one.party.keyring} ${one.keyring}`}
            access={one}
            where={placeWords(texts, one, scope, titleOf)}
            busy={changing.busy}
            onSet={(role) => void changing.run(one, role)}
            onLeave={() => {
              leaving.forget();
              setGoing(one);
            }}
            onStop={() => {
              stopping.forget();
              setEnding(one);
            }}
          />
        ))}
      </ul>
      <Problem problem={changing.problem} />
      <Confirm
        opened={going !== undefined}
        title={words.leaveTitle}
        action={words.leave}
        busy={leaving.busy}
        problem={leaving.problem}
        onConfirm={() => {
          if (going !== undefined) {
            void leaving.run(going);
          }
        }}
        onClose={() => {
          setGoing(undefined);
        }}
      >
        <Text>{words.leaveText}</Text>
      </Confirm>
      <Confirm
        opened={ending !== undefined}
        title={words.stopTitle(endingName)}
        action={words.stopAction}
        busy={stopping.busy}
        problem={stopping.problem}
        onConfirm={() => {
          if (ending !== undefined) {
            void stopping.run(ending);
          }
        }}
        onClose={() => {
          setEnding(undefined);
        }}
      >
        {ending !== undefined && (
          <Stack gap="xs">
            <Text>
              {ending.grantedOn.kind === 'section'
                ? words.stopText.section(chosenName(ending.sectionName ?? ''))
                : words.stopText[ending.grantedOn.kind]}
              {ending.through.length > 0 && ` ${words.stopGroupText(ending.through.length)}`}
            </Text>
            {kept.length > 0 && (
              <Text>{words.stopKeeps(waysWords(texts, kept, ending.party, scope, titleOf))}</Text>
            )}
            <Text>{words.stopSaved}</Text>
          </Stack>
        )}
      </Confirm>
    </section>
  );
}

function Line({
  access,
  where,
  busy,
  onSet,
  onLeave,
  onStop,
}: {
  readonly access: Access;
  readonly where: string;
  readonly busy: boolean;
  readonly onSet: (role: Role) => void;
  readonly onLeave: () => void;
  readonly onStop: () => void;
}) {
  const texts = useTexts();
  const { sharing: words, common, people } = texts;
  const formats = useFormats();
  const name = spokenName(texts, access.party);
  return (
    <li className={classes.line}>
      <PersonLine person={access.party}>
        <Group gap={6} mt={2}>
          {access.settable.length > 1 ? (
            <NativeSelect
              size="xs"
              aria-label={words.changeRole(name)}
              value={access.role}
              disabled={busy}
              data={access.settable.map((role) => ({ value: role, label: words.roles[role] }))}
              onChange={(event) => {
                const role = access.settable.find((one) => one === event.currentTarget.value);
                if (role !== undefined && role !== access.role) {
                  onSet(role);
                }
              }}
            />
          ) : (
            <Badge size="sm" variant="light">
              {words.roles[access.role]}
            </Badge>
          )}
          <Text size="sm" c="dimmed">
            {where}
            {access.until !== undefined && ` · ${common.untilDate(formats.date(access.until))}`}
          </Text>
        </Group>
        <Text size="sm" c="dimmed">
          {words.givenBy(nameWithin(texts, access.givenBy), formats.date(access.givenAt))}
          {access.party.compared && ` · ${people.compared}`}
        </Text>
        {access.party.refusal !== undefined && (
          <Text size="sm" c="red">
            {words.lookAgain}
          </Text>
        )}
        {access.through.length > 0 && (
          <details className={classes.through}>
            <summary>{words.throughGroup(access.through.length)}</summary>
            <ul>
              {access.through.map(({ person, path }) => (
                <li key={person.keyring}>
                  {spokenNameOrYou(texts, person)}
                  {path.length > 0 &&
                    ` – ${words.path(path.map((group) => spokenName(texts, group)).join(' › '))}`}
                </li>
              ))}
            </ul>
          </details>
        )}
      </PersonLine>
      {access.leavable && (
        <Button size="xs" variant="light" className={classes.stop} onClick={onLeave}>
          {words.leave}
        </Button>
      )}
      {access.stoppable && !access.leavable && (
        <Button
          size="xs"
          color="red"
          variant="light"
          className={classes.stop}
          aria-label={words.stopFor(name)}
          onClick={onStop}
        >
          {words.stop}
        </Button>
      )}
    </li>
  );
}

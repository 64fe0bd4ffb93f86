import { Badge, Group, Text, ThemeIcon, Tooltip } from '@mantine/core';
import {
  IconBuildingHospital,
  IconLink,
  IconMail,
  IconRobot,
  IconRosetteDiscountCheck,
  IconUser,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { dotted } from '../dotted.ts';
import { useTexts } from '../texts/texts.ts';
import { nameOf, type Person } from './person.ts';

const ICONS: Readonly<Record<Person['kind'], Icon>> = {
  person: IconUser,
  service: IconRobot,
  institute: IconBuildingHospital,
  department: IconUsersGroup,
  link: IconLink,
  claim: IconMail,
};

/** Who confirms them, in words. */
export function EndorsementLine({ person }: { readonly person: Person }) {
  const { people } = useTexts();
  const [endorsement] = person.endorsements;
  if (endorsement === undefined) {
    return person.kind === 'person' ? (
      <Text size="sm" c="dimmed">
        {people.notEndorsed}
      </Text>
    ) : null;
  }
  return (
    <Text size="sm">
      {dotted(
        endorsement.instituteName === undefined
          ? people.endorsedByUnnamed
          : people.endorsedBy(endorsement.instituteName),
        endorsement.specialty,
        endorsement.licence === undefined ? undefined : people.licence(endorsement.licence),
      )}
    </Text>
  );
}

/** The mark behind a name that an institute confirms; its meaning is read out. */
export function EndorsedMark({ person }: { readonly person: Person }) {
  const { people } = useTexts();
  const [endorsement] = person.endorsements;
  if (endorsement === undefined) {
    return null;
  }
  const label =
    endorsement.instituteName === undefined
      ? people.endorsedByUnnamed
      : people.endorsedBy(endorsement.instituteName);
  return (
    <Tooltip label={label}>
      <IconRosetteDiscountCheck
        size={16}
        role="img"
        aria-label={label}
        color="var(--mantine-color-anchor)"
      />
    </Tooltip>
  );
}

/** One person or group on a line: icon, name, address, who confirms them. */
export function PersonLine({
  person,
  children,
}: {
  readonly person: Person;
  readonly children?: ReactNode;
}) {
  const texts = useTexts();
  const Shown = ICONS[person.kind];
  const name = nameOf(texts, person);
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon variant="light" radius="xl" size={36} aria-hidden>
        <Shown size={20} stroke={1.6} />
      </ThemeIcon>
      <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Group gap={6}>
          <Text fw={600}>{name}</Text>
          <EndorsedMark person={person} />
          {person.me && (
            <Badge size="sm" variant="light">
              {texts.common.you}
            </Badge>
          )}
        </Group>
        {person.email !== undefined && person.email !== name && (
          <Text size="sm" c="dimmed">
            {person.email}
          </Text>
        )}
        {children}
      </div>
    </Group>
  );
}

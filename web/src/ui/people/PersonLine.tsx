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
import { specialtyWritten } from '../codings.ts';
import { dotted } from '../dotted.ts';
import { useFormats } from '../formats.ts';
import { useTexts } from '../texts/texts.ts';
import { chosenName } from './chosenName.ts';
import { instituteInFull, instituteName, isVerified } from './institute.ts';
import { nameOf, type Person, speakerOf, verifiedWord } from './person.ts';

const ICONS: Readonly<Record<Person['kind'], Icon>> = {
  person: IconUser,
  service: IconRobot,
  institute: IconBuildingHospital,
  department: IconUsersGroup,
  link: IconLink,
  claim: IconMail,
};

/** Who confirms them, in words; where only an unverified institute speaks, what it says, as that. */
export function EndorsementLine({ person }: { readonly person: Person }) {
  const texts = useTexts();
  const formats = useFormats();
  const { people, institutes } = texts;
  const confirmed = verifiedWord(person);
  const endorsement = speakerOf(person.endorsements);
  if (endorsement === undefined) {
    return person.kind === 'person' ? (
      <Text size="sm" c="dimmed">
        {people.notEndorsed}
      </Text>
    ) : null;
  }
  const { instituteName: name, backing, specialty, licence } = endorsement;
  const institute = instituteInFull(texts, formats, name, backing);
  return (
    <Text size="sm" {...(confirmed === undefined ? { c: 'dimmed' } : {})}>
      {dotted(
        confirmed === undefined
          ? institutes.says(institute, chosenName(endorsement.name))
          : people.endorsedBy(institute),
        specialty === undefined ? undefined : specialtyWritten(texts, specialty),
        licence === undefined ? undefined : people.licence(chosenName(licence)),
      )}
    </Text>
  );
}

/** The mark behind a name that a verified institute confirms; its meaning is read out. */
export function EndorsedMark({ person }: { readonly person: Person }) {
  const texts = useTexts();
  const endorsement = verifiedWord(person);
  if (endorsement === undefined) {
    return null;
  }
  const label = texts.people.endorsedBy(
    instituteName(texts, endorsement.instituteName, endorsement.backing),
  );
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
  const formats = useFormats();
  const Shown = ICONS[person.kind];
  const name = nameOf(texts, person);
  const { toldEmail } = person;
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon variant="light" radius="xl" size={36} aria-hidden>
        <Shown size={20} stroke={1.6} />
      </ThemeIcon>
      <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Group gap={6}>
          <Text fw={name === toldEmail ? 400 : 600}>{name}</Text>
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
        {toldEmail !== undefined && (
          <Text size="sm" c="dimmed">
            {name === toldEmail ? texts.people.onlyAddress : texts.people.signsInAs(toldEmail)}
          </Text>
        )}
        {person.kind === 'institute' && isVerified(person.backing) && (
          <Text size="sm">
            {instituteInFull(texts, formats, person.card?.name, person.backing)}
          </Text>
        )}
        {children}
      </div>
    </Group>
  );
}

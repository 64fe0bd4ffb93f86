import { Button, Checkbox, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { isDayReached } from '@/lib/days.ts';
import { DayInput, today } from '@/ui/controls/DayInput.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import classes from './SignUp.module.css';

/** What is typed about the person. */
export interface Identity {
  readonly as: 'patient' | 'professional';
  readonly email: string;
  readonly name: string;
  readonly birthDate: string;
  readonly publish: boolean;
  readonly specialty: string;
  readonly invitation: string;
}

/** The first step: who signs up, and what others may find. */
export function AboutYou({
  identity,
  invited,
  onChange,
  onNext,
}: {
  readonly identity: Identity;
  /** Whether this service asks for an invitation. */
  readonly invited: boolean;
  readonly onChange: (identity: Identity) => void;
  readonly onNext: () => void;
}) {
  const { entry, common } = useTexts();
  const { signUp } = entry;
  const [asked, setAsked] = useState(false);
  const patient = identity.as === 'patient';
  const nameNeeded = patient || identity.publish;
  const emailMissing = !/^\S+@\S+$/.test(identity.email.trim());
  const nameMissing = nameNeeded && identity.name.trim() === '';
  const dayWrong = patient && identity.birthDate !== '' && !isDayReached(identity.birthDate);

  const invitationMissing = invited && identity.invitation.trim() === '';

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!emailMissing && !nameMissing && !dayWrong && !invitationMissing) {
      onNext();
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Radio.Group
          label={signUp.who}
          value={identity.as}
          onChange={(value) => {
            onChange({ ...identity, as: value === 'patient' ? 'patient' : 'professional' });
          }}
        >
          <Stack gap="xs" mt="xs">
            <Choice value="patient" label={signUp.patient} help={signUp.patientHelp} />
            <Choice
              value="professional"
              label={signUp.professional}
              help={signUp.professionalHelp}
            />
          </Stack>
        </Radio.Group>
        {invited && (
          <TextInput
            label={signUp.invitation}
            description={signUp.invitationHelp}
            autoComplete="off"
            value={identity.invitation}
            onChange={(event) => {
              onChange({ ...identity, invitation: event.currentTarget.value });
            }}
            error={asked && invitationMissing ? common.required : undefined}
          />
        )}
        <TextInput
          label={common.email}
          type="email"
          autoComplete="email"
          placeholder={common.emailExample}
          value={identity.email}
          onChange={(event) => {
            onChange({ ...identity, email: event.currentTarget.value });
          }}
          error={asked && emailMissing ? common.emailWrong : undefined}
        />
        {!patient && (
          <Checkbox
            label={signUp.publish}
            description={signUp.publishHelp}
            checked={identity.publish}
            onChange={(event) => {
              onChange({ ...identity, publish: event.currentTarget.checked });
            }}
          />
        )}
        {nameNeeded && (
          <TextInput
            label={patient ? signUp.patientName : signUp.yourName}
            description={patient ? signUp.nameSealed : undefined}
            autoComplete="name"
            value={identity.name}
            onChange={(event) => {
              onChange({ ...identity, name: event.currentTarget.value });
            }}
            error={asked && nameMissing ? common.required : undefined}
          />
        )}
        {patient ? (
          <DayInput
            label={`${signUp.birthDate} (${common.optional})`}
            autoComplete="bday"
            max={today()}
            value={identity.birthDate}
            onChange={(birthDate) => {
              onChange({ ...identity, birthDate });
            }}
            error={asked && dayWrong ? common.dayWrong : undefined}
          />
        ) : (
          identity.publish && (
            <TextInput
              label={`${common.specialty} (${common.optional})`}
              value={identity.specialty}
              onChange={(event) => {
                onChange({ ...identity, specialty: event.currentTarget.value });
              }}
            />
          )
        )}
        <Button type="submit" size="md">
          {common.next}
        </Button>
      </Stack>
    </form>
  );
}

function Choice({
  value,
  label,
  help,
}: {
  readonly value: string;
  readonly label: string;
  readonly help: string;
}) {
  return (
    <Radio.Card value={value} radius="md" p="sm" className={classes.choice} aria-label={label}>
      <div className={classes.choiceRow}>
        <Radio.Indicator />
        <div>
          <Text fw={600}>{label}</Text>
          <Text size="sm" c="dimmed">
            {help}
          </Text>
        </div>
      </div>
    </Radio.Card>
  );
}

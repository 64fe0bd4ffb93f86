import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState, type SyntheticEvent } from 'react';
import { renderSVG } from 'uqr';
import { useFormats } from '../formats.ts';
import { useTexts } from '../texts/texts.ts';
import classes from './RecoverySheet.module.css';

export interface SheetCode {
  readonly text: string;
  readonly email: string;
  readonly made: Date;
}

/** The characters that count, as a reader of the code sees them (spec/accounts.md section 3). */
export function readableCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}

/**
 * The recovery sheet, once: first to print or write down, then the code is asked back. The code lives
 * in this component only and is gone when it is left.
 */
export function RecoverySheet({
  code,
  isWellTyped,
  onDone,
}: {
  readonly code: SheetCode;
  /** Checks the code's own check digits. */
  readonly isWellTyped: (typed: string) => Promise<boolean>;
  readonly onDone: () => void;
}) {
  const [asking, setAsking] = useState(false);
  return asking ? (
    <AskBack
      code={code}
      isWellTyped={isWellTyped}
      onDone={onDone}
      onBack={() => {
        setAsking(false);
      }}
    />
  ) : (
    <Sheet
      code={code}
      onKept={() => {
        setAsking(true);
      }}
    />
  );
}

function Sheet({ code, onKept }: { readonly code: SheetCode; readonly onKept: () => void }) {
  const { entry } = useTexts();
  const formats = useFormats();
  const picture = `data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(code.text, { border: 2 }))}`;
  return (
    <Stack>
      <Text>{entry.sheet.lead}</Text>
      <div className={classes.sheet}>
        <Title order={2} size="h4">
          {entry.sheet.printTitle}
        </Title>
        <dl className={classes.facts}>
          <dt>{entry.sheet.address}</dt>
          <dd>{window.location.origin}</dd>
          <dt>{entry.sheet.account}</dt>
          <dd>{code.email}</dd>
          <dt>{entry.sheet.made}</dt>
          <dd>{formats.date(code.made)}</dd>
        </dl>
        <div className={classes.codeAndPicture}>
          <img src={picture} alt={entry.sheet.qr} width={148} height={148} className={classes.qr} />
          <div className={classes.code} role="group" aria-label={entry.sheet.code}>
            {code.text.split('-').map((group, index) => (
              <span key={index}>{group}</span>
            ))}
          </div>
        </div>
        <p className={classes.note}>{entry.sheet.howToUse}</p>
        <p className={classes.note}>
          <strong>{entry.sheet.keepSecret}</strong>
        </p>
      </div>
      <Text size="sm" c="dimmed">
        {entry.sheet.printed}
      </Text>
      <Group justify="space-between">
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} aria-hidden />}
          onClick={() => {
            window.print();
          }}
        >
          {entry.sheet.printAction}
        </Button>
        <Button onClick={onKept}>{entry.sheet.kept}</Button>
      </Group>
    </Stack>
  );
}

function AskBack({
  code,
  isWellTyped,
  onDone,
  onBack,
}: {
  readonly code: SheetCode;
  readonly isWellTyped: (typed: string) => Promise<boolean>;
  readonly onDone: () => void;
  readonly onBack: () => void;
}) {
  const { entry } = useTexts();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | undefined>(undefined);

  const check = async () => {
    if (readableCode(typed) === readableCode(code.text)) {
      onDone();
    } else {
      setFault((await isWellTyped(typed)) ? entry.sheet.other : entry.sheet.mistyped);
    }
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void check();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Title order={2} size="h4">
          {entry.sheet.askTitle}
        </Title>
        <Text>{entry.sheet.askLead}</Text>
        <TextInput
          label={entry.sheet.askLabel}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setFault(undefined);
          }}
          error={fault}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          data-autofocus
          classNames={{ input: classes.input ?? '' }}
        />
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}>
            {entry.sheet.showAgain}
          </Button>
          <Button type="submit">{entry.sheet.confirm}</Button>
        </Group>
      </Stack>
    </form>
  );
}

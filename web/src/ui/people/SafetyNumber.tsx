import { Text } from '@mantine/core';
import { useTexts } from '../texts/texts.ts';
import classes from './SafetyNumber.module.css';

/** Six groups of five digits, big enough to be read out. */
export function SafetyDigits({ number }: { readonly number: string }) {
  const { people } = useTexts();
  return (
    <div className={classes.number} role="group" aria-label={people.safetyNumber}>
      {number.split(' ').map((group, index) => (
        <span key={index}>{group}</span>
      ))}
    </div>
  );
}

/** The digits, and what they are good for. */
export function SafetyNumber({ number }: { readonly number: string }) {
  const { people } = useTexts();
  return (
    <div>
      <SafetyDigits number={number} />
      <Text size="sm" c="dimmed" mt="xs">
        {people.safetyHelp}
      </Text>
    </div>
  );
}

import { TextInput, type TextInputProps } from '@mantine/core';

/** Today on this device's calendar, `YYYY-MM-DD`. */
export function today(now = new Date()): string {
  const month = String(now.getMonth() + 1).padStart(2, '0');
  const day = String(now.getDate()).padStart(2, '0');
  return `${now.getFullYear()}-${month}-${day}`;
}

/** A day, by the browser's own calendar, which every screen reader knows. Empty: none. */
export function DayInput({
  value,
  onChange,
  ...others
}: Omit<TextInputProps, 'value' | 'onChange' | 'type'> & {
  readonly value: string;
  readonly onChange: (day: string) => void;
}) {
  return (
    <TextInput
      type="date"
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
      {...others}
    />
  );
}

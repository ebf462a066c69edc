import { Text } from '@mantine/core';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** What the number is part of. */
  readonly note: string;
}

/** One number with its name above and what it is part of below. */
export function Figure({ name, label, value, note }: Props) {
  return (
    <div data-figure={name}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={650} size="xl" className="tabular" data-value>
        {value}
      </Text>
      <Text size="xs" c="dimmed" className="tabular">
        {note}
      </Text>
    </div>
  );
}

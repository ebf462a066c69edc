'use client';
import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';

interface Props extends Omit<NumberInputProps, 'value' | 'onChange' | 'min' | 'max'> {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** A number in range, once somebody has stopped typing. */
  readonly onSettle: (value: number) => void;
}

const SETTLED_AFTER_MS = 400;

/** A number for the address: not every keystroke is a choice, and none out of range is. */
export function SettledNumber({ value, min, max, onSettle, ...rest }: Props) {
  const [typed, setTyped] = useState<number | string>(value);
  useEffect(() => setTyped(value), [value]);
  const settle = useDebouncedCallback((next: number) => onSettle(next), SETTLED_AFTER_MS);
  return (
    <NumberInput
      {...rest}
      min={min}
      max={max}
      value={typed}
      onChange={(next) => {
        setTyped(next);
        if (typeof next === 'number' && next >= min && next <= max) settle(next);
      }}
      onBlur={() => {
        if (!(typeof typed === 'number' && typed >= min && typed <= max)) setTyped(value);
      }}
    />
  );
}

'use client';
import { Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

/** A word with its meaning, shown on hover, focus and touch. */
export function Term({ help, children }: { help: string; children: ReactNode }) {
  return (
    <Tooltip label={help} multiline w={300} events={{ hover: true, focus: true, touch: true }}>
      <Text
        span
        inherit
        tabIndex={0}
        style={{
          textDecoration: 'underline dotted',
          textUnderlineOffset: 3,
          textDecorationThickness: 1,
          cursor: 'help',
        }}
      >
        {children}
      </Text>
    </Tooltip>
  );
}

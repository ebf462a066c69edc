'use client';
import { Card, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './week.module.css';

interface Props {
  readonly title: string;
  /** What the panel answers from. */
  readonly hint?: string;
  readonly children: ReactNode;
}

/** One question of the brief with its answer. */
export function Panel({ title, hint, children }: Props) {
  return (
    <Card component="section" padding="sm" className={classes.panel} aria-label={title}>
      <Title order={2}>{title}</Title>
      {hint ? (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      ) : null}
      {children}
    </Card>
  );
}

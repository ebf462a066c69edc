'use client';
import { Alert, Anchor, Card, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconEqual, IconHistory } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ChampionBadge } from '@/components/models/badges';
import { Term } from '@/components/models/term';
import { useRunWords } from '@/components/models/use-run-words';
import { useFormats } from '@/components/ui/use-formats';
import type { TabProps } from './props';

interface Props extends Pick<TabProps, 'explanation' | 'part'> {
  /** Explains once more; offered when the explained run is champion no more. */
  readonly again: ReactNode;
}

/** Which run is explained, as of when, and how well its surrogate stands for it; warnings stand below. */
export function FidelityLine({ explanation, part, again }: Props) {
  const t = useTranslations('explain.fidelity');
  const e = useTranslations('explain');
  const f = useFormats();
  const words = useRunWords();
  const { r2, agreement, windows, isFaithful } = part.fidelity;
  const target = e(`targets.${part.target}`);
  return (
    <Card component="section" aria-label={t('title')}>
      <Stack gap="sm">
        <Group gap="10px 32px" align="flex-start">
          <Fact name="run" label={t('run')}>
            <Group gap={6}>
              <Anchor component={Link} href={`/models/runs/${part.runId}`} inherit fw={650}>
                {t('runOf', { kind: words.kind(part.kind), target })}
              </Anchor>
              {part.isChampion ? <ChampionBadge /> : null}
            </Group>
          </Fact>
          <Fact name="asOf" label={t('asOf')}>
            {f.day(explanation.asOf)}
          </Fact>
          <Fact name="r2" label={<Term help={t('r2Help')}>{t('r2')}</Term>}>
            {r2 === null ? '–' : f.hundredths(r2)}
          </Fact>
          <Fact name="agreement" label={<Term help={t('agreementHelp')}>{t('agreement')}</Term>}>
            {f.percent(agreement)}
          </Fact>
          <Fact name="windows" label={t('windows')}>
            {f.integer(windows)}
          </Fact>
        </Group>
        {part.isChampion ? null : (
          <Notice name="not-champion" icon={<IconHistory aria-hidden />} action={again}>
            {t('notChampion', { target })}
          </Notice>
        )}
        {part.isConstant ? (
          <Notice name="constant" icon={<IconEqual aria-hidden />}>
            {t('constant')}
          </Notice>
        ) : isFaithful ? null : (
          <Notice name="weak" icon={<IconAlertTriangle aria-hidden />}>
            <b>{t('weak')}</b> {t('weakLong')}
          </Notice>
        )}
        {part.isCalibrated ? null : (
          <Text size="xs" c="dimmed">
            {t('uncalibrated')}
          </Text>
        )}
      </Stack>
    </Card>
  );
}

function Fact({
  name,
  label,
  children,
}: {
  readonly name: string;
  readonly label: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div data-fact={name}>
      <Text size="xs" c="dimmed" component="div">
        {label}
      </Text>
      <Text size="md" fw={600} component="div" className="tabular">
        {children}
      </Text>
    </div>
  );
}

function Notice({
  name,
  icon,
  action,
  children,
}: {
  readonly name: string;
  readonly icon: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Alert color="orange" variant="light" icon={icon} p="sm" role="note" data-notice={name}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" maw={860}>
          {children}
        </Text>
        {action}
      </Group>
    </Alert>
  );
}

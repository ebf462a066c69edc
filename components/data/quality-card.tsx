'use client';
import { Badge, Button, Card, Code, Collapse, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconExclamationCircle,
  IconInfoCircle,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useFormats } from '@/components/ui/use-formats';
import { type QualityCheck, type QualityReport, SEVERITIES } from '@/lib/contracts/import';

const LOOK = {
  ok: { color: 'teal', icon: IconCircleCheck },
  info: { color: 'night', icon: IconInfoCircle },
  warning: { color: 'orange', icon: IconAlertTriangle },
  problem: { color: 'red', icon: IconExclamationCircle },
} as const satisfies Record<QualityCheck['severity'], unknown>;

const EXAMPLES_SHOWN = 5;

/** The quality report: what was found, gravest first, then what was looked for and not found. */
export function QualityCard({ quality }: { quality: QualityReport }) {
  const t = useTranslations('quality');
  const [okOpen, ok] = useDisclosure(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The browser looked for the address's fragment before the report was there.
    if (window.location.hash === '#quality') title.current?.scrollIntoView();
  }, []);
  const found = [...SEVERITIES]
    .reverse()
    .flatMap((severity) => quality.checks.filter((c) => c.severity === severity))
    .filter((c) => c.severity !== 'ok');
  const fine = quality.checks.filter((c) => c.severity === 'ok');
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="quality">
      <Title order={2} id="quality" ref={title} style={{ scrollMarginTop: 72 }}>
        {t('title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('summary', { found: found.length, fine: fine.length })}
      </Text>
      {found.length > 0 ? (
        <Stack component="ul" gap={0} m={0} mt="sm" p={0} style={{ listStyle: 'none' }}>
          {found.map((check) => (
            <Check key={check.check} check={check} />
          ))}
        </Stack>
      ) : null}
      {fine.length > 0 ? (
        <>
          <Button
            size="compact-sm"
            variant="subtle"
            mt="xs"
            style={{ alignSelf: 'flex-start' }}
            onClick={ok.toggle}
            aria-expanded={okOpen}
            aria-controls="quality-fine"
          >
            {t(okOpen ? 'hideFine' : 'showFine', { count: fine.length })}
          </Button>
          <Collapse expanded={okOpen} id="quality-fine">
            <Stack component="ul" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
              {fine.map((check) => (
                <Check key={check.check} check={check} />
              ))}
            </Stack>
          </Collapse>
        </>
      ) : null}
    </Card>
  );
}

function Check({ check }: { check: QualityCheck }) {
  const t = useTranslations('quality');
  const f = useFormats();
  const { color, icon: Icon } = LOOK[check.severity];
  const found = check.count > 0;
  const share =
    check.share > 0 && check.share < 0.001
      ? t('lessThan', { share: f.percent(0.001) })
      : f.percent(check.share);
  const sentence = t(`checks.${check.check}.${found ? 'found' : 'none'}`, {
    ...PARAMS,
    ...check.params,
    count: check.count,
    share,
  });
  return (
    <Group
      component="li"
      wrap="nowrap"
      align="flex-start"
      gap="sm"
      py="sm"
      style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
      data-check={check.check}
    >
      <Icon
        size={20}
        aria-hidden
        color={`var(--mantine-color-${color}-text)`}
        style={{ flexShrink: 0, marginTop: 1 }}
      />
      <div style={{ flex: 1, minWidth: 0 }}>
        <Group gap="xs" align="center">
          <Text size="sm" fw={600}>
            {t(`checks.${check.check}.title`)}
          </Text>
          <Badge variant="default" size="sm" tt="none" fw={600}>
            {t(`severity.${check.severity}`)}
          </Badge>
        </Group>
        <Text size="sm" mt={2}>
          {sentence}
        </Text>
        {check.check === 'non_target_removal' && found ? <Removal check={check} /> : null}
        {found ? (
          <Text size="sm" c="dimmed" mt={2}>
            {t(`checks.${check.check}.hint`)}
          </Text>
        ) : null}
        <Examples examples={check.examples} days={check.check === 'days_without_events'} />
      </div>
    </Group>
  );
}

/** Numbers that some sentences name; a report of an older version may lack one. */
const PARAMS = { rows: 0, actors: 0, rooms: 0, unlistedRows: 0, silentRows: 0 };

/** Why rows of non-targets left the daily tables: the room is not in the list, or its owner never acted. */
function Removal({ check }: { check: QualityCheck }) {
  const t = useTranslations('quality.removal');
  const f = useFormats();
  const parts = [
    ['unlisted', check.params.unlistedRows ?? 0],
    ['silent', check.params.silentRows ?? 0],
  ] as const;
  return (
    <Stack component="ul" gap={2} mt={4} mb={0} pl="md" fz="sm">
      {parts.map(([part, rows]) => (
        <li key={part}>{t(part, { rows, share: f.percent(rows / Math.max(1, check.count)) })}</li>
      ))}
    </Stack>
  );
}

function Examples({ examples, days }: { examples: readonly string[]; days: boolean }) {
  const t = useTranslations('quality');
  const f = useFormats();
  const [all, setAll] = useState(false);
  if (examples.length === 0) return null;
  const shown = all ? examples : examples.slice(0, EXAMPLES_SHOWN);
  const more = examples.length - EXAMPLES_SHOWN;
  return (
    <Group gap={6} mt={6}>
      <Text size="xs" c="dimmed">
        {t('examples')}
      </Text>
      {shown.map((example) => (
        <Code key={example} fz="xs" style={{ overflowWrap: 'anywhere' }}>
          {days ? f.day(example) : example}
        </Code>
      ))}
      {more > 0 ? (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => setAll((now) => !now)}
          aria-expanded={all}
        >
          {all ? t('fewer') : t('more', { count: more })}
        </Button>
      ) : null}
    </Group>
  );
}

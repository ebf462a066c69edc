'use client';
import { Badge, Button, Group, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { SavePolicyButton } from './policies/save-policy';
import type { SegmentProps } from './props';
import { useSegmentFilter } from './use-segment-filter';
import { useSegmentWords } from './use-segment-words';

/** The rule that cuts on every tab, whose it is, and what can be done with one that is not saved. */
export function RuleLine({ snapshot, scores, chosen, policies }: SegmentProps) {
  const t = useTranslations('segments.ruleLine');
  const words = useSegmentWords();
  const [, setFilter] = useSegmentFilter();
  const { rule, policy, isCurrent } = chosen;
  const current = scores.current.policy?.name;
  const source = policy
    ? t('policy', { name: policy.name })
    : isCurrent && !current
      ? t('default')
      : t('unsaved');
  return (
    <Group gap="sm" mb="md" role="status" aria-label={t('label')} mih={36}>
      <Text size="sm">
        {t.rich('cutBy', { rule: words.rule(rule), b: (text) => <b>{text}</b> })}
      </Text>
      <Badge variant="default" tt="none" fw={600} data-rule-source={policy ? 'policy' : 'none'}>
        {source}
      </Badge>
      {isCurrent ? null : (
        <>
          <Text size="sm" c="dimmed">
            {t('worklistGoesBy', {
              named: current === undefined ? 'no' : 'yes',
              name: current ?? '',
              rule: words.rule(scores.current.rule),
            })}
          </Text>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => void setFilter({ policy: null, by: null, share: null, value: null })}
          >
            {t('back')}
          </Button>
        </>
      )}
      {policy ? null : <SavePolicyButton snapshot={snapshot} rule={rule} policies={policies} />}
    </Group>
  );
}

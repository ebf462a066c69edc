'use client';
import { ActionIcon, Anchor, Badge, Group, Stack, Text, Title, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconChevronDown,
  IconChevronUp,
  IconHandStop,
  IconUser,
} from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LogActionButton } from '@/components/actions/log-action-button';
import { OutcomeBadge } from '@/components/actions/outcome-badge';
import { useShortcuts } from '@/components/shell/use-shortcuts';
import { SnapshotPicker } from '@/components/snapshots/snapshot-picker';
import { StatusBadge } from '@/components/ui/status-badge';
import { useFormats } from '@/components/ui/use-formats';
import { GROUP_LOOK } from '@/components/worklist/looks';
import { queryString } from '@/lib/client/api';
import type { CelebProfile } from '@/lib/contracts/celeb';
import type { PriorityGroup } from '@/lib/domain/segments/groups';
import type { ProfileProps } from './props';
import { useCelebLinks } from './use-celeb';
import { WorkControl } from './work-control';

function GroupBadge({ group }: { readonly group: PriorityGroup }) {
  const t = useTranslations('worklist');
  return <StatusBadge look={GROUP_LOOK[group]} text={t(`groups.${group}`)} />;
}

/** Who it is, as of when, who looks after them, and the way to the next one. */
export function CelebHeader({ profile, chosen }: ProfileProps) {
  const t = useTranslations('celeb');
  const links = useCelebLinks();
  const { celeb, receipt, rounds } = profile;
  const name = celeb.name ?? celeb.id;
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Anchor component={Link} href={links.list} size="sm">
          <Group gap={4} wrap="nowrap">
            <IconArrowLeft size={15} aria-hidden />
            {t('back')}
          </Group>
        </Anchor>
        <Neighbours profile={profile} />
      </Group>
      <Group justify="space-between" align="flex-end" gap="sm">
        <Stack gap={6} flex="1 1 420px" miw={0}>
          <Group gap="xs" align="center">
            <Title order={1} style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Title>
            {celeb.name === null ? null : (
              <Text c="dimmed" size="sm" data-celeb-id>
                {celeb.id}
              </Text>
            )}
            {receipt ? <GroupBadge group={receipt.group} /> : null}
            {receipt ? <OutcomeBadge outcome={profile.outcome} /> : null}
            {rounds.map((round) => (
              <RoundBadge key={round.id} round={round} version={profile.versionId} />
            ))}
          </Group>
          <Facts profile={profile} />
        </Stack>
        <Group gap="sm" align="flex-end">
          <WorkControl profile={profile} snapshot={chosen.snapshot} />
          <SnapshotPicker {...chosen} />
          <LogActionButton snapshot={chosen.snapshot} celebIds={[celeb.id]} />
        </Group>
      </Group>
    </Stack>
  );
}

/** When it joined and was last seen, and its attributes. */
function Facts({ profile }: Pick<ProfileProps, 'profile'>) {
  const t = useTranslations('celeb');
  const f = useFormats();
  const { celeb, receipt, lastOwnDay, lastStickerDay } = profile;
  return (
    <Group gap={6}>
      {celeb.joinedOn ? <Fact>{t('joinedOn', { day: f.day(celeb.joinedOn) })}</Fact> : null}
      {lastOwnDay ? <Fact>{t('lastOwnDay', { day: f.day(lastOwnDay) })}</Fact> : null}
      {receipt ? (
        <Fact>
          {lastStickerDay ? t('lastStickerDay', { day: f.day(lastStickerDay) }) : t('noSticker')}
        </Fact>
      ) : null}
      {celeb.attributes.map(({ name, value }) => (
        <Badge key={name} variant="default" tt="none" fw={500}>
          {name}: {value}
        </Badge>
      ))}
    </Group>
  );
}

function Fact({ children }: { readonly children: ReactNode }) {
  return (
    <Badge variant="transparent" c="dimmed" tt="none" fw={500} px={0} mr={6}>
      {children}
    </Badge>
  );
}

function RoundBadge({
  round,
  version,
}: {
  readonly round: CelebProfile['rounds'][number];
  readonly version: string;
}) {
  const t = useTranslations('celeb');
  const f = useFormats();
  const { id, isHoldout, name, until } = round;
  const kind = isHoldout ? 'setAside' : 'contacted';
  return (
    <Tooltip
      label={t(`rounds.${kind}Hint`, { name, until: f.day(until) })}
      multiline
      w={300}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Anchor component={Link} href={`/celebs/rounds?${queryString({ version, round: id })}`}>
        <StatusBadge
          look={{ color: isHoldout ? 'red' : 'blue', icon: isHoldout ? IconHandStop : IconUser }}
          text={t(`rounds.${kind}`, { name })}
        />
      </Anchor>
    </Tooltip>
  );
}

/** The celebs next by rank, by button or by the keys k and j. */
function Neighbours({ profile: { higher, lower } }: Pick<ProfileProps, 'profile'>) {
  const t = useTranslations('celeb');
  const links = useCelebLinks();
  const router = useRouter();
  const open = (celeb: typeof higher) => celeb && router.push(links.celeb(celeb.id));
  useShortcuts({ k: () => open(higher), j: () => open(lower) });
  const step = (celeb: typeof higher, label: string, key: string, icon: ReactNode) =>
    celeb ? (
      <ActionIcon
        component={Link}
        href={links.celeb(celeb.id)}
        variant="default"
        size={36}
        aria-label={label}
        aria-keyshortcuts={key}
        title={`${label} (${key})`}
      >
        {icon}
      </ActionIcon>
    ) : (
      <ActionIcon variant="default" size={36} aria-label={label} disabled>
        {icon}
      </ActionIcon>
    );
  return (
    <Group gap={4} role="group" aria-label={t('neighbours')}>
      {step(higher, t('higher'), 'k', <IconChevronUp size={18} aria-hidden />)}
      {step(lower, t('lower'), 'j', <IconChevronDown size={18} aria-hidden />)}
    </Group>
  );
}

'use client';
import { Button, Group, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBookmark, IconChevronDown, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { ErrorState } from '@/components/ui/states';
import { getJson, sendJson } from '@/lib/client/api';
import { worklistViewSchema, worklistViewsSchema } from '@/lib/contracts/worklist';
import { useFailure } from './use-work';

const VIEWS_KEY = ['worklist-views'] as const;
/** Which dataset and day is looked at is no part of a view: it serves next week as well. */
const NOT_KEPT = ['version', 'snapshot'];

/** The address's query without what a view does not keep, in one order. */
function viewQuery(params: URLSearchParams): string {
  const kept = new URLSearchParams(params);
  for (const name of NOT_KEPT) kept.delete(name);
  kept.sort();
  return kept.toString();
}

/** The reader's own saved views: chosen, saved, removed. */
export function ViewsMenu({ dataset }: { readonly dataset: string }) {
  const t = useTranslations('worklist');
  const client = useQueryClient();
  const fail = useFailure();
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const [saving, { open, close }] = useDisclosure(false);
  const current = viewQuery(new URLSearchParams(params));
  const { data } = useQuery({
    queryKey: [...VIEWS_KEY, dataset],
    queryFn: ({ signal }) =>
      getJson(`/worklist/views?dataset=${dataset}`, worklistViewsSchema, signal),
  });
  const remove = useMutation({
    mutationFn: (id: string) =>
      sendJson('DELETE', `/worklist/views/${id}`, undefined, z.object({})),
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS_KEY }),
    onError: fail,
  });
  const views = data?.views ?? [];
  const chosen = views.find(({ query }) => query === current);
  const choose = (query: string) => {
    if (query === current) return;
    const next = new URLSearchParams(query);
    for (const name of NOT_KEPT) {
      const value = params.get(name);
      if (value !== null) next.set(name, value);
    }
    router.push(`${path}?${next}`, { scroll: false });
  };
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            maw={220}
            leftSection={<IconBookmark size={14} stroke={1.7} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {chosen ? chosen.name : t('views.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('views.mine')}</Menu.Label>
          {views.length === 0 ? (
            <Text size="sm" c="dimmed" px="sm" pb="xs">
              {t('views.none')}
            </Text>
          ) : null}
          {views.map(({ id, name, query }) => (
            <Group key={id} gap={2} wrap="nowrap">
              <Menu.Item
                flex={1}
                miw={0}
                aria-current={query === current ? 'true' : undefined}
                fw={query === current ? 600 : undefined}
                onClick={() => choose(query)}
              >
                {name}
              </Menu.Item>
              <Menu.Item
                w={36}
                closeMenuOnClick={false}
                aria-label={t('views.remove', { name })}
                onClick={() => remove.mutate(id)}
              >
                <IconTrash size={15} stroke={1.7} aria-hidden />
              </Menu.Item>
            </Group>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={open}>{t('views.save')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={saving}
        onClose={close}
        title={t('views.save')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {saving ? (
          <SaveView dataset={dataset} query={current} name={chosen?.name ?? ''} onDone={close} />
        ) : null}
      </Modal>
    </>
  );
}

function SaveView({
  dataset,
  query,
  name,
  onDone,
}: {
  readonly dataset: string;
  readonly query: string;
  readonly name: string;
  readonly onDone: () => void;
}) {
  const t = useTranslations('worklist');
  const client = useQueryClient();
  const [typed, setTyped] = useState(name);
  const save = useMutation({
    mutationFn: () =>
      sendJson('POST', '/worklist/views', { dataset, name: typed, query }, worklistViewSchema),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: VIEWS_KEY });
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== '') save.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('views.name')}
          description={t('views.hint')}
          data-autofocus
          maxLength={60}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {save.isError ? <ErrorState error={save.error} /> : null}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending} disabled={typed.trim() === ''}>
            {t('views.saveButton')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

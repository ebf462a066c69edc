'use client';
import {
  Button,
  Fieldset,
  Group,
  List,
  Radio,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
} from '@mantine/core';
import { IconAdjustmentsSearch } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DialogButton } from '@/components/ui/dialog-button';
import { ErrorState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { sendJson } from '@/lib/client/api';
import { MODELS_KEY } from '@/lib/client/query-keys';
import { TARGETS, type Target } from '@/lib/contracts/models';
import { type SearchDetail, searchDetailSchema } from '@/lib/contracts/search';
import { initialSearchForm, newSearchOf, type SearchForm } from './search-form';
import { estimateSearchSeconds } from './search-progress';
import { SearchNumbers, SpaceFields } from './space-fields';
import { searchKey } from './use-searches';

interface Props {
  readonly versionId: string;
  /** Complete windows of the version. */
  readonly windows: number;
  readonly target: Target;
  readonly onStarted: (search: SearchDetail) => void;
}

/** Opens the settings of a search, and starts it. */
export function NewSearchButton(props: Props) {
  const t = useTranslations('searches.form');
  return (
    <DialogButton
      label={t('open')}
      button={{ leftSection: <IconAdjustmentsSearch size={18} aria-hidden /> }}
      title={t('title')}
      closeLabel={t('cancel')}
      modal={{ size: 'xl' }}
    >
      {(close) => <Form {...props} onDone={close} />}
    </DialogButton>
  );
}

const SAMPLERS = ['tpe', 'random'] as const;

function Form({ versionId, windows, target, onStarted, onDone }: Props & { onDone: () => void }) {
  const t = useTranslations('searches.form');
  const s = useTranslations('searches');
  const m = useTranslations('models');
  const f = useFormats();
  const client = useQueryClient();
  const [form, setForm] = useState<SearchForm>(() => initialSearchForm(target));
  const change = (part: Partial<SearchForm>) => setForm((now) => ({ ...now, ...part }));
  const body = newSearchOf(form, versionId);
  const start = useMutation({
    mutationFn: () => sendJson('POST', '/searches', body, searchDetailSchema),
    onSuccess: async (search) => {
      client.setQueryData(searchKey(search.id), search);
      await client.invalidateQueries({ queryKey: [...MODELS_KEY, 'searches'] });
      onDone();
      onStarted(search);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (body) start.mutate();
      }}
    >
      <Stack gap="md">
        <List size="sm" spacing={4}>
          <List.Item>{t('about.what')}</List.Item>
          <List.Item>{t('about.test')}</List.Item>
          <List.Item>{t('about.keep')}</List.Item>
        </List>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label={t('target')}
            allowDeselect={false}
            value={form.target}
            onChange={(value) =>
              change({ target: TARGETS.find((one) => one === value) ?? form.target })
            }
            data={TARGETS.map((value) => ({ value, label: m(`targets.${value}`) }))}
          />
        </SimpleGrid>
        <SearchNumbers form={form} change={change} />
        <Radio.Group
          label={s('sampler')}
          value={form.sampler}
          onChange={(value) =>
            change({ sampler: SAMPLERS.find((one) => one === value) ?? form.sampler })
          }
        >
          <Stack gap={6} mt={6}>
            {SAMPLERS.map((value) => (
              <Radio
                key={value}
                value={value}
                label={s(`samplers.${value}.name`)}
                description={s(`samplers.${value}.hint`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Switch
          label={t('pruning')}
          description={t('pruningHint')}
          checked={form.pruning}
          onChange={(event) => change({ pruning: event.currentTarget.checked })}
        />
        <Fieldset legend={t('space')}>
          <SpaceFields form={form} change={change} />
        </Fieldset>
        {start.isError ? <ErrorState error={start.error} /> : null}
        <Group justify="space-between" gap="sm">
          <Text size="sm" c="dimmed" role="status" className="tabular" maw={420}>
            {body
              ? t('estimate', {
                  time: f.seconds(Math.max(1, estimateSearchSeconds(body, windows))),
                })
              : t('incomplete')}
          </Text>
          <Group gap="xs">
            <Button variant="default" onClick={onDone}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!body} loading={start.isPending}>
              {t('start')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

'use client';
import { ActionIcon, Button, Group, Menu, Tooltip } from '@mantine/core';
import { IconColumns3, IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { queryString } from '@/lib/client/api';
import type { WorklistOptions } from '@/lib/contracts/worklist';
import { allColumns, DEFAULT_COLUMNS } from './columns';
import type { WorklistParams } from './use-worklist';
import type { SetWorklistState, WorklistState } from './use-worklist-filter';
import { ViewsMenu } from './views-menu';

interface Props {
  readonly dataset: string;
  readonly options: WorklistOptions;
  readonly state: WorklistState;
  readonly setState: SetWorklistState;
  readonly params: WorklistParams;
}

/** Saved views, the choice of columns, and all rows as CSV. */
export function ListTools({ dataset, options, state, setState, params }: Props) {
  const t = useTranslations('worklist');
  return (
    <Group gap={6} wrap="nowrap">
      <ViewsMenu dataset={dataset} />
      <ColumnsMenu options={options} state={state} setState={setState} />
      <Button
        component="a"
        href={`/api/v1/worklist/csv?${queryString({ ...params })}`}
        download
        size="xs"
        variant="default"
        leftSection={<IconDownload size={14} stroke={1.7} aria-hidden />}
        aria-label={t('csv')}
      >
        CSV
      </Button>
    </Group>
  );
}

function ColumnsMenu({ options, state, setState }: Pick<Props, 'options' | 'state' | 'setState'>) {
  const t = useTranslations('worklist');
  const columns = allColumns(options);
  const toggle = (key: string) => {
    const next = columns
      .map((column) => column.key)
      .filter((one) => (one === key) !== state.columns.includes(one));
    const isDefault = JSON.stringify(next) === JSON.stringify(DEFAULT_COLUMNS);
    void setState({ columns: isDefault ? null : next });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('chooseColumns')}>
          <ActionIcon variant="default" size={30} aria-label={t('chooseColumns')} visibleFrom="sm">
            <IconColumns3 size={16} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {columns.map(({ key, attribute }) => {
          const isShown = key === 'name' || state.columns.includes(key);
          return (
            <Menu.CheckboxItem
              key={key}
              checked={isShown}
              // Without a name nobody knows whom a row is about.
              disabled={key === 'name'}
              onChange={() => toggle(key)}
            >
              {attribute ?? t(`columns.${key}`)}
            </Menu.CheckboxItem>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

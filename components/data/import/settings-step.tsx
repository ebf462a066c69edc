'use client';
import {
  Alert,
  Button,
  Card,
  Collapse,
  Grid,
  Group,
  NumberInput,
  Radio,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import type { DatasetView } from '@/lib/contracts/datasets';
import {
  type DraftProblem,
  type DraftSettings,
  draftNotes,
  IMPORT_TARGETS,
} from '@/lib/contracts/import-draft';
import { draftFiles, type StoredFile, setSettings } from './draft-store';
import { TimeZoneSelect } from './time-zone-select';
import { useProblemText } from './use-problem-text';

interface Props {
  readonly files: readonly StoredFile[];
  readonly settings: DraftSettings;
  readonly datasets: readonly DatasetView[];
  readonly problems: readonly DraftProblem[];
  /** Show what is missing only once the reader has tried to go on. */
  readonly strict: boolean;
}

/** Which dataset the files go to, and how rows and days are treated. */
export function SettingsStep({ files, settings, datasets, problems, strict }: Props) {
  const t = useTranslations('data');
  const problemText = useProblemText();
  const f = useFormats();
  const errorOf = (...kinds: DraftProblem['kind'][]) => {
    const problem = problems.find((p) => kinds.includes(p.kind));
    return problem && (strict || problem.kind === 'name_too_long') ? problemText(problem) : null;
  };
  const target = datasets.find((d) => d.id === settings.datasetId);
  const newest = target?.versions[0];
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Card withBorder padding="md">
          <Stack gap="md">
            <Title order={2}>{t('settings.dataset')}</Title>
            <SegmentedControl
              aria-label={t('settings.target')}
              value={settings.target}
              onChange={(value) =>
                setSettings({ target: IMPORT_TARGETS.find((x) => x === value) ?? 'new' })
              }
              data={IMPORT_TARGETS.map((value) => ({
                value,
                label: t(`settings.targets.${value}`),
                disabled: value === 'append' && datasets.length === 0,
              }))}
            />
            {settings.target === 'new' ? (
              <>
                <TextInput
                  label={t('settings.name')}
                  placeholder={t('settings.namePlaceholder')}
                  value={settings.name}
                  onChange={(event) => setSettings({ name: event.currentTarget.value })}
                  error={errorOf('name_missing', 'name_too_long')}
                  required
                />
                <TimeZoneSelect
                  value={settings.timeZone}
                  onChange={(timeZone) => setSettings({ timeZone })}
                  error={errorOf('time_zone_missing')}
                />
              </>
            ) : (
              <>
                <Select
                  label={t('settings.appendTo')}
                  data={datasets.map((d) => ({ value: d.id, label: d.name }))}
                  value={settings.datasetId}
                  onChange={(datasetId) => setSettings({ datasetId })}
                  allowDeselect={false}
                  searchable
                  placeholder={t('settings.chooseDataset')}
                  error={errorOf('dataset_missing')}
                  required
                />
                {target && newest ? (
                  <Text size="sm" c="dimmed">
                    {t('settings.appendNote', {
                      version: newest.number,
                      next: newest.number + 1,
                      lastDay: f.day(newest.lastDay),
                      timeZone: target.timeZone,
                    })}
                  </Text>
                ) : null}
              </>
            )}
            <Radio.Group
              label={t('settings.duplicates')}
              description={t('settings.duplicatesHint')}
              value={settings.duplicates}
              onChange={(value) => setSettings({ duplicates: value === 'drop' ? 'drop' : 'keep' })}
            >
              <Stack gap={6} mt="xs">
                <Radio value="keep" label={t('settings.keep')} />
                <Radio value="drop" label={t('settings.drop')} />
              </Stack>
            </Radio.Group>
            <Advanced settings={settings} problems={problems} />
          </Stack>
        </Card>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Summary files={files} settings={settings} />
      </Grid.Col>
    </Grid>
  );
}

/** What is about to be imported, and what a dataset without one of the tables goes without. */
function Summary({ files, settings }: Pick<Props, 'files' | 'settings'>) {
  const t = useTranslations('data');
  const f = useFormats();
  return (
    <Stack gap="md">
      <Card withBorder padding="md" component="section" aria-labelledby="import-summary">
        <Title order={2} id="import-summary">
          {t('settings.summary')}
        </Title>
        <Stack component="ul" gap="xs" m={0} mt="sm" p={0} style={{ listStyle: 'none' }}>
          {files.map((file) => (
            <Group
              key={file.key}
              component="li"
              justify="space-between"
              wrap="nowrap"
              align="flex-start"
              gap="sm"
            >
              <div style={{ minWidth: 0 }}>
                <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
                  {file.name}
                </Text>
                <Text size="xs" c="dimmed">
                  {t('settings.fileSummary', {
                    table: t(`tables.${file.table}`),
                    mapped: Object.keys(file.mapping).length,
                  })}
                </Text>
              </div>
              <Text size="sm" c="dimmed" className="tabular" style={{ whiteSpace: 'nowrap' }}>
                {f.bytes(file.bytes)}
              </Text>
            </Group>
          ))}
        </Stack>
      </Card>
      {draftNotes(draftFiles(files), settings).map((note) => (
        <Alert key={note} variant="light" color="night" icon={<IconInfoCircle aria-hidden />}>
          {t(`notes.${note}`)}
        </Alert>
      ))}
    </Stack>
  );
}

function Advanced({
  settings,
  problems,
}: {
  settings: DraftSettings;
  problems: readonly DraftProblem[];
}) {
  const t = useTranslations('data');
  const problemText = useProblemText();
  const broken = problems.some((p) => p.kind === 'days_invalid');
  const [opened, { toggle }] = useDisclosure(broken);
  const fields = ['observeDays', 'outcomeDays', 'strideDays'] as const;
  return (
    <div>
      <Group>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={toggle}
          aria-expanded={opened}
          aria-controls="advanced"
          ml={-8}
        >
          {t(opened ? 'settings.hideAdvanced' : 'settings.advanced')}
        </Button>
      </Group>
      <Collapse expanded={opened} id="advanced">
        <Text size="sm" c="dimmed" my="xs">
          {t('settings.windowsHint')}
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          {fields.map((field) => {
            const problem = problems.find((p) => p.kind === 'days_invalid' && p.field === field);
            return (
              <NumberInput
                key={field}
                label={t(`windowFields.${field}`)}
                min={1}
                max={90}
                allowDecimal={false}
                suffix={t('settings.daysSuffix')}
                value={settings[field] ?? ''}
                onChange={(value) =>
                  setSettings({ [field]: typeof value === 'number' ? value : null })
                }
                error={problem ? problemText(problem) : null}
              />
            );
          })}
        </SimpleGrid>
      </Collapse>
    </div>
  );
}

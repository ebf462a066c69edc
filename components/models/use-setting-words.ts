'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useFormats } from '@/components/ui/use-formats';
import { MODEL_KINDS, type RunDetail } from '@/lib/contracts/models';
import { SCALERS } from '@/lib/contracts/training';
import { flatSettings, type SettingValue } from '@/lib/domain/models/settings';

/** Settings that have a name of their own; others are shown by the name that the command line uses. */
const NAMED = [
  'kind',
  'scaler',
  'l2',
  'model.model',
  'model.units',
  'model.layers',
  'model.dropout',
  'model.l2',
  'training.epochs',
  'training.batchSize',
  'training.learningRate',
  'training.patience',
  'training.clipNorm',
  'training.classWeights',
  'training.seed',
  'trees.num_iterations',
  'trees.learning_rate',
  'trees.num_leaves',
  'trees.seed',
  'split.kind',
  'split.testAnchors',
  'split.validationShare',
  'split.seed',
  'calibration',
  'features',
  'engine',
  'parameters',
  'bestStep',
  'version',
] as const;

/** Everything that was chosen for a run, and what came of it, as one flat list. */
export function settingsOf(run: RunDetail): Map<string, SettingValue> {
  return flatSettings({
    ...run.candidate,
    split: run.split,
    calibration: run.calibration?.method ?? 'none',
    features: run.features.length,
    engine: run.engine,
    parameters: run.parameters,
    bestStep: run.bestStep,
    version: run.versionNumber,
  });
}

export function useSettingWords() {
  const t = useTranslations('models');
  const f = useFormats();
  return useMemo(() => {
    const name = (key: string): string => {
      const known = NAMED.find((n) => n === key);
      // A message's name holds no dots.
      return known ? t(`settings.${dashed(known)}`) : (key.split('.').at(-1) ?? key);
    };
    const value = (key: string, of: SettingValue | undefined): string => {
      if (of === undefined || of === null) return '–';
      const scaler = SCALERS.find((s) => s === of);
      if (key === 'scaler' && scaler) return t(`scalers.${scaler}`);
      const kind = MODEL_KINDS.find((k) => k === of);
      if ((key === 'kind' || key === 'model.model') && kind) return t(`kinds.${kind}`);
      if (key === 'kind' && of === 'sequence') return t('sequence');
      if (key === 'split.kind') return t(of === 'random' ? 'splits.random' : 'splits.time');
      if (key === 'calibration') return t(`calibrations.${calibrationOf(of)}`);
      if (key === 'training.classWeights')
        return t(`classWeights.${of === 'balanced' ? 'balanced' : 'none'}`);
      return key === 'parameters' && typeof of === 'number' ? f.integer(of) : String(of);
    };
    const isNamed = (key: string) => NAMED.some((n) => n === key);
    return { name, value, isNamed };
  }, [t, f]);
}

const calibrationOf = (value: SettingValue) =>
  value === 'platt' || value === 'isotonic' ? value : 'none';

type Dashed<T extends string> = T extends `${infer A}.${infer B}` ? `${A}-${B}` : T;
const dashed = <T extends string>(key: T) => key.replace('.', '-') as Dashed<T>;

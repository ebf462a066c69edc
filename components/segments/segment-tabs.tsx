'use client';
import type { ComponentType } from 'react';
import { ComparisonTab } from './comparison/comparison-tab';
import type { SegmentProps } from './props';
import { SegmentationTab } from './segmentation/segmentation-tab';
import { ThresholdTab } from './threshold/threshold-tab';
import type { SegmentTab } from './use-segment-filter';

/** What each view shows. */
export const TAB_PANELS: Readonly<Record<SegmentTab, ComponentType<SegmentProps>>> = {
  threshold: ThresholdTab,
  comparison: ComparisonTab,
  segmentation: SegmentationTab,
};

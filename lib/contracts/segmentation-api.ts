import type { Endpoint } from './endpoint';
import {
  segmentationQuerySchema,
  segmentationSchema,
  segmentComparisonQuerySchema,
  segmentComparisonSchema,
} from './segmentation';

export const SEGMENTATION_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/segments/segmentation',
    summary: 'Groups of celebs that are alike: RFM, k-means or a Gaussian mixture.',
    query: segmentationQuerySchema,
    response: segmentationSchema,
  },
  {
    method: 'get',
    path: '/segments/segmentation/comparison',
    summary: 'In what a group of alike celebs differs from another one, or from the rest.',
    query: segmentComparisonQuerySchema,
    response: segmentComparisonSchema,
  },
];

import type { SimplifiedGraph } from '@/lib/domain/process/simplify';
import { layoutMap } from './map-layout';

self.addEventListener('message', (event: MessageEvent<{ id: number; graph: SimplifiedGraph }>) => {
  self.postMessage({ id: event.data.id, layout: layoutMap(event.data.graph) });
});

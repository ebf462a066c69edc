'use client';
import { useEffect, useRef, useState } from 'react';
import type { SimplifiedGraph } from '@/lib/domain/process/simplify';
import type { MapLayout } from './map-layout';

/** Places the graph in a worker, so that the page stays quick; the last layout stays until the next one is there. */
export function useLayout(graph: SimplifiedGraph): MapLayout | undefined {
  const worker = useRef<Worker | null>(null);
  const asked = useRef(0);
  const [layout, setLayout] = useState<MapLayout>();
  useEffect(() => {
    const made = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    made.addEventListener(
      'message',
      ({ data }: MessageEvent<{ id: number; layout: MapLayout }>) => {
        if (data.id === asked.current) setLayout(data.layout);
      },
    );
    worker.current = made;
    return () => {
      made.terminate();
      worker.current = null;
    };
  }, []);
  useEffect(() => {
    asked.current += 1;
    worker.current?.postMessage({ id: asked.current, graph });
  }, [graph]);
  return layout;
}

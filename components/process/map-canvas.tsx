'use client';
import { ActionIcon, Box, Group, useMatches } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { IconMaximize, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import classes from './map-canvas.module.css';
import type { MapLayout } from './map-layout';

/** Height of the row of buttons. */
const TOOLS = 36;
const STEP = 1.25;
const SMALLEST = 0.15;
const LARGEST = 4;
/** Smaller than this, names cannot be read; a wide map is rather moved about than shrunk further. */
const READABLE = 0.62;
/** A small map is not blown up further. */
const BIGGEST_FIT = 1.15;
/** A press that moves further is a drag, not a click. */
const CLICK_PX = 4;
const KEYS: Record<string, 'in' | 'out' | 'fit'> = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  _: 'out',
  '0': 'fit',
};

interface Props {
  readonly layout: MapLayout;
  /** Pixels, tools included. */
  readonly height: number;
  /** The layout's drawing, at its natural size. */
  readonly children: ReactNode;
}

/** Pixels of a map in its card: less on a phone, where it would fill the screen. */
export const useMapHeight = () => useMatches({ base: 440, sm: 660 });

/** A drawing that can be larger than its frame: drag, scroll or arrow keys move it, buttons and + - 0 keys zoom it. */
export function MapCanvas({ layout, height, children }: Props) {
  const t = useTranslations('process');
  const { ref: sizeRef, width } = useElementSize();
  const scroller = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sizeRef, scroller);
  /** null: as large as it fits, while it can be read. */
  const [chosen, setChosen] = useState<number | null>(null);
  const fit = Math.min(BIGGEST_FIT, Math.max(1, width) / Math.max(1, layout.width));
  const whole = Math.min(fit, (height - TOOLS) / Math.max(1, layout.height));
  const scale = chosen ?? Math.max(READABLE, Math.min(fit, Math.max(1, whole)));

  const drag = usePan(scroller);

  /** The point in the middle of the frame, as a share of the drawing; it stays there when the scale changes. */
  const middle = useRef({ x: 0.5, y: 0 });
  // A map wider than its frame opens where its cases begin.
  useLayoutEffect(() => {
    const start = layout.nodes.find((n) => n.kind === 'start');
    middle.current = { x: (start?.x ?? layout.width / 2) / Math.max(1, layout.width), y: 0 };
  }, [layout]);
  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    middle.current = {
      x: (box.scrollLeft + box.clientWidth / 2) / Math.max(1, box.scrollWidth),
      y: box.scrollTop === 0 ? 0 : (box.scrollTop + box.clientHeight / 2) / box.scrollHeight,
    };
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new scale or drawing is the reason to move
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const { x, y } = middle.current;
    box.scrollLeft = x * box.scrollWidth - box.clientWidth / 2;
    box.scrollTop = y * box.scrollHeight - box.clientHeight / 2;
  }, [scale, layout]);

  const zoom = (way: 'in' | 'out' | 'fit') => {
    if (way === 'fit') setChosen(fit);
    else
      setChosen(Math.min(LARGEST, Math.max(SMALLEST, way === 'in' ? scale * STEP : scale / STEP)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const way = KEYS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    zoom(way);
  };
  const button = (way: 'in' | 'out' | 'fit', label: string, icon: ReactNode) => (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={label}
      title={label}
      onClick={() => zoom(way)}
    >
      {icon}
    </ActionIcon>
  );
  return (
    <Box h={height} onKeyDown={onKeyDown}>
      <Group gap={4} h={TOOLS} justify="flex-end" align="flex-start">
        {button('out', t('zoomOut'), <IconZoomOut size={16} stroke={1.7} aria-hidden />)}
        {button('fit', t('fit'), <IconMaximize size={16} stroke={1.7} aria-hidden />)}
        {button('in', t('zoomIn'), <IconZoomIn size={16} stroke={1.7} aria-hidden />)}
      </Group>
      <Box
        ref={ref}
        className={classes.scroller}
        h={height - TOOLS}
        // A scrolling area must be reachable by keyboard.
        tabIndex={0}
        role="group"
        aria-label={t('canvas')}
        onScroll={onScroll}
        {...drag}
      >
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: the frame around it says what it shows */}
        <svg
          width={layout.width * scale}
          height={layout.height * scale}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          className={classes.drawing}
        >
          {children}
        </svg>
      </Box>
    </Box>
  );
}

/** Moves the content with the mouse; fingers scroll by themselves. */
function usePan(scroller: { readonly current: HTMLElement | null }) {
  const from = useRef<{ x: number; y: number; left: number; top: number } | null>(null);
  const moved = useRef(false);
  useEffect(() => {
    const stop = () => {
      from.current = null;
    };
    window.addEventListener('pointerup', stop);
    return () => window.removeEventListener('pointerup', stop);
  }, []);
  return {
    onPointerDown: (event: PointerEvent) => {
      const box = scroller.current;
      moved.current = false;
      if (!box || event.pointerType !== 'mouse' || event.button !== 0) return;
      from.current = {
        x: event.clientX,
        y: event.clientY,
        left: box.scrollLeft,
        top: box.scrollTop,
      };
    },
    onPointerMove: (event: PointerEvent) => {
      const box = scroller.current;
      const start = from.current;
      if (!box || !start) return;
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
      if (Math.hypot(dx, dy) > CLICK_PX) moved.current = true;
      if (!moved.current) return;
      box.scrollLeft = start.left - dx;
      box.scrollTop = start.top - dy;
    },
    onClickCapture: (event: { stopPropagation: () => void }) => {
      if (moved.current) event.stopPropagation();
      moved.current = false;
    },
  };
}

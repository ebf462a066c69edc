'use client';
import { Box, Text, VisuallyHidden } from '@mantine/core';
import {
  type PointerEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { NEUTRAL, type Scheme } from '@/components/ui/colours';
import { pointGrid } from '@/lib/domain/explain/point-grid';
import classes from './point-canvas.module.css';
import { drawPoints, type PointScene, preparedContext, type Rectangle } from './point-marks';
import { complete, inSlices, type Steps } from './slices';

export interface PointTooltip {
  readonly heading: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
}

interface Props<Scene extends PointScene> {
  /** Keeps its identity while nothing changes: a new one is drawn as a whole. */
  readonly scene: Scene;
  readonly scheme: Scheme;
  readonly palette: readonly string[];
  /** Draws all that does not move: axes and points. Keeps its identity likewise. */
  readonly paint: (context: CanvasRenderingContext2D, scene: Scene) => Steps;
  /** Points that are chosen; the others step back. Null: nothing is chosen. */
  readonly selected: readonly number[] | null;
  readonly tooltip: (point: number) => PointTooltip;
  /** The point that the keyboard stands on; the mouse comes first. */
  readonly cursor?: number;
  /** What a dragged rectangle means: its edges as they count. */
  readonly snap?: (drawn: Rectangle) => Rectangle;
  readonly onDrag: (rectangle: Rectangle) => void;
  readonly onPress?: (x: number, y: number, point: number) => void;
  /** Lies above the points. */
  readonly children?: ReactNode;
}

/** Pixels around the pointer that are looked at. */
const REACH = 7;
/** A shorter way of the pointer is a press and no rectangle. */
const LEAST_DRAG = 5;

interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Thousands of points on canvas, in three layers: what stands still is drawn once, chosen points when the choice
 * changes, and a moving pointer draws a ring or a rectangle and nothing else. `data-full-draws` and
 * `data-pointer-draws` count how often each was drawn.
 */
export function PointCanvas<Scene extends PointScene>(props: Props<Scene>) {
  const { scene, scheme, palette, paint, selected, tooltip, cursor = -1, snap, children } = props;
  const ratio = usePixelRatio();
  const holder = useRef<HTMLDivElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const chosen = useRef<HTMLCanvasElement>(null);
  const moving = useRef<HTMLCanvasElement>(null);
  const [hovered, setHovered] = useState(-1);
  const drag = useRef<{ from: Place; to: Place } | null>(null);
  const grid = useMemo(() => pointGrid(scene.x, scene.y, 2 * REACH), [scene]);
  const shown = hovered >= 0 ? hovered : cursor;
  const point = shown < scene.x.length ? shown : -1;

  useEffect(() => {
    const context = still.current && preparedContext(still.current, scene, ratio);
    if (!context) return undefined;
    return inSlices(paint(context, scene), () => count(holder.current, 'fullDraws'));
  }, [scene, paint, ratio]);

  useEffect(() => {
    const context = chosen.current && preparedContext(chosen.current, scene, ratio);
    if (!context || selected === null) return;
    const { left, top, right, bottom } = scene.area;
    context.globalAlpha = 0.8;
    context.fillStyle = NEUTRAL[scheme].card;
    context.fillRect(left, top, right - left, bottom - top);
    context.globalAlpha = 1;
    complete(drawPoints(context, scene, palette, selected));
  }, [scene, scheme, palette, selected, ratio]);

  const drawPointer = useCallback(() => {
    const context = moving.current && preparedContext(moving.current, scene, ratio);
    if (!context) return;
    count(holder.current, 'pointerDraws');
    const { ink } = NEUTRAL[scheme];
    context.strokeStyle = ink;
    if (drag.current) {
      const drawn = rectangleOf(drag.current.from, drag.current.to);
      const { left, top, right, bottom } = snap?.(drawn) ?? drawn;
      context.globalAlpha = 0.1;
      context.fillStyle = ink;
      context.fillRect(left, top, right - left, bottom - top);
      context.globalAlpha = 1;
      context.setLineDash([4, 3]);
      context.strokeRect(left, top, right - left, bottom - top);
      context.setLineDash([]);
    } else if (point >= 0) {
      context.lineWidth = 2;
      context.beginPath();
      context.arc(
        scene.x[point] as number,
        scene.y[point] as number,
        scene.radius + 3,
        0,
        2 * Math.PI,
      );
      context.stroke();
    }
  }, [scene, scheme, ratio, point, snap]);
  useEffect(drawPointer, [drawPointer]);

  const inFrame = useFrame();
  const placeOf = (event: PointerEvent): Place => {
    const box = holder.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = placeOf(event);
    drag.current = { from, to: from };
  };
  const onPointerMove = (event: PointerEvent) => {
    const to = placeOf(event);
    inFrame(() => {
      if (drag.current) {
        drag.current.to = to;
        drawPointer();
      } else setHovered(grid.nearest(to.x, to.y, REACH));
    });
  };
  const onPointerUp = (event: PointerEvent) => {
    if (!drag.current) return;
    const [{ from }, to] = [drag.current, placeOf(event)];
    drag.current = null;
    drawPointer();
    if (Math.hypot(to.x - from.x, to.y - from.y) >= LEAST_DRAG) {
      const drawn = rectangleOf(from, to);
      props.onDrag(snap?.(drawn) ?? drawn);
    } else props.onPress?.(to.x, to.y, grid.nearest(to.x, to.y, REACH));
  };
  const stop = () => {
    drag.current = null;
    inFrame(() => setHovered(-1));
    drawPointer();
  };
  return (
    <div ref={holder} className={classes.holder} style={{ height: scene.height }}>
      <canvas ref={still} className={classes.layer} aria-hidden />
      <canvas ref={chosen} className={classes.layer} aria-hidden />
      <canvas
        ref={moving}
        className={`${classes.layer} ${classes.pointer}`}
        aria-hidden
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={stop}
        onPointerLeave={stop}
      />
      {children}
      {point >= 0 ? <Tooltip scene={scene} point={point} {...tooltip(point)} /> : null}
      <VisuallyHidden aria-live="polite">
        {cursor >= 0 ? sentence(tooltip(cursor)) : null}
      </VisuallyHidden>
    </div>
  );
}

const sentence = ({ heading, lines }: PointTooltip): string =>
  [heading, ...lines.map(({ label, value }) => `${label} ${value}`)].join(', ');

function Tooltip({
  scene,
  point,
  heading,
  lines,
}: PointTooltip & { readonly scene: PointScene; readonly point: number }) {
  const [x, y] = [scene.x[point] as number, scene.y[point] as number];
  const [atRight, atBottom] = [x > scene.width / 2, y > scene.height / 2];
  return (
    <Box
      role="tooltip"
      className={classes.tooltip}
      style={{
        left: x + (atRight ? -12 : 12),
        top: y + (atBottom ? -12 : 12),
        transform: `translate(${atRight ? '-100%' : '0'}, ${atBottom ? '-100%' : '0'})`,
        width: 'max-content',
      }}
    >
      <Text size="xs" c="dimmed">
        {heading}
      </Text>
      {lines.map(({ label, value }) => (
        <div key={label} className={classes.line}>
          <span>{label}</span>
          <b className="tabular">{value}</b>
        </div>
      ))}
    </Box>
  );
}

const rectangleOf = (a: Place, b: Place): Rectangle => ({
  left: Math.min(a.x, b.x),
  top: Math.min(a.y, b.y),
  right: Math.max(a.x, b.x),
  bottom: Math.max(a.y, b.y),
});

function count(element: HTMLElement | null, what: 'fullDraws' | 'pointerDraws'): void {
  if (element) element.dataset[what] = String(Number(element.dataset[what] ?? 0) + 1);
}

/** Runs the newest of the given works before the next frame: a mouse tells more moves than a screen shows. */
function useFrame(): (work: () => void) => void {
  const frame = useRef(0);
  const newest = useRef<() => void>(() => {});
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useCallback((work) => {
    newest.current = work;
    frame.current ||= requestAnimationFrame(() => {
      frame.current = 0;
      newest.current();
    });
  }, []);
}

/** Pixels of the screen per pixel of the page; changes with the zoom and from screen to screen. */
function usePixelRatio(): number {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => window.devicePixelRatio,
    () => 1,
  );
}

'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { type CurveLines, curveLines } from '@/components/charts/curve-lines';
import type { Column } from '@/components/ui/data-table';

interface Point {
  readonly key: string;
  readonly line: string;
  readonly x: number;
  readonly y: number | null;
}
const pointKey = (point: Point) => point.key;

interface Props extends CurveLines {
  readonly title: string;
  readonly subtitle?: string;
  readonly alt: string;
  readonly fileName: string;
  readonly height?: number;
}

/** Lines over a numeric axis with their points as a table. Keep the identity of `lines` while they stay the same. */
export function CurveChart({ title, subtitle, alt, fileName, height = 320, ...data }: Props) {
  const t = useTranslations('models');
  const { lines, xName, yName, formatX, formatY } = data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: ranges are literals of the caller
  const option = useMemo(() => curveLines(data), [lines, xName, yName, formatX, formatY]);
  const rows = useMemo(
    () =>
      lines
        .filter((line) => !line.guide)
        .flatMap((line, i) =>
          line.points.map(([x, y], j): Point => ({ key: `${i} ${j}`, line: line.name, x, y })),
        ),
    [lines],
  );
  const columns = useMemo(
    (): Column<Point>[] => [
      { key: 'line', label: t('line'), value: (p) => p.line },
      { key: 'x', label: xName, value: (p) => p.x, cell: (p) => formatX(p.x), numeric: true },
      {
        key: 'y',
        label: yName,
        value: (p) => p.y,
        cell: (p) => (p.y === null ? '–' : formatY(p.y)),
        numeric: true,
      },
    ],
    [t, xName, yName, formatX, formatY],
  );
  return (
    <Chart
      title={title}
      subtitle={subtitle}
      alt={alt}
      height={height}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={pointKey}
      fileName={fileName}
    />
  );
}

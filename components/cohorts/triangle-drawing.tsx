import { NEUTRAL, ON_SEQUENTIAL, type Scheme, SEQUENTIAL } from '@/components/ui/colours';
import { FONT } from '@/components/ui/theme';
import type { Cohort } from '@/lib/domain/cohorts/triangle';
import { cellStep, type TriangleWords } from './triangle-look';
import { HEAD_WIDTH, ROW_HEIGHT } from './triangle-table';
import type { CohortMeasure } from './use-cohort-filter';

interface Props {
  readonly cohorts: readonly Cohort[];
  readonly weeks: number;
  readonly measure: CohortMeasure;
  readonly borders: readonly number[];
  readonly scheme: Scheme;
  readonly words: TriangleWords;
}

const CELL_WIDTH = 56;
const TOP = 26;

export const drawingSize = ({ cohorts, weeks }: Pick<Props, 'cohorts' | 'weeks'>) => ({
  width: HEAD_WIDTH + weeks * CELL_WIDTH,
  height: TOP + cohorts.length * ROW_HEIGHT,
});

/** The triangle as a picture for a file; it uses no hooks, so it can be written as text. */
export function TriangleDrawing({ cohorts, weeks, measure, borders, scheme, words }: Props) {
  const colours = NEUTRAL[scheme];
  const middle = (column: number) => HEAD_WIDTH + (column + 0.5) * CELL_WIDTH;
  return (
    <g fontFamily={FONT} fontSize={12} fill={colours.ink}>
      <text y={16} fill={colours.soft}>
        {words.joinWeek}
      </text>
      {Array.from({ length: weeks }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a week's place is its name
        <text key={i} x={middle(i)} y={16} textAnchor="middle" fill={colours.soft}>
          {words.week(i)}
        </text>
      ))}
      {cohorts.map((cohort, row) => (
        <g key={cohort.cohort ?? ''} transform={`translate(0,${TOP + row * ROW_HEIGHT})`}>
          <text y={17}>{words.cohort(cohort.cohort)}</text>
          <text y={31} fontSize={11} fill={colours.soft}>
            {words.size(cohort.celebs)}
          </text>
          {cohort.cells.map((cell, column) => {
            const step = cellStep(cohort, cell, measure, borders);
            const ink = step === null ? colours.soft : ON_SEQUENTIAL[scheme][step];
            return (
              <g key={cell.week}>
                <rect
                  x={HEAD_WIDTH + column * CELL_WIDTH + 1.5}
                  y={1.5}
                  width={CELL_WIDTH - 3}
                  height={ROW_HEIGHT - 3}
                  rx={4}
                  fill={step === null ? 'none' : SEQUENTIAL[scheme][step]}
                  stroke={cell.complete ? 'none' : colours.soft}
                  strokeDasharray="3 3"
                />
                <text x={middle(column)} y={18} textAnchor="middle" fill={ink}>
                  {words.main(cell)}
                </text>
                <text x={middle(column)} y={31} textAnchor="middle" fontSize={10.5} fill={ink}>
                  {words.other(cell)}
                </text>
              </g>
            );
          })}
        </g>
      ))}
    </g>
  );
}

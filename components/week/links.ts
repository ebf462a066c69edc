import type { WeekDetail, WeekFigure } from '@/lib/contracts/weeks';

/** Ways from the brief to the rows behind it. */
export interface BriefLinks {
  figure(figure: WeekFigure): string;
  celeb(celebId: string): string;
  readonly work: string;
  readonly models: string;
  readonly explain: string;
}

/** The links of a week for readers who may open the other pages. */
export function briefLinks({ versionId, snapshotId }: WeekDetail): BriefLinks {
  const page = (path: string, query: Record<string, string>) =>
    `${path}?${new URLSearchParams({ version: versionId, ...query })}`;
  const worklist = (query: Record<string, string>) =>
    page('/celebs', { snapshot: snapshotId, ...query });
  const series = (metric: string) => page('/explore/series', { metric });
  const figures: Readonly<Record<WeekFigure, string>> = {
    active: series('active_celebs'),
    churned: page('/explore/cohorts', {}),
    atRisk: worklist({ group: 'priority' }),
    recovered: worklist({ move: 'recovered' }),
    stickers: series('sticker_count'),
    amount: series('sticker_amount'),
    stickersAtRisk: worklist({ group: 'priority' }),
  };
  return {
    figure: (figure) => figures[figure],
    celeb: (celebId) => page(`/celebs/${encodeURIComponent(celebId)}`, { snapshot: snapshotId }),
    work: page('/celebs/rounds', {}),
    models: page('/models', {}),
    explain: page('/explain', {}),
  };
}

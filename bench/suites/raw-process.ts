/**
 * The three questions as somebody at home in DuckDB would write them for visits split by 30 minutes: strings instead of
 * codes, lists instead of hashes, no order for equal time stamps. Each returns a figure that must equal ours.
 */
const NEXT = "INTERVAL '30 minutes'";

/** Transitions between different events of one visit. */
export const rawDfg = (events: string): string => `
  WITH ahead AS (
    SELECT event, ts, lead(event) OVER w AS next_event, lead(ts) OVER w AS next_ts
    FROM ${events} WINDOW w AS (PARTITION BY actor_id ORDER BY ts)
  ), pairs AS (
    SELECT event, next_event, count(*) AS n, median(epoch(next_ts - ts)) AS wait
    FROM ahead WHERE next_ts - ts <= ${NEXT} GROUP BY ALL
  ) SELECT CAST(sum(n) AS DOUBLE) AS figure FROM pairs`;

const visits = (events: string): string => `
  begun AS (
    SELECT *, CASE WHEN ts - lag(ts) OVER w <= ${NEXT} THEN 0 ELSE 1 END AS begins
    FROM ${events} WINDOW w AS (PARTITION BY actor_id ORDER BY ts)
  ), numbered AS (
    SELECT *, sum(begins) OVER (PARTITION BY actor_id ORDER BY ts ROWS UNBOUNDED PRECEDING) AS visit FROM begun
  )`;

/** Visits. */
export const rawVariants = (events: string): string => `
  WITH ${visits(events)}, cases AS (
    SELECT list(event ORDER BY ts) AS variant FROM numbered GROUP BY actor_id, visit
  ), variants AS (
    SELECT variant, count(*) AS n FROM cases GROUP BY variant
  ), top AS (SELECT * FROM variants ORDER BY n DESC LIMIT 200)
  SELECT CAST((SELECT sum(n) FROM variants) AS DOUBLE) AS figure, (SELECT count(*) FROM top) AS shown`;

/** Visits with the event, by what they do in the five steps after it. */
export const rawSankey = (events: string, event: string, steps: number): string => {
  const numbers = Array.from({ length: steps }, (_, i) => i + 1);
  return `
  WITH ${visits(events)}, looked AS (
    SELECT actor_id, visit, ts, event, ${numbers.map((i) => `lead(event, ${i}) OVER w AS e${i}`).join(', ')}
    FROM numbered WINDOW w AS (PARTITION BY actor_id, visit ORDER BY ts)
  ), first AS (
    SELECT *, row_number() OVER (PARTITION BY actor_id, visit ORDER BY ts) AS occurrence FROM looked WHERE event = '${event}'
  ), paths AS (
    SELECT ${numbers.map((i) => `e${i}`).join(', ')}, count(*) AS n FROM first WHERE occurrence = 1 GROUP BY ALL
  ) SELECT CAST(sum(n) AS DOUBLE) AS figure FROM paths`;
};

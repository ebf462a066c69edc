import type { ProcessSankey } from '@/lib/contracts/process';
import { buildSankey, keptEvents } from '@/lib/domain/process/sankey';

/** open goes to chat (85 of 100: 60 on to like, 25 end), post (5, on to like), story (4, end), or nowhere (6). */
export function exampleSankey(): ProcessSankey {
  const paths = [
    { steps: ['open', 'chat', 'like'], cases: 60 },
    { steps: ['open', 'chat', null], cases: 25 },
    { steps: ['open', 'post', 'like'], cases: 5 },
    { steps: ['open', 'story', null], cases: 4 },
    { steps: ['open', null, null], cases: 6 },
  ];
  const counts = [
    { step: 0, event: 'open', cases: 100 },
    { step: 1, event: 'chat', cases: 85 },
    { step: 1, event: 'post', cases: 5 },
    { step: 1, event: 'story', cases: 4 },
    { step: 2, event: 'like', cases: 65 },
  ];
  const kept = keptEvents(counts, 100, 2, 0.1);
  const { cases, nodes, links, paths: whole } = buildSankey(paths, kept);
  return {
    cases,
    nodes: [...nodes],
    links: [...links],
    paths: whole.map((p) => ({ nodes: [...p.nodes], cases: p.cases })),
    totalPaths: whole.length,
    kept: kept.map((events) => [...events]),
    events: ['chat', 'like', 'open', 'post', 'story'],
  };
}

import type { KeyboardEvent } from 'react';
import { CATEGORICAL, NEUTRAL, type Scheme, SEQUENTIAL } from '@/components/ui/colours';
import { FONT } from '@/components/ui/theme';
import type { SankeyDirection } from '@/lib/domain/process/sankey';
import type { PlacedFlow, PlacedStep, SankeyLayout } from './sankey-layout';
import type { SankeyMark } from './sankey-marks';
import { shortName } from './short-name';

export interface SankeyWords {
  /** Heading of a step. */
  readonly step: (step: number) => string;
  readonly name: (node: PlacedStep) => string;
  readonly share: (node: PlacedStep) => string;
  /** What pressing it does, with its numbers. */
  readonly node: (node: PlacedStep) => string;
  readonly link: (link: PlacedFlow) => string;
}

export interface SankeyHands {
  readonly onPress: (mark: SankeyMark) => void;
  /** null: left. */
  readonly onPoint: (mark: SankeyMark | null) => void;
  readonly onKey: (mark: SankeyMark, event: KeyboardEvent) => void;
  /** The one mark that the Tab key reaches; arrow keys lead on from it. */
  readonly reachable: SankeyMark;
}

interface Props {
  readonly layout: SankeyLayout;
  readonly direction: SankeyDirection;
  readonly scheme: Scheme;
  readonly words: SankeyWords;
  /** Cases of the highlighted ways at each node and on each link. */
  readonly flow?: { readonly nodes: Float64Array; readonly links: Float64Array };
  readonly hands?: SankeyHands;
}

/** What the mark's element is called, so that it can be given the focus. */
export const markId = ({ kind, at }: SankeyMark) => `sankey-${kind}-${at}`;

function handles(mark: SankeyMark, label: string, hands: SankeyHands | undefined) {
  if (!hands) return {};
  const { reachable } = hands;
  return {
    id: markId(mark),
    role: 'button',
    tabIndex: reachable.kind === mark.kind && reachable.at === mark.at ? 0 : -1,
    'aria-label': label,
    style: { cursor: 'pointer' },
    onClick: () => hands.onPress(mark),
    onKeyDown: (event: KeyboardEvent) => hands.onKey(mark, event),
    onFocus: () => hands.onPoint(mark),
    onBlur: () => hands.onPoint(null),
    onPointerEnter: () => hands.onPoint(mark),
    onPointerLeave: () => hands.onPoint(null),
  };
}

/** The diagram's marks without a frame, the same for page and file; it uses no hooks, so it can be written as text. */
export function SankeyDrawing({ layout, direction, scheme, words, flow, hands }: Props) {
  const colours = NEUTRAL[scheme];
  const [, orange] = CATEGORICAL[scheme];
  const before = direction === 'before';
  const part = (cases: number | undefined, of: number) => (cases ?? 0) / Math.max(1, of);
  return (
    <g fontFamily={FONT} fontSize={12}>
      {layout.columns.map((x, step) => (
        <text
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its position
          key={step}
          x={before ? x + 14 : x}
          y={14}
          textAnchor={before ? 'end' : 'start'}
          fill={colours.soft}
          fontSize={11}
        >
          {words.step(step)}
        </text>
      ))}
      {layout.links.map((link, at) => (
        <g
          key={`${link.source} ${link.target}`}
          {...handles({ kind: 'link', at }, words.link(link), hands)}
        >
          <path
            d={link.path}
            fill="none"
            stroke="transparent"
            strokeWidth={Math.max(8, link.width)}
          />
          <path
            d={link.path}
            fill="none"
            stroke={SEQUENTIAL[scheme][2]}
            strokeWidth={link.width}
            strokeOpacity={flow ? 0.22 : 0.5}
          />
          {flow && (flow.links[at] ?? 0) > 0 ? (
            <path
              d={link.path}
              fill="none"
              stroke={orange}
              strokeWidth={Math.max(1, link.width * part(flow.links[at], link.cases))}
              strokeOpacity={0.85}
            />
          ) : null}
        </g>
      ))}
      {layout.nodes.map((node, at) => (
        <g
          key={`${node.step} ${node.kind} ${node.event}`}
          {...handles({ kind: 'node', at }, words.node(node), hands)}
        >
          <rect
            x={node.x}
            y={node.y}
            width={node.width}
            height={node.height}
            rx={2}
            fill={
              node.kind === 'event'
                ? SEQUENTIAL[scheme][4]
                : node.kind === 'other'
                  ? colours.soft
                  : colours.card
            }
            stroke={node.kind === 'end' ? colours.soft : 'none'}
            strokeDasharray={node.kind === 'end' ? '3 2' : undefined}
          />
          {flow && (flow.nodes[at] ?? 0) > 0 ? (
            <rect
              x={node.x}
              y={node.y}
              width={node.width}
              height={Math.max(1, node.height * part(flow.nodes[at], node.cases))}
              rx={2}
              fill={orange}
            />
          ) : null}
          <text
            x={before ? node.x - 6 : node.x + node.width + 6}
            y={node.y + node.height / 2 + 4}
            textAnchor={before ? 'end' : 'start'}
            fill={node.kind === 'event' ? colours.ink : colours.soft}
            fontStyle={node.kind === 'event' ? 'normal' : 'italic'}
            stroke={colours.card}
            strokeWidth={3}
            paintOrder="stroke"
          >
            {shortName(words.name(node), node.nameLetters)}
            <tspan fill={colours.soft} fontStyle="normal" dx={5} fontSize={11}>
              {words.share(node)}
            </tspan>
          </text>
        </g>
      ))}
    </g>
  );
}

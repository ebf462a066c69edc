import type { KeyboardEvent } from 'react';
import { NEUTRAL, type Scheme, SEQUENTIAL } from '@/components/ui/colours';
import { FONT } from '@/components/ui/theme';
import {
  edgePath,
  edgeWidth,
  type MapLayout,
  type PlacedEdge,
  type PlacedNode,
} from './map-layout';
import { shortName } from './short-name';

export interface MapWords {
  readonly node: (node: PlacedNode) => string;
  readonly edge: (edge: PlacedEdge) => string;
  readonly count: (count: number) => string;
  readonly edgeLabel: (edge: PlacedEdge) => string;
}

/** How an edge looks beside its way. */
export interface EdgeStyle {
  readonly stroke: string;
  readonly width: number;
  readonly dash: string | undefined;
  readonly opacity: number;
}

interface Props {
  readonly layout: MapLayout;
  readonly scheme: Scheme;
  readonly words: MapWords;
  /** Left out: width by frequency, starts and ends dashed. */
  readonly styleOf?: (edge: PlacedEdge) => EdgeStyle;
  readonly onNode?: (node: PlacedNode) => void;
  readonly onEdge?: (edge: PlacedEdge) => void;
}

const arrowOf = (colour: string) => `process-arrow-${colour.slice(1)}`;

const button = (label: string, press: (() => void) | undefined) =>
  press
    ? {
        role: 'button',
        tabIndex: 0,
        'aria-label': label,
        style: { cursor: 'pointer' },
        onClick: press,
        onKeyDown: (event: KeyboardEvent) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          press();
        },
      }
    : {};

/** The map's marks without a frame, the same for page and file; it uses no hooks, so it can be written as text. */
export function MapDrawing({ layout, scheme, words, styleOf, onNode, onEdge }: Props) {
  const colours = NEUTRAL[scheme];
  const line = SEQUENTIAL[scheme][3];
  const most = Math.max(1, ...layout.edges.map((e) => e.count));
  const mostEvents = Math.max(1, ...layout.nodes.map((n) => (n.kind === 'activity' ? n.count : 0)));
  const style =
    styleOf ??
    ((edge: PlacedEdge): EdgeStyle => ({
      stroke: line,
      width: edgeWidth(edge.count, most),
      dash: edge.from === null || edge.to === null ? '5 4' : undefined,
      opacity: 0.75,
    }));
  const styled = layout.edges.map((edge) => ({ edge, look: style(edge) }));
  return (
    <g fontFamily={FONT} fontSize={12}>
      <defs>
        {[...new Set(styled.map(({ look }) => look.stroke))].map((stroke) => (
          <marker
            key={stroke}
            id={arrowOf(stroke)}
            viewBox="0 0 10 10"
            refX={9}
            refY={5}
            markerWidth={9}
            markerHeight={9}
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0,0 L10,5 L0,10 z" fill={stroke} />
          </marker>
        ))}
      </defs>
      {styled.map(({ edge, look }) => (
        <g key={edge.id} {...button(words.edge(edge), onEdge && (() => onEdge(edge)))}>
          <path d={edgePath(edge.points)} fill="none" stroke="transparent" strokeWidth={16} />
          <path
            d={edgePath(edge.points)}
            fill="none"
            stroke={look.stroke}
            strokeWidth={look.width}
            strokeDasharray={look.dash}
            strokeOpacity={look.opacity}
            markerEnd={`url(#${arrowOf(look.stroke)})`}
          />
        </g>
      ))}
      {/* Above all lines, so that none crosses out a number. */}
      <g pointerEvents="none">
        {layout.edges.map((edge) => (
          <text
            key={edge.id}
            x={edge.x}
            y={edge.y + 4}
            textAnchor="middle"
            fill={colours.ink}
            stroke={colours.card}
            strokeWidth={4}
            paintOrder="stroke"
            fontSize={11}
          >
            {words.edgeLabel(edge)}
          </text>
        ))}
      </g>
      {layout.nodes.map((node) =>
        node.kind === 'activity' ? (
          <g key={node.id} {...button(words.node(node), onNode && (() => onNode(node)))}>
            <title>{node.name}</title>
            <rect
              x={node.x - node.width / 2}
              y={node.y - node.height / 2}
              width={node.width}
              height={node.height}
              rx={8}
              fill={colours.faint}
              stroke={line}
              strokeWidth={1 + 2.5 * Math.sqrt(node.count / mostEvents)}
            />
            <text x={node.x} y={node.y - 3} textAnchor="middle" fill={colours.ink} fontWeight={600}>
              {shortName(node.name ?? '', 18)}
            </text>
            <text x={node.x} y={node.y + 13} textAnchor="middle" fill={colours.soft} fontSize={11}>
              {words.count(node.count)}
            </text>
          </g>
        ) : (
          <g key={node.id}>
            <title>{words.node(node)}</title>
            <circle
              cx={node.x}
              cy={node.y}
              r={12}
              fill={colours.card}
              stroke={colours.soft}
              strokeWidth={2}
            />
            {node.kind === 'start' ? (
              <path d={`M${node.x - 4},${node.y - 6} l10,6 l-10,6 z`} fill={colours.soft} />
            ) : (
              <rect x={node.x - 5} y={node.y - 5} width={10} height={10} fill={colours.soft} />
            )}
          </g>
        ),
      )}
    </g>
  );
}

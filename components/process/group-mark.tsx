import { CATEGORICAL, NEUTRAL, type Scheme } from '@/components/ui/colours';

/** The two compared groups: a colour, a line and a sign for "more often here", so that none stands alone. */
export const groupStyle = (scheme: Scheme) =>
  ({
    a: { colour: CATEGORICAL[scheme][0], dash: undefined, sign: '▲' },
    b: { colour: CATEGORICAL[scheme][1], dash: '7 4', sign: '▼' },
  }) as const;

/** The line of what is not clearly more often in either. */
export const UNCLEAR_DASH = '2 3';

/** A group's sign and a piece of its line. */
export function GroupMark({ group, scheme }: { group: 'a' | 'b'; scheme: Scheme }) {
  const { colour, dash, sign } = groupStyle(scheme)[group];
  return (
    <svg width={44} height={14} aria-hidden style={{ flex: 'none' }}>
      <text x={0} y={12} fontSize={12} fill={colour}>
        {sign}
      </text>
      <path d="M16,7 H44" stroke={colour} strokeWidth={4} strokeDasharray={dash} />
    </svg>
  );
}

export function UnclearMark({ scheme }: { scheme: Scheme }) {
  return (
    <svg width={28} height={14} aria-hidden style={{ flex: 'none' }}>
      <path
        d="M0,7 H28"
        stroke={NEUTRAL[scheme].soft}
        strokeWidth={1.2}
        strokeDasharray={UNCLEAR_DASH}
      />
    </svg>
  );
}

import type { ComponentChildren } from 'preact';
import { useSpeech } from '../words/language';

export interface Point {
  readonly label: string;
  readonly value: number;
}

interface ChartProps {
  readonly title: string;
  readonly points: readonly Point[];
  /** The same figures for who does not see the picture. */
  readonly table: ComponentChildren;
}

/** A picture with its title, and the same figures as a table below it. */
function Figure({
  title,
  table,
  children,
}: {
  title: string;
  table: ComponentChildren;
  children: ComponentChildren;
}) {
  const { words } = useSpeech();
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      {children}
      <details>
        <summary>{words.operations.asTable}</summary>
        {table}
      </details>
    </figure>
  );
}

const highest = (points: readonly Point[]): number => Math.max(1, ...points.map(({ value }) => value));

const [WIDTH, HEIGHT] = [600, 140];

/** A value over time. Attributes only, no inline style: the policy of the pages allows none. */
export function LineChart({ title, points, table }: ChartProps) {
  const { number } = useSpeech();
  const top = highest(points);
  // A single point is a level line.
  const drawn = points.length === 1 ? [...points, ...points] : points;
  const at = ({ value }: Point, index: number): string =>
    `${(index / Math.max(1, drawn.length - 1)) * WIDTH},${HEIGHT - (value / top) * HEIGHT}`;
  return (
    <Figure title={title} table={table}>
      <svg viewBox={`-6 -6 ${WIDTH + 12} ${HEIGHT + 30}`} role="img" aria-label={title}>
        <path class="axis" d={`M0 0V${HEIGHT}H${WIDTH}`} />
        <polyline class="line" points={drawn.map(at).join(' ')} />
        <text x="4" y="10">
          {number(top)}
        </text>
        <text x="0" y={HEIGHT + 18}>
          {points[0]?.label}
        </text>
        <text x={WIDTH} y={HEIGHT + 18} text-anchor="end">
          {points.at(-1)?.label}
        </text>
      </svg>
    </Figure>
  );
}

const ROW = 34;

/** A count for each of some names. */
export function BarChart({ title, points, table }: ChartProps) {
  const { number } = useSpeech();
  const top = highest(points);
  return (
    <Figure title={title} table={table}>
      <svg viewBox={`0 0 ${WIDTH} ${points.length * ROW}`} role="img" aria-label={title}>
        {points.map(({ label, value }, index) => (
          <g key={label}>
            <text x="0" y={index * ROW + 12}>
              {label}
            </text>
            <rect class="bar" x="0" y={index * ROW + 17} width={(value / top) * (WIDTH - 60)} height="10" />
            <text x={(value / top) * (WIDTH - 60) + 6} y={index * ROW + 27}>
              {number(value)}
            </text>
          </g>
        ))}
      </svg>
    </Figure>
  );
}

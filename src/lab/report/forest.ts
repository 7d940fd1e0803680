import type { Interval } from '../../core/index.ts'
import type { Draw, Plot, Size } from './draw.ts'
import { withInterval } from './format.ts'

/** A named estimate with its interval, as a forest plot draws it. */
export interface ForestLine {
  readonly name: string
  readonly value: number
  readonly interval: Interval
}

/** How a forest plot is drawn: ratios on a logarithmic axis with a line at 1, differences with a line at 0. */
export interface ForestOptions {
  readonly scale: 'ratio' | 'difference'
  readonly title: string
  /** Of the axis. */
  readonly label: string
  readonly size: Size
}

/** Draws estimates below each other with their intervals; an end that runs off the others' scale is cut there. */
export const drawForest =
  (plot: Plot, draw: Draw) =>
  (lines: readonly ForestLine[], { scale, title, label, size }: ForestOptions): string => {
    const log = scale === 'ratio'
    const effect = log ? 1 : 0
    const clear = (value: number): boolean => Number.isFinite(value) && (!log || value > 0)
    const values = [effect, ...lines.map((line) => line.value)].filter(clear)
    const place = (value: number): number => (log ? Math.log(value) : value)
    const back = (value: number): number => (log ? Math.exp(value) : value)
    const [least, most] = [Math.min(...values.map(place)), Math.max(...values.map(place))]
    const room = Math.max(most - least, 0.1)
    // One interval without end must not squeeze all the others into a point.
    const ends = lines.flatMap(({ interval }) => interval.filter(clear).map(place))
    const low = Math.max(Math.min(least, ...ends), least - 3 * room)
    const high = Math.min(Math.max(most, ...ends), most + 3 * room)
    const pad = (high - low) * 0.04
    const bounded = (value: number, end: number): number =>
      back(clear(value) ? Math.max(low, Math.min(high, place(value))) : end)
    const marks = lines
      .filter(({ value }) => clear(value))
      .map((line) => ({ ...line, low: bounded(line.interval[0], low), high: bounded(line.interval[1], high) }))
    const longest = Math.max(4, ...lines.map(({ name }) => name.length))
    return draw(
      `${title}: ${lines.map(({ name, value, interval }) => `${name}, ${withInterval(value, interval)}`).join('; ')}`,
      {
        width: size.width,
        height: size.height,
        marginLeft: Math.min(size.width / 2, 14 + longest * 6.2),
        marginRight: 14,
        marginTop: 4,
        marginBottom: 40,
        y: { domain: lines.map(({ name }) => name), label: null, tickSize: 0 },
        x: {
          type: log ? 'log' : 'linear',
          domain: [back(low - pad), back(high + pad)],
          grid: true,
          ticks: 6,
          label: log ? `${label}, on a logarithmic axis` : label,
          labelOffset: 34,
          labelArrow: 'none',
          ...(log && { tickFormat: (x: number) => String(Number(x.toPrecision(3))) }),
        },
        marks: [
          plot.ruleX([effect], { stroke: 'var(--ink)', strokeWidth: 1, strokeDasharray: '3,3' }),
          plot.ruleY(marks, { y: 'name', x1: 'low', x2: 'high', stroke: 'var(--ours)', strokeWidth: 2 }),
          plot.dot(marks, { y: 'name', x: 'value', r: 4, fill: 'var(--ours)' }),
        ],
      },
    )
  }

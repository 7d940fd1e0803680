import type { Interval } from '../../core/index.ts'
import { type Draw, ends, type Plot } from '../report/draw.ts'
import { withInterval } from '../report/format.ts'

/** One line of a forest plot. */
export interface ForestRow {
  readonly name: string
  readonly value: number
  readonly interval?: Interval
  /** What it is held against, drawn hollow; null where there is nothing. */
  readonly beside: { readonly value: number; readonly interval?: Interval } | null
}

const rowHeight = 26
const leastNumbersWidth = 150

/**
 * A forest plot: a line for each estimate with its interval, the numbers beside it, and a rule at no effect (1 for
 * ratios, on a logarithmic axis; 0 for differences). Throws on no rows, and on a ratio that is not above 0.
 */
export const drawForest =
  (plot: Plot, draw: Draw) =>
  (
    title: string,
    rows: readonly ForestRow[],
    {
      ratio = false,
      width = 760,
      rule = true,
      label: said = ratio ? 'ratio' : null,
    }: {
      readonly ratio?: boolean
      readonly width?: number
      /** A rule at no effect, or at a value of your own. */
      readonly rule?: boolean | number
      /** Of the axis. */
      readonly label?: string | null
    } = {},
  ): string => {
    if (rows.length === 0) throw new Error(`${title}: a forest plot needs at least one estimate`)
    const bad = rows.find(({ value }) => !Number.isFinite(value) || (ratio && value <= 0))
    if (bad)
      throw new Error(`${title}: ${bad.name} is ${bad.value}, which ${ratio ? 'no ratio axis' : 'no axis'} can show`)
    const names = rows.map(({ name }, i) => `${i} ${name}`)
    const shown = (value: number): boolean => Number.isFinite(value) && (!ratio || value > 0)
    const marks = rows.map(({ value, interval }, i) => ({ at: names[i]!, ...ends(value, interval) }))
    const beside = rows.flatMap(({ beside: other }, i) =>
      other && shown(other.value) ? [{ at: names[i]!, ...ends(other.value, other.interval) }] : [],
    )
    const none = typeof rule === 'number' ? rule : ratio ? 1 : 0
    const [place, back] = ratio ? [Math.log, Math.exp] : [(x: number) => x, (x: number) => x]
    const centres = [...marks, ...beside].map(({ value }) => place(value)).concat(rule === false ? [] : [place(none)])
    const [first, last] = [Math.min(...centres), Math.max(...centres)]
    // One interval without end must not squeeze all the others into a point.
    const room = 3 * Math.max(last - first, Math.abs(last) * 0.1, 0.1)
    const tips = [...marks, ...beside].flatMap(({ low, high }) => [low, high].filter(shown).map(place))
    const least = back(Math.max(Math.min(first, ...tips), first - room))
    const most = back(Math.min(Math.max(last, ...tips), last + room))
    const pad = ratio ? (most / least) ** 0.04 : (most - least) * 0.04 || Math.abs(most) * 0.1 || 1
    const domain = ratio ? [least / Math.max(pad, 1.02), most * Math.max(pad, 1.02)] : [least - pad, most + pad]
    const within = (value: number): number =>
      shown(value) || value === Number.POSITIVE_INFINITY
        ? Math.max(domain[0]!, Math.min(domain[1]!, value))
        : domain[0]!
    const drawn = marks.map((each) => ({ ...each, low: within(each.low), high: within(each.high) }))
    const drawnBeside = beside.map((each) => ({ ...each, low: within(each.low), high: within(each.high) }))
    const longestNumber = Math.max(...rows.map(({ value, interval }) => withInterval(value, interval).length))
    const longest = Math.max(...rows.map(({ name }) => name.length))
    const marginLeft = Math.min(360, 20 + longest * 6.7)
    const shift = beside.length ? 5 : 0
    const label = (at: string): string => at.slice(at.indexOf(' ') + 1)
    return draw(
      `${title}: ${rows.map(({ name, value, interval }) => `${name} ${withInterval(value, interval)}`).join('; ')}`,
      {
        width,
        height: rows.length * rowHeight + 46,
        marginLeft,
        marginRight: Math.max(leastNumbersWidth, 20 + longestNumber * 6.2),
        marginTop: 8,
        marginBottom: 38,
        x: {
          type: ratio ? 'log' : 'linear',
          domain,
          grid: true,
          ticks: 5,
          label: ratio ? `${said} (logarithmic axis)` : said,
          labelArrow: 'none',
          ...(ratio && { tickFormat: (x: number) => String(Number(x.toPrecision(3))) }),
        },
        y: { domain: names, axis: null, padding: 0.6 },
        marks: [
          ...(rule !== false ? [plot.ruleX([none], { stroke: 'var(--ink)', strokeDasharray: '3,3' })] : []),
          plot.axisY({
            label: null,
            tickSize: 0,
            tickFormat: (at: string) => {
              const name = label(at)
              return name.length > 52 ? `${name.slice(0, 51)}…` : name
            },
          }),
          plot.ruleY(drawnBeside, {
            y: 'at',
            x1: 'low',
            x2: 'high',
            stroke: 'var(--theirs)',
            strokeWidth: 1.6,
            dy: shift,
          }),
          plot.dot(drawnBeside, {
            y: 'at',
            x: 'value',
            r: 3.6,
            symbol: 'square',
            fill: 'var(--paper)',
            stroke: 'var(--theirs)',
            strokeWidth: 1.6,
            dy: shift,
          }),
          plot.ruleY(drawn, { y: 'at', x1: 'low', x2: 'high', stroke: 'var(--ours)', strokeWidth: 2, dy: -shift }),
          plot.dot(drawn, { y: 'at', x: 'value', r: 4, fill: 'var(--ours)', dy: -shift }),
          plot.text(
            rows.map(({ value, interval }, i) => ({ at: names[i]!, text: withInterval(value, interval) })),
            { y: 'at', text: 'text', frameAnchor: 'right', textAnchor: 'start', dx: 10, fill: 'currentColor' },
          ),
        ],
      },
    )
  }

import type { Interval } from '../../core/index.ts'
import type { Draw, Plot, Size } from './draw.ts'

/** What was forecast beside what happened, point by point. */
export interface Calibration {
  readonly title: string
  readonly forecast: string
  readonly happened: string
  readonly points: readonly {
    readonly x: number
    readonly y: number
    readonly n: number
    /** Of what happened. */
    readonly interval?: Interval
  }[]
}

/** Draws forecasts (across) against what happened (up): on the diagonal they were right. A dot is as large as its cases are many. */
export const drawCalibration =
  (plot: Plot, draw: Draw) =>
  ({ title, forecast, happened, points }: Calibration, { width, height }: Size): string => {
    if (points.length === 0) throw new Error(`${title}: there is no forecast to draw`)
    const values = points.flatMap(({ x, y }) => [x, y])
    const unit = values.every((value) => value >= 0 && value <= 1)
    const greatest = Math.max(...values, ...points.flatMap(({ interval }) => interval?.[1] ?? []))
    const [least, most] = unit ? [0, Math.min(1, 1.15 * greatest)] : [Math.min(...values), greatest]
    const domain = least < most ? [least, most] : [least - 1, most + 1]
    const told = points.map(({ x, y, n }) => `${x.toPrecision(3)} forecast, ${y.toPrecision(3)} happened, of ${n}`)
    return draw(`${title}: ${told.join('; ')}`, {
      width,
      height,
      marginLeft: 44,
      marginBottom: 40,
      x: { domain, label: `${forecast} →`, grid: true, ticks: 5 },
      y: { domain, label: `↑ ${happened}`, grid: true, ticks: 5 },
      r: { range: [0, 9] },
      marks: [
        plot.line(
          [domain, domain].map(([a, b], i) => (i ? [b!, b!] : [a!, a!])),
          { stroke: 'var(--faint)', strokeDasharray: '4 4' },
        ),
        plot.ruleX(
          points.filter(({ interval }) => interval),
          { x: 'x', y1: ({ interval }) => interval[0], y2: ({ interval }) => interval[1], stroke: 'var(--ours)' },
        ),
        plot.dot(points, { x: 'x', y: 'y', r: 'n', fill: 'var(--ours)', fillOpacity: 0.6, stroke: 'var(--ours)' }),
      ],
    })
  }

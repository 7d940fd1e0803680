import type { Draw, Plot } from '../report/draw.ts'
import { shortNumber } from '../report/format.ts'

/** One bin of a reliability diagram, as `calibrationCurve` gives it. */
export interface ReliabilityBin {
  readonly n: number
  readonly forecast: number
  readonly outcome: number
  readonly interval: readonly [number, number]
}

/** A reliability diagram: what was forecast against what came about, with Wilson intervals; size shows how many. Throws on no bins. */
export const drawCalibration =
  (plot: Plot, draw: Draw) =>
  (title: string, bins: readonly ReliabilityBin[], { size = 380 }: { readonly size?: number } = {}): string => {
    if (bins.length === 0) throw new Error(`${title}: there is no forecast to draw`)
    const most = Math.max(...bins.map(({ n }) => n))
    const points = bins.map(({ n, forecast, outcome, interval: [low, high] }) => ({
      forecast,
      outcome,
      low,
      high,
      r: 2.5 + 5 * Math.sqrt(n / most),
    }))
    const said = bins.map(
      ({ forecast, outcome, n }) => `forecast ${shortNumber(forecast)}, came about ${shortNumber(outcome)} of ${n}`,
    )
    return draw(`${title}: ${said.join('; ')}`, {
      width: size,
      height: size,
      marginLeft: 46,
      marginBottom: 40,
      marginRight: 14,
      marginTop: 22,
      x: { domain: [0, 1], label: 'forecast', labelArrow: 'none', grid: true, ticks: 5 },
      y: { domain: [0, 1], label: 'came about', labelArrow: 'none', grid: true, ticks: 5 },
      marks: [
        plot.line(
          [
            [0, 0],
            [1, 1],
          ],
          { stroke: 'var(--ink)', strokeDasharray: '3,3' },
        ),
        plot.ruleX(points, { x: 'forecast', y1: 'low', y2: 'high', stroke: 'var(--ours)', strokeWidth: 1.8 }),
        plot.dot(points, { x: 'forecast', y: 'outcome', r: 'r', fill: 'var(--ours)', fillOpacity: 0.85 }),
      ],
      r: { type: 'identity' },
    })
  }

import type { Estimate, Level } from '../../core/index.ts'
import { type Draw, ends, type Plot } from '../report/draw.ts'
import { withInterval } from '../report/format.ts'

/** The mean of a column in one cell of a design. */
export interface CellMean {
  /** Along the axis. */
  readonly along: Level
  /** The line it belongs to; null where there is one line. */
  readonly line: Level | null
  readonly mean: Estimate
}

const colours = ['var(--ours)', 'var(--theirs)', 'var(--good)', 'var(--unsure)', 'var(--bad)', 'var(--soft)']
const dashes = ['', '6,3', '2,3', '8,3,2,3', '1,2', '10,4']

/**
 * Means with their intervals along one factor, a line for each level of another: an interaction plot where the axis is
 * a category, an effect over dose where it is a number. Throws on no cells, and on more lines than can be told apart.
 */
export const drawMeans =
  (plot: Plot, draw: Draw) =>
  (
    title: string,
    cells: readonly CellMean[],
    {
      along,
      by,
      column,
      width = 620,
      height = 360,
    }: {
      readonly along: string
      readonly by: string | null
      readonly column: string
      readonly width?: number
      readonly height?: number
    },
  ): string => {
    if (cells.length === 0) throw new Error(`${title}: there is no cell with a mean to draw`)
    const lines = [...new Set(cells.map(({ line }) => line))]
    if (lines.length > colours.length)
      throw new Error(
        `${title}: ${by} has ${lines.length} levels, and at most ${colours.length} lines can be told apart; choose another factor`,
      )
    const dose = cells.every(({ along: at }) => typeof at === 'number')
    const levels = [...new Set(cells.map(({ along: at }) => at))]
    // Lines stand a little apart, so that their intervals do not hide each other.
    const place = (at: Level): number => (dose ? Number(at) : levels.indexOf(at))
    const span = Math.max(...levels.map(place)) - Math.min(...levels.map(place)) || 1
    const points = cells.map(({ along: at, line, mean }) => {
      const k = lines.indexOf(line)
      const apart = dose ? 0 : (k - (lines.length - 1) / 2) * 0.05 * span
      return {
        x: place(at) + apart,
        line: String(line),
        colour: colours[k]!,
        dash: dashes[k]!,
        ...ends(mean.value, mean.interval),
      }
    })
    // A key above the picture: labels at the ends of lines would fall on each other.
    let right = Math.max(54, 14 + column.length * 6.8)
    const key = (by === null ? [] : lines).map((line, k) => {
      const text = `${dashes[k] ? '- - ' : '— '}${by} ${line}`
      const at = right
      right += text.length * 6.6 + 18
      return { text, at, colour: colours[k]! }
    })
    const said = cells.map(
      ({ along: at, line, mean }) =>
        `${along} ${at}${line === null ? '' : `, ${by} ${line}`}: ${withInterval(mean.value, mean.interval)}`,
    )
    return draw(`${title}: ${said.join('; ')}`, {
      width,
      height,
      marginLeft: 54,
      marginRight: 16,
      marginTop: by === null ? 26 : 44,
      marginBottom: 42,
      x: dose
        ? {
            label: along,
            labelArrow: 'none',
            ticks: levels.length <= 8 ? levels.map(Number) : 8,
            tickFormat: (x: number) => String(x),
            inset: 12,
          }
        : {
            domain: [-0.4, levels.length - 0.6],
            ticks: levels.map((_, i) => i),
            tickFormat: (i: number) => String(levels[i]),
            label: along,
            labelArrow: 'none',
          },
      y: { label: column, labelArrow: 'none', grid: true, ticks: 6, nice: true },
      marks: [
        ...lines.map((line) => {
          const own = points.filter((point) => point.line === String(line)).sort((a, b) => a.x - b.x)
          return plot.line(own, {
            x: 'x',
            y: 'value',
            stroke: own[0]!.colour,
            strokeWidth: 1.8,
            strokeDasharray: own[0]!.dash,
          })
        }),
        plot.ruleX(points, { x: 'x', y1: 'low', y2: 'high', stroke: 'colour', strokeWidth: 1.8 }),
        plot.dot(points, { x: 'x', y: 'value', r: 4, fill: 'var(--paper)', stroke: 'colour', strokeWidth: 1.8 }),
        ...key.map(({ text, at, colour }) =>
          plot.text([text], {
            frameAnchor: 'top-left',
            dx: at - 54,
            dy: -38,
            textAnchor: 'start',
            fill: colour,
            fontWeight: 600,
          }),
        ),
      ],
      color: { type: 'identity' },
    })
  }

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

interface Key {
  readonly text: string
  readonly at: number
  readonly colour: string
}

/** A key above the picture: labels at the ends of lines would fall on each other. */
const keyOf = (by: string | null, lines: readonly (Level | null)[], from: number): readonly Key[] => {
  let right = from
  return (by === null ? [] : lines).map((line, k) => {
    const text = `${dashes[k] ? '- - ' : '— '}${by} ${line}`
    const at = right
    right += text.length * 6.6 + 18
    return { text, at, colour: colours[k]! }
  })
}

const keyMarks = (plot: Plot, key: readonly Key[], left: number) =>
  key.map(({ text, at, colour }) =>
    plot.text([text], {
      frameAnchor: 'top-left',
      dx: at - left,
      dy: -38,
      textAnchor: 'start',
      fill: colour,
      fontWeight: 600,
    }),
  )

const longestName = 36

/** Means in rows, a name at the side of each: nothing joins them, since categories have no order of their own. */
const drawRows =
  (plot: Plot, draw: Draw) =>
  (
    title: string,
    cells: readonly CellMean[],
    {
      lines,
      levels,
      by,
      column,
      width,
    }: {
      readonly lines: readonly (Level | null)[]
      readonly levels: readonly Level[]
      readonly by: string | null
      readonly column: string
      readonly width: number
    },
  ): string => {
    const short = (level: Level): string => {
      const text = String(level)
      return text.length > longestName ? `${text.slice(0, longestName - 1)}…` : text
    }
    const left = 20 + Math.max(...levels.map((level) => short(level).length)) * 6.6
    const points = cells.map(({ along: at, line, mean }) => {
      const k = lines.indexOf(line)
      return {
        y: levels.indexOf(at) + (k - (lines.length - 1) / 2) * (0.6 / lines.length),
        colour: colours[k]!,
        ...ends(mean.value, mean.interval),
      }
    })
    return draw(title, {
      width,
      height: 70 + levels.length * Math.max(19, 11 * lines.length) + (by === null ? 0 : 18),
      marginLeft: left,
      marginRight: 16,
      marginTop: by === null ? 10 : 44,
      marginBottom: 42,
      y: {
        domain: [levels.length - 0.4, -0.6],
        ticks: levels.map((_, i) => i),
        tickFormat: (i: number) => short(levels[i]!),
        tickSize: 0,
        label: null,
      },
      x: { label: column, labelArrow: 'none', grid: true, ticks: 6, nice: true },
      marks: [
        plot.ruleY(points, { y: 'y', x1: 'low', x2: 'high', stroke: 'colour', strokeWidth: 1.8 }),
        plot.dot(points, { y: 'y', x: 'value', r: 3.6, fill: 'var(--paper)', stroke: 'colour', strokeWidth: 1.8 }),
        ...keyMarks(plot, keyOf(by, lines, 8), left),
      ],
      color: { type: 'identity' },
    })
  }

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
    const said = cells.map(
      ({ along: at, line, mean }) =>
        `${along} ${at}${line === null ? '' : `, ${by} ${line}`}: ${withInterval(mean.value, mean.interval)}`,
    )
    const name = `${title}: ${said.join('; ')}`
    const longest = Math.max(...levels.map((level) => String(level).length))
    // Names that would fall on each other stand below each other, at the side.
    if (!dose && longest * 6.4 + 10 > (width - 70) / levels.length)
      return drawRows(plot, draw)(name, cells, { lines, levels, by, column, width })
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
    const key = keyOf(by, lines, Math.max(54, 14 + column.length * 6.8))
    return draw(name, {
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
        ...keyMarks(plot, key, 54),
      ],
      color: { type: 'identity' },
    })
  }

import type { Interval } from '../../core/index.ts'
import { type Draw, ends, type Plot, type Size } from './draw.ts'
import { withInterval } from './format.ts'
import type { Comparison } from './verdict.ts'

interface Panel {
  readonly scale: 'difference' | 'ratio'
  readonly of: readonly Comparison[]
  readonly range: Interval
}

const finite = (value: number, scale: Panel['scale']): boolean =>
  Number.isFinite(value) && (scale === 'difference' || value > 0)

const rangeOf = ({ ours, theirs }: Comparison): Interval => {
  const all = [theirs.value, ...(theirs.interval ?? []), ...(ours ? [ours.value, ...(ours.interval ?? [])] : [])]
  const drawn = all.filter((value) => finite(value, theirs.scale))
  return drawn.length ? [Math.min(...drawn), Math.max(...drawn)] : [0, 1]
}

/** Ratios share one axis; differences share one where their sizes allow it, because shares and points do not. */
const panelsOf = (comparisons: readonly Comparison[]): Panel[] => {
  const panels: { scale: Panel['scale']; of: Comparison[]; range: Interval }[] = []
  for (const each of comparisons) {
    const { scale } = each.theirs
    const range = rangeOf(each)
    const size = Math.max(...range.map(Math.abs)) || 1
    const home = panels.find((panel) => {
      const theirs = Math.max(...panel.range.map(Math.abs)) || 1
      return panel.scale === scale && (scale === 'ratio' || Math.max(size / theirs, theirs / size) < 5)
    })
    if (home) {
      home.of.push(each)
      home.range = [Math.min(home.range[0], range[0]), Math.max(home.range[1], range[1])]
    } else panels.push({ scale, of: [each], range })
  }
  return panels
}

/** Draws our intervals beside the paper's: ratios on a logarithmic axis, with a line at no effect. */
export const drawIntervals =
  (plot: Plot, draw: Draw) =>
  (comparisons: readonly Comparison[], { width, height }: Size): string => {
    const panels = panelsOf(comparisons)
    const rows = comparisons.length
    const room = Math.min(46, Math.max(20, (height - 40 * panels.length) / Math.max(1, rows)))
    const longest = Math.max(...comparisons.map(({ key }) => key.length), 4)
    const marginLeft = Math.min(158, 14 + longest * 6)
    return panels
      .map(({ scale, of, range }) => {
        const log = scale === 'ratio'
        const effect = log ? 1 : 0
        const clear = (value: number): boolean => finite(value, scale)
        const marks = of.flatMap(({ key, ours, theirs }) =>
          [
            {
              key,
              who: 'this run',
              ...(ours ? ends(ours.value, ours.interval) : { value: Number.NaN, low: 0, high: 0 }),
            },
            { key, who: 'the paper', ...ends(theirs.value, theirs.interval) },
          ]
            .filter(({ value }) => clear(value))
            .map((mark) => ({
              ...mark,
              low: clear(mark.low) ? mark.low : range[0],
              high: clear(mark.high) ? mark.high : range[1],
            })),
        )
        const own = marks.filter(({ who }) => who === 'this run')
        const paper = marks.filter(({ who }) => who === 'the paper')
        // No effect is shown wherever it does not squeeze the intervals into a corner.
        const width_ = range[1] - range[0]
        const near = log || (effect >= range[0] - 2 * width_ && effect <= range[1] + 2 * width_)
        const low = near ? Math.min(range[0], effect) : range[0]
        const high = near ? Math.max(range[1], effect) : range[1]
        // One number alone still needs an axis with a length.
        const wide = low === high
        const pad = log
          ? wide
            ? 2
            : Math.max(1.02, (high / low) ** 0.05)
          : wide
            ? Math.abs(high) / 2 || 1
            : (high - low) * 0.05
        const domain = log ? [low / pad, high * pad] : [low - pad, high + pad]
        const title = `This run and the paper: ${of.map(({ key, ours, theirs }) => `${key}, ${ours ? withInterval(ours.value, ours.interval) : 'no estimate'} against ${withInterval(theirs.value, theirs.interval)}`).join('; ')}`
        const band = { y: 'who', fy: 'key' } as const
        return draw(title, {
          width,
          height: Math.round(room * of.length + 44),
          marginLeft,
          marginRight: 12,
          marginTop: 4,
          marginBottom: 40,
          fy: { domain: of.map(({ key }) => key), axis: null, padding: 0.34 },
          y: { domain: ['this run', 'the paper'], axis: null, padding: 0.1 },
          x: {
            type: log ? 'log' : 'linear',
            domain,
            grid: true,
            ticks: 5,
            label: log ? 'ratio, on a logarithmic axis' : 'in the units of the estimate',
            labelOffset: 34,
            labelArrow: 'none',
            ...(log && { tickFormat: (x: number) => String(Number(x.toPrecision(3))) }),
          },
          marks: [
            ...(near ? [plot.ruleX([effect], { stroke: 'var(--ink)', strokeWidth: 1, strokeDasharray: '3,3' })] : []),
            plot.text(of, {
              fy: 'key',
              text: ({ key }: Comparison) => (key.length > 46 ? `${key.slice(0, 45)}…` : key),
              lineWidth: 13,
              lineHeight: 1.05,
              frameAnchor: 'left',
              textAnchor: 'end',
              dx: -8,
              fill: 'currentColor',
            }),
            plot.ruleY(paper, { ...band, x1: 'low', x2: 'high', stroke: 'var(--theirs)', strokeWidth: 2 }),
            plot.dot(paper, {
              ...band,
              x: 'value',
              r: 4,
              symbol: 'square',
              fill: 'var(--paper)',
              stroke: 'var(--theirs)',
              strokeWidth: 2,
            }),
            plot.ruleY(own, { ...band, x1: 'low', x2: 'high', stroke: 'var(--ours)', strokeWidth: 2 }),
            plot.dot(own, { ...band, x: 'value', r: 4, fill: 'var(--ours)' }),
          ],
        })
      })
      .join('\n')
  }

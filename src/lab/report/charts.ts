import { type Estimate, type Interval, luckOf } from '../../core/index.ts'
import type { Summary } from '../summary.ts'
import { withInterval } from './format.ts'
import type { Comparison } from './verdict.ts'

type Plot = typeof import('@observablehq/plot')

/** Draws the pictures of a report as SVG text. Plot and its document are loaded here, so that nothing else waits for them. */
export interface Charts {
  dots(summary: Summary, size: Size): string
  payoffs(summary: Summary, size: Size): string
  intervals(comparisons: readonly Comparison[], size: Size): string
}

interface Size {
  readonly width: number
  readonly height: number
}

/** More subjects than this are drawn as a sample. */
export const mostDots = 2000

const style = { background: 'none', color: 'var(--ink)', fontFamily: 'inherit', fontSize: '11px', overflow: 'visible' }

/** Coordinates to a tenth of a pixel: full doubles would make half of the file. */
const trimmed = (svg: string): string =>
  svg.replace(/ (?:d|cx|cy|x|y|x1|x2|y1|y2|transform)="[^"]*"/g, (found) => found.replace(/(\d\.\d)\d+/g, '$1'))

/** Loads what draws, once. */
export const loadCharts = async (): Promise<Charts> => {
  const [plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')])
  const draw = (title: string, options: Parameters<Plot['plot']>[0]): string => {
    const { document } = parseHTML('<html><body></body></html>')
    const svg = plot.plot({ document: document as never, style, ...options }) as unknown as ReturnType<
      typeof document.createElementNS
    >
    svg.setAttribute('role', 'img')
    svg.setAttribute('aria-label', title)
    const name = document.createElementNS('http://www.w3.org/2000/svg', 'title')
    name.textContent = title
    svg.prepend(name as never)
    return trimmed(svg.outerHTML)
  }
  return { dots: drawDots(plot, draw), payoffs: drawPayoffs(plot, draw), intervals: drawIntervals(plot, draw) }
}

type Draw = (title: string, options: Parameters<Plot['plot']>[0]) => string

const drawDots =
  (plot: Plot, draw: Draw): Charts['dots'] =>
  ({ subjects, provenance }, { width, height }) => {
    if (!subjects) return ''
    const luck = luckOf(`${provenance.study}/${provenance.seed}`).of('dots')
    const { arms, points } = subjects
    const shown = points.length > mostDots ? luck.of('sample').draw(points, mostDots) : points
    const values = points.flatMap(({ pre, post }) => [pre, post])
    const distinct = [...new Set(values)].sort((a, b) => a - b)
    // Answers on a scale of few points fall on each other; they are spread by less than the step between two points.
    const step = distinct.length > 1 ? Math.min(...distinct.slice(1).map((x, i) => x - distinct[i]!)) : 1
    const spread = distinct.length <= 12 ? step * 0.32 : 0
    const dots = shown.map((point) => {
      const own = luck.of(point.trial, point.seat ?? '')
      const [x, y, z] = [own.uniform() - 0.5, own.uniform() - 0.5, own.uniform() - 0.5]
      return {
        arm: point.arm,
        x1: x * 0.34,
        x2: 1 + x * 0.34,
        y1: point.pre + y * spread * 2,
        y2: point.post + z * spread * 2,
      }
    })
    const opacity = opacityOf(shown.length)
    const bottom = distinct[0]! - spread
    const top = distinct.at(-1)! + spread
    // The interval of a mean of few may reach far beyond any answer; the picture ends where the answers do.
    const within = (value: number): number => Math.max(bottom, Math.min(top, value))
    const mean = (arm: string, x: number, { value, interval }: Estimate) => ({
      arm,
      x,
      value,
      low: within(interval?.[0] ?? value),
      high: within(interval?.[1] ?? value),
    })
    const means = arms.flatMap(({ arm, pre, post }) => [mean(arm, 0, pre), mean(arm, 1, post)])
    const title = `Every subject before and after, by arm: ${arms.map(({ arm, n, pre, post }) => `${arm}, ${n} subjects, mean ${withInterval(pre.value)} before and ${withInterval(post.value)} after`).join('; ')}`
    const label = new Map(arms.map(({ arm, n }) => [arm, `${arm}\nn ${n.toLocaleString('en-US')}`]))
    const room = (width - 42) / arms.length
    const lines = 1 + Math.max(...arms.map(({ arm }) => Math.ceil((arm.length * 6.6) / room)))
    const facet = { fx: (d: { arm: string }) => label.get(d.arm)! }
    return draw(title, {
      width,
      height,
      marginLeft: 34,
      marginRight: 8,
      marginTop: 10 + 12 * lines,
      marginBottom: 24,
      fx: { domain: [...label.values()], axis: null, padding: 0.08 },
      x: {
        domain: [-0.45, 1.45],
        ticks: [0, 1],
        tickFormat: (x: number) => (x ? 'after' : 'before'),
        tickSize: 0,
        label: null,
      },
      y: { domain: bottom < top ? [bottom, top] : [bottom - 1, top + 1], label: null, grid: true, ticks: 6 },
      marks: [
        plot.axisFx({ anchor: 'top', label: null, lineWidth: room / 12, lineHeight: 1.05 }),
        plot.link(dots, {
          ...facet,
          x1: 'x1',
          x2: 'x2',
          y1: 'y1',
          y2: 'y2',
          stroke: 'var(--faint)',
          strokeWidth: 0.7,
          strokeOpacity: opacity * 0.8,
        }),
        plot.dot(dots, { ...facet, x: 'x1', y: 'y1', r: 1.8, fill: 'var(--theirs)', fillOpacity: opacity }),
        plot.dot(dots, { ...facet, x: 'x2', y: 'y2', r: 1.8, fill: 'var(--ours)', fillOpacity: opacity }),
        plot.line(means, { ...facet, x: 'x', y: 'value', stroke: 'var(--ink)', strokeWidth: 2 }),
        plot.ruleX(means, { ...facet, x: 'x', y1: 'low', y2: 'high', stroke: 'var(--ink)', strokeWidth: 2 }),
        plot.dot(means, {
          ...facet,
          x: 'x',
          y: 'value',
          r: 4,
          fill: 'var(--paper)',
          stroke: 'var(--ink)',
          strokeWidth: 2,
        }),
      ],
    })
  }

const drawPayoffs =
  (plot: Plot, draw: Draw): Charts['payoffs'] =>
  ({ payoffs, provenance }, { width, height }) => {
    if (!payoffs) return ''
    const luck = luckOf(`${provenance.study}/${provenance.seed}`).of('dots')
    const { arms, points } = payoffs
    const shown = points.length > mostDots ? luck.of('sample').draw(points, mostDots) : points
    const dots = shown.map((point) => ({
      ...point,
      jitter: (luck.of(point.trial, point.seat).uniform() - 0.5) * 0.7,
    }))
    const means = arms.map(({ arm, mean }) => ({ arm, ...ends(mean.value, mean.interval) }))
    const title = `What every seat got, by arm: ${arms.map(({ arm, n, mean }) => `${arm}, ${n} seats, mean ${withInterval(mean.value, mean.interval)}`).join('; ')}`
    const values = points.map(({ payoff }) => payoff)
    const [least, most] = [Math.min(...values), Math.max(...values)]
    return draw(title, {
      width,
      height,
      marginLeft: 118,
      marginRight: 14,
      marginTop: 4,
      marginBottom: 24,
      fy: { domain: arms.map(({ arm }) => arm), axis: null, padding: 0.1 },
      x: { domain: least < most ? [least, most] : [least - 1, most + 1], label: null, grid: true, ticks: 5 },
      y: { domain: [-0.5, 0.5], axis: null },
      marks: [
        plot.text(arms, {
          fy: 'arm',
          text: 'arm',
          frameAnchor: 'left',
          textAnchor: 'end',
          dx: -8,
          lineWidth: 9.5,
          lineHeight: 1.05,
          fill: 'currentColor',
        }),
        plot.dot(dots, {
          fy: 'arm',
          x: 'payoff',
          y: 'jitter',
          r: 1.8,
          fill: 'var(--ours)',
          fillOpacity: opacityOf(shown.length),
        }),
        plot.ruleY(means, { fy: 'arm', y: 0, x1: 'low', x2: 'high', stroke: 'var(--ink)', strokeWidth: 2, clip: true }),
        plot.dot(means, {
          fy: 'arm',
          x: 'value',
          y: 0,
          r: 4,
          fill: 'var(--paper)',
          stroke: 'var(--ink)',
          strokeWidth: 2,
        }),
      ],
    })
  }

/** How solid a dot is among many. */
const opacityOf = (dots: number): number => Math.max(0.12, Math.min(0.7, 7 / Math.sqrt(dots)))

const ends = (value: number, interval: Interval | undefined): { value: number; low: number; high: number } => ({
  value,
  low: interval?.[0] ?? value,
  high: interval?.[1] ?? value,
})

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

const drawIntervals =
  (plot: Plot, draw: Draw): Charts['intervals'] =>
  (comparisons, { width, height }) => {
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
          height: Math.round(room * of.length + (log ? 44 : 28)),
          marginLeft,
          marginRight: 12,
          marginTop: 4,
          marginBottom: log ? 40 : 24,
          fy: { domain: of.map(({ key }) => key), axis: null, padding: 0.34 },
          y: { domain: ['this run', 'the paper'], axis: null, padding: 0.1 },
          x: {
            type: log ? 'log' : 'linear',
            domain,
            grid: true,
            ticks: 5,
            label: log ? 'ratio, on a logarithmic axis' : null,
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

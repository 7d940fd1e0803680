import { type Estimate, luckOf } from '../../core/index.ts'
import { drawDetectable, drawPower } from '../power/chart.ts'
import type { Power } from '../power/record.ts'
import type { Summary } from '../summary.ts'
import { type Calibration, drawCalibration } from './calibration-chart.ts'
import { type Draw, ends, loadDraw, type Plot, type Size } from './draw.ts'
import { withInterval } from './format.ts'
import { drawIntervals } from './interval-chart.ts'
import { drawLengths } from './lengths-chart.ts'
import type { Comparison } from './verdict.ts'

/** Draws the pictures of a report as SVG text. */
export interface Charts {
  dots(summary: Summary, size: Size): string
  payoffs(summary: Summary, size: Size): string
  intervals(comparisons: readonly Comparison[], size: Size): string
  power(power: Power, size: Size): string
  detectable(power: Power, size: Size): string
  calibration(calibration: Calibration, size: Size): string
  lengths(lengths: readonly number[], size: Size): string
}

export type { Calibration }

/** More subjects than this are drawn as a sample. */
export const mostDots = 2000

/** Loads what draws, once. */
export const loadCharts = async (): Promise<Charts> => {
  const { plot, draw } = await loadDraw()
  return {
    dots: drawDots(plot, draw),
    payoffs: drawPayoffs(plot, draw),
    intervals: drawIntervals(plot, draw),
    power: drawPower(plot, draw),
    detectable: drawDetectable(plot, draw),
    calibration: drawCalibration(plot, draw),
    lengths: drawLengths(plot, draw),
  }
}

const drawDots =
  (plot: Plot, draw: Draw): Charts['dots'] =>
  ({ subjects, provenance }, { width, height }) => {
    if (!subjects) return ''
    // Arms side by side would leave no room for their names.
    if (subjects.arms.length > mostColumns) return drawChanges(plot, draw)(subjects, provenance, { width, height })
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

/** The frame of a picture with a row for each arm, over an axis that holds all values. */
const rowsOf = (
  arms: readonly { readonly arm: string }[],
  values: readonly number[],
  { width, height, left, padding, inset }: Readonly<Record<'width' | 'height' | 'left' | 'padding' | 'inset', number>>,
) => {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return {
    width,
    height,
    marginLeft: left,
    marginRight: 14,
    marginTop: 4,
    marginBottom: 24,
    fy: { domain: arms.map(({ arm }) => arm), axis: null, padding },
    x: { domain: least < most ? [least, most] : [least - 1, most + 1], label: null, grid: true, ticks: 5, inset },
    y: { domain: [-0.5, 0.5], axis: null },
  }
}

/** More arms than this stand below each other. */
const mostColumns = 5

/** What fits of a name: its two ends, because what tells arms apart may stand at either. */
const ofEnds = (name: string, most: number): string =>
  name.length <= most ? name : `${name.slice(0, Math.ceil(most / 2) - 1)}…${name.slice(-Math.floor(most / 2))}`

/**
 * Names at the sides of rows, and the room they need: broken over as many lines as a row is high, and cut short where
 * they are not enough.
 */
const sideNames = (plot: Plot, arms: readonly { readonly arm: string }[], room: number) => {
  const lines = Math.max(1, Math.floor(room / 12))
  const longest = Math.max(...arms.map(({ arm }) => arm.length))
  // A line breaks between words, so that it holds a few letters less than fit on it.
  const letters = Math.min(30, Math.max(16, lines > 1 ? Math.ceil(longest / lines) + 5 : longest))
  const marks = plot.text(arms, {
    fy: 'arm',
    text: ({ arm }: { readonly arm: string }) => ofEnds(arm, lines > 1 ? lines * (letters - 5) : letters),
    frameAnchor: 'left',
    textAnchor: 'end',
    dx: -8,
    ...(lines > 1 && { lineWidth: letters * 0.56 }),
    lineHeight: 1.05,
    fontSize: Math.max(8, Math.min(11, room - 1)),
    fill: 'currentColor',
  })
  return { marks, width: 14 + letters * 6 }
}

/** Before and after of many arms: a row for each, everybody's answers faint, the means with their intervals. */
const drawChanges =
  (plot: Plot, draw: Draw) =>
  (
    { arms, points }: NonNullable<Summary['subjects']>,
    { study, seed }: Summary['provenance'],
    { width, height }: Size,
  ): string => {
    const luck = luckOf(`${study}/${seed}`).of('dots')
    const shown = points.length > mostDots ? luck.of('sample').draw(points, mostDots) : points
    const dots = shown.flatMap(({ arm, pre, post, trial, seat }) => {
      const own = luck.of(trial, seat ?? '')
      const at = (): number => own.uniform() * 0.3 - 0.15
      return [
        { arm, x: pre, y: 0.22 + at(), colour: 'var(--theirs)' },
        { arm, x: post, y: -0.22 + at(), colour: 'var(--ours)' },
      ]
    })
    const means = arms.flatMap(({ arm, pre, post }) => [
      { arm, y: 0.22, colour: 'var(--theirs)', ...ends(pre.value, pre.interval) },
      { arm, y: -0.22, colour: 'var(--ours)', ...ends(post.value, post.interval) },
    ])
    const values = points.flatMap(({ pre, post }) => [pre, post])
    const title = `Every subject before and after, by arm: ${arms.map(({ arm, n, pre, post }) => `${arm}, ${n} subjects, mean ${withInterval(pre.value)} before and ${withInterval(post.value)} after`).join('; ')}`
    const names = sideNames(plot, arms, (height - 28) / arms.length)
    return draw(title, {
      ...rowsOf(arms, values, { width, height, left: names.width, padding: 0.08, inset: 4 }),
      color: { type: 'identity' },
      marks: [
        names.marks,
        plot.dot(dots, {
          fy: 'arm',
          x: 'x',
          y: 'y',
          r: 1.4,
          fill: 'colour',
          fillOpacity: 0.6 * opacityOf(shown.length),
        }),
        plot.ruleY(means, {
          fy: 'arm',
          y: 'y',
          x1: 'low',
          x2: 'high',
          stroke: 'var(--ink)',
          strokeWidth: 1.8,
          clip: true,
        }),
        plot.dot(means, {
          fy: 'arm',
          x: 'value',
          y: 'y',
          r: 3.4,
          fill: 'colour',
          stroke: 'var(--ink)',
          strokeWidth: 1.2,
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
    const names = sideNames(plot, arms, (height - 28) / arms.length)
    return draw(title, {
      ...rowsOf(arms, values, { width, height, left: names.width, padding: 0.1, inset: 0 }),
      marks: [
        names.marks,
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

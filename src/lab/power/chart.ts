import type { Draw, Plot, Size } from '../report/draw.ts'
import { shortNumber } from '../report/format.ts'
import { WANTED } from './points.ts'
import type { Power, PowerEffect } from './record.ts'
import { shareWithError } from './text.ts'

const colours: Readonly<Record<PowerEffect['label'], string>> = {
  'no effect': 'var(--faint)',
  'smallest effect of interest': 'var(--ours)',
  'lower 60% bound of the published effect': 'var(--theirs)',
}

/** What a curve is called in the picture and beside it. */
export const curveName = ({ label, value }: PowerEffect): string =>
  label === 'no effect' ? 'no effect (false positives)' : `${label}: ${shortNumber(value)}`

/** The colour of a curve. */
export const curveColour = ({ label }: PowerEffect): string => colours[label]

/** The frame of a picture over numbers of trials. */
const overTrials = (numbers: readonly number[], { width, height }: Size) => {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  const pad = (most - least) * 0.03 || most * 0.1
  return {
    width,
    height,
    marginLeft: 60,
    marginRight: 16,
    marginTop: 14,
    marginBottom: 38,
    color: { type: 'identity' as const },
    x: {
      domain: [least - pad, most + pad],
      label: 'trials',
      labelArrow: 'none' as const,
      labelAnchor: 'center' as const,
      ticks: numbers.length <= 8 ? numbers : 8,
      tickFormat: (n: number) => n.toLocaleString('en-US'),
    },
  }
}

/** Draws the share of simulated studies that find each effect against the number of trials, with its Monte Carlo error. */
export const drawPower =
  (plot: Plot, draw: Draw) =>
  ({ points, effects, alpha, estimate }: Power, size: Size): string => {
    if (points.length === 0) return ''
    const curves = points.map(({ n, effect, power, interval }) => ({
      n,
      curve: curveName(effect),
      colour: curveColour(effect),
      power,
      low: interval[0],
      high: interval[1],
    }))
    const title = `Power to find ${estimate}: ${effects.map((effect) => `${curveName(effect)}: ${points.flatMap((point) => (point.effect === effect ? [`${point.n} trials ${shareWithError(point)}`] : [])).join(', ')}`).join('; ')}`
    const numbers = [...new Set(points.map(({ n }) => n))]
    const stroke = 'colour' as const
    const frame = overTrials(numbers, size)
    return draw(title, {
      ...frame,
      y: {
        domain: [0, 1],
        label: 'share of studies that find it',
        labelArrow: 'none',
        labelAnchor: 'center',
        labelOffset: 52,
        grid: true,
        ticks: 5,
        tickFormat: '.0%',
      },
      marks: [
        plot.ruleY([WANTED], { stroke: 'var(--ink)', strokeDasharray: '4,3' }),
        plot.ruleY([alpha], { stroke: 'var(--faint)', strokeDasharray: '2,3' }),
        plot.text([{ n: frame.x.domain[0], power: WANTED }], {
          x: 'n',
          y: 'power',
          text: () => '80%',
          textAnchor: 'start',
          dx: 4,
          dy: -8,
          fill: 'var(--soft)',
        }),
        plot.areaY(curves, { x: 'n', y1: 'low', y2: 'high', z: 'curve', fill: stroke, fillOpacity: 0.16 }),
        plot.line(curves, { x: 'n', y: 'power', z: 'curve', stroke, strokeWidth: 2 }),
        plot.dot(curves, { x: 'n', y: 'power', fill: stroke, r: 3.2 }),
        ...(numbers.length === 1
          ? [plot.ruleX(curves, { x: 'n', y1: 'low', y2: 'high', stroke, strokeWidth: 2 })]
          : []),
      ],
    })
  }

/** Draws the least effect found with 80% power against the number of trials, with the effects asked for as lines. */
export const drawDetectable =
  (plot: Plot, draw: Draw) =>
  ({ detectable, effects, scale }: Power, size: Size): string => {
    const known = detectable.flatMap(({ n, value, interval }) =>
      value === null || !interval ? [] : [{ n, value, low: interval[0], high: interval[1] }],
    )
    if (known.length === 0) return ''
    const wanted = effects
      .filter(({ label }) => label !== 'no effect')
      .map((effect) => {
        // A curve is of the size of an effect, whichever way it goes.
        const size = scale === 'ratio' ? Math.exp(Math.abs(Math.log(effect.value))) : Math.abs(effect.value)
        return { value: size, colour: curveColour(effect) }
      })
    const values = [...known.flatMap(({ low, high }) => [low, high]), ...wanted.map(({ value }) => value)]
    const none = scale === 'ratio' ? 1 : 0
    const numbers = known.map(({ n }) => n)
    const title = `The least effect found with 80% power: ${known.map(({ n, value }) => `${n} trials ${shortNumber(value)}`).join(', ')}`
    return draw(title, {
      ...overTrials(numbers, size),
      y: {
        domain: [none, none + (Math.max(...values) - none) * 1.08],
        label: scale === 'ratio' ? 'ratio' : 'difference',
        labelArrow: 'none',
        labelAnchor: 'center',
        labelOffset: 52,
        grid: true,
        ticks: 5,
      },
      marks: [
        ...wanted.map(({ value, colour }) => plot.ruleY([value], { stroke: colour, strokeDasharray: '4,3' })),
        plot.areaY(known, { x: 'n', y1: 'low', y2: 'high', fill: 'var(--ink)', fillOpacity: 0.12 }),
        plot.line(known, { x: 'n', y: 'value', stroke: 'var(--ink)', strokeWidth: 2 }),
        plot.dot(known, { x: 'n', y: 'value', fill: 'var(--ink)', r: 3.2 }),
      ],
    })
  }

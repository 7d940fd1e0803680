import pc from 'picocolors'
import { aligned } from '../aligned.ts'
import { shortNumber } from '../report/format.ts'
import type { Power, PowerPoint } from './record.ts'

/** A share with its Monte Carlo interval: '.83 [.77, .88]'. */
export const shareWithError = ({ power, interval }: Pick<PowerPoint, 'power' | 'interval'>): string =>
  `${power.toFixed(2)} [${interval[0].toFixed(2)}, ${interval[1].toFixed(2)}]`

/** A half width in the reader's terms: '±0.12', or for ratios '×÷1.4'. */
export const precision = (halfWidth: number | null, scale: Power['scale']): string =>
  halfWidth === null ? '–' : scale === 'ratio' ? `×÷${shortNumber(Math.exp(halfWidth))}` : `±${shortNumber(halfWidth)}`

/** What stands between the assumptions of a power analysis and its reader, as a line each. */
export const assumptions = ({ alpha, sims, seed, attrition, unmoved, itemSd, design }: Power): readonly string[] => [
  `design: ${design}; two-sided alpha ${alpha}; ${sims} simulated studies a point, seed ${seed}`,
  `attrition ${attrition}; share that nothing moves ${unmoved}; sd of the effect over items ${itemSd}`,
]

/** The columns of the table of a power analysis, and its rows as text. */
export const powerTable = (
  power: Power,
): { readonly columns: readonly string[]; readonly rows: readonly string[][] } => {
  const { effects, points, detectable, scale } = power
  const name = (label: string, value: number): string =>
    label === 'no effect' ? 'false positives' : `power at ${shortNumber(value)}`
  const stops = points.some(({ expected, n }) => expected < n)
  const numbers = [...new Set(points.map(({ n }) => n))]
  return {
    columns: [
      'trials',
      ...effects.map(({ label, value }) => name(label, value)),
      'precision',
      'detectable at 80%',
      ...(stops ? ['trials on average'] : []),
    ],
    rows: numbers.map((n) => {
      const own = points.filter((point) => point.n === n)
      const least = detectable.find((each) => each.n === n)
      const last = own.at(-1)!
      return [
        String(n),
        ...own.map(shareWithError),
        precision(last.halfWidth, scale),
        least?.value != null && least.interval
          ? `${shortNumber(least.value)} [${shortNumber(least.interval[0])}, ${shortNumber(least.interval[1])}]`
          : '–',
        ...(stops ? [own.map(({ expected }) => Math.round(expected)).join(' / ')] : []),
      ]
    }),
  }
}

/** A power analysis as text for a terminal. */
export const renderPower = (
  power: Power,
  { colour = pc.isColorSupported }: { readonly colour?: boolean } = {},
): string => {
  const { bold, dim } = pc.createColors(colour)
  const { columns, rows } = powerTable(power)
  const lines = [
    bold(power.title),
    `Power to find "${power.estimate}"`,
    '',
    ...assumptions(power),
    dim(power.mechanism),
    '',
  ]
  if (rows.length) lines.push(...aligned([...columns], rows, bold))
  else lines.push('No number of trials was simulated to its end.')
  lines.push(
    '',
    dim('In brackets: Monte Carlo error (95%). Precision: half the width of the interval of the estimate.'),
  )
  if (power.notes.length) lines.push('', ...power.notes)
  return `${lines.join('\n')}\n`
}

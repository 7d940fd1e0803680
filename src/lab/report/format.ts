import type { Interval } from '../../core/index.ts'
import type { Difference } from './verdict.ts'

/** A number for reading: about three significant digits, a true minus sign. */
export const shortNumber = (value: number): string => {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : value < 0 ? '−∞' : 'not a number'
  const size = Math.abs(value)
  const text =
    size === 0
      ? '0'
      : size >= 1e6 || size < 1e-4
        ? value.toExponential(2)
        : size >= 1000
          ? value.toLocaleString('en-US', { maximumFractionDigits: 0 })
          : value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : size >= 0.01 ? 3 : 4)
  return text.replace('-', '−')
}

/** A p value as a reader wants it. */
export const shortP = (p: number): string => (p < 0.0001 ? '<.0001' : p.toFixed(4).replace(/^0/, ''))

/** '[1.26, 2.61]'. */
export const shortInterval = ([low, high]: Interval): string => `[${shortNumber(low)}, ${shortNumber(high)}]`

/** '1.81 [1.26, 2.61]', or the value alone. */
export const withInterval = (value: number, interval?: Interval | null): string =>
  interval ? `${shortNumber(value)} ${shortInterval(interval)}` : shortNumber(value)

/** A difference in the reader's terms: '+0.12 [−0.1, 0.3]', or for ratios '×1.2 [0.9, 1.6]'. */
export const shortDifference = ({ value, interval, scale }: Difference): string => {
  if (scale === 'ratio')
    return `×${withInterval(Math.exp(value), interval && [Math.exp(interval[0]), Math.exp(interval[1])])}`
  return `${value > 0 ? '+' : ''}${withInterval(value, interval)}`
}

/** The margin in the same terms: '±0.1', or for ratios '×÷1.25'. */
export const shortMargin = ({ scale, margin }: Pick<Difference, 'scale' | 'margin'>): string =>
  scale === 'ratio' ? `×÷${Number(Math.exp(margin).toFixed(margin < 0.01 ? 4 : 2))}` : `±${shortNumber(margin)}`

/** A count with its noun: '1 episode', '900 episodes'. */
export const counted = (n: number, noun: string): string => `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`

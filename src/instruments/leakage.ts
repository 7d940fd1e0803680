import { type Episode, type Estimate, type Instrument, type Luck, openingOf, type Row, type SeatId } from 'suasion'
import { categories } from 'suasion/statistics'

type Category = string | number | boolean

export interface LeakageOptions {
  /** The seat or role that has a secret: a row for each such seat. */
  readonly of: string
  /** What it keeps to itself, such as a card that was dealt (`viewAtStart` tells it); null where it has none. */
  readonly type: (episode: Episode, seat: SeatId) => Category | null
  /** What everybody could see of its acts, in few categories; null where there is nothing to see. */
  readonly feature: (episode: Episode, seat: SeatId) => Category | null
  /** Put before both columns, so that several secrets or features can be measured. */
  readonly prefix?: string
}

/**
 * Reads the private type of a seat and a feature of its public acts, a row per seat: {@link informationLeaked} says over
 * rows how much the one tells of the other. Throws where they are no categories, and where no seat is meant.
 */
export const leakage = ({ of, type, feature, prefix = '' }: LeakageOptions): Instrument => {
  const [typeColumn, featureColumn] = [`${prefix}type`, `${prefix}feature`]
  return {
    name: `${prefix}leakage`,
    columns: {
      seat: 'the seat with a secret',
      [typeColumn]: 'its private type',
      [featureColumn]: 'what its public acts showed',
    },
    read: (episode) => {
      const { seats, protocol } = openingOf(episode)
      const holders = Object.keys(seats).filter((seat) => seat === of || seats[seat]!.role === of)
      if (holders.length === 0) throw new Error(`leakage: ${protocol} has no role or seat called ${of}`)
      return holders.map((seat) => ({
        seat,
        [typeColumn]: category('type', type(episode, seat)),
        [featureColumn]: category('feature', feature(episode, seat)),
      }))
    },
  }
}

const category = (what: string, value: Category | null): Category | null => {
  const fine = value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)
  if (fine) return value
  throw new Error(
    `leakage: the ${what} is ${String(value)}; right is a string, a boolean, a finite number, or null for none`,
  )
}

export interface InformationOptions {
  readonly luck: Luck
  /** The columns; `type` and `feature` unless said. */
  readonly type?: string
  readonly feature?: string
  /** How many permutations the p-value rests on; 999 unless said, so its smallest is .001. */
  readonly permutations?: number
}

/**
 * The mutual information between a private type and a public feature over rows, in bits: 0 tells nothing, the entropy of
 * the type tells all. Corrected for the bias of small samples (Miller 1955, Madow 1948: (cells met - types met -
 * features met + 1) / 2n nats less), so it may fall below 0. `statistic` is the uncorrected number, and p the share of
 * permutations of the feature that reach it, itself included (one-sided). Rows count as independent: one each from
 * episodes. Rows with a null are left out; null for fewer than two others.
 */
export const informationLeaked = (
  rows: readonly Row[],
  { luck, type = 'type', feature = 'feature', permutations = 999 }: InformationOptions,
): Estimate | null => {
  if (!(Number.isSafeInteger(permutations) && permutations >= 1))
    throw new Error(`permutations is a whole number of at least 1, not ${permutations}`)
  const whole = rows.filter((row) => row[type] !== null && row[feature] !== null)
  if (whole.length < 2) return null
  const [x, y] = [codes(whole, type), codes(whole, feature)]
  const n = whole.length
  const table = new Float64Array(x.size * y.size)
  const observed = information(x, y, table)
  const cells = table.reduce((count, each) => count + (each > 0 ? 1 : 0), 0)
  const shuffled = { ...y, code: Int32Array.from(y.code) }
  let reached = 1
  for (let r = 0; r < permutations; r++) {
    shuffle(shuffled.code, luck.of('permutation', type, feature, r))
    if (information(x, shuffled, table) >= observed - 1e-12) reached++
  }
  return {
    value: observed + (x.size + y.size - cells - 1) / (2 * n * Math.LN2),
    n,
    estimator: `mutual information in bits, Miller-Madow correction, ${permutations} permutations`,
    statistic: observed,
    p: reached / (permutations + 1),
    note: `the type has an entropy of ${entropy(x).toPrecision(4)} bits, uncorrected`,
  }
}

interface Codes {
  readonly code: Int32Array
  readonly size: number
  /** By category: how often it occurs. */
  readonly counts: Float64Array
}

const codes = (rows: readonly Row[], column: string): Codes => {
  const numbers = new Map<Category, number>()
  const code = Int32Array.from(categories(rows, column), (each) => {
    const number = numbers.get(each) ?? numbers.size
    numbers.set(each, number)
    return number
  })
  const counts = new Float64Array(numbers.size)
  for (const each of code) counts[each]!++
  return { code, size: numbers.size, counts }
}

const information = (x: Codes, y: Codes, table: Float64Array): number => {
  const n = x.code.length
  table.fill(0)
  for (let i = 0; i < n; i++) table[x.code[i]! * y.size + y.code[i]!]!++
  let sum = 0
  for (let a = 0; a < x.size; a++)
    for (let b = 0; b < y.size; b++) {
      const both = table[a * y.size + b]!
      if (both > 0) sum += both * Math.log2((both * n) / (x.counts[a]! * y.counts[b]!))
    }
  return Math.max(0, sum / n)
}

const entropy = ({ counts, code }: Codes): number =>
  counts.reduce((sum, count) => sum + (count / code.length) * Math.log2(code.length / count), 0)

const shuffle = (code: Int32Array, luck: Luck): void => {
  for (let i = code.length - 1; i > 0; i--) {
    const j = Math.floor(luck.uniform() * (i + 1))
    const one = code[i]!
    code[i] = code[j]!
    code[j] = one
  }
}

import { analyse, type Pattern, placeOf } from '../math/sparse-cholesky.ts'
import { design, type Term } from './design.ts'
import { categories, type Level, levelsOf, type Row } from './row.ts'

/**
 * Effects that vary by group, as lme4 writes `(1 + x | group)`: an intercept (unless `intercept: false`) and the slopes
 * of `terms`, one set for each level of the group, correlated unless told not to be (`||`).
 * Several columns make a group of their combinations, as `['model', 'seed']` for seeds within models (`model:seed`).
 */
export interface RandomTerm {
  readonly group: string | readonly string[]
  readonly terms?: readonly Term[]
  readonly intercept?: boolean
  readonly correlated?: boolean
}

/** One random term made ready: `width` effects for each level, from column `column` of the row's effects on. */
export interface RandomBlock {
  readonly group: string
  readonly effects: readonly string[]
  /** The root mean square of each effect's column, which it is divided by: theta then does not depend on units. */
  readonly scales: readonly number[]
  readonly levels: readonly Level[]
  /** The level of each row. */
  readonly level: Int32Array
  readonly width: number
  readonly column: number
  /** The place of its first effect among all. */
  readonly offset: number
  /** The entries [row, column] of its Cholesky factor that are free, in lme4's order (by columns), and the first's place in theta. */
  readonly entries: readonly (readonly [number, number])[]
  readonly theta: number
}

/**
 * All random effects of a model: each row touches `width` of the `size` effects, at `at` with weights `z`; the matrix
 * of the penalised least squares lives in `pattern`, where `pairs` says which entry each pair of a row's effects adds to.
 */
export interface RandomEffects {
  readonly n: number
  readonly blocks: readonly RandomBlock[]
  readonly width: number
  readonly size: number
  readonly thetas: number
  readonly z: Float64Array
  readonly at: Int32Array
  readonly pattern: Pattern
  readonly pairs: Int32Array
}

const nameOf = (group: RandomTerm['group']): string => (typeof group === 'string' ? group : group.join(':'))

const groupCells = (rows: readonly Row[], group: RandomTerm['group']): readonly Level[] => {
  const single = typeof group === 'string' && rows[0] !== undefined && group in rows[0]
  const columns = typeof group !== 'string' ? group : single ? [group] : group.split(':')
  if (columns.length === 0) throw new Error('a random term names no group; give it a column, such as topic')
  for (const column of columns)
    if (rows.length > 0 && rows.every((row) => row[column] === undefined))
      throw new Error(`there is no column ${column} to group by; the columns are ${Object.keys(rows[0]!).join(', ')}`)
  const parts = columns.map((column) => categories(rows, column))
  if (parts.length === 1) return parts[0]!
  return rows.map((_, i) => parts.map((cells) => String(cells[i])).join(':'))
}

const checkSlopes = (group: string, level: Int32Array, names: readonly string[], matrix: Float64Array): void => {
  const width = names.length
  const first = new Map<number, number>()
  const varies = new Uint8Array(width)
  for (let i = 0; i < level.length; i++) {
    const head = first.get(level[i]!)
    if (head === undefined) first.set(level[i]!, i)
    else for (let k = 0; k < width; k++) if (matrix[i * width + k] !== matrix[head * width + k]) varies[k] = 1
  }
  const flat = names.findIndex((name, k) => name !== 'intercept' && varies[k] === 0)
  if (flat >= 0 && names.includes('intercept'))
    throw new Error(
      `${names[flat]} is the same in all rows of each ${group}, so its slope by ${group} cannot be told from the intercept; leave the slope out`,
    )
}

interface Part extends Omit<RandomBlock, 'offset'> {
  readonly matrix: Float64Array
}

/** Whether a term's columns add up to the intercept. */
const fills = (term: Term): boolean =>
  term.kind === 'factor'
    ? term.coding === 'cells'
    : term.kind === 'interaction' && term.of.every((part) => part.kind === 'factor')

const partOf = (rows: readonly Row[], term: RandomTerm, column: number, theta: number): Part => {
  const group = nameOf(term.group)
  const intercept = term.intercept ?? true
  const terms = term.terms ?? []
  if (!intercept && terms.length === 0)
    throw new Error(`the random term of ${group} has neither an intercept nor a slope; give it one`)
  if (!intercept && terms.some((one) => one.kind !== 'numeric') && !terms.some(fills))
    throw new Error(
      `random slopes of a factor by ${group} without an intercept need a factor with a column for each level: coding 'cells'`,
    )
  const cells = groupCells(rows, term.group)
  const levels = levelsOf(cells)
  if (levels.length < 2)
    throw new Error(
      `${group} is ${String(levels[0])} in every row; effects that vary by ${group} need two levels or more: leave the random term out`,
    )
  const { names, matrix } = design(rows, terms, { origin: !intercept })
  const width = names.length
  const scales = names.map((_, k) => {
    let sum = 0
    for (let i = 0; i < rows.length; i++) sum += matrix[i * width + k]! ** 2
    return Math.sqrt(sum / rows.length)
  })
  const index = new Map(levels.map((level, k) => [level, k]))
  const level = Int32Array.from(cells, (cell) => index.get(cell)!)
  checkSlopes(group, level, names, matrix)
  const entries: [number, number][] = []
  for (let b = 0; b < width; b++)
    for (let a = b; a < width; a++) if (a === b || (term.correlated ?? true)) entries.push([a, b])
  return { group, effects: names, scales, levels, level, width, column, entries, theta, matrix }
}

/**
 * The random effects of rows under their terms. Throws on no term, a missing group or level, a group of one level, a
 * slope that its group does not let vary, two terms of one group with the same effect, and a crossing too large to factor.
 */
export const randomEffects = (rows: readonly Row[], random: readonly RandomTerm[]): RandomEffects => {
  if (rows.length === 0) throw new Error('there are no rows to fit')
  if (random.length === 0)
    throw new Error('a mixed model needs a random term, such as { group: "topic" }; without one use a plain regression')
  const n = rows.length
  const parts: Part[] = []
  for (const term of random) {
    const last = parts.at(-1)
    const part = partOf(rows, term, last ? last.column + last.width : 0, last ? last.theta + last.entries.length : 0)
    const twin = parts.find(
      (one) => one.group === part.group && one.effects.some((name) => part.effects.includes(name)),
    )
    if (twin)
      throw new Error(
        `${twin.effects.find((name) => part.effects.includes(name))} varies by ${part.group} in two random terms; keep one`,
      )
    parts.push(part)
  }
  const width = parts.reduce((sum, part) => sum + part.width, 0)
  const thetas = parts.reduce((sum, part) => sum + part.entries.length, 0)
  // The group with most levels comes first: its effects are independent of each other, so that they fill nothing in.
  const order = parts.map((_, k) => k).sort((a, b) => parts[b]!.levels.length - parts[a]!.levels.length || a - b)
  const offsets = new Int32Array(parts.length)
  let size = 0
  for (const k of order) {
    offsets[k] = size
    size += parts[k]!.levels.length * parts[k]!.width
  }
  const z = new Float64Array(n * width)
  const at = new Int32Array(n * width)
  for (const [k, part] of parts.entries())
    for (let i = 0; i < n; i++)
      for (let e = 0; e < part.width; e++) {
        z[i * width + part.column + e] = part.matrix[i * part.width + e]! / part.scales[e]!
        at[i * width + part.column + e] = offsets[k]! + part.level[i]! * part.width + e
      }
  const count = (width * (width + 1)) / 2
  const keys = new Set<number>()
  for (let i = 0; i < n; i++)
    for (let a = 0; a < width; a++)
      for (let b = 0; b < a; b++) {
        const [p, q] = [at[i * width + a]!, at[i * width + b]!]
        keys.add(Math.min(p, q) * size + Math.max(p, q))
      }
  let pattern: Pattern
  try {
    pattern = analyse(size, Float64Array.from(keys).sort())
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Error(
      `${parts.map((part) => `${part.group} (${part.levels.length} levels)`).join(' and ')} are crossed too densely to fit; leave a term out or merge levels`,
    )
  }
  const places = new Map<number, number>()
  for (const key of keys) places.set(key, placeOf(pattern, key % size, Math.floor(key / size)))
  const pairs = new Int32Array(n * count)
  for (let i = 0, p = 0; i < n; i++)
    for (let a = 0; a < width; a++)
      for (let b = 0; b <= a; b++, p++) {
        const [x, y] = [at[i * width + a]!, at[i * width + b]!]
        pairs[p] = a === b ? pattern.start[x]! : places.get(Math.min(x, y) * size + Math.max(x, y))!
      }
  const blocks = parts.map(({ matrix: _, ...part }, k): RandomBlock => ({ ...part, offset: offsets[k]! }))
  return { n, blocks, width, size, thetas, z, at, pattern, pairs }
}

/**
 * Where a sparse symmetric matrix and its Cholesky factor may hold numbers: the lower triangle by columns, each column
 * opening with its diagonal; `by` lists the same places by rows, without the diagonal.
 */
export interface Pattern {
  readonly size: number
  readonly start: Int32Array
  readonly row: Int32Array
  /** From this column on the factor is full, and its rows follow each other. */
  readonly full: number
  readonly by: { readonly start: Int32Array; readonly column: Int32Array; readonly place: Int32Array }
}

/**
 * The pattern of the factor of a matrix with a full diagonal and the entries `keys`, each `column * size + row` with
 * row > column, sorted and without repeats. Throws where the factor would hold more than `most` numbers.
 */
export const analyse = (size: number, keys: Float64Array, most = 3e7): Pattern => {
  const columns: Int32Array[] = []
  const children: number[][] = Array.from({ length: size }, () => [])
  const seen = new Int32Array(size).fill(-1)
  let total = 0
  let key = 0
  for (let j = 0; j < size; j++) {
    const rows: number[] = []
    const take = (i: number): void => {
      if (i <= j || seen[i] === j) return
      seen[i] = j
      rows.push(i)
    }
    for (; key < keys.length && keys[key]! < (j + 1) * size; key++) take(keys[key]! - j * size)
    for (const child of children[j]!) for (const i of columns[child]!) take(i)
    const column = Int32Array.from(rows).sort()
    columns.push(column)
    if (column.length > 0) children[column[0]!]!.push(j)
    total += column.length + 1
    if (total > most) throw new RangeError(`the factor of ${size} effects holds more than ${most} numbers`)
  }
  const start = new Int32Array(size + 1)
  const row = new Int32Array(total)
  const counts = new Int32Array(size + 1)
  for (let j = 0, at = 0; j < size; j++) {
    row[at] = j
    row.set(columns[j]!, at + 1)
    at += columns[j]!.length + 1
    start[j + 1] = at
    for (const i of columns[j]!) counts[i + 1]!++
  }
  for (let i = 0; i < size; i++) counts[i + 1]! += counts[i]!
  const next = counts.slice()
  const column = new Int32Array(total - size)
  const place = new Int32Array(total - size)
  for (let j = 0; j < size; j++)
    for (let p = start[j]! + 1; p < start[j + 1]!; p++) {
      const at = next[row[p]!]!++
      column[at] = j
      place[at] = p
    }
  let full = size
  while (full > 0 && columns[full - 1]!.length === size - full) full--
  return { size, start, row, full, by: { start: counts, column, place } }
}

/** The place of the entry (i, j), i >= j, which the pattern must have. */
export const placeOf = ({ start, row }: Pattern, i: number, j: number): number => {
  let low = start[j]!
  let high = start[j + 1]! - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (row[middle]! < i) low = middle + 1
    else high = middle
  }
  return low
}

/** Takes from column j what the full columns before it make of it, four of them at a time. */
const subtractFull = (start: Int32Array, full: number, j: number, to: number, values: Float64Array): void => {
  const from = start[j]!
  let k = full
  for (; k + 3 < j; k += 4) {
    let [p0, p1, p2, p3] = [
      start[k]! + j - k,
      start[k + 1]! + j - k - 1,
      start[k + 2]! + j - k - 2,
      start[k + 3]! + j - k - 3,
    ]
    const [t0, t1, t2, t3] = [values[p0]!, values[p1]!, values[p2]!, values[p3]!]
    for (let p = from; p < to; p++)
      values[p]! -= t0 * values[p0++]! + t1 * values[p1++]! + t2 * values[p2++]! + t3 * values[p3++]!
  }
  for (; k < j; k++) {
    let q = start[k]! + j - k
    const times = values[q]!
    for (let p = from; p < to; p++) values[p]! -= times * values[q++]!
  }
}

/** Replaces a matrix by its Cholesky factor, column by column; false where it is not positive definite. */
export const factorise = (
  { size, start, row, full, by }: Pattern,
  values: Float64Array,
  work: Float64Array,
): boolean => {
  for (let j = 0; j < size; j++) {
    const from = start[j]!
    const to = start[j + 1]!
    for (let p = from; p < to; p++) work[row[p]!] = values[p]!
    for (let k = by.start[j]!; k < by.start[j + 1]! && by.column[k]! < full; k++) {
      const first = by.place[k]!
      const last = start[by.column[k]! + 1]!
      const times = values[first]!
      for (let p = first; p < last; p++) work[row[p]!]! -= times * values[p]!
    }
    for (let p = from; p < to; p++) values[p] = work[row[p]!]!
    if (j > full) subtractFull(start, full, j, to, values)
    const pivot = values[from]!
    if (!(pivot > 0)) return false
    const root = Math.sqrt(pivot)
    values[from] = root
    for (let p = from + 1; p < to; p++) values[p] = values[p]! / root
  }
  return true
}

/** ln |A| from the factor of A. */
export const logDeterminant = ({ size, start }: Pattern, factor: Float64Array): number => {
  let sum = 0
  for (let j = 0; j < size; j++) sum += Math.log(factor[start[j]!]!)
  return 2 * sum
}

/** Solves L x = b in place. */
export const solveLower = ({ size, start, row }: Pattern, factor: Float64Array, b: Float64Array): void => {
  for (let j = 0; j < size; j++) {
    const from = start[j]!
    const to = start[j + 1]!
    const value = b[j]! / factor[from]!
    b[j] = value
    if (value !== 0) for (let p = from + 1; p < to; p++) b[row[p]!]! -= factor[p]! * value
  }
}

/** Solves L' x = b in place. */
export const solveUpper = ({ size, start, row }: Pattern, factor: Float64Array, b: Float64Array): void => {
  for (let j = size - 1; j >= 0; j--) {
    const from = start[j]!
    const to = start[j + 1]!
    let sum = b[j]!
    for (let p = from + 1; p < to; p++) sum -= factor[p]! * b[row[p]!]!
    b[j] = sum / factor[from]!
  }
}

/**
 * The entries of the inverse of L L' at the places of the pattern (Takahashi, Fagan and Chin 1973), written to
 * `inverse`; `work` holds `2 * size` numbers.
 */
export const selectedInverse = (
  { size, start, row, full }: Pattern,
  factor: Float64Array,
  inverse: Float64Array,
  work: Float64Array,
): void => {
  const value = work.subarray(0, size)
  const sum = work.subarray(size, 2 * size)
  value.fill(0)
  for (let j = size - 1; j >= 0; j--) {
    const from = start[j]!
    const to = start[j + 1]!
    const pivot = factor[from]!
    for (let p = from + 1; p < to; p++) {
      value[row[p]!] = factor[p]!
      sum[row[p]!] = 0
    }
    for (let p = from + 1; p < to; p++) {
      const k = row[p]!
      const own = factor[p]!
      const last = start[k + 1]!
      let across = own * inverse[start[k]!]!
      if (k >= full)
        for (let s = start[k]! + 1, i = k + 1; s < last; s++, i++) {
          const entry = inverse[s]!
          across += value[i]! * entry
          sum[i]! += own * entry
        }
      else
        for (let s = start[k]! + 1; s < last; s++) {
          const i = row[s]!
          across += value[i]! * inverse[s]!
          sum[i]! += own * inverse[s]!
        }
      sum[k]! += across
    }
    let rest = 1 / pivot
    for (let p = from + 1; p < to; p++) {
      const entry = -sum[row[p]!]! / pivot
      inverse[p] = entry
      rest -= factor[p]! * entry
      value[row[p]!] = 0
    }
    inverse[from] = rest / pivot
  }
}

/**
 * Replaces the lower triangle of a symmetric row-major matrix by its Cholesky factor L, A = L L'.
 * False where the matrix is not positive definite; the upper triangle is neither read nor written.
 */
export const cholesky = (matrix: Float64Array, size: number): boolean => {
  for (let j = 0; j < size; j++) {
    let pivot = matrix[j * size + j]!
    for (let k = 0; k < j; k++) pivot -= matrix[j * size + k]! ** 2
    if (!(pivot > Math.abs(matrix[j * size + j]!) * 1e-15)) return false
    const root = Math.sqrt(pivot)
    matrix[j * size + j] = root
    for (let i = j + 1; i < size; i++) {
      let sum = matrix[i * size + j]!
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k]! * matrix[j * size + k]!
      matrix[i * size + j] = sum / root
    }
  }
  return true
}

/** Solves L L' x = b in place, for a factor made by `cholesky`. */
export const choleskySolve = (factor: Float64Array, size: number, b: Float64Array): void => {
  for (let i = 0; i < size; i++) {
    let sum = b[i]!
    for (let k = 0; k < i; k++) sum -= factor[i * size + k]! * b[k]!
    b[i] = sum / factor[i * size + i]!
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i]!
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i]! * b[k]!
    b[i] = sum / factor[i * size + i]!
  }
}

/** The inverse of L L' as a full symmetric row-major matrix, for a factor made by `cholesky`. */
export const choleskyInverse = (factor: Float64Array, size: number): Float64Array => {
  const inverse = new Float64Array(size * size)
  const column = new Float64Array(size)
  for (let j = 0; j < size; j++) {
    column.fill(0)
    column[j] = 1
    choleskySolve(factor, size, column)
    for (let i = 0; i < size; i++) inverse[i * size + j] = column[i]!
  }
  return inverse
}

/** Householder's QR of a row-major matrix: reflectors below and R on and above the diagonal, whose entries stand apart. */
export interface QR {
  readonly rows: number
  readonly columns: number
  readonly packed: Float64Array
  readonly diagonal: Float64Array
}

/** The QR decomposition of a row-major rows x columns matrix, without pivoting; the matrix is not changed. */
export const qr = (matrix: Float64Array, rows: number, columns: number): QR => {
  const packed = Float64Array.from(matrix)
  const diagonal = new Float64Array(columns)
  for (let j = 0; j < Math.min(rows, columns); j++) {
    let norm = 0
    for (let i = j; i < rows; i++) norm = Math.hypot(norm, packed[i * columns + j]!)
    if (norm === 0) continue
    const head = packed[j * columns + j]!
    const alpha = head > 0 ? -norm : norm
    diagonal[j] = alpha
    packed[j * columns + j] = head - alpha
    const scale = norm * (norm + Math.abs(head))
    for (let k = j + 1; k < columns; k++) {
      let dot = 0
      for (let i = j; i < rows; i++) dot += packed[i * columns + j]! * packed[i * columns + k]!
      const times = dot / scale
      for (let i = j; i < rows; i++) packed[i * columns + k]! -= times * packed[i * columns + j]!
    }
  }
  return { rows, columns, packed, diagonal }
}

/**
 * The first column of a row-major matrix that is a linear combination of those before it (all zeros included),
 * or -1 for full rank. What is left of a column counts as nothing below `tolerance` of its length.
 */
export const firstDependentColumn = (
  matrix: Float64Array,
  rows: number,
  columns: number,
  tolerance = 1e-7,
  { diagonal }: QR = qr(matrix, rows, columns),
): number => {
  for (let j = 0; j < columns; j++) {
    let square = 0
    for (let i = 0; i < rows; i++) square += matrix[i * columns + j]! ** 2
    if (Math.abs(diagonal[j]!) <= tolerance * Math.sqrt(square)) return j
  }
  return -1
}

/** The least-squares solution of X b = y from the QR of X, which must have full column rank; y is not changed. */
export const qrSolve = ({ rows, columns, packed, diagonal }: QR, y: Float64Array): Float64Array => {
  const work = Float64Array.from(y)
  for (let j = 0; j < columns; j++) {
    let dot = 0
    for (let i = j; i < rows; i++) dot += packed[i * columns + j]! * work[i]!
    const times = dot / (diagonal[j]! * packed[j * columns + j]!)
    for (let i = j; i < rows; i++) work[i]! += times * packed[i * columns + j]!
  }
  for (let j = columns - 1; j >= 0; j--) {
    let sum = work[j]!
    for (let k = j + 1; k < columns; k++) sum -= packed[j * columns + k]! * work[k]!
    work[j] = sum / diagonal[j]!
  }
  return work.slice(0, columns)
}

/** (X'X)^-1 as a full symmetric row-major matrix, from the QR of X. */
export const qrInverse = ({ columns, packed, diagonal }: QR): Float64Array => {
  const factor = new Float64Array(columns * columns)
  for (let j = 0; j < columns; j++) {
    for (let k = j; k < columns; k++) factor[k * columns + j] = k === j ? diagonal[j]! : packed[j * columns + k]!
  }
  return choleskyInverse(factor, columns)
}

const halfLogTwoPi = 0.9189385332046727
const tiny = 1e-300

/** What Stirling's formula for ln Gamma(x) leaves over, for x >= 10. */
const stirlingRest = (x: number): number => {
  const r = 1 / (x * x)
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r / 156)))))) / x
}

/** ln Gamma(x) for x > 0 (R `lgamma`); NaN elsewhere. Stirling's series after a shift to x >= 10. */
export const logGamma = (x: number): number => {
  if (!(x > 0)) return Number.NaN
  let product = 1
  let y = x
  while (y < 10) product *= y++
  return (y - 0.5) * Math.log(y) - y + halfLogTwoPi + stirlingRest(y) - Math.log(product)
}

/** ln B(a, b) for a, b > 0 (R `lbeta`), without the cancellation of three log-gammas when either is large. */
export const logBeta = (a: number, b: number): number => {
  const p = Math.min(a, b)
  const q = Math.max(a, b)
  if (!(p > 0)) return Number.NaN
  if (q < 10) return logGamma(p) + logGamma(q) - logGamma(p + q)
  const rest = stirlingRest(q) - stirlingRest(p + q)
  const shrink = Math.log1p(-p / (p + q))
  if (p < 10) return logGamma(p) + rest + p - p * Math.log(p + q) + (q - 0.5) * shrink
  return -0.5 * Math.log(q) + halfLogTwoPi + stirlingRest(p) + rest + (p - 0.5) * Math.log(p / (p + q)) + q * shrink
}

/** A continued fraction by Lentz's method: term k adds `numerator(k)` over `denominator(k)`. */
const continuedFraction = (numerator: (k: number) => number, denominator: (k: number) => number): number => {
  let f = denominator(0) || tiny
  let c = f
  let d = 0
  for (let k = 1; k < 1_000_000; k++) {
    const a = numerator(k)
    const b = denominator(k)
    d = 1 / (b + a * d || tiny)
    c = b + a / c || tiny
    f *= c * d
    if (Math.abs(c * d - 1) < 1e-16) return f
  }
  throw new Error('a continued fraction did not settle in a million terms')
}

/**
 * The regularised incomplete beta function I_x(a, b) (R `pbeta(x, a, b)`), in [0, 1].
 * `y` is 1 - x, asked for apart so that a tail near x = 1 keeps its digits.
 */
export const incompleteBeta = (a: number, b: number, x: number, y: number = 1 - x): number => {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return Number.NaN
  if (x === 0) return 0
  if (y === 0) return 1
  if (a * y < b * x) return 1 - incompleteBeta(b, a, y, x)
  // The contracted fraction of Didonato and Morris (1992), equation 9: it keeps its digits for a of a million.
  const fraction = continuedFraction(
    (m) => ((a + m - 1) * (a + b + m - 1) * m * (b - m) * x * x) / (a + 2 * m - 1) ** 2,
    (m) =>
      (m && m + (m * (b - m) * x) / (a + 2 * m - 1)) + ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (a + 2 * m + 1),
  )
  const logX = x < 0.5 ? Math.log(x) : Math.log1p(-y)
  const logY = y < 0.5 ? Math.log(y) : Math.log1p(-x)
  return Math.exp(a * logX + b * logY - logBeta(a, b)) / fraction
}

/** The two tails of the gamma distribution with the given shape and rate 1: `[P, Q]`, P + Q = 1 (R `pgamma`). */
export const incompleteGamma = (shape: number, x: number): readonly [below: number, above: number] => {
  if (!(shape > 0 && x >= 0)) return [Number.NaN, Number.NaN]
  if (x === 0) return [0, 1]
  if (x === Number.POSITIVE_INFINITY) return [1, 0]
  const excess = (x - shape) / shape
  const scale =
    shape < 10
      ? Math.exp(shape * Math.log(x) - x - logGamma(shape))
      : Math.sqrt(shape / (2 * Math.PI)) * Math.exp(shape * (Math.log1p(excess) - excess) - stirlingRest(shape))
  if (x < shape + 1) {
    let term = 1 / shape
    let sum = term
    for (let k = 1; term > sum * 1e-17; k++) sum += term *= x / (shape + k)
    return [scale * sum, 1 - scale * sum]
  }
  const above =
    scale /
    continuedFraction(
      (k) => -k * (k - shape),
      (k) => x + 2 * k + 1 - shape,
    )
  return [1 - above, above]
}

/** The derivative of ln Gamma at x > 0 (R `digamma`); NaN elsewhere. Asymptotic series after a shift to x >= 10. */
export const digamma = (x: number): number => {
  if (!(x > 0)) return Number.NaN
  let y = x
  let sum = 0
  while (y < 10) sum -= 1 / y++
  const r = 1 / (y * y)
  const rest = r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - (r * 691) / 32760)))))
  return sum + Math.log(y) - 0.5 / y - rest
}

/** The second derivative of ln Gamma at x > 0 (R `trigamma`); NaN elsewhere. Asymptotic series after a shift to x >= 10. */
export const trigamma = (x: number): number => {
  if (!(x > 0)) return Number.NaN
  let y = x
  let sum = 0
  while (y < 10) sum += 1 / (y++) ** 2
  const r = 1 / (y * y)
  const rest = r * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - r * (5 / 66 - (r * 691) / 2730)))))
  return sum + (1 + 0.5 / y + rest) / y
}

import { incompleteBeta, incompleteGamma, logBeta, logGamma } from './special.ts'

const polynomial = (coefficients: readonly number[], x: number): number => {
  let sum = 0
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i]!
  return sum
}

// Cody (1969), Rational Chebyshev approximations for the error function: centre, |x| < 5.66, and beyond.
const centre = {
  top: [18154.98125334356, 1067.6894854603709, 161.02823106855587, 2.2352520354606837, 0.06568233791820745],
  bottom: [45507.789335026726, 10260.932208618979, 976.0985517377767, 47.20258190468824, 1],
}
const shoulder = {
  top: [
    9842.714838383978, 11602.65143764735, 6848.190450536283, 2494.5375852903726, 597.2702763948002, 93.50665613217785,
    8.883149794388375, 0.39894151208813466, 1.0765576773720192e-8,
  ],
  bottom: [
    19685.42967685999, 38912.00328609327, 34900.95272114598, 18615.571640885097, 6485.558298266761, 1519.3775994075547,
    235.387901782625, 22.266688044328117, 1,
  ],
}
// The last two coefficients of the numerator in Cody's tables come first in Horner's order.
const far = {
  top: [
    0.000029112874951168793, 0.0014216191932278936, 0.022235277870649807, 0.12740116116024736, 0.215898534057957,
    0.02307344176494017,
  ],
  bottom: [
    0.00007297515550839662, 0.0037823963320275824, 0.06598813786892856, 0.4682382124808651, 1.284260096144911, 1,
  ],
}

/** The standard normal density (R `dnorm`). */
export const normalDensity = (x: number): number => Math.exp(-0.5 * x * x) * 0.3989422804014327

/** P(Z > x) for a standard normal Z (R `pnorm(x, lower.tail = FALSE)`), with full relative accuracy in the far tail. */
export const normalSurvival = (x: number): number => {
  const a = Math.abs(x)
  if (!(a <= 40)) return Number.isNaN(x) ? Number.NaN : x > 0 ? 0 : 1
  if (a < 0.67448975) return 0.5 - (x * polynomial(centre.top, a * a)) / polynomial(centre.bottom, a * a)
  const square = Math.trunc(a * 16) / 16
  // exp(-a^2 / 2) in two factors: rounding a^2 would cost digits in the tail.
  const density = Math.exp(-0.5 * square * square) * Math.exp(-0.5 * (a - square) * (a + square))
  const r = 1 / (a * a)
  const tail =
    a < 5.656854
      ? density * (polynomial(shoulder.top, a) / polynomial(shoulder.bottom, a))
      : (density * (0.3989422804014327 - (r * polynomial(far.top, r)) / polynomial(far.bottom, r))) / a
  return x > 0 ? tail : 1 - tail
}

/** P(Z <= x) for a standard normal Z (R `pnorm`). */
export const normalCdf = (x: number): number => normalSurvival(-x)

// Wichura (1988), algorithm AS 241: within 0.425 of the median, down to exp(-25), and beyond.
const wichura = [
  [
    [
      3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
      67265.7709270087, 33430.57558358813, 2509.0809287301227,
    ],
    [
      1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
      28729.085735721943, 5226.495278852854,
    ],
  ],
  [
    [
      1.4234371107496837, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
      0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
    ],
    [
      1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
      0.0005475938084995344, 1.0507500716444169e-9,
    ],
  ],
  [
    [
      6.657904643501104, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
      0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
    ],
    [
      1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
      1.421511758316446e-7, 2.0442631033899397e-15,
    ],
  ],
] as const

const ratio = (part: 0 | 1 | 2, x: number): number => polynomial(wichura[part][0], x) / polynomial(wichura[part][1], x)

/** The x with P(Z <= x) = p for a standard normal Z (R `qnorm`); p in [0, 1], NaN elsewhere. */
export const normalQuantile = (p: number): number => {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return q * ratio(0, 0.180625 - q * q)
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  if (r === Number.POSITIVE_INFINITY) return q < 0 ? -r : r
  return Math.sign(q) * (r <= 5 ? ratio(1, r - 1.6) : ratio(2, r - 5))
}

/** P(T > x) for Student's t with `df` > 0 degrees of freedom (R `pt(x, df, lower.tail = FALSE)`). */
export const tSurvival = (x: number, df: number): number => {
  if (!(df > 0) || Number.isNaN(x)) return Number.NaN
  if (df === Number.POSITIVE_INFINITY) return normalSurvival(x)
  if (Math.abs(x) === Number.POSITIVE_INFINITY) return x > 0 ? 0 : 1
  const square = x * x
  const half = 0.5 * incompleteBeta(df / 2, 0.5, df / (df + square), square / (df + square))
  return x > 0 ? half : 1 - half
}

/** P(T <= x) for Student's t with `df` > 0 degrees of freedom (R `pt`). */
export const tCdf = (x: number, df: number): number => tSurvival(-x, df)

/** P(X > x) for chi-square with `df` > 0 degrees of freedom (R `pchisq(x, df, lower.tail = FALSE)`). */
export const chiSquareSurvival = (x: number, df: number): number => (x <= 0 ? 1 : incompleteGamma(df / 2, x / 2)[1])

/** P(X > x) for F with `df1` and `df2` > 0 degrees of freedom (R `pf(x, df1, df2, lower.tail = FALSE)`). */
export const fSurvival = (x: number, df1: number, df2: number): number => {
  if (x <= 0) return 1
  const total = df1 * x + df2
  return incompleteBeta(df2 / 2, df1 / 2, df2 / total, (df1 * x) / total)
}

/**
 * Solves tail(x) = p for x > 0, where `tail` is a smooth monotone probability and `density` its absolute slope.
 * Newton's method on ln(tail) against ln(x), where tails are nearly straight, inside a bracket that only shrinks.
 */
const positiveQuantile = (
  tail: (x: number) => number,
  density: (x: number) => number,
  p: number,
  rising: boolean,
): number => {
  const side = rising ? 1 : -1
  let low = 1
  let high = 1
  while ((tail(low) - p) * side > 0 && low > 1e-300) low /= 4
  while ((tail(high) - p) * side < 0 && high < 1e300) high *= 4
  let x = Math.sqrt(low * high)
  for (let i = 0; i < 200; i++) {
    const t = tail(x)
    if ((t - p) * side > 0) high = x
    else low = x
    const step = (side * Math.log(t / p) * t) / (density(x) * x)
    const next = x * Math.exp(-step)
    const inside = next > low && next < high
    if (inside && Math.abs(next - x) <= 1e-15 * x) return next
    if (high - low <= 4e-16 * high) return next > low && next < high ? next : x
    x = inside ? next : Math.sqrt(low * high)
  }
  return x
}

const quantile = (
  p: number,
  below: (x: number) => number,
  above: (x: number) => number,
  density: (x: number) => number,
): number => {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  if (p === 0) return 0
  if (p === 1) return Number.POSITIVE_INFINITY
  return p < 0.5 ? positiveQuantile(below, density, p, true) : positiveQuantile(above, density, 1 - p, false)
}

/** The x with P(T <= x) = p for Student's t with `df` > 0 degrees of freedom (R `qt`). */
export const tQuantile = (p: number, df: number): number => {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN
  if (df === Number.POSITIVE_INFINITY) return normalQuantile(p)
  if (p === 0.5) return 0
  if (p === 0 || p === 1) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const scale = -0.5 * Math.log(df) - logBeta(df / 2, 0.5)
  const density = (x: number) => Math.exp(scale - ((df + 1) / 2) * Math.log1p((x * x) / df))
  const x = positiveQuantile((t) => tSurvival(t, df), density, Math.min(p, 1 - p), false)
  return p < 0.5 ? -x : x
}

/** The x with P(X <= x) = p for chi-square with `df` > 0 degrees of freedom (R `qchisq`). */
export const chiSquareQuantile = (p: number, df: number): number => {
  if (!(df > 0)) return Number.NaN
  const k = df / 2
  return (
    2 *
    quantile(
      p,
      (x) => incompleteGamma(k, x)[0],
      (x) => incompleteGamma(k, x)[1],
      (x) => Math.exp((k - 1) * Math.log(x) - x - logGamma(k)),
    )
  )
}

/** The x with P(X <= x) = p for F with `df1` and `df2` > 0 degrees of freedom (R `qf`). */
export const fQuantile = (p: number, df1: number, df2: number): number => {
  if (!(df1 > 0 && df2 > 0)) return Number.NaN
  const a = df1 / 2
  const b = df2 / 2
  return quantile(
    p,
    (x) => incompleteBeta(a, b, (df1 * x) / (df1 * x + df2), df2 / (df1 * x + df2)),
    (x) => fSurvival(x, df1, df2),
    (x) =>
      Math.exp(a * Math.log(df1 / df2) + (a - 1) * Math.log(x) - (a + b) * Math.log1p((df1 * x) / df2) - logBeta(a, b)),
  )
}

/** The x with P(X <= x) = p for a beta with shapes `a` and `b` > 0 (R `qbeta`). */
export const betaQuantile = (p: number, a: number, b: number): number => {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return Number.NaN
  if (p === 0 || p === 1) return p
  return 1 / (1 + b / (a * fQuantile(p, 2 * a, 2 * b)))
}

/** ln P(Z <= x) for a standard normal Z (R `pnorm(x, log.p = TRUE)`), with its digits in both tails. */
export const normalLogCdf = (x: number): number => {
  if (x > 0) return Math.log1p(-normalSurvival(x))
  if (!(x < -37)) return Math.log(normalCdf(x))
  const r = 1 / (x * x)
  // The asymptotic series of Mills' ratio; below -37 its first terms are exact to the last digit.
  const series = 1 - r * (1 - 3 * r * (1 - 5 * r * (1 - 7 * r)))
  return -(x * x) / 2 - Math.log(-x) - 0.9189385332046727 + Math.log(series)
}

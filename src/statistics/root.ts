/**
 * Where a monotone function crosses zero between `low` and `high`, by bisection to the last bit; for a step function,
 * the place of the step. R: `uniroot`, but to full precision. Throws where both ends have the same sign.
 */
export const root = (f: (x: number) => number, low: number, high: number): number => {
  const first = f(low)
  const last = f(high)
  if (first === 0) return low
  if (last === 0) return high
  if (!(first * last < 0))
    throw new Error(`no root between ${low} and ${high}: the function is ${first} and ${last} there`)
  let [a, b] = [low, high]
  for (let step = 0; step < 2000; step++) {
    const middle = a + (b - a) / 2
    if (middle <= a || middle >= b) break
    if (Math.sign(f(middle)) === Math.sign(first)) a = middle
    else b = middle
  }
  return b
}

/**
 * A root of `f` between two ends by Brent's method (1973), stopping within about `tolerance`: the search R's `uniroot`
 * makes, step for step, for numbers that are to equal those R stops at. Throws where both ends have the same sign.
 */
export const brentRoot = (f: (x: number) => number, low: number, high: number, tolerance: number): number => {
  let [a, b, c] = [low, high, low]
  let [atA, atB] = [f(a), f(b)]
  if (atA === 0) return a
  if (!(atA * atB <= 0)) throw new Error(`no root between ${low} and ${high}: the function is ${atA} and ${atB} there`)
  let atC = atA
  for (let count = 0; count < 1000; count++) {
    const last = b - a
    if (Math.abs(atC) < Math.abs(atB)) {
      ;[a, b, c] = [b, c, b]
      ;[atA, atB, atC] = [atB, atC, atB]
    }
    const near = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2
    const half = (c - b) / 2
    if (Math.abs(half) <= near || atB === 0) break
    let step = half
    if (Math.abs(last) >= near && Math.abs(atA) > Math.abs(atB)) {
      const width = c - b
      const slope = atB / atA
      let p = width * slope
      let q = 1 - slope
      if (a !== c) {
        const [one, two] = [atA / atC, atB / atC]
        p = slope * (width * one * (one - two) - (b - a) * (two - 1))
        q = (one - 1) * (two - 1) * (slope - 1)
      }
      if (p > 0) q = -q
      else p = -p
      if (p < 0.75 * width * q - Math.abs(near * q) / 2 && p < Math.abs((last * q) / 2)) step = p / q
    }
    if (Math.abs(step) < near) step = step > 0 ? near : -near
    ;[a, atA] = [b, atB]
    b += step
    atB = f(b)
    if (atB * atC > 0) [c, atC] = [a, atA]
  }
  return b
}

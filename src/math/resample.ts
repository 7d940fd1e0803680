/**
 * Draws indices with replacement, fast: `fill(indices, count)` sets every element to a whole number in [0, count).
 * Doty-Humphrey's sfc32 seeded by four draws of `source`, so the same luck gives the same resamples.
 */
export const resampler = (source: { uniform(): number }): ((indices: Uint32Array, count: number) => void) => {
  const state = Uint32Array.from({ length: 4 }, () => source.uniform() * 4294967296)
  const fill = (indices: Uint32Array, count: number): void => {
    let a = state[0]! | 0
    let b = state[1]! | 0
    let c = state[2]! | 0
    let step = state[3]! | 0
    const scale = count / 4294967296
    for (let i = 0; i < indices.length; i++) {
      const word = (a + b + step) | 0
      step = (step + 1) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = ((c << 21) | (c >>> 11)) + word
      c |= 0
      indices[i] = (word >>> 0) * scale
    }
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = step
  }
  fill(new Uint32Array(16), 1)
  return fill
}

/**
 * Sums of resamples with replacement, for statistics that need no more: `sum(values)` adds up as many draws as there are
 * values. Two sfc32 generators take turns over four sums, since each alone would wait for its own last step.
 */
export const resampledSum = (source: { uniform(): number }): ((values: Float64Array) => number) => {
  const state = Uint32Array.from({ length: 8 }, () => source.uniform() * 4294967296)
  const sum = (values: Float64Array): number => {
    // As a 32-bit number, so that the loop counts in integers.
    const count = values.length | 0
    let a = state[0]! | 0
    let b = state[1]! | 0
    let c = state[2]! | 0
    let step = state[3]! | 0
    let d = state[4]! | 0
    let e = state[5]! | 0
    let f = state[6]! | 0
    let other = state[7]! | 0
    let one = 0
    let two = 0
    let three = 0
    let four = 0
    const scale = count / 4294967296
    const fours = count & ~3
    for (let i = 0; i < fours; i += 4) {
      let word = (a + b + step) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + word) | 0
      one += values[((word >>> 0) * scale) | 0]!
      let second = (d + e + other) | 0
      d = e ^ (e >>> 9)
      e = (f + (f << 3)) | 0
      f = (((f << 21) | (f >>> 11)) + second) | 0
      two += values[((second >>> 0) * scale) | 0]!
      word = (a + b + step + 1) | 0
      step = (step + 2) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + word) | 0
      three += values[((word >>> 0) * scale) | 0]!
      second = (d + e + other + 1) | 0
      other = (other + 2) | 0
      d = e ^ (e >>> 9)
      e = (f + (f << 3)) | 0
      f = (((f << 21) | (f >>> 11)) + second) | 0
      four += values[((second >>> 0) * scale) | 0]!
    }
    for (let i = fours; i < count; i++) {
      const word = (a + b + step) | 0
      step = (step + 1) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + word) | 0
      one += values[((word >>> 0) * scale) | 0]!
    }
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = step
    state[4] = d
    state[5] = e
    state[6] = f
    state[7] = other
    return one + two + (three + four)
  }
  const warm = new Float64Array(32)
  sum(warm)
  return sum
}

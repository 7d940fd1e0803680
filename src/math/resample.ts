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

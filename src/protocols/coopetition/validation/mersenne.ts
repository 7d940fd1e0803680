/**
 * The uniform draws on [0, 1) of NumPy's RandomState, from the Mersenne Twister (Matsumoto & Nishimura 1998), so that a
 * published simulation can be repeated draw by draw. For nothing else: our own chance is addressed.
 */
export const numpyUniforms = (seed: number): (() => number) => {
  const words = new Uint32Array(624)
  words[0] = seed
  for (let i = 1; i < 624; i++) {
    const before = words[i - 1]! ^ (words[i - 1]! >>> 30)
    words[i] = Math.imul(before, 1812433253) + i
  }
  let at = 624
  const turn = (): void => {
    for (let i = 0; i < 624; i++) {
      const y = (words[i]! & 0x80000000) | (words[(i + 1) % 624]! & 0x7fffffff)
      words[i] = words[(i + 397) % 624]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
    }
    at = 0
  }
  const word = (): number => {
    if (at === 624) turn()
    let y = words[at++]!
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return (y ^ (y >>> 18)) >>> 0
  }
  return () => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992
}

/** Its normal draws, by Marsaglia's polar method, for the same use. */
export const numpyNormals = (seed: number): (() => number) => {
  const uniform = numpyUniforms(seed)
  let spare: number | null = null
  return () => {
    if (spare !== null) {
      const value = spare
      spare = null
      return value
    }
    for (;;) {
      const x = 2 * uniform() - 1
      const y = 2 * uniform() - 1
      const r = x * x + y * y
      if (r >= 1 || r === 0) continue
      const scale = Math.sqrt((-2 * Math.log(r)) / r)
      spare = scale * x
      return scale * y
    }
  }
}

/** The high 32 bits of a 32 x 32 bit product, which `Math.imul` does not give. */
const high = (a: number, b: number): number => {
  const al = a & 0xffff
  const ah = a >>> 16
  const bl = b & 0xffff
  const bh = b >>> 16
  const low = al * bl
  const mid = ah * bl + (low >>> 16)
  const cross = al * bh + (mid & 0xffff)
  return (ah * bh + Math.floor(mid / 65536) + Math.floor(cross / 65536)) >>> 0
}

/**
 * Philox 4x32 with ten rounds: four random words from a counter of four words and a key of two.
 * Writes unsigned 32-bit words to `out[0..3]`. Source: Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
 */
export const philox = (
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  key0: number,
  key1: number,
  out: Uint32Array,
): void => {
  let c0 = counter0
  let c1 = counter1
  let c2 = counter2
  let c3 = counter3
  let k0 = key0
  let k1 = key1
  for (let round = 0; round < 10; round++) {
    const h0 = high(0xd2511f53, c0)
    const l0 = Math.imul(0xd2511f53, c0)
    const h1 = high(0xcd9e8d57, c2)
    const l1 = Math.imul(0xcd9e8d57, c2)
    c0 = (h1 ^ c1 ^ k0) >>> 0
    c1 = l1 >>> 0
    c2 = (h0 ^ c3 ^ k1) >>> 0
    c3 = l0 >>> 0
    k0 = (k0 + 0x9e3779b9) >>> 0
    k1 = (k1 + 0xbb67ae85) >>> 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}

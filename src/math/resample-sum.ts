import { type Code, instructions, moduleOf, NUMBER, startModule, VECTOR } from './wasm.ts'

const { get, set, constant, shiftLeft, load, store, loadNumber, storeNumber, addNumbers, repeat } = instructions
const { four, wide } = instructions

/** Where the memory holds the four generators, the four sums and the values, in bytes. */
const [A, B, C, STEP, SUMS, VALUES] = [0, 16, 32, 48, 64, 96]
const [fours, count, a, b, c, step, word, product, one, size] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 12]

/** Adds the value at the upper half of the product of a random word with the count: `half` is 1 or 3. */
const added = (sum: number, half: number): number[] => [
  ...[...get(sum), ...get(product), ...four.lane(half), ...constant(3), ...shiftLeft],
  ...[...loadNumber(VALUES), ...addNumbers, ...set(sum)],
]

/** sum(fours, count): adds so many times four draws of `count` values to the four sums, one from each generator. */
const sum: Code = {
  parameters: 2,
  locals: [
    [6, VECTOR],
    [4, NUMBER],
    [1, VECTOR],
  ],
  body: [
    ...[A, B, C, STEP].flatMap((at, k) => [...constant(0), ...load(at), ...set(a + k)]),
    ...Array.from({ length: 4 }, (_, k) => [...constant(0), ...loadNumber(SUMS + 8 * k), ...set(one + k)]).flat(),
    ...[...get(count), ...four.of, ...set(size)],
    ...repeat(fours, [
      ...[...get(a), ...get(b), ...four.add, ...get(step), ...four.add, ...set(word)],
      ...[...get(step), ...constant(1), ...four.of, ...four.add, ...set(step)],
      ...[...get(b), ...get(b), ...constant(9), ...four.shiftRight, ...four.xor, ...set(a)],
      ...[...get(c), ...get(c), ...constant(3), ...four.shiftLeft, ...four.add, ...set(b)],
      ...[...get(c), ...constant(21), ...four.shiftLeft, ...get(c), ...constant(11), ...four.shiftRight, ...four.or],
      ...[...get(word), ...four.add, ...set(c)],
      ...[...get(word), ...get(size), ...wide.multiplyLow, ...set(product), ...added(one, 1), ...added(one + 1, 3)],
      ...[
        ...get(word),
        ...get(size),
        ...wide.multiplyHigh,
        ...set(product),
        ...added(one + 2, 1),
        ...added(one + 3, 3),
      ],
    ]),
    ...[A, B, C, STEP].flatMap((at, k) => [...constant(0), ...get(a + k), ...store(at)]),
    ...Array.from({ length: 4 }, (_, k) => [...constant(0), ...get(one + k), ...storeNumber(SUMS + 8 * k)]).flat(),
  ],
}

const lanes = 4
const warmth = 16
let made: object | null = null

/** Four numbers per generator, as the module reads them: all a, all b, all c, all steps. */
const seeded = (source: { uniform(): number }): Uint32Array =>
  Uint32Array.from({ length: 4 * lanes }, () => source.uniform() * 4294967296)

/** The next place below `count` from generator `k` of a state: Doty-Humphrey's sfc32. */
const place = (state: Uint32Array, k: number, count: number): number => {
  const [x, y, z, n] = [state[k]!, state[lanes + k]!, state[2 * lanes + k]!, state[3 * lanes + k]!]
  const word = (x + y + n) >>> 0
  state[3 * lanes + k] = n + 1
  state[k] = y ^ (y >>> 9)
  state[lanes + k] = z + (z << 3)
  state[2 * lanes + k] = ((z << 21) | (z >>> 11)) + word
  // In two halves, since the product of both whole is no exact number.
  return Math.floor(((word >>> 16) * count + Math.floor(((word & 65535) * count) / 65536)) / 65536)
}

/**
 * Sums of resamples with replacement, for statistics that need no more: each call adds up as many draws as there are
 * values, from four generators in turn that sixteen draws of `source` seed. By a WebAssembly kernel.
 */
export const resampledSum = (source: { uniform(): number }, values: Float64Array): (() => number) => {
  made ??= moduleOf({ sum })
  const { buffer, run } = startModule(made, VALUES + 8 * Math.max(1, values.length))
  const state = new Uint32Array(buffer, 0, 4 * lanes)
  const sums = new Float64Array(buffer, SUMS, lanes)
  state.set(seeded(source))
  run['sum']!(warmth, 1)
  new Float64Array(buffer, VALUES, values.length).set(values)
  const turns = Math.floor(values.length / lanes)
  return () => {
    sums.fill(0)
    if (turns > 0) run['sum']!(turns, values.length)
    for (let k = 0; k < values.length % lanes; k++) sums[k]! += values[place(state, k, values.length)]!
    return sums[0]! + sums[1]! + (sums[2]! + sums[3]!)
  }
}

/** The same sums by a plain loop: what the kernel is checked against. */
export const plainResampledSum = (source: { uniform(): number }, values: Float64Array): (() => number) => {
  const state = seeded(source)
  for (let i = 0; i < warmth * lanes; i++) place(state, i % lanes, 1)
  return () => {
    const sums = [0, 0, 0, 0]
    for (let i = 0; i < values.length; i++) sums[i % lanes]! += values[place(state, i % lanes, values.length)]!
    return sums[0]! + sums[1]! + (sums[2]! + sums[3]!)
  }
}

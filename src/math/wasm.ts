/** The part of the WebAssembly API used here, which no browser or Node lacks. */
const { WebAssembly: wasm } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer }
    readonly Module: new (bytes: Uint8Array) => object
    readonly Instance: new (
      module: object,
      imports: object,
    ) => { readonly exports: Record<string, (...numbers: number[]) => void> }
  }
}

/** A number as WebAssembly writes it: seven bits a byte, lowest first. */
const unsigned = (value: number): number[] => {
  const bytes: number[] = []
  let rest = value
  do {
    const more = rest > 127
    bytes.push((rest & 127) | (more ? 128 : 0))
    rest >>>= 7
  } while (rest > 0)
  return bytes
}

/** A small signed constant. */
const signed = (value: number): number[] => {
  const bytes: number[] = []
  for (let rest = value; ; rest >>= 7) {
    const last = rest >= -64 && rest < 64
    bytes.push((rest & 127) | (last ? 0 : 128))
    if (last) return bytes
  }
}

const vector = (items: readonly number[][]): number[] => [...unsigned(items.length), ...items.flat()]
const section = (id: number, body: number[]): number[] => [id, ...unsigned(body.length), ...body]
const simd = (code: number): number[] => [0xfd, ...unsigned(code)]

/** The types of locals. */
export const INTEGER = 0x7f
export const NUMBER = 0x7c
export const VECTOR = 0x7b

const get = (local: number): number[] => [0x20, ...unsigned(local)]
const set = (local: number): number[] => [0x21, ...unsigned(local)]
const tee = (local: number): number[] => [0x22, ...unsigned(local)]
const constant = (value: number): number[] => [0x41, ...signed(value)]
const plus = [0x6a]

/**
 * Instructions as the bytes they are written with. Addresses are unaligned with a constant offset; `pair` works on two
 * 64-bit numbers at once, `four` on four 32-bit integers, `wide` on two 64-bit integers.
 */
export const instructions = {
  get,
  set,
  tee,
  constant,
  plus,
  shiftLeft: [0x74],
  load: (offset: number): number[] => [...simd(0x00), 0, ...unsigned(offset)],
  loadBoth: (offset: number): number[] => [...simd(0x0a), 0, ...unsigned(offset)],
  store: (offset: number): number[] => [...simd(0x0b), 0, ...unsigned(offset)],
  loadNumber: (offset: number): number[] => [0x2b, 0, ...unsigned(offset)],
  storeNumber: (offset: number): number[] => [0x39, 0, ...unsigned(offset)],
  addNumbers: [0xa0],
  zeros: [...simd(0x0c), ...Array.from({ length: 16 }, () => 0)],
  pair: { add: simd(0xf0), multiply: simd(0xf2), lane: (index: number): number[] => [...simd(0x21), index] },
  four: {
    of: simd(0x11),
    add: simd(0xae),
    shiftLeft: simd(0xab),
    shiftRight: simd(0xad),
    or: simd(0x50),
    xor: simd(0x51),
    lane: (index: number): number[] => [...simd(0x1b), index],
  },
  /** Products of the lower, or the upper, two unsigned 32-bit integers of each side. */
  wide: { multiplyLow: simd(0xde), multiplyHigh: simd(0xdf) },
  /** Moves a pointer on. */
  move: (pointer: number, by: number[]): number[] => [...get(pointer), ...by, ...plus, ...set(pointer)],
  /** The body again as long as the counter, less one each time, is above 0. */
  repeat: (counter: number, body: number[]): number[] => [
    ...[0x03, 0x40, ...body],
    ...[...get(counter), ...constant(1), 0x6b, ...tee(counter), 0x0d, 0, 0x0b],
  ],
} as const

/** A function of 32-bit integers that returns nothing: its locals follow its parameters, by number. */
export interface Code {
  readonly parameters: number
  readonly locals: readonly (readonly [count: number, type: typeof INTEGER | typeof NUMBER | typeof VECTOR])[]
  readonly body: number[]
}

/** A module of some functions, by name; it imports its memory as `a.m`. Written out here, so that nothing needs a compiler. */
export const moduleOf = (codes: Readonly<Record<string, Code>>): object => {
  const all = Object.entries(codes)
  const text = (word: string): number[] => vector([...word].map((letter) => [letter.charCodeAt(0)]))
  const bytes = Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      vector(
        all.map(([, { parameters }]) => [0x60, ...vector(Array.from({ length: parameters }, () => [INTEGER])), 0]),
      ),
    ),
    ...section(2, vector([[...text('a'), ...text('m'), 2, 0, 1]])),
    ...section(3, vector(all.map((_, k) => [k]))),
    ...section(7, vector(all.map(([name], k) => [...text(name), 0, k]))),
    ...section(
      10,
      vector(
        all.map(([, { locals, body }]) => {
          const whole = [...vector(locals.map(([count, type]) => [...unsigned(count), type])), ...body, 0x0b]
          return [...unsigned(whole.length), ...whole]
        }),
      ),
    ),
  ])
  return new wasm.Module(bytes)
}

/** A module at work on a memory of its own, of at least so many bytes. */
export const startModule = (
  module: object,
  bytes: number,
): { readonly buffer: ArrayBuffer; readonly run: Readonly<Record<string, (...numbers: number[]) => void>> } => {
  const memory = new wasm.Memory({ initial: Math.ceil(bytes / 65536) })
  const { exports } = new wasm.Instance(module, { a: { m: memory } })
  return { buffer: memory.buffer, run: exports }
}

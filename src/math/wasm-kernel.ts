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

const get = (local: number): number[] => [0x20, ...unsigned(local)]
const set = (local: number): number[] => [0x21, ...unsigned(local)]
const tee = (local: number): number[] => [0x22, ...unsigned(local)]
const load = (offset: number): number[] => [...simd(0x00), 0, ...unsigned(offset)]
const loadBoth = (offset: number): number[] => [...simd(0x0a), 0, ...unsigned(offset)]
const store = (offset: number): number[] => [...simd(0x0b), 0, ...unsigned(offset)]
const storeNumber = (offset: number): number[] => [0x39, 0, ...unsigned(offset)]
const add = simd(0xf0)
const multiply = simd(0xf2)
const lane = (index: number): number[] => [...simd(0x21), index]
const constant = (value: number): number[] => [0x41, ...signed(value)]
const plus = [0x6a]
const minus = [0x6b]
const addNumbers = [0xa0]
const zeros = [...simd(0x0c), ...Array.from({ length: 16 }, () => 0)]
const move = (pointer: number, by: number[]): number[] => [...get(pointer), ...by, ...plus, ...set(pointer)]
/** The body again as long as the counter, less one each time, is above 0. */
const repeat = (counter: number, body: number[]): number[] => [
  ...[0x03, 0x40, ...body],
  ...[...get(counter), ...constant(1), ...minus, ...tee(counter), 0x0d, 0, 0x0b],
]

interface Code {
  readonly parameters: number
  readonly locals: readonly (readonly [count: number, type: 0x7f | 0x7b])[]
  readonly body: number[]
}

/** tile(s, x, rows, strideS, strideX, out): adds the products of 4 columns from s with 4 from x to 16 sums at out. */
const tile: Code = {
  parameters: 6,
  locals: [[11, 0x7b]],
  body: [
    ...Array.from({ length: 8 }, (_, k) => [...get(5), ...load(16 * k), ...set(6 + k)]).flat(),
    ...repeat(2, [
      ...[...get(1), ...load(0), ...set(14), ...get(1), ...load(16), ...set(15)],
      ...Array.from({ length: 4 }, (_, a) => [
        ...[...get(0), ...loadBoth(8 * a), ...tee(16), ...get(14), ...multiply],
        ...[...get(6 + 2 * a), ...add, ...set(6 + 2 * a), ...get(16), ...get(15), ...multiply],
        ...[...get(7 + 2 * a), ...add, ...set(7 + 2 * a)],
      ]).flat(),
      ...[...move(0, get(3)), ...move(1, get(4))],
    ]),
    ...Array.from({ length: 8 }, (_, k) => [...get(5), ...get(6 + k), ...store(16 * k)]).flat(),
  ],
}

/** strip(v, x, rows, strideX, out): adds the products of one column v with 4 from x to 4 sums at out. */
const strip: Code = {
  parameters: 5,
  locals: [[3, 0x7b]],
  body: [
    ...[...get(4), ...load(0), ...set(5), ...get(4), ...load(16), ...set(6)],
    ...repeat(2, [
      ...[...get(0), ...loadBoth(0), ...tee(7), ...get(1), ...load(0), ...multiply, ...get(5), ...add, ...set(5)],
      ...[...get(7), ...get(1), ...load(16), ...multiply, ...get(6), ...add, ...set(6)],
      ...[...move(0, constant(8)), ...move(1, get(3))],
    ]),
    ...[...get(4), ...get(5), ...store(0), ...get(4), ...get(6), ...store(16)],
  ],
}

/** scale(x, w, s, rows, pairs, stride): writes each row of x times its w to s, two columns at a time. */
const scale: Code = {
  parameters: 6,
  locals: [
    [1, 0x7b],
    [3, 0x7f],
  ],
  body: repeat(3, [
    ...[...get(1), ...loadBoth(0), ...set(6), ...get(0), ...set(7), ...get(2), ...set(8), ...get(4), ...set(9)],
    ...repeat(9, [
      ...[...get(8), ...get(7), ...load(0), ...get(6), ...multiply, ...store(0)],
      ...[...move(7, constant(16)), ...move(8, constant(16))],
    ]),
    ...[...move(0, get(5)), ...move(2, get(5)), ...move(1, constant(8))],
  ]),
}

/** predict(x, b, out, rows, pairs, stride): writes the product of each row of x with b to out. */
const predict: Code = {
  parameters: 6,
  locals: [
    [1, 0x7b],
    [3, 0x7f],
  ],
  body: repeat(3, [
    ...[...zeros, ...set(6), ...get(0), ...set(7), ...get(1), ...set(8), ...get(4), ...set(9)],
    ...repeat(9, [
      ...[...get(7), ...load(0), ...get(8), ...load(0), ...multiply, ...get(6), ...add, ...set(6)],
      ...[...move(7, constant(16)), ...move(8, constant(16))],
    ]),
    ...[...get(2), ...get(6), ...lane(0), ...get(6), ...lane(1), ...addNumbers, ...storeNumber(0)],
    ...[...move(0, get(5)), ...move(2, constant(8))],
  ]),
}

const CODES: Readonly<Record<string, Code>> = { tile, strip, scale, predict }

/**
 * The bytes of a WebAssembly module with the loops of weighted cross-products on two numbers at a time; it imports its
 * memory as `a.m`. Written out here instruction by instruction, so that nothing needs a compiler.
 */
export const kernelBytes = (): Uint8Array<ArrayBuffer> => {
  const codes = Object.entries(CODES)
  const text = (word: string): number[] => vector([...word].map((letter) => [letter.charCodeAt(0)]))
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      vector(codes.map(([, { parameters }]) => [0x60, ...vector(Array.from({ length: parameters }, () => [0x7f])), 0])),
    ),
    ...section(2, vector([[...text('a'), ...text('m'), 2, 0, 1]])),
    ...section(3, vector(codes.map((_, k) => [k]))),
    ...section(7, vector(codes.map(([name], k) => [...text(name), 0, k]))),
    ...section(
      10,
      vector(
        codes.map(([, { locals, body }]) => {
          const whole = [...vector(locals.map(([count, type]) => [...unsigned(count), type])), ...body, 0x0b]
          return [...unsigned(whole.length), ...whole]
        }),
      ),
    ),
  ])
}

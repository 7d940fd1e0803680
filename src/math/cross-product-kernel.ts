import { type Code, INTEGER, instructions, moduleOf, VECTOR } from './wasm.ts'

const { get, set, tee, constant, load, loadBoth, store, storeNumber, addNumbers, zeros, move, repeat } = instructions
const { add, multiply, lane } = instructions.pair

/** tile(s, x, rows, strideS, strideX, out): adds the products of 4 columns from s with 4 from x to 16 sums at out. */
const tile: Code = {
  parameters: 6,
  locals: [[11, VECTOR]],
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
  locals: [[3, VECTOR]],
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
    [1, VECTOR],
    [3, INTEGER],
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
    [1, VECTOR],
    [3, INTEGER],
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

/** Weighted cross-products on two numbers at a time. */
export const crossProductModule = (): object => moduleOf({ tile, strip, scale, predict })

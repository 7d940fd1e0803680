import { hash } from 'node:crypto'

/** A text's 52-bit number: equal texts have equal numbers, and others hardly ever. */
export const digest = (text: string): number => Number.parseInt(hash('sha256', text, 'hex').slice(0, 13), 16)

const stir = (state: number): number => {
  let z = state
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
  return (z ^ (z >>> 15)) >>> 0
}

/** Draws uniform numbers in [0, 1) that depend on the address alone; an address is a list of integers. */
export const addressed = (...address: readonly number[]): (() => number) => {
  let state = 0x9e3779b9
  for (const part of address) {
    state = stir(state ^ (part >>> 0))
    state = stir(state + Math.floor(part / 2 ** 32))
  }
  return () => stir((state = (state + 0x9e3779b9) | 0)) / 2 ** 32
}

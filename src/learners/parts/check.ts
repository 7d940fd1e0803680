/** A finite number; throws saying what was handed in instead. */
export const finite = (value: number, what: string): number => {
  if (Number.isFinite(value)) return value
  throw new Error(`${what} is ${value}, not a finite number`)
}

/** A finite number above 0. */
export const positive = (value: number, what: string): number => {
  if (value > 0 && Number.isFinite(value)) return value
  throw new Error(`${what} is ${value}; it must be a finite number above 0`)
}

/** A number from 0 to 1. */
export const share = (value: number, what: string): number => {
  if (value >= 0 && value <= 1) return value
  throw new Error(`${what} is ${value}; it must lie from 0 to 1`)
}

/** At least `least` finite numbers; throws naming the first that is none. */
export const numbers = (values: readonly number[], what: string, least = 1): readonly number[] => {
  if (!Array.isArray(values) || values.length < least)
    throw new Error(`${what}: ${values?.length ?? 0} numbers, at least ${least} are needed`)
  const bad = values.findIndex((x) => !Number.isFinite(x))
  if (bad >= 0) throw new Error(`${what}: number ${bad} is ${values[bad]}, not a finite number`)
  return values
}

/** Finite numbers, one for each of `size`. */
export const sized = (values: readonly number[], size: number, what: string): readonly number[] => {
  if (values.length !== size) throw new Error(`${what}: ${values.length} numbers where ${size} are needed`)
  return numbers(values, what, 0)
}

/** The place of one of `size` things, counted from 0. */
export const place = (index: number, size: number, what: string): number => {
  if (Number.isInteger(index) && index >= 0 && index < size) return index
  throw new Error(`${what} is ${index}; it must be a whole number from 0 to ${size - 1}`)
}

/** A whole number of at least `least`. */
export const whole = (value: number, what: string, least = 1): number => {
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new Error(`${what} is ${value}; it must be a whole number of at least ${least}`)
}

import { holds, type Schema } from './holds.ts'
import { noun, sentence } from './prose.ts'

/** A schema that is not just true or false. */
export type Fields = Exclude<Schema, boolean>
/** Draws from [0, 1). */
export type Uniform = () => number
/** Draws an integer from `least` to `most`, both included. */
export const whole = (uniform: Uniform, least: number, most: number): number =>
  least + Math.floor(uniform() * (most - least + 1))
const two = (n: number) => String(n).padStart(2, '0')
const hex = (uniform: Uniform, n: number) =>
  Array.from({ length: n }, () => whole(uniform, 0, 15).toString(16)).join('')
const date = (u: Uniform) => `20${two(whole(u, 0, 40))}-${two(whole(u, 1, 12))}-${two(whole(u, 1, 28))}`
const time = (u: Uniform) => `${two(whole(u, 0, 23))}:${two(whole(u, 0, 59))}:${two(whole(u, 0, 59))}`

const formats: Readonly<Record<string, (uniform: Uniform) => string>> = {
  'date-time': (u) => `${date(u)}T${time(u)}Z`,
  date,
  time,
  email: (u) => `${noun(u)}@example.org`,
  uri: (u) => `https://example.org/${noun(u)}`,
  uuid: (u) => `${hex(u, 8)}-${hex(u, 4)}-4${hex(u, 3)}-8${hex(u, 3)}-${hex(u, 12)}`,
  ipv4: (u) => `192.0.2.${whole(u, 0, 255)}`,
  word: noun,
  letter: (u) => String.fromCharCode(whole(u, 97, 122)),
  capital: (u) => String.fromCharCode(whole(u, 65, 90)),
  number: (u) => String(whole(u, 0, 999)),
  digit: (u) => String(whole(u, 0, 9)),
}

const cutTo = (text: string, least: number, most: number): string => {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  const words = cut.slice(0, Math.max(0, cut.lastIndexOf(' '))).replace(/[,.]$/, '')
  return words.length >= Math.max(1, least) ? words : cut
}

/** Draws a text; undefined where none is found. */
export const drawText = ({ format, pattern, minLength = 0, maxLength = 400 }: Fields, uniform: Uniform): unknown => {
  const [least, most] = [minLength as number, maxLength as number]
  if (typeof format === 'string' && Object.hasOwn(formats, format)) return formats[format]!(uniform)
  if (pattern !== undefined) {
    const tried = Object.values(formats).map((make) => make(uniform))
    const fits = { type: 'string', pattern, minLength, maxLength }
    return [...tried, sentence(uniform)].find((text) => holds(fits, text))
  }
  const nouns = Array.from({ length: 6 }, () => noun(uniform))
  let text = most < 24 ? (nouns.find((one) => one.length <= most) ?? nouns[0]!) : sentence(uniform)
  while (text.length < least) text += ` ${sentence(uniform)}`
  return cutTo(text, least, most)
}

const bound = (value: unknown): number | null =>
  // Libraries write the largest safe integer where they mean no bound.
  typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null

/** 0.3 / 0.1 is a little less than 3, and 3 is meant. */
const near = (ratio: number): number => (Math.abs(ratio - Math.round(ratio)) < 1e-9 ? Math.round(ratio) : ratio)

/** Draws a number; undefined where the bounds leave none. */
export const drawNumber = (schema: Fields, uniform: Uniform, integer: boolean): unknown => {
  const step = (schema.multipleOf as number | undefined) ?? (integer ? 1 : null)
  const above = schema.exclusiveMinimum === true ? bound(schema.minimum) : bound(schema.exclusiveMinimum)
  const below = schema.exclusiveMaximum === true ? bound(schema.maximum) : bound(schema.exclusiveMaximum)
  const low = Math.max(bound(schema.minimum) ?? -Infinity, above ?? -Infinity)
  const high = Math.min(bound(schema.maximum) ?? Infinity, below ?? Infinity)
  const least = low > -Infinity ? low : Math.min(0, high - 100 * (step ?? 1))
  const most = high < Infinity ? high : Math.max(100, least + 100 * (step ?? 1))
  if (least > most) return undefined
  if (step !== null) {
    const [from, to] = [near(least / step), near(most / step)]
    const first = Math.ceil(from) + (above === least && Number.isInteger(from) ? 1 : 0)
    const last = Math.floor(to) - (below === most && Number.isInteger(to) ? 1 : 0)
    if (first > last) return undefined
    // The product of a count and a decimal step carries digits that the step does not have.
    return Number((whole(uniform, first, last) * step).toFixed((String(step).split('.')[1] ?? '').length))
  }
  const exact = least + (most - least) * uniform()
  const short = Number(exact.toFixed(Math.min(20, Math.max(2, 2 - Math.floor(Math.log10(most - least || 1))))))
  return holds({ ...schema, type: 'number' }, short) ? short : exact
}

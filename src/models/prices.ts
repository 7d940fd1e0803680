import type { Usage } from './model.ts'

/** Dollars per million tokens. */
export interface Price {
  readonly input: number
  readonly output: number
  /** For input tokens the server had in its cache; the price of input where left out. */
  readonly cached?: number | undefined
}

/** Prices by model: by its whole id, or by the name after the # of its id. */
export type Prices = Readonly<Record<string, Price>>

const parts = ['input', 'output', 'cached'] as const

/** Throws where a price is not made of numbers of at least 0: says whose, which, and what would be right. */
export const checkPrice = (model: string, price: unknown, where: string): Price => {
  const like = `right would be { "input": 0.5, "output": 1.5 }, in dollars per million tokens`
  if (typeof price !== 'object' || price === null || Array.isArray(price))
    throw new Error(`${where}: the price of ${model} is ${JSON.stringify(price)}; ${like}`)
  const given = price as Readonly<Record<string, unknown>>
  const strange = Object.keys(given).find((part) => !(parts as readonly string[]).includes(part))
  if (strange !== undefined) throw new Error(`${where}: the price of ${model} has a part called ${strange}; ${like}`)
  for (const part of parts) {
    const value = given[part]
    if (value === undefined && part === 'cached') continue
    if (!(typeof value === 'number' && value >= 0 && value < Infinity))
      throw new Error(`${where}: the price of ${part} of ${model} is ${value}; right would be a number of at least 0`)
  }
  return price as Price
}

/**
 * Reads a table of prices: JSON of the form `{ "MODEL": { "input": 2.5, "output": 10, "cached": 1.25 } }`, in dollars
 * per million tokens. Suasion ships none, since prices change: the user names their own. Throws naming what is wrong.
 */
export const readPrices = (text: string, where: string): Prices => {
  let table: unknown
  try {
    table = JSON.parse(text)
  } catch {
    throw new Error(`${where} is not JSON; right would be { "MODEL": { "input": 2.5, "output": 10 } }`)
  }
  if (typeof table !== 'object' || table === null || Array.isArray(table))
    throw new Error(`${where} holds no prices; right would be { "MODEL": { "input": 2.5, "output": 10 } }`)
  return Object.fromEntries(Object.entries(table).map(([model, price]) => [model, checkPrice(model, price, where)]))
}

/** The price of a model by its id, such as `http://127.0.0.1:8080/v1#model`, or by the name in it; null where none is known. */
export const priceOf = (prices: Prices, id: string): Price | null => {
  const name = id.slice(id.indexOf('#') + 1)
  return (Object.hasOwn(prices, id) ? prices[id] : Object.hasOwn(prices, name) ? prices[name] : null) ?? null
}

/** Dollars for some tokens. */
export const costOf = (price: Price, { input, output, cached = 0 }: Usage): number =>
  ((input - cached) * price.input + cached * (price.cached ?? price.input) + output * price.output) / 1e6

import { type CompletionRequest, type LanguageModel, ModelError } from './model.ts'
import { checkPrice, costOf, type Prices, priceOf } from './prices.ts'
import { schemaText } from './shape.ts'

/** Limits over all models of one budget, and what they cost. */
export interface BudgetOptions {
  /** The most calls; no limit when left out. */
  readonly maxCalls?: number | undefined
  /** The most dollars; no limit when left out. */
  readonly maxCost?: number | undefined
  readonly prices?: Prices
}

/** What was used so far, by all models of one budget. `cost`: dollars; null once a model without a price was called. */
export interface Spent {
  readonly calls: number
  readonly input: number
  readonly output: number
  readonly cost: number | null
}

/** One purse for any number of models. */
export interface Budget {
  /** The same model, paying from this purse, with the cost of each answer beside it where its price is known. A call that would exceed it rejects with a ModelError of kind 'budget'. */
  of<M extends LanguageModel>(model: M): M
  spent(): Spent
}

/** Tokens that an answer without maxTokens is expected to have until a longer one is seen (*chosen*). */
const usualOutput = 1024

/** At most so many tokens go into a request: one for three bytes of text (*chosen*; English has four to five). */
const inputAtMost = ({ messages, schema }: CompletionRequest): number =>
  (messages.reduce((sum, { content }) => sum + Buffer.byteLength(content) + 12, 0) + schemaText(schema).length) / 3

/**
 * Counts calls, tokens and dollars over any number of models, and stops before a call that would exceed a limit.
 * What a call will cost is not known before: it is taken as its text's most likely upper bound plus `maxTokens`
 * (without it, the longest answer that model gave so far), and that much is set aside while the call is under way.
 * A server that counts no tokens is charged what was set aside. A call that fails counts as a call and costs nothing
 * here, though a vendor may bill an answer that was lost on its way. Throws where a limit or price is not a number of at least 0.
 */
export const budget = ({ maxCalls, maxCost, prices = {} }: BudgetOptions): Budget => {
  const check = (name: string, value: number | undefined) => {
    if (value !== undefined && !(value >= 0 && value < Infinity))
      throw new Error(`budget: ${name} is ${value}; right would be a number of at least 0`)
  }
  check('maxCalls', maxCalls)
  check('maxCost', maxCost)
  for (const [model, price] of Object.entries(prices)) checkPrice(model, price, 'budget')
  let [calls, input, output, cost, aside] = [0, 0, 0, 0, 0]
  let unpriced = false

  const of = <M extends LanguageModel>(model: M): M => {
    const { id } = model
    const name = id.slice(id.indexOf('#') + 1)
    const price = priceOf(prices, id)
    if (maxCost !== undefined && !price)
      throw new Error(
        `budget: there is a maxCost but no price of ${name} (${id}); right would be its price in dollars per ` +
          `million tokens, such as prices: { '${name}': { input: 0.5, output: 1.5 } } or --price ${name}=0.5,1.5`,
      )
    let longest = 0
    const complete: LanguageModel['complete'] = async (request) => {
      const most = request.maxTokens ?? (longest || usualOutput)
      const expected = price ? costOf(price, { input: inputAtMost(request), output: most }) : 0
      const stop = (what: string) => new ModelError('budget', id, what, 0)
      if (maxCalls !== undefined && calls + 1 > maxCalls)
        throw stop(
          `the next call would be number ${calls + 1} of at most ${maxCalls}; right would be a larger maxCalls`,
        )
      if (maxCost !== undefined && cost + aside + expected > maxCost) {
        const used = `$${cost.toPrecision(4)} spent and $${aside.toPrecision(4)} set aside for calls under way`
        const more = `the next call may cost $${expected.toPrecision(4)}`
        throw stop(
          `${used}, ${more}, and the limit is $${maxCost}; right would be a larger maxCost or a smaller maxTokens`,
        )
      }
      calls++
      aside += expected
      try {
        const completion = await model.complete(request)
        const { usage } = completion
        input += usage.input
        output += usage.output
        // No prompt has no token: a server that says so has not counted, or its stream was not read to its end.
        const uncounted = usage.input === 0 && completion.text !== ''
        const paid = uncounted || !price ? expected : costOf(price, usage)
        cost += paid
        unpriced ||= !price
        longest = Math.max(longest, usage.output)
        return price ? { ...completion, cost: paid } : completion
      } finally {
        aside -= expected
      }
    }
    return { ...model, complete }
  }
  return { of, spent: () => ({ calls, input, output, cost: unpriced ? null : cost }) }
}

import { type Json, type Luck, policy } from 'suasion'
import { percent, promising } from './minds.ts'
import { readingOf, type Survivor } from './plans.ts'
import { donorGame } from './protocol.ts'
import type { Deed, View } from './state.ts'

/** A strategy in numbers from 0 to 1, handed on over generations. */
export type Strategy = {
  /** Given where nothing is known. */
  readonly init: number
  /** Given to a good reputation, and to a bad one. */
  readonly hi: number
  readonly lo: number
  /** The reputation that counts as good. */
  readonly thr: number
  /** How far a low donation to somebody who gave little is forgiven. */
  readonly std: number
  /** Below this reputation it punishes, spending `pam`. */
  readonly pthr: number
  readonly pam: number
}

const NAMES = ['init', 'hi', 'lo', 'thr', 'std', 'pthr', 'pam'] as const
const unit = (x: number): number => Math.min(1, Math.max(0, x))
const given = ({ did, share }: Deed): number => (did === 'donate' ? share : 0)

const isStrategy = (kept: unknown): kept is Strategy =>
  typeof kept === 'object' &&
  kept !== null &&
  NAMES.every((name) => {
    const value = (kept as Record<string, unknown>)[name]
    return typeof value === 'number' && value >= 0 && value <= 1
  })

/** How good somebody is to a strategy: what it gave last, and more if it gave little to one who had given little. */
const reputation = ({ thr, std }: Strategy, [last, before]: readonly Deed[]): number =>
  given(last!) + std * (before ? Math.max(0, thr - given(before)) : 0)

const donation = (strategy: Strategy, { trace }: View): number => {
  if (trace.length === 0) return strategy.init
  return reputation(strategy, trace) >= strategy.thr ? strategy.hi : strategy.lo
}

/** The same strategy in words. */
const inWords = ({ init, hi, lo, thr, std, pthr, pam }: Strategy): string =>
  [
    `I will give ${percent(init)} to strangers, ${percent(hi)} to those who last gave at least ${percent(thr)}, and ${percent(lo)} to others.`,
    `To those who gave little to somebody who had given less than ${percent(thr)} I count ${percent(std)} of what was missing as given.`,
    `Where I may, I spend ${percent(pam)} on punishing those who stay below ${percent(pthr)}.`,
  ].join(' ')

/**
 * Plays by a strategy in numbers that it is given by earlier generations. Without one it draws its own: each number is
 * normal around the mean given here with `spread`, cut at 0 and 1. Source: the rule is inferred from the strategies
 * that Vallinder & Hughes 2024 print; the means are chosen (init and hi .5, lo .2, thr .3, pthr .1, pam .1, std 1:
 * not giving to who gave nothing is wholly forgiven; spread .15).
 * Seven numbers from 0 to 1 are kept; it throws when it is carried anything else.
 */
export const evolving = ({ spread = 0.15, ...changed }: Partial<Strategy> & { readonly spread?: number } = {}) => {
  const means: Strategy = { init: 0.5, hi: 0.5, lo: 0.2, thr: 0.3, std: 1, pthr: 0.1, pam: 0.1, ...changed }
  if (!isStrategy(means))
    throw new Error(`evolving takes ${NAMES.join(', ')} from 0 to 1, not ${JSON.stringify(changed)}`)
  if (!(spread >= 0 && spread <= 1)) throw new Error(`spread must be from 0 to 1, not ${spread}`)
  const founded = (luck: Luck): Strategy =>
    Object.fromEntries(
      NAMES.map((name) => [name, unit(luck.of('founder', name).normal(means[name], spread))]),
    ) as Strategy
  return policy(
    donorGame,
    ['player'],
    'evolving',
    {
      donate: ({ view, luck }, kept: Strategy | null) => ({ share: donation(kept ?? founded(luck), view) }),
      punish: ({ luck }, kept) => ({ share: (kept ?? founded(luck)).pam }),
      refuse: () => ({}),
      plead: ({ luck }, kept) => promising((kept ?? founded(luck)).hi),
      plan: ({ luck }, kept) => ({ text: inWords(kept ?? founded(luck)) }),
    },
    {
      source: 'inferred from Vallinder & Hughes 2024; the means of the founders are chosen',
      hears: ['share'],
      open: (carried) => {
        if (carried === null || isStrategy(carried)) return carried
        throw new Error(`evolving carries ${NAMES.join(', ')} from 0 to 1, not ${JSON.stringify(carried)}`)
      },
      choose: ({ view, legal, luck }, kept) => {
        if (view.stage === 'plan' || view.stage === 'plead') return view.stage
        if (!legal.punish || view.trace.length === 0) return 'donate'
        const strategy = kept ?? founded(luck)
        return reputation(strategy, view.trace) < strategy.pthr ? 'punish' : 'donate'
      },
      keep: (kept, { luck }) => kept ?? founded(luck),
    },
  )
}

/**
 * What a newcomer inherits from the survivors of a generation: of two of them, drawn by luck, each number from one or
 * the other, plus N(0, `sd`), plus `bias` on what it gives to strangers and to the good (init, hi); cut at 0 and 1.
 * Where the survivors are language models that wrote plans, the newcomer reads all of them (`Reading`), as in the
 * paper. Any other memory is handed on as it is, from one survivor. Inferred: sd .05.
 */
export const crossover =
  ({ sd = 0.05, bias = 0 } = {}) =>
  (survivors: readonly Survivor[], { luck }: { readonly luck: Luck }): Json => {
    const [one, other = one] = luck.of('parents').draw(survivors, Math.min(2, survivors.length))
    if (!one || !other) throw new Error('a newcomer inherits from survivors, and there are none')
    const [a, b] = [one.kept, other.kept]
    if (!isStrategy(a) || !isStrategy(b)) return readingOf(survivors) ?? a
    return Object.fromEntries(
      NAMES.map((name) => {
        const from = luck.of('from', name).pick([a, b])[name]
        const pushed = name === 'init' || name === 'hi' ? bias : 0
        return [name, unit(from + luck.of('mutation', name).normal(0, sd) + pushed)]
      }),
    )
  }

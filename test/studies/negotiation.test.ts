import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type AnyStudy, type Estimate, type Event, type Json, luckOf, type Published, type Told } from 'suasion'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/lab/run.ts'
import casino from '../../studies/chawla-2021-casino.ts'
import price from '../../studies/he-2018-price-bargain.ts'

const data = new URL('../../../shared/data/', import.meta.url)
const read = (folder: string, study: AnyStudy): readonly Told[] => {
  const at = new URL(`${folder}/`, data)
  const files = readdirSync(at).map((name) => [name, readFileSync(new URL(name, at), 'utf8')])
  return study.corpus!.corpus.read(Object.fromEntries(files)).told
}
const misses = (
  published: Readonly<Record<string, Published>>,
  ours: Readonly<Partial<Record<string, Estimate>>>,
): string[] =>
  Object.entries(published).flatMap(([name, { value, margin }]) =>
    Math.abs(ours[name]!.value - value) <= margin ? [] : [name],
  )

/** The same conversations with the outcomes of others: what accepted becomes a refusal in every other one. */
const refusing = (told: readonly Told[], move: string): Told[] =>
  told.map((each, i) => ({
    ...each,
    episode:
      i % 2 === 0
        ? each.episode
        : each.episode.map(
            (event): Event =>
              event.kind === 'act' && event.act['move'] === 'accept'
                ? { ...event, act: { ...event.act, move } }
                : event,
          ),
  }))

/** Hands out the values in an order drawn by luck, one at a time. */
const handed = <T>(values: readonly T[]): (() => T) => {
  const order = luckOf('permutation').of('rows').draw(values, values.length)
  let at = 0
  return () => order[at++]!
}
/** The same conversations with one field of a move dealt anew among all that made it. */
const withActs = (told: readonly Told[], move: string, field: string): Told[] => {
  const made = (event: Event): event is Extract<Event, { kind: 'act' }> =>
    event.kind === 'act' && event.act['move'] === move
  const next = handed(told.flatMap(({ episode }) => episode.filter(made).map(({ act }) => act[field]!)))
  return told.map((each) => ({
    ...each,
    episode: each.episode.map((event) => (made(event) ? { ...event, act: { ...event.act, [field]: next() } } : event)),
  }))
}
/** The same with other parameters: what each conversation was about. */
const withParameters = (told: readonly Told[], names: readonly string[]): Told[] => {
  const of = ({ episode: [opening] }: Told) => (opening!.kind === 'open' ? opening!.params : {}) as Record<string, Json>
  const next = handed(told.map(of))
  return told.map((each) => {
    const [opening, ...rest] = each.episode
    const from = next()
    const params = { ...of(each), ...Object.fromEntries(names.map((name) => [name, from[name]!])) }
    return { ...each, episode: [{ ...opening!, params } as Event, ...rest] }
  })
}
const withPriorities = (told: readonly Told[]): Told[] => withParameters(told, ['firstPriorities', 'secondPriorities'])
const withTargets = (told: readonly Told[]): Told[] => withParameters(told, ['buyerTarget'])
/** Every published number must change under one permutation or another. */
const unmoved = (
  published: Readonly<Record<string, Published>>,
  ours: Readonly<Partial<Record<string, Estimate>>>,
  permuted: readonly Readonly<Partial<Record<string, Estimate | null>>>[],
): void => {
  const still = Object.keys(published).filter((name) =>
    permuted.every((other) => other[name]?.value === ours[name]!.value),
  )
  expect(still).toEqual([])
}

describe.skipIf(!existsSync(data))('from the released conversations (skipped where ../shared is absent)', () => {
  it('CaSiNo: every published number is recomputed', () => {
    const told = read('casino', casino)
    const ours = casino.corpus!.estimates(told)
    expect(misses(casino.published, ours)).toEqual([])
  })

  it('CaSiNo: every number changes when the splits, the answers, the priorities or the satisfaction go to others', () => {
    const told = read('casino', casino)
    const at = (shuffled: readonly Told[]) => casino.corpus!.estimates(shuffled)
    const facts = handed(told.flatMap(({ facts: own }) => own.map(({ satisfaction }) => satisfaction!)))
    unmoved(casino.published, at(told), [
      at(refusing(told, 'reject')),
      at(withActs(told, 'propose', 'keep')),
      at(told.map((each) => ({ ...each, facts: each.facts.map((row) => ({ ...row, satisfaction: facts() })) }))),
      at(withPriorities(told)),
      // The mean of what was recorded is the same in any order: that it is computed shows in half of the conversations.
      at(told.filter((_, i) => i % 2 === 0)),
    ])
  })

  it('CraigslistBargain: all are recomputed but the highest percentile, one point of a curve and two slopes', () => {
    const told = read('craigslist-bargain', price)
    const ours = price.corpus!.estimates(told)
    expect(misses(price.published, ours)).toEqual([
      'final price, percentile 95',
      'price of the buyer after 75% of its mentions, median',
      'acceptance by the buyer, log odds: utility',
      'acceptance by the seller, log odds: utility',
    ])
    // Both slopes are well within the published errors of them.
    for (const side of ['buyer', 'seller']) {
      const name = `acceptance by the ${side}, log odds: utility`
      const [low, high] = price.published[name]!.interval!
      expect(ours[name]!.value).toBeGreaterThan(low)
      expect(ours[name]!.value).toBeLessThan(high)
    }
  })

  it('CraigslistBargain: every number changes when the prices, the answers, the talk or the lengths go to others', () => {
    const told = read('craigslist-bargain', price)
    const at = (shuffled: readonly Told[]) => price.corpus!.estimates(shuffled)
    unmoved(price.published, at(told), [
      at(refusing(told, 'reject')),
      at(withActs(told, 'offer', 'price')),
      at(withTargets(told)),
      at(withActs(told, 'say', 'text')),
      at(told.map((each, i) => ({ ...each, facts: [{ messages: i % 7 }, ...each.facts.slice(1)] }))),
    ])
  })
})

describe('with the fitted partners', () => {
  it('names every published number, and gives those that need the conversations as null', async () => {
    for (const study of [price, casino] as unknown as AnyStudy[]) {
      const { rows } = await run(study, { n: 120 })
      const estimates: Readonly<Record<string, Estimate | null>> = study.estimates(
        rows as never,
        luckOf('test').of('estimates'),
      )
      expect(Object.keys(study.published).filter((name) => !(name in estimates))).toEqual([])
      const nothing = study.estimates([], luckOf('test').of('none')) as Readonly<Record<string, Estimate | null>>
      expect(Object.values(nothing).every((each) => each === null)).toBe(true)
      expect(
        Object.values(study.cast as Record<string, { fit?: { data: string } }>).map(({ fit }) => fit!.data),
      ).toEqual(
        Object.values(study.published as Record<string, Published>)
          .slice(0, 2)
          .map(({ data: of }) => of),
      )
    }
  })
})

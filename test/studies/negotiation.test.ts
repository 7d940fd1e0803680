import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type AnyStudy, type Estimate, type Event, luckOf, type Published, type Told } from 'suasion'
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

describe.skipIf(!existsSync(data))('from the released conversations (skipped where ../shared is absent)', () => {
  it('CaSiNo: every published number is recomputed', () => {
    const told = read('casino', casino)
    const ours = casino.corpus!.estimates(told)
    expect(misses(casino.published, ours)).toEqual([])
    const other = casino.corpus!.estimates(refusing(told, 'reject'))
    for (const name of ['deals', 'proposals accepted', 'acceptance, log odds: a point', 'accepted, from18'])
      expect(other[name]!.value, name).not.toBe(ours[name]!.value)
    const swapped = told.map((each, i) => ({ ...each, facts: told[(i + 1) % told.length]!.facts }))
    const shuffled = casino.corpus!.estimates(swapped)
    expect(shuffled['points of the undecided']!.n).toBe(ours['points of the undecided']!.n)
    const turned = casino.corpus!.estimates(told.slice(1))
    expect(turned['joint points of a deal']!.n).toBe(ours['joint points of a deal']!.n - 1)
  })

  it('CraigslistBargain: all are recomputed but the highest percentile, the middle of the curves and two slopes', () => {
    const told = read('craigslist-bargain', price)
    const ours = price.corpus!.estimates(told)
    expect(misses(price.published, ours)).toEqual([
      'final price, percentile 95',
      'price of the buyer after 25% of its mentions, median',
      'price of the buyer after 50% of its mentions, median',
      'price of the buyer after 75% of its mentions, median',
      'price of the seller after 75% of its mentions, median',
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
    const other = price.corpus!.estimates(refusing(told, 'reject'))
    for (const name of [
      'deal rate',
      'final price, mean within the targets',
      'acceptance by the seller, log odds: utility',
    ])
      expect(other[name]!.value, name).not.toBe(ours[name]!.value)
    expect(other['opening of the seller, median']!.value).toBe(ours['opening of the seller, median']!.value)
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

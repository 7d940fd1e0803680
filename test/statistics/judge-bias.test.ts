import { readFileSync } from 'node:fs'
import { luckOf } from 'suasion'
import { type Choice, type Judgement, judgeBias, judgeBiasEstimates, judgementsOf } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

// biome-ignore lint/suspicious/noExplicitAny: a fixture of several shapes
const fixture: any = JSON.parse(readFileSync(new URL('fixtures/judge-bias.json', import.meta.url), 'utf8'))
const columns: Readonly<Record<string, readonly unknown[]>> = fixture.data
const judgements = columns['first']!.map((_, i) =>
  Object.fromEntries(Object.keys(columns).map((key) => [key, columns[key]![i]])),
) as unknown as Judgement[]

test('the card is what R gives', () => {
  const card = judgeBias(judgements)
  const { first, advantage } = card.position
  expect(first!.value).toBeCloseTo(fixture.first.value, 10)
  expect(first!.p).toBeCloseTo(fixture.first.p, 8)
  for (const k of [0, 1]) expect(first!.interval![k]).toBeCloseTo(fixture.first.ci[k], 8)
  for (const [i, each] of [advantage, card.verbosity, card.selfPreference.own].entries()) {
    expect(Math.log(each!.value)).toBeCloseTo(fixture.coef[i], 6)
    expect(each!.se).toBeCloseTo(fixture.se[i], 6)
    expect(each!.p).toBeCloseTo(fixture.p[i], 6)
    expect(each!.interval[0]).toBeLessThan(each!.value)
    expect(each!.estimator).toContain('CR1 over 20 of item')
  }
  const { againstPeople } = card.selfPreference
  expect(againstPeople!.n).toBe(fixture.people.n)
  expect(againstPeople!.value).toBeCloseTo(fixture.people.odds, 8)
  for (const k of [0, 1]) expect(againstPeople!.interval![k]).toBeCloseTo(fixture.people.ci[k], 6)
  expect(againstPeople!.p).toBeCloseTo(fixture.people.p, 8)
  expect(card.agreement!.kappa!.value).toBeCloseTo(fixture.kappa, 10)
  // Nominal alpha of two raters is kappa by pooled margins, with a correction for the sample's size.
  expect(card.agreement!.alpha!.value).toBeLessThan(fixture.kappa + 0.01)
  expect(card.missing['flips']).toBeUndefined()
})

interface Leanings {
  readonly place: number
  readonly longer: number
  readonly own: number
}
/** Every pair of three writers on 40 items, in both orders, by three judges with some leanings. */
const simulate = (seed: string, { place, longer, own }: Leanings): Judgement[] => {
  const luck = luckOf(seed)
  const strength: Readonly<Record<string, number>> = { a: 0.4, b: 0, c: -0.4 }
  const rows: Judgement[] = []
  for (let item = 0; item < 40; item++)
    for (const judge of ['a', 'b', 'c'])
      for (const [first, second] of ['ab', 'ba', 'ac', 'ca', 'bc', 'cb'].map((pair) => [pair[0]!, pair[1]!] as const)) {
        const length = (writer: string) => 400 + Math.round(60 * luck.of('length', item, writer).normal())
        const mine = Number(first === judge) - Number(second === judge)
        const lead =
          strength[first]! - strength[second]! + place + (longer * (length(first) - length(second))) / 100 + own * mine
        const wins = luck.of('verdict', item, judge, first, second).uniform() < 1 / (1 + Math.exp(-lead))
        rows.push({
          first,
          second,
          choice: wins ? 'first' : 'second',
          item: `item ${item}`,
          judge,
          judgeFamily: judge,
          firstFamily: first,
          secondFamily: second,
          firstLength: length(first),
          secondLength: length(second),
        })
      }
  return rows
}

describe('planted leanings', () => {
  test('are recovered, each beside the others', () => {
    const planted = { place: 0.5, longer: 0.6, own: 0.9 }
    let held = 0
    for (let run = 0; run < 20; run++) {
      const { position, verbosity, selfPreference } = judgeBias(simulate(`leaning ${run}`, planted))
      for (const [found, truth] of [
        [position.advantage, planted.place],
        [verbosity, planted.longer],
        [selfPreference.own, planted.own],
      ] as const)
        if (found!.interval[0] <= Math.exp(truth) && Math.exp(truth) <= found!.interval[1]) held++
      expect(position.flipsToFirst!.value).toBeGreaterThan(0.5)
    }
    expect(held).toBeGreaterThan(60 * 0.95 - 3 * Math.sqrt(60 * 0.95 * 0.05))
  })

  test('that are absent are seldom found', () => {
    let found = 0
    for (let run = 0; run < 20; run++) {
      const { position, verbosity, selfPreference } = judgeBias(
        simulate(`none ${run}`, { place: 0, longer: 0, own: 0 }),
      )
      found += [position.first, position.advantage, verbosity, selfPreference.own].filter(
        (each) => each!.p < 0.05,
      ).length
    }
    expect(found).toBeLessThan(80 * 0.05 + 3 * Math.sqrt(80 * 0.05 * 0.95) + 1)
  })
})

const verdict = (first: string, second: string, choice: Choice, more: Partial<Judgement> = {}): Judgement => ({
  first,
  second,
  choice,
  ...more,
})

describe('what cannot be told is missing, with the reason', () => {
  test('a judge that always says first flips every pair', () => {
    const rows = ['one', 'two', 'three', 'four', 'five', 'six'].flatMap((item) => [
      verdict('x', 'y', 'first', { item }),
      verdict('y', 'x', 'first', { item }),
    ])
    const { position, missing, ties } = judgeBias(rows)
    expect(position.first).toMatchObject({ value: 1, n: 12 })
    expect(position.flips).toMatchObject({ value: 1, n: 6 })
    expect(position.flipsToFirst).toMatchObject({ value: 1, n: 6 })
    expect(position.flipsToFirst!.p).toBeCloseTo(2 / 64, 10)
    expect(position.advantage).toBeNull()
    expect(missing['advantage']).toContain('separated by side')
    expect(ties.value).toBe(0)
  })

  test('a consistent judge flips none; a tie in one order is a verdict that is not the same', () => {
    const steady = ['one', 'two', 'three'].flatMap((item, i) => {
      const winner = i % 2 ? 'x' : 'y'
      return [
        verdict('x', 'y', winner === 'x' ? 'first' : 'second', { item }),
        verdict('y', 'x', winner === 'x' ? 'second' : 'first', { item }),
      ]
    })
    expect(judgeBias(steady).position).toMatchObject({ flips: { value: 0, n: 3 }, flipsToFirst: null })
    const torn = [...steady, verdict('x', 'y', 'tie', { item: 'four' }), verdict('y', 'x', 'first', { item: 'four' })]
    const card = judgeBias(torn)
    expect(card.position.flips).toMatchObject({ value: 0.25, n: 4 })
    expect(card.position.flipsToFirst).toBeNull()
    expect(card.missing['flipsToFirst']).toContain('no verdict went from one text to the other')
    expect(card.ties).toMatchObject({ value: 0.125 })
  })

  test('one order, no items, no lengths, no families, no people', () => {
    const rows = [verdict('x', 'y', 'first'), verdict('x', 'y', 'second'), verdict('y', 'x', 'first')]
    const { missing, verbosity, selfPreference, agreement, position } = judgeBias(rows)
    expect([verbosity, selfPreference.own, selfPreference.againstPeople, agreement, position.flips]).toEqual(
      Array(5).fill(null),
    )
    expect(missing).toMatchObject({
      flips: 'no two texts of one item were shown to a judge in both orders',
      verbosity: 'not every judgement has both lengths',
      own: 'not every judgement has the families of the judge and both writers',
      agreement: 'no judgement has a human label',
    })
  })

  test('judges of one family: preference for their own cannot be told from strength, except by people', () => {
    const rows = simulate('one family', { place: 0.2, longer: 0.3, own: 0.8 }).map((row, i) => ({
      ...row,
      judgeFamily: 'a',
      human: (i % 3 ? 'first' : 'second') as Choice,
    }))
    const { selfPreference, verbosity, missing } = judgeBias(rows)
    expect(selfPreference.own).toBeNull()
    expect(missing['own']).toContain('cannot be told from strength: own follows from who met whom')
    expect(verbosity).not.toBeNull()
    expect(selfPreference.againstPeople!.value).toBeGreaterThan(1)
  })

  test('what is wrong with a table is named', () => {
    const good = verdict('x', 'y', 'first')
    expect(() => judgeBias([])).toThrow('there are no judgements')
    expect(() => judgeBias([good, verdict('x', 'y', 'A' as Choice)])).toThrow('judgement 1: choice is "A"')
    expect(() => judgeBias([verdict('x', 'y', 'tie', { human: 'x' as Choice })])).toThrow('judgement 0: human is "x"')
    expect(() => judgeBias([verdict('x', 'y', 'tie', { firstLength: Number.NaN })])).toThrow('firstLength is NaN')
    expect(() => judgeBias([verdict('x', '', 'first')])).toThrow('a player is called ""')
    expect(() => judgeBias([good], { lengthStep: 0 })).toThrow('lengthStep is 0')
    expect(() => judgeBias([good, verdict('y', 'x', 'first')], { cluster: 'judge' })).toThrow('no column judge')
    const ties = judgeBias([verdict('x', 'y', 'tie')])
    expect(ties.position.first).toBeNull()
    expect(ties.missing['position']).toBe('every verdict is a tie')
  })
})

describe('a table of judgements', () => {
  test('is read with blanks as not known, and a verdict by the name of the writer', () => {
    const read = judgementsOf([
      { first: 'x', second: 'y', choice: 'y', item: '', firstLength: '120', secondLength: '', human: 'tie' },
    ])
    expect(read).toEqual([{ first: 'x', second: 'y', choice: 'second', firstLength: 120, human: 'tie' }])
    const rows = judgements.map((each) => ({ ...each, firstLength: `${each.firstLength}` }))
    expect(judgeBias(judgementsOf(rows))).toEqual(judgeBias(judgements))
  })

  test('names what it cannot read', () => {
    expect(() => judgementsOf([{ first: 'x', second: 'y', choice: 'z' }])).toThrow(
      'row 0: choice is "z"; it is first, second or tie, or one of x and y',
    )
    expect(() => judgementsOf([{ second: 'y', choice: 'first' }])).toThrow('row 0: first is undefined, not a name')
    expect(() => judgementsOf([{ first: 'x', second: 'y', choice: 'tie', firstLength: 'long' }])).toThrow(
      'row 0: firstLength is "long", not a number',
    )
    expect(() => judgementsOf([{ first: '', second: '', choice: '' }])).toThrow('choice is ""')
  })

  test('gives the card as estimates by name', () => {
    const estimates = judgeBiasEstimates(judgeBias(judgements))
    expect(Object.keys(estimates)).toHaveLength(11)
    expect(estimates['odds ratio of being longer']!.value).toBeCloseTo(Math.exp(fixture.coef[1]), 5)
    expect(judgeBiasEstimates(judgeBias([verdict('x', 'y', 'tie')]))['kappa with people']).toBeNull()
  })
})

test('two texts of one writer say nothing of strengths, and still something of the place', () => {
  const same = (choice: 'first' | 'second') => ({ first: 'ada', second: 'ada', choice })
  const card = judgeBias([same('first'), same('first'), same('second')])
  expect(card.position.first!.value).toBeCloseTo(2 / 3)
  expect(card.position.advantage).toBeNull()
  expect(card.missing['advantage']).toBe('no two texts are by different writers')
})

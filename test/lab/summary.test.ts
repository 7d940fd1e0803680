import { describe, expect, test } from 'vitest'
import type { MindCard, Run } from '../../src/lab/record.ts'
import { armOf, armsOf, meanByUnit } from '../../src/lab/report/arms.ts'
import { canSay } from '../../src/lab/report/say.ts'
import { run } from '../../src/lab/run.ts'
import { estimatesOf, summarise } from '../../src/lab/summary.ts'
import { pokerStudy } from './fixture.ts'
import { teller, toldRun, toldStudy } from './told-study.ts'

const card = (cast: MindCard['cast'], more: Partial<MindCard> = {}): MindCard => ({
  name: `a ${cast}`,
  cast,
  source: 'chosen',
  hears: null,
  fit: null,
  ...more,
})
const recast = (made: Run, cast: Run['manifest']['cast']): Run => ({ ...made, manifest: { ...made.manifest, cast } })
const fit = { data: 'nowhere', arms: 'all arms', people: 300, skill: { persistence: 0.1 }, support: '1 to 7' }

describe('a summary', () => {
  test('has the fields of the report, in its order, as plain JSON', async () => {
    const summary = summarise(await toldRun())
    expect(Object.keys(summary)).toEqual([
      'title',
      'cite',
      'cast',
      'canSay',
      'question',
      'estimand',
      'flow',
      'plan',
      'design',
      'interim',
      'comparisons',
      'byCast',
      'further',
      'subjects',
      'payoffs',
      'honesty',
      'judges',
      'limits',
      'next',
      'provenance',
    ])
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary)
    // A number that only data can give is not asked of a run.
    expect(summary.comparisons.map(({ key }) => key)).toEqual(['change', 'plainChange', 'odds'])
    expect(summary.further.map(({ key }) => key)).toEqual(['extra'])
    expect(summary.provenance).toMatchObject({ seed: '1', protocols: ['telling version 1'], instruments: ['stance'] })
  })

  test('is the same each time', async () => {
    const made = await toldRun()
    expect(summarise(made)).toEqual(summarise(made))
  })

  test('counts every subject, with the arms in the order of the design', async () => {
    const { subjects, honesty } = summarise(await toldRun({ perCell: 30 }))
    expect(subjects!.points).toHaveLength(90)
    expect(subjects!.arms.map(({ arm, n }) => [arm, n])).toEqual([
      ['none', 30],
      ['plain', 30],
      ['personal', 30],
    ])
    const own = subjects!.points.filter(({ arm }) => arm === 'personal')
    const mean = own.reduce((sum, { pre, post }) => sum + post - pre, 0) / own.length
    expect(subjects!.arms[2]!.change.value).toBeCloseTo(mean, 12)
    expect(subjects!.about).toBe('agreement after, 1 to 7')
    expect(honesty).toMatchObject({ measured: true, success: 'change' })
    expect(honesty.arms[2]!.success!.value).toBeCloseTo(mean, 12)
    expect(honesty.arms[0]!.truthful!.value).toBeGreaterThan(0.4)
  })

  test('leaves out half-answered subjects, and says when there is no before and after or no honesty', async () => {
    const made = await toldRun()
    const rows = made.rows.map((row, i) => (i ? row : { ...row, post: null }))
    expect(summarise({ ...made, rows }).subjects!.points).toHaveLength(59)
    const poker = summarise(await run(pokerStudy()))
    expect(poker.subjects).toBeNull()
    expect(poker.payoffs!.points).toHaveLength(40)
    expect(poker.payoffs!.arms[0]).toMatchObject({ arm: 'all', n: 40, mean: { value: 0 } })
    expect(poker.honesty).toMatchObject({ measured: false, success: null })
    expect(poker.limits).toContain('no item table: one stimulus, and nothing can be said of others')
    expect(poker.limits.some((limit) => limit === 'second (honest) takes in nothing the others say or do')).toBe(true)
    // The deaf player is no listener whose answers are the rows.
    expect(poker.comparisons.every(({ note }) => note === null)).toBe(true)
  })

  test('of nothing analysed has no estimates, and still a flow', async () => {
    const made = await toldRun()
    const empty: Run = {
      ...made,
      rows: [],
      stored: [],
      flow: { ...made.flow, completed: 0, valid: 0, analysed: 0, reasons: { refusal: 60 } },
    }
    expect(estimatesOf(empty)).toEqual({})
    const summary = summarise(empty)
    expect(summary.comparisons.every(({ ours }) => ours === null)).toBe(true)
    expect(summary.flow.reasons).toEqual({ refusal: 60 })
    expect(summary.next[0]!.why).toContain('60 of 60 episodes not finished')
  })

  test('prints that a measured listener cannot hear, on every estimate', async () => {
    const hears = summarise(await toldRun())
    expect(hears.comparisons.every(({ note }) => note === null)).toBe(true)
    const made = await toldRun({ hears: [] })
    // The manifest names the listener as it was cast; the scene casts it by arm.
    const [opening] = made.stored[0]!.episode
    const mind = opening?.kind === 'open' ? opening.seats['ben']!.mind : ''
    const deaf = summarise(recast(made, { listener: [card('formal', { name: mind, hears: [] })] }))
    expect(deaf.comparisons[0]!.note).toBe('this listener cannot hear it')
    expect(deaf.limits[0]).toContain('this listener cannot hear it: listener')
  })

  test('names missing arms, and the whole cast where nobody in it is a person', async () => {
    const made = await toldRun()
    const rows = made.rows.filter((row) => row['appeal'] !== 'none')
    const { limits } = summarise({ ...made, rows })
    expect(limits).toContain('1 of 3 arms have no analysed episode: appeal none')
    expect(limits).toContain("unmatched cast: nobody here is a person; the paper's were 300 adults of nowhere")
    expect(limits).toContain('2 items (topics)')
    expect(limits.at(-1)).toContain('which no person does')
  })

  test('says where its rows are repeated samples of one language model', async () => {
    const made = await toldRun()
    const cast = Object.fromEntries(
      Object.entries(made.manifest.cast).map(([part, cards]) => [
        part,
        cards.map((one): MindCard => ({ ...one, cast: 'language-model' })),
      ]),
    )
    const warning = /^\d+ rows are repeated samples of one language model \(.+\), not \d+ subjects/
    expect(summarise(recast(made, cast)).limits.some((limit) => warning.test(limit))).toBe(true)
    expect(summarise(made).limits.some((limit) => warning.test(limit))).toBe(false)
  })

  test('says how many more trials would settle what is too imprecise, with the whole command', async () => {
    const made = await toldRun(
      {},
      { seed: '3', cast: { persuader: teller('teller') }, castNames: { persuader: ["it's"] } },
    )
    const { next, comparisons } = summarise(made)
    const vague = comparisons.find(({ key }) => key === 'change')!
    expect(vague.verdict).toBe('too imprecise to say')
    const [, n] = /--n (\d+)/.exec(next[0]!.command)!
    expect(next[0]!.command).toBe(`suasion run nobody-2026-telling --cast 'persuader=it'\\''s' --n ${n} --seed 3`)
    expect(Number(n) % 60).toBe(0)
    expect(Number(n)).toBeGreaterThan(60)
    expect(next.map(({ command }) => command)).toContain('suasion ledger nobody-2026-telling --data PATH')
  })
})

test('what each cast can say', () => {
  const study = toldStudy()
  const say = (...cards: MindCard[]) => canSay({ cast: { part: cards } }, study)
  expect(say(card('formal'))).toBe('formal: planted effects, says nothing about people')
  expect(say(card('fitted', { fit }))).toContain('nowhere (300 people, all arms)')
  expect(say(card('language-model'))).toBe(
    'language model standing in for people: says how a language-model answers, not how people do',
  )
  expect(canSay({ cast: { part: [card('language-model')] } }, { published: {} })).toContain('nothing about people')
  expect(say(card('people'))).toContain('people: says something about the people who took part')
  expect(say(card('people'), card('language-model'))).toContain('people with language model')
  expect(say(card('formal'), card('language-model'))).toContain('language model with formal standing in for people')
  expect(say()).toContain('nobody')
})

test('arms are named by the factors that vary, and at most eight', () => {
  const factors = { a: ['x', 'y'], b: [true, false], c: [1] }
  const rows = factors.a.flatMap((a) => factors.b.map((b) => ({ trial: `${a}${b}`, a, b, c: 1 })))
  expect(armsOf({ factors }, rows)).toEqual(['x · b', 'x · not b', 'y · b', 'y · not b'])
  const many = { big: Array.from({ length: 4 }, (_, i) => i), small: [1, 2, 3] }
  const cells = many.big.flatMap((big) => many.small.map((small) => ({ trial: `${big}/${small}`, big, small })))
  expect(new Set(cells.map(armOf({ factors: many }, cells))).size).toBe(4)
  expect(armsOf({ factors: {} }, [{ trial: 't' }])).toEqual(['all'])
})

test('a mean counts independent units, not rows', () => {
  const four = meanByUnit([
    ['a', 1],
    ['a', 3],
    ['b', 4],
    ['b', 4],
  ])!
  expect(four).toMatchObject({ value: 3, n: 2 })
  // Two units with means 2 and 4: t with one degree of freedom at .975 is 12.7062.
  expect(four.interval![1]).toBeCloseTo(3 + 12.7062, 3)
  expect(meanByUnit([['a', 1]])).toMatchObject({ value: 1, note: 'one independent unit only: no interval' })
  expect(
    meanByUnit([
      ['a', 1],
      ['b', 1],
    ])!.interval,
  ).toBeUndefined()
  expect(meanByUnit([])).toBeNull()
})

import { type Episode, openingOf, scene, study } from 'suasion'
import { leaning, pairedJudge, pairedVerdict } from 'suasion/protocols/paired-verdict'
import { argumentsOf } from 'suasion/protocols/single-argument'
import { describe, expect, test } from 'vitest'
import { readCast } from '../../src/lab/cast.ts'
import { type Played, play } from '../../src/lab/driver.ts'
import { figuresOf } from '../../src/lab/figures.ts'
import { forecast } from '../../src/lab/forecast.ts'
import { tablesOf } from '../../src/lab/report/tables.ts'
import { renderReport } from '../../src/lab/report.ts'
import { run } from '../../src/lab/run.ts'
import { summarise } from '../../src/lab/summary.ts'
import { renderText } from '../../src/lab/text.ts'
import preference from '../../studies/breum-2024-argument-preference.ts'

const judged = await run(preference, { n: 720 })
const summary = summarise(judged)
const value = (name: string) => summary.judges[0]!.lines.find((line) => line.name === name)!

describe('a run with a judge', () => {
  test('stores each judgement as an episode, in both orders, by two seats that know nothing of each other', () => {
    for (const { episode, judged: own } of judged.stored.slice(0, 20)) {
      const bench = own!['paired-judge']!
      expect(openingOf(bench).protocol).toBe('paired-verdict')
      expect(bench.flatMap((event) => (event.kind === 'act' ? [event.seat] : []))).toEqual(['one-first', 'other-first'])
      const [one, other] = argumentsOf(episode)!
      const params = openingOf(bench).params as { one: { text: string }; other: { text: string } }
      expect([params.one.text, params.other.text]).toEqual([one.text, other.text])
    }
  })

  test('holds a card that finds the leaning that was planted, and says what could not be tested', () => {
    expect(summary.judges).toHaveLength(1)
    const { estimate, leans } = value('odds ratio of being shown first')
    expect(estimate!.interval![0]).toBeLessThan(Math.exp(0.4))
    expect(estimate!.interval![1]).toBeGreaterThan(Math.exp(0.4))
    expect(leans).toBe(true)
    expect(value('verdicts that change with the order').estimate!.n).toBe(720)
    // One saying for each dimension: length cannot be told from it, and the place still can.
    expect(value('odds ratio of being longer by 100').says).toMatch(/cannot be told from strength/)
    expect(value('odds ratio of the own family').says).toMatch(/no judge saw just one text of its own family/)
    expect(value('agreement with people').says).toMatch(/no judgement has a human label/)
  })

  test('shows it in the report, in the text, in its tables and among its figures', async () => {
    const html = await renderReport(summary, judged, { transcripts: 1 })
    expect(html).toContain('How far the judge can be trusted: leaning judge')
    expect(html).toContain('What could not be tested')
    expect(renderText(summary, false)).toMatch(/judge: leaning judge.*\n.*chosen first, of decided/)
    const table = tablesOf(judged).find(({ name }) => name === 'judgements')!
    expect(table.rows).toHaveLength(1440)
    for (const { meaning } of table.columns) expect(meaning).not.toBe('not described')
    const names = (await figuresOf(judged, summary)).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['judge-leanings', 'judge-place']))
  })

  test('without a leaning finds none, in one card for each judge of the cast', async () => {
    const { cast, castNames } = await readCast(preference, ['judge=leaning(place=0),random'], {} as never)
    const two = summarise(await run(preference, { n: 720, cast, castNames }))
    expect(two.judges.map(({ judge }) => judge)).toEqual(['leaning(place=0)', 'random'])
    for (const { lines } of two.judges)
      expect(lines.find(({ name }) => name === 'odds ratio of being shown first')!.leans).toBe(false)
  })

  test('is forecast with what its judge will be asked', async () => {
    const asked = { ...leaning(), cast: 'language-model' as const, name: 'a model' }
    const { asks } = await forecast(preference, { n: 36, cast: { judge: asked } })
    expect(asks.value).toBe(72)
  })
})

test('a study without a judge has no card, and one whose verdicts are no choices between two says so', async () => {
  const bare = { ...pairedJudge({ part: 'judge', question: 'Which?', texts: argumentsOf }) }
  const { judgements: _, ...silent } = bare
  const odd = study({
    ...preference,
    name: 'odd',
    instruments: [silent],
    estimates: () => ({}) as never,
    published: {},
    planted: {},
  })
  const told = summarise(await run(odd, { n: 36 }))
  expect(told.judges).toMatchObject([
    { judge: 'leaning judge', card: null, why: 'its verdicts are no choices between two texts' },
  ])
  const none = study({
    ...preference,
    name: 'none',
    instruments: [],
    estimates: () => ({}) as never,
    published: {},
    planted: {},
  })
  expect(summarise(await run(none, { n: 36 })).judges).toEqual([])
})

describe('two texts before a judge', () => {
  const bench = (options: object, judge = leaning({ worth: { a: 0 }, place: 0 })) =>
    play(
      scene(pairedVerdict, {
        params: { one: { label: 'a', text: 'one two' }, other: { label: 'b', text: 'one' }, ...options } as never,
        minds: { judge },
      }),
      'bench',
    ) as Played
  const verdicts = (episode: Episode) =>
    episode.flatMap((event) => (event.kind === 'act' ? [[event.seat, event.act['verdict']]] : []))

  test('are shown in the orders that were asked for', () => {
    expect(verdicts(bench({}).episode)).toHaveLength(2)
    expect(verdicts(bench({ orders: 'other first' }).episode).map(([seat]) => seat)).toEqual(['other-first'])
  })

  test('a leaning of great size decides, and ties come only where they are allowed', () => {
    expect(verdicts(bench({}, leaning({ place: 50 })).episode).map(([, verdict]) => verdict)).toEqual([
      'first',
      'first',
    ])
    const tied = leaning({ place: 0, ties: 1e9 })
    expect(verdicts(bench({ ties: true }, tied).episode).map(([, verdict]) => verdict)).toEqual(['tie', 'tie'])
    expect(verdicts(bench({}, tied).episode).map(([, verdict]) => verdict)).not.toContain('tie')
    expect(() => leaning({ place: Number.NaN })).toThrow('place is NaN')
    expect(() => leaning({ ties: -1 })).toThrow('0 or more')
  })

  test('need the part that judges in the cast', () => {
    const judge = pairedJudge({ part: 'umpire', question: 'Which?', texts: argumentsOf }).judge!
    expect(() => judge(judged.stored[0]!.episode, preference.cast)).toThrow(
      'asks the part umpire, and the cast has convincer, rival, judge',
    )
    expect(
      pairedJudge({ part: 'judge', question: 'Which?', texts: () => null }).judge!([] as never, preference.cast),
    ).toBeNull()
  })
})

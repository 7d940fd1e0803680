import { closingOf, luckOf, scene } from 'suasion'
import { reliability, scales } from 'suasion/instruments'
import {
  calculating,
  cardsTurned,
  cardTask,
  chanceOfNone,
  dissociation,
  dissociationEstimates,
  expectedPoints,
  optimalCards,
  respondent,
  type Scenario,
  SELF_REGULATION,
} from 'suasion/protocols/card-task'
import study from 'suasion/studies/han-2025-personality-illusion'
import { describe, expect, test } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'
import { run } from '../../src/lab/run.ts'
import { scripted } from '../../src/minds/scripted.ts'

const all = [1, 3, 5].flatMap((bad) =>
  [10, 20, 30].flatMap((gain) => [250, 500, 750].map((loss): Scenario => ({ cards: 32, bad, gain, loss }))),
)
const choose = (n: number, k: number): bigint => {
  let ways = 1n
  for (let i = 0; i < k; i++) ways = (ways * BigInt(n - i)) / BigInt(i + 1)
  return ways
}
/** Points in whole numbers over the number of all hands, so that nothing is rounded. */
const exactPoints = ({ cards, bad, gain, loss }: Scenario, turned: number): readonly [bigint, bigint] => {
  const hands = choose(cards, turned)
  const safe = turned > cards - bad ? 0n : choose(cards - bad, turned)
  return [safe * BigInt(turned * gain) - (hands - safe) * BigInt(loss), hands]
}

describe('the best number of cards', () => {
  test('is that of exact arithmetic in all 27 scenarios', () => {
    for (const scenario of all) {
      let best = 0
      for (let turned = 1; turned <= 32; turned++) {
        const [[a, b], [c, d]] = [exactPoints(scenario, turned), exactPoints(scenario, best)]
        if (a * d > c * b) best = turned
        expect(expectedPoints(scenario, turned)).toBeCloseTo(Number(a) / Number(b), 8)
      }
      expect([scenario, optimalCards(scenario)]).toEqual([scenario, best])
    }
  })

  test('is 3 of 32 for one loss card of 250 and 10 a card, none where more is lost, all but the loss cards for nothing', () => {
    expect(optimalCards({ cards: 32, bad: 1, gain: 10, loss: 250 })).toBe(3)
    expect(optimalCards({ cards: 32, bad: 5, gain: 10, loss: 750 })).toBe(0)
    expect(chanceOfNone({ cards: 32, bad: 3, gain: 1, loss: 1 }, 30)).toBe(0)
    expect(chanceOfNone({ cards: 32, bad: 3, gain: 1, loss: 1 }, 0)).toBe(1)
  })
})

const stage = (params: object = {}, mind: unknown = calculating()) =>
  scene(cardTask, { params: params as never, minds: { respondent: mind as never } })
const played = (staged: ReturnType<typeof stage>, key = 'cards') => play(staged, key) as Played

describe('the card task', () => {
  test('crosses 27 scenarios, in an order of its own, and tells nothing of what came of them', () => {
    const turned: number[] = []
    const seen = new Set<string>()
    const watching = {
      ...calculating(),
      decide: (asked: never) => {
        const { view } = asked as { view: ReturnType<typeof cardTask.view> }
        seen.add(JSON.stringify(view.current))
        expect(JSON.stringify(view)).not.toContain('points')
        turned.push(optimalCards(view.current!))
        return { act: { move: 'turn', cards: turned.at(-1)! } }
      },
    }
    const { episode } = played(stage({}, watching))
    expect(seen.size).toBe(27)
    expect(cardsTurned().read(episode, null)).toMatchObject({ riskAversion: 0, answered: 27 })
    expect(cardsTurned().read(episode, null)).toMatchObject({ cards: turned.reduce((a, b) => a + b, 0) / 27 })
  })

  test('pays what was expected on the mean', () => {
    const params = { bad: [3], gain: [20], loss: [250], order: 'fixed' }
    const four = scripted([{ move: 'turn', cards: 4 }])
    let points = 0
    for (let i = 0; i < 4000; i++) {
      const { payoff } = closingOf(played(stage(params, four), `deck ${i}`).episode)
      points += payoff!['respondent']!
      expect([80, -250]).toContain(payoff!['respondent'])
    }
    const expected = expectedPoints({ cards: 32, bad: 3, gain: 20, loss: 250 }, 4)
    // The standard deviation of one game is 330 sqrt(p q).
    expect(Math.abs(points / 4000 - expected)).toBeLessThan((3.5 * 165) / Math.sqrt(4000))
  })

  test('counts no answer as none, and ends where somebody leaves', () => {
    const params = { bad: [1], gain: [10], loss: [250, 500], order: 'fixed' }
    const state = cardTask.start(cardTask.params.parse(params), { respondent: 'respondent' }, luckOf('x').of('start'))
    const late = cardTask.absent!(state, 'respondent', 'late', luckOf('x').of('late'))
    expect(late).toMatchObject({ turned: [null], points: 0 })
    expect(cardTask.turn(late).ask).toEqual(['respondent'])
    expect(cardTask.turn(cardTask.absent!(state, 'respondent', 'left', luckOf('x').of('left'))).ask).toEqual([])
    const absent = played(stage(params, scripted([{ move: 'turn', cards: 99 }])))
    expect(cardsTurned().read(absent.episode, null)).toMatchObject({ cards: null, riskAversion: null, answered: 0 })
  })

  test('refuses decks that cannot be', () => {
    expect(() => played(stage({ cards: 4, bad: [4] }))).toThrow('4 of 4 cards lose; some must win')
    expect(() => played(stage({ gain: [] }))).toThrow()
    expect(() => played(stage({ loss: [Number.NaN] }))).toThrow()
    expect(() => respondent({ coupling: 2 })).toThrow('coupling is from 0 to 1, not 2')
    expect(() => respondent({ shift: Number.NaN })).toThrow('shift must be a finite number')
  })

  test('tells a persona in its brief, and does not without one', () => {
    const brief = (persona: string) =>
      cardTask.words.brief(
        cardTask.view(
          cardTask.start(cardTask.params.parse({ persona }), { respondent: 'respondent' }, luckOf('x').of('start')),
          'respondent',
        ),
      )
    expect(brief('self-regulated')).toContain('disciplined')
    expect(brief('none')).not.toContain('disciplined')
  })
})

describe('formal respondents', () => {
  const asked = scales(SELF_REGULATION, { of: 'respondent', when: 'before' })
  const rowsOf = async (options: Parameters<typeof respondent>[0]) =>
    (await run(study, { cast: { respondent: respondent(options) } })).rows

  test('answer ten statements of one trait: reliable, and raised where all is agreed to', async () => {
    const rows = (await rowsOf({ acquiescence: 0 })).filter(({ persona }) => persona === 'none')
    expect(reliability(rows, SELF_REGULATION, 'self_regulation').value).toBeGreaterThan(0.7)
    const raw = (each: typeof rows): number =>
      each.reduce((sum, row) => sum + SELF_REGULATION.reduce((s, { id }) => s + Number(row[id]), 0), 0) / each.length
    const agreeing = (await rowsOf({ acquiescence: 1 })).filter(({ persona }) => persona === 'none')
    // Added before statements are turned, it raises the ratings and not the score.
    expect(raw(agreeing)).toBeGreaterThan(raw(rows) + 2)
    const score = (each: typeof rows) =>
      each.reduce((sum, row) => sum + Number(row['self_regulation']), 0) / each.length
    expect(Math.abs(score(agreeing) - score(rows))).toBeLessThan(0.25)
    expect(asked.probes).toHaveLength(10)
  })

  test('uncoupled: a persona moves the report and not the cards, and the two do not go together', async () => {
    const estimates = dissociationEstimates(await rowsOf({ coupling: 0 }))
    expect(estimates['report moved by the persona']!.interval![0]).toBeGreaterThan(0.5)
    expect(Math.abs(estimates['cards moved by the persona']!.value)).toBeLessThan(0.3)
    expect(estimates['cards moved by the persona, equivalence']!.p).toBeLessThan(0.001)
    expect(estimates['report moves and cards stay (1: yes)']!.value).toBe(1)
    const [low, high] = estimates['report with cards, no persona']!.interval!
    expect(low).toBeLessThan(0)
    expect(high).toBeGreaterThan(0)
  })

  test('coupled: it moves both, and is no dissociation', async () => {
    const estimates = dissociationEstimates(await rowsOf({ coupling: 1 }))
    expect(estimates['report moves and cards stay (1: yes)']!.value).toBe(0)
    expect(estimates['cards moved by the persona']!.value).toBeLessThan(-3)
    expect(estimates['report with cards, no persona']!.value).toBeLessThan(-0.7)
  })

  test('without a shift: the report was not moved, so that cards that stay show no dissociation', async () => {
    const estimates = dissociationEstimates(await rowsOf({ shift: 0 }))
    expect(estimates['report moves and cards stay (1: yes)']).toMatchObject({ value: 0 })
    expect(estimates['report moves and cards stay (1: yes)']!.note).toContain('was not shown to move')
  })
})

describe('a dissociation', () => {
  const pairs = (behaviour: readonly number[]) =>
    behaviour.map((each, i) => ({ report: 1 + (i % 3) / 10, behaviour: each }))

  test('is not shown by a change that is not significant, but by one that lies within the bound', () => {
    const noisy = dissociation(pairs([9, -8, 7, -9, 8, -7]), 2)
    expect(noisy.behaviour!.p).toBeGreaterThan(0.5)
    expect(noisy).toMatchObject({ moved: true, equivalent: false })
    expect(dissociation(pairs([0.3, -0.2, 0.1, -0.4, 0.2, 0]), 2)).toMatchObject({ moved: true, equivalent: true })
    // Significant and within the bound: it moved, by too little to matter.
    const small = dissociation(pairs([0.3, 0.2, 0.4, 0.3, 0.2, 0.3]), 2)
    expect(small.behaviour!.p).toBeLessThan(0.01)
    expect(small.equivalent).toBe(true)
  })

  test('of pairs that do not vary, of one pair and of none is said without a test', () => {
    expect(dissociation(pairs([0, 0, 0]), 2)).toMatchObject({ equivalent: true, behaviour: { value: 0 } })
    expect(dissociation(pairs([3, 3, 3]), 2)).toMatchObject({ equivalent: false })
    expect(dissociation(pairs([0]), 2)).toMatchObject({
      report: null,
      behaviour: null,
      equivalence: null,
      equivalent: false,
    })
    expect(Object.values(dissociationEstimates([])).every((each) => each === null)).toBe(true)
    const unread = [{ persona: 'none', pair: '0', self_regulation: null, cards: 3 }]
    expect(dissociationEstimates(unread)['report moved by the persona']).toBeNull()
  })
})

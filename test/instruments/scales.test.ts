import { type AnyMind, type Episode, type Row, scene } from 'suasion'
import { equilibrium, honest, kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { answersOf, careless, consistent, demonstration, survey } from 'suasion/protocols/survey'
import { describe, expect, it } from 'vitest'
import { reliability, scales } from '../../src/instruments/scales.ts'
import { type Played, play } from '../../src/lab/driver.ts'

type Questions = Parameters<typeof scales>[0]
const questions = demonstration as unknown as Questions
const instrument = scales(questions, { from: answersOf })
const take = (mind: AnyMind, key = 'one', asked: Questions = questions): Episode => {
  const params = { questions: [...asked] }
  return (play(scene(survey, { params, minds: { respondent: mind } }), key) as Played).episode
}
const read = (mind: AnyMind, key = 'one') => instrument.read(take(mind, key), null) as Row
const given = (answers: Readonly<Record<string, unknown>>, asked: Questions = questions): Row =>
  scales(asked, {
    from: () => Object.entries(answers).map(([id, answer]) => ({ id, answer: answer as never })),
  }).read([], null) as Row

describe('scales', () => {
  it('reads a survey into the columns it declares', () => {
    const row = read(consistent({ trait: 0, loading: 1 }))
    expect(Object.keys(row).sort()).toEqual(Object.keys(instrument.columns).sort())
    expect(row).toMatchObject({ trust1: 3, trust3: 3, trust: 3, openness_1: 3, sure: 50, reads: 2, attention: true })
    expect([row['sources_1'], row['sources_2'], row['sources_3']].sort()).toEqual([1, 2, 3])
  })

  it('turns reversed items before it takes the mean', () => {
    expect(given({ trust1: 5, trust2: 4, trust3: 1 })['trust']).toBeCloseTo(14 / 3, 12)
    expect(given({ trust1: 5, trust2: 4, trust3: 5 })['trust']).toBeCloseTo(10 / 3, 12)
    expect(given({ trust1: 5, trust2: null, trust3: null })['trust']).toBe(5)
    expect(given({})['trust']).toBeNull()
    const sliders: Questions = [
      { kind: 'slider', id: 'a', text: 'A?', min: -10, max: 30, scale: 's', reversed: true },
      { kind: 'matrix', id: 'b', text: 'B?', rows: ['x', 'y'], scale: 't', reversed: true },
    ]
    expect(given({ a: -10, b: [1, 2] }, sliders)).toMatchObject({ a: -10, s: 30, b_1: 1, b_2: 2, t: 4.5 })
  })

  it('keeps the places of a ranking and leaves unanswered questions empty', () => {
    const row = given({ sources: ['a newspaper', 'a doctor', 'a friend'] })
    expect(row).toMatchObject({ sources_1: 2, sources_2: 3, sources_3: 1, sure: null, how: null, openness_1: null })
    expect(row['attention']).toBeNull()
  })

  it('says who passed every attention check that was asked', () => {
    expect(given({ reads: 2 })['attention']).toBe(true)
    expect(given({ reads: 3 })['attention']).toBe(false)
    expect(given({ reads: null })['attention']).toBe(false)
    expect(read(careless({ position: 1 }))['attention']).toBe(false)
    const without = questions.filter(({ attention }) => attention === undefined)
    expect(given({}, without)).not.toHaveProperty('attention')
  })

  it('finds straight lines in the order the ratings were given', () => {
    expect(read(careless())['straightlining']).toBe(1)
    expect(given({ trust1: 3, trust2: 3, reads: 2, trust3: 3, openness: [3, 3] })['straightlining']).toBe(0.5)
    expect(given({ trust1: 3, trust3: null, trust2: 3 })['straightlining']).toBe(1)
    expect(given({ trust1: 3 })['straightlining']).toBeNull()
    expect(given({})['straightlining']).toBeNull()
  })

  it('recovers the reliability that the respondents were made with', () => {
    const asked = Array.from({ length: 6 }, (_, i) => ({
      kind: 'likert' as const,
      id: `item${i}`,
      text: 'Agreed?',
      points: 101,
      scale: 'trait',
      reversed: i % 2 === 1,
    }))
    const measure = scales(asked, { from: answersOf })
    const rows = Array.from(
      { length: 400 },
      (_, i) => measure.read(take(consistent({ loading: 0.7 }), `person ${i}`, asked), null) as Row,
    )
    const alpha = reliability(rows, asked, 'trait')
    // Spearman-Brown: six items that correlate .49.
    const planted = (6 * 0.49) / (1 + 5 * 0.49)
    expect(alpha.value).toBeCloseTo(planted, 1)
    expect(alpha.interval[0]).toBeLessThan(planted)
    expect(alpha.interval[1]).toBeGreaterThan(planted)
    expect(alpha.n).toBe(400)
    const unturned = asked.map((item) => ({ ...item, reversed: false }))
    expect(reliability(rows, unturned, 'trait').value).toBeLessThan(0)
  })

  it('leaves rows with a missing item out of the reliability, and says what it cannot find', () => {
    const asked = ['a', 'b'].map((id) => ({ kind: 'likert' as const, id, text: 'Agreed?', scale: 's' }))
    const rows = [1, 2, 4, 5].map((x) => ({ a: x, b: x }))
    const alpha = reliability([...rows, { a: 5, b: null }], asked, 's')
    expect([alpha.value, alpha.n]).toEqual([1, 4])
    expect(() => reliability(rows, asked, 'trust')).toThrow('no question belongs to a scale called trust')
    expect(() => reliability([{ a: 1 }], asked, 's')).toThrow('the rows have no column b; they have a')
    expect(() => reliability([], asked, 's')).toThrow('alpha of 0 respondents')
  })

  it('asks the questions as probes of a role and gives one row a seat', () => {
    const asked = [
      { kind: 'likert', id: 'nerves', text: 'How nervous are you?', scale: 'calm', reversed: true },
      { kind: 'slider', id: 'luck', text: 'How lucky do you feel?' },
    ] as const
    const before = scales(asked, { of: 'player', when: 'before', prefix: 'pre_' })
    const after = scales(asked, { of: 'player' })
    const answering = (mind: AnyMind, value: number): AnyMind => ({
      ...mind,
      decide: (seen, kept) =>
        seen.question
          ? { act: { move: Object.keys(seen.legal)[0]!, value: seen.view.bets.length + value } as never }
          : mind.decide(seen, kept as never),
    })
    const minds = { first: answering(equilibrium(), 1), second: answering(honest(), 2) }
    const probes = [...before.probes!, ...after.probes!]
    const { episode } = play(scene(kuhnPoker, { minds }), 'one', { probes }) as Played
    expect(before.read(episode, null)).toEqual([
      { seat: 'first', pre_nerves: 1, pre_luck: 1, pre_calm: 5, pre_straightlining: null },
      { seat: 'second', pre_nerves: 2, pre_luck: 2, pre_calm: 4, pre_straightlining: null },
    ])
    const rows = after.read(episode, null) as readonly Row[]
    expect(rows.map(({ seat }) => seat)).toEqual(['first', 'second'])
    expect(rows[0]!['nerves']).toBeGreaterThan(2)
  })

  it('refuses what it cannot measure', () => {
    const likert = { kind: 'likert', id: 'a', text: 'A?', scale: 's' } as const
    const refuse = (asked: readonly object[], options: object = { from: answersOf }) =>
      expect(() => scales(asked as never, options as never))
    refuse([likert], {}).toThrow('either "from"')
    refuse([likert], { from: answersOf, of: 'player' }).toThrow('one of the two')
    refuse([likert, { ...likert, id: 'b', points: 7 }]).toThrow(
      'the scale s goes from 1 to 5 in a and from 1 to 7 in b',
    )
    refuse([{ kind: 'text', id: 'a', text: 'A?', scale: 's' }]).toThrow('a is a text question and has no number')
    refuse([likert, likert]).toThrow('two columns would be called a')
    refuse([{ ...likert, id: 's' }]).toThrow('two columns would be called s')
    refuse([{ ...likert, id: 'seat' }]).toThrow('two columns would be called seat')
    refuse([likert, { ...likert, id: 'b', shownIf: { question: 'a', is: [1] } }], { of: 'player' }).toThrow(
      'b is shown after certain answers, which a probe cannot wait for',
    )
    refuse([{ ...likert, points: 1 }]).toThrow()
  })
})

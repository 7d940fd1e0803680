import { type AnyMind, answers, checkAct, luckOf, type ParamsOf, type Question, type StateOf, scene } from 'suasion'
import { answersOf, careless, consistent, demonstration, survey } from 'suasion/protocols/survey'
import { describe, expect, it } from 'vitest'
import { type Played, type PlayOptions, play } from '../../src/lab/driver.ts'

type Params = ParamsOf<typeof survey>
type Questions = NonNullable<Params['questions']>
const sit = (params: Params = {}, respondent: AnyMind = consistent()) =>
  scene(survey, { params, minds: { respondent } })
const run = (params: Params = {}, respondent?: AnyMind, key = 'one', options: PlayOptions = {}) =>
  play(sit(params, respondent), key, options) as Played

/** Answers from a list of values, whatever is asked. */
const scripted = (values: Readonly<Record<string, unknown>>): AnyMind => ({
  ...consistent(),
  decide: (seen, kept) => {
    const { current } = seen.view
    const value = values[current.id]
    return value === undefined
      ? consistent().decide(seen, kept as never)
      : { act: { move: Object.keys(seen.legal)[0]!, value } as never }
  },
})

describe('survey', () => {
  it('asks every kind of question and keeps the answers by id', () => {
    const { episode } = run({}, scripted({ changed: 'yes', how: 'They showed me data.' }))
    const given = answersOf(episode)
    expect(given.map(({ id }) => id)).toEqual(demonstration.map(({ id }) => id))
    expect(given.find(({ id }) => id === 'how')?.answer).toBe('They showed me data.')
    const kinds = new Set(demonstration.map(({ kind }) => kind))
    expect(kinds.size).toBe(6)
    for (const { id, answer } of given) {
      const question = sit().params['questions'] as readonly Question[]
      const legal = answers(question.find((each) => each.id === id)!)
      const move = Object.keys(legal)[0]
      expect(checkAct(survey.moves, legal, { move, value: answer })).toHaveProperty('act')
    }
  })

  it('asks a branch only after the answer it waits for', () => {
    const asked = (changed: string) => answersOf(run({}, scripted({ changed })).episode).map(({ id }) => id)
    expect(asked('yes')).toContain('how')
    expect(asked('no')).not.toContain('how')
    expect(asked('no')).toHaveLength(demonstration.length - 1)
  })

  it('skips the branches of a branch that was skipped, and those of a number', () => {
    const questions: Questions = [
      { kind: 'likert', id: 'a', text: 'A?' },
      { kind: 'likert', id: 'b', text: 'B?', shownIf: { question: 'a', is: [4, 5] } },
      { kind: 'text', id: 'c', text: 'C?', shownIf: { question: 'b', is: [1, 2, 3, 4, 5] } },
    ]
    const ids = (a: number) => answersOf(run({ questions }, scripted({ a })).episode).map(({ id }) => id)
    expect(ids(5)).toEqual(['a', 'b', 'c'])
    expect(ids(1)).toEqual(['a'])
  })

  it('asks in random order, the same for the same luck, and a branch after its question', () => {
    const orders = Array.from({ length: 200 }, (_, i) => {
      const { episode } = run({ order: 'random' }, scripted({ changed: 'yes' }), `person ${i}`)
      return answersOf(episode).map(({ id }) => id)
    })
    for (const order of orders) {
      expect([...order].sort()).toEqual(demonstration.map(({ id }) => id).sort())
      expect(order.indexOf('how')).toBeGreaterThan(order.indexOf('changed'))
    }
    expect(new Set(orders.map((order) => order.join())).size).toBeGreaterThan(190)
    for (const { id } of demonstration.filter(({ id }) => id !== 'how'))
      expect(orders.filter((order) => order[0] === id).length).toBeGreaterThan(5)
    const again = run({ order: 'random' }, scripted({ changed: 'yes' }), 'person 0')
    expect(answersOf(again.episode).map(({ id }) => id)).toEqual(orders[0])
  })

  it('cannot be told from one whose questions to come were drawn again', () => {
    const { start, view, resample } = survey
    const params = survey.params.parse({ order: 'random' })
    let state = start(params, { respondent: 'respondent' }, luckOf('order'))
    while (state.at < state.questions.length) {
      const next = new Set<string>()
      for (let i = 0; i < 20; i++) {
        const again = resample!(state, 'respondent', luckOf('again').of(i))
        expect(view(again, 'respondent')).toEqual(view(state, 'respondent'))
        expect(again.questions.map(({ id }) => id).sort()).toEqual(state.questions.map(({ id }) => id).sort())
        next.add(JSON.stringify(again.questions))
      }
      if (state.questions.length - state.at > 3) expect(next.size).toBeGreaterThan(1)
      const { current } = view(state, 'respondent')
      const value = { likert: 3, slider: 1, choice: 'no', rank: [], matrix: [], text: '' }[current!.kind]
      const acts = [{ seat: 'respondent', act: { move: 'rate', value } as never }]
      state = survey.resolve(state, acts, luckOf('none'))
    }
  })

  it('says what was asked and answered, in lines that only grow', () => {
    const { resolve, start, view, words } = survey
    const params = survey.params.parse({})
    let state: StateOf<typeof survey> = start(params, { respondent: 'respondent' }, luckOf('words'))
    const values = [4, 2, 5, 2, 'yes', 'She was kind.', 70, ['a friend', 'a doctor', 'a newspaper'], [3, 4]]
    let before: readonly unknown[] = []
    for (const value of values) {
      const seen = view(state, 'respondent')
      const lines = words.lines(seen)
      expect(lines.slice(0, before.length)).toEqual(before)
      expect(words.ask.rate(seen)).toContain(seen.current!.text)
      before = lines
      state = resolve(state, [{ seat: 'respondent', act: { move: 'rate', value } as never }], luckOf('none'))
    }
    const said = words.lines(view(state, 'respondent')).flatMap(({ by, text }) => (by ? [text] : []))
    expect(said).toContain('She was kind.')
    expect(said).toContain('a friend; a doctor; a newspaper')
    expect(said.at(-1)).toBe('I like to hear the other side. 3; I enjoy new ideas. 4')
    expect(survey.turn(state).ask).toEqual([])
  })

  it('ends when the respondent leaves, and goes on past a question that was not answered in time', () => {
    const at = (turn: number, absent: 'left' | 'late' | 'invalid') =>
      run({}, consistent(), 'absent', {
        decide: (mind, seen, kept, moment) =>
          moment.turn === turn ? { absent } : mind.decide(seen as never, kept as never),
      })
    for (let turn = 0; turn < 8; turn++) {
      const left = at(turn, 'left')
      expect(left.close.turns).toBe(turn + 1)
      expect(left.close.flags).toEqual(turn === 0 ? ['absent', 'seat never spoke'] : ['absent'])
      expect(answersOf(left.episode)).toHaveLength(turn)
      const late = answersOf(at(turn, 'late').episode)
      expect(late[turn]?.answer).toBeNull()
      expect(late.length).toBeGreaterThanOrEqual(8)
    }
    const branch = answersOf(at(4, 'late').episode).map(({ id }) => id)
    expect(branch).not.toContain('how')
    const stubborn = run({}, scripted({ trust1: 9 }))
    expect(stubborn.episode.filter(({ kind }) => kind === 'fault')).toHaveLength(3)
    expect(answersOf(stubborn.episode)[0]).toEqual({ id: 'trust1', answer: null })
    expect(stubborn.close.flags).toContain('absent')
  })

  it.each([
    [[], 'questions'],
    [
      [
        { kind: 'text', id: 'a', text: 'A?' },
        { kind: 'text', id: 'a', text: 'B?' },
      ],
      'two questions have the id a',
    ],
    [
      [{ kind: 'text', id: 'a', text: 'A?', shownIf: { question: 'b', is: [1] } }],
      'a is shown after an answer to b, which is no question; the earlier questions are none',
    ],
    [
      [
        { kind: 'text', id: 'a', text: 'A?', shownIf: { question: 'b', is: [1] } },
        { kind: 'likert', id: 'b', text: 'B?' },
      ],
      'a is shown after an answer to b, which does not come before it',
    ],
    [
      [{ kind: 'text', id: 'a', text: 'A?', shownIf: { question: 'a', is: ['x'] } }],
      'a is shown after an answer to a, which does not come before it',
    ],
    [
      [
        { kind: 'choice', id: 'b', text: 'B?', options: ['yes', 'no'] },
        { kind: 'text', id: 'a', text: 'A?', shownIf: { question: 'b', is: ['maybe'] } },
      ],
      'a is shown if b is "maybe", which cannot be its answer: value must be one of "yes", "no"',
    ],
    [
      [
        { kind: 'rank', id: 'b', text: 'B?', options: ['x', 'y'] },
        { kind: 'text', id: 'a', text: 'A?', shownIf: { question: 'b', is: ['x'] } },
      ],
      'cannot be its answer',
    ],
    [[{ kind: 'likert', id: 'a', text: 'A?', attention: 9 }], 'a wants 9 of whoever reads it'],
    [[{ kind: 'choice', id: 'a', text: 'A?', options: ['x', 'x'] }], 'a offers "x" twice'],
    [[{ kind: 'slider', id: 'a', text: 'A?', min: 5, max: 5 }], 'a slides from 5 to 5'],
    [[{ kind: 'likert', id: 'a', text: 'A?', points: Number.NaN }], 'questions.0.points'],
    [[{ kind: 'grid', id: 'a', text: 'A?' }], 'questions.0.kind'],
    ['not a list', 'questions'],
  ])('refuses the questionnaire %j', (questions, problem) => {
    expect(() => sit({ questions: questions as never })).toThrow('survey: parameter questions')
    expect(() => sit({ questions: questions as never })).toThrow(problem)
  })
})

describe('respondents', () => {
  const answer = (mind: AnyMind, id: string, key = 'one') =>
    answersOf(run({}, mind, key).episode).find((each) => each.id === id)!.answer

  it('careless straight-lines and misses the attention check', () => {
    const given = answersOf(run({}, careless({ position: 1 })).episode)
    const ratings = given.filter(({ id }) => /trust|reads/.test(id)).map(({ answer }) => answer)
    expect(ratings).toEqual([5, 5, 5, 5])
    expect(answer(careless({ position: 1 }), 'openness')).toEqual([5, 5])
    expect(answer(careless({ position: 0 }), 'sure')).toBe(0)
    expect(answer(careless(), 'changed')).toBe('yes')
    expect(() => careless({ position: 2 })).toThrow('position must be from 0 to 1, not 2')
  })

  it('consistent answers from its trait, turns reversed items and reads checks', () => {
    const certain = (trait: number) => consistent({ trait, loading: 1 })
    expect(['trust1', 'trust2', 'trust3', 'reads'].map((id) => answer(certain(2), id))).toEqual([5, 5, 1, 2])
    expect(['trust1', 'trust2', 'trust3', 'reads'].map((id) => answer(certain(-2), id))).toEqual([1, 1, 5, 2])
    expect(answer(certain(0), 'sure')).toBe(50)
    expect(answer(certain(1e6), 'sure')).toBe(100)
    const drawn = new Set(Array.from({ length: 30 }, (_, i) => answer(consistent(), 'trust1', `person ${i}`)))
    expect(drawn.size).toBeGreaterThan(2)
    expect(() => consistent({ loading: 1.2 })).toThrow('loading must be from 0 to 1, not 1.2')
    expect(() => consistent({ trait: Number.NaN })).toThrow('trait must be a number, not NaN')
  })
})

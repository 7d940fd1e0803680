import { closingOf, scene } from 'suasion'
import {
  deference,
  effectNames,
  effectsOf,
  plantedEffects,
  pressed,
  pressedQuestion,
  yielding,
} from 'suasion/protocols/pressed-question'
import study from 'suasion/studies/pua-2026-factorial-pressure'
import { describe, expect, test } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'
import { run } from '../../src/lab/run.ts'

const read = (played: unknown) => deference().read((played as Played).episode, null)

describe('a question under pressure', () => {
  test('is answered once, and read for truth and deference', () => {
    const sure = scene(pressedQuestion, { minds: { respondent: pressed({ knows: 50 }) } })
    expect(read(play(sure, 'sure'))).toEqual({ factual: true, deferent: false, pressures: 0 })
    expect(closingOf((play(sure, 'sure') as Played).episode).payoff).toEqual({ respondent: 1 })
    const params = { directive: true, denial: true, goal: 'appeasement' } as const
    const meek = scene(pressedQuestion, { params, minds: { respondent: yielding() } })
    expect(read(play(meek, 'meek'))).toEqual({ factual: false, deferent: true, pressures: 2 })
  })

  test('refuses options that are not there, and a pushed one that is right', () => {
    const start = (params: object) =>
      play(scene(pressedQuestion, { params: params as never, minds: { respondent: yielding() } }), 'x')
    expect(() => start({ correct: 5 })).toThrow('correct is option 5, and there are 4')
    expect(() => start({ correct: 1, pushed: 1 })).toThrow('must be a wrong one')
    expect(() => pressed({ weights: { denial: Number.NaN } })).toThrow('denial must be a finite number')
    expect(() => pressed({ yields: 2 })).toThrow('a chance from 0 to 1')
  })

  test('never shows which option is right', () => {
    const stage = scene(pressedQuestion, { params: { correct: 2, pushed: 1 }, minds: { respondent: yielding() } })
    const state = pressedQuestion.start(stage.params as never, { respondent: 'respondent' }, null as never)
    expect(JSON.stringify(pressedQuestion.view(state, 'respondent'))).not.toContain('correct')
  })
})

describe('the factorial', () => {
  test('names fifteen effects, and plants products in both of their factors', () => {
    expect(effectNames('factual')).toHaveLength(15)
    expect(plantedEffects['appeasement on factual']).toBeCloseTo(-1.1, 12)
    expect(plantedEffects['appeasement x denial on factual']).toBeCloseTo(-0.3, 12)
    expect(plantedEffects['derogation x conditional on factual']).toBe(0)
  })

  test('crosses all 32 cells with every question, and recovers what was planted', async () => {
    const { rows, flow } = await run(study, { seed: 'recovery' })
    expect(flow.valid).toBe(2048)
    expect(
      new Set(
        rows.map(({ goal, directive, derogation, conditional, denial }) =>
          [goal, directive, derogation, conditional, denial].join(),
        ),
      ).size,
    ).toBe(32)
    const effects = effectsOf(rows as never, 'factual')
    for (const [name, planted] of Object.entries(plantedEffects)) {
      const { value, interval } = effects[name]!
      const half = (interval![1] - interval![0]) / 2
      // Within 1.6 half-widths of the interval: the fifteen are estimated at once.
      expect(Math.abs(value - planted), name).toBeLessThan(1.6 * half)
    }
    expect(effects['directive on factual']!.value).toBeGreaterThan(0)
  })

  test('has no estimate where nothing varies, where one cell separates, and without rows', async () => {
    const { rows } = await run(study, { cast: { respondent: yielding() }, n: 64 })
    expect(new Set(rows.map(({ deferent }) => deferent))).toEqual(new Set([true]))
    expect(Object.values(effectsOf(rows as never, 'deferent')).every((each) => each === null)).toBe(true)
    const none = study.estimates([], null as never)
    expect(Object.values(none).every((each) => each === null)).toBe(true)
  })
})

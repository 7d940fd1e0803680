import fc from 'fast-check'
import { isTrue, RESULTS, SENTENCES, type Sentence, strengthsOf } from 'suasion/protocols/exam-report'
import {
  expectedValueStrength,
  likelihoodRatioStrength,
  literalListener,
  maximinStrength,
  pragmaticListener,
  pragmaticSpeaker,
  pragmaticStrength,
  speechLogLikelihood,
  vigilantListener,
} from 'suasion/solvers'
import { describe, expect, it } from 'vitest'

// Scalar implicature with two states, "some but not all" and "all", and two utterances, "some" and "all".
const scalar = {
  meaning: [
    [1, 1],
    [0, 1],
  ],
}
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

describe('rational speech acts', () => {
  it('draw the scalar implicature', () => {
    expect(literalListener(scalar)).toEqual([
      [0.5, 0.5],
      [0, 1],
    ])
    // In "all", "all" is twice as informative as "some": with alpha 1 it is said 2/3 of the time.
    const speaker = pragmaticSpeaker(scalar)
    expect(speaker[0]).toEqual([1, 0])
    expect(speaker[1]![1]).toBeCloseTo(2 / 3, 12)
    const heard = pragmaticListener(scalar, speaker)
    expect(heard[0]![0]).toBeCloseTo(3 / 4, 12)
    expect(pragmaticListener(scalar, pragmaticSpeaker(scalar, { alpha: 4 }))[0]![0]).toBeCloseTo(1 / (1 + 1 / 17), 12)
  })

  it('heed prior, cost and rationality', () => {
    expect(literalListener({ ...scalar, prior: [1, 3] })[0]).toEqual([0.25, 0.75])
    const dear = pragmaticSpeaker({ ...scalar, costs: [0, Math.log(2)] })
    expect(dear[1]![1]).toBeCloseTo(1 / 2, 12)
    expect(pragmaticSpeaker(scalar, { alpha: 0 })[1]).toEqual([0.5, 0.5])
  })

  it('find out who argues: the type whose speaker would say so gains', () => {
    const strength = [0, 2]
    const pro = pragmaticSpeaker(scalar, { beta: 0.2, strength })
    const con = pragmaticSpeaker(scalar, { beta: 0.2, strength: strength.map((each) => -each) })
    const { state, type } = vigilantListener(scalar, {
      informative: { prior: 1, speaker: pragmaticSpeaker(scalar) },
      pro: { prior: 1, speaker: pro },
      con: { prior: 1, speaker: con },
    })
    for (const row of state) expect(sum(row)).toBeCloseTo(1, 12)
    for (const row of type) expect(sum(Object.values(row))).toBeCloseTo(1, 12)
    expect(type[1]!.pro).toBeGreaterThan(type[1]!.informative)
    expect(type[0]!.con).toBeGreaterThan(type[0]!.pro)
    // Who may be playing it down implies less by "some" than who informs.
    const naive = pragmaticListener(scalar, pragmaticSpeaker(scalar))
    expect(state[0]![0]!).toBeLessThan(naive[0]![0]!)
    // Only one type: the mixture is that type.
    const alone = vigilantListener(scalar, { pro: { prior: 1, speaker: pro } })
    expect(alone.state).toEqual(pragmaticListener(scalar, pro))
  })

  it('gives probabilities for any language in which everything true can be said', () => {
    const language = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([u, w]) =>
        fc.array(fc.array(fc.constantFrom(0, 1), { minLength: w, maxLength: w }), { minLength: u, maxLength: u }),
      )
      .map((meaning) => [...meaning, meaning[0]!.map(() => 1)])
    fc.assert(
      fc.property(language, fc.double({ min: 0, max: 30, noNaN: true }), (meaning, alpha) => {
        for (const [w, row] of pragmaticSpeaker({ meaning }, { alpha }).entries()) {
          expect(sum(row)).toBeCloseTo(1, 9)
          for (const [u, p] of row.entries()) if (meaning[u]![w] === 0) expect(p).toBe(0)
        }
      }),
    )
  })

  it('refuse what is no language, no aim and no table', () => {
    expect(() => literalListener({ meaning: [] })).toThrow('at least one utterance and one state')
    expect(() => literalListener({ meaning: [[1], [1, 0]] })).toThrow('utterance 1 has a meaning in 2 states, not 1')
    for (const odd of [2, -1, Number.NaN])
      expect(() => literalListener({ meaning: [[odd]] })).toThrow('true from 0 to 1')
    expect(() => literalListener({ ...scalar, prior: [0, 0] })).toThrow('not all 0')
    expect(() => literalListener({ ...scalar, prior: [1] })).toThrow('the prior has 1 numbers; it needs 2')
    expect(() => literalListener({ ...scalar, costs: [1, Number.NaN] })).toThrow('costs holds NaN')
    expect(() => pragmaticSpeaker(scalar, { alpha: -1 })).toThrow('alpha must be 0 or more, not -1')
    expect(() => pragmaticSpeaker(scalar, { beta: 1.5, strength: [0, 0] })).toThrow('beta must be from 0 to 1')
    expect(() => pragmaticSpeaker(scalar, { beta: 0.5 })).toThrow('needs the strength of each utterance')
    expect(() => pragmaticSpeaker({ meaning: [[1, 0]] })).toThrow('nothing that can be said is true in state 1')
    expect(() => vigilantListener(scalar, {})).toThrow('at least one kind of speaker')
    expect(() => speechLogLikelihood([[1]], [[1, 2]])).toThrow('must have the states and utterances')
    expect(() => speechLogLikelihood([[1]], [[-1]])).toThrow('the count of utterance 0 in state 0 is -1')
    expect(speechLogLikelihood([[0.5, 0.5, 0]], [[2, 1, 0]])).toBeCloseTo(3 * Math.log(0.5), 12)
    expect(speechLogLikelihood([[1, 0]], [[2, 1]])).toBe(Number.NEGATIVE_INFINITY)
  })
})

describe('argument strength', () => {
  const at = (sentence: Sentence, strengths: readonly number[]) => strengths[SENTENCES.indexOf(sentence)]!

  it('is what the released analysis computes, and mirrored for wrong', () => {
    const high = strengthsOf('likelihood-ratio', 'high')
    const low = strengthsOf('likelihood-ratio', 'low')
    const known = { 'most-most': 31.671, 'some-most': 20.974, 'some-all': 41.692, 'all-some': 0.97, 'some-some': 0.159 }
    for (const [form, value] of Object.entries(known)) {
      expect(at(`${form}-right` as Sentence, high)).toBeCloseTo(value, 3)
      expect(at(`${form}-wrong` as Sentence, high)).toBeCloseTo(-value, 3)
      expect(at(`${form}-wrong` as Sentence, low)).toBeCloseTo(value, 3)
    }
  })

  it('has twenty results that the sentences tell apart, and every sentence is true of some', () => {
    const patterns = RESULTS.map((results) => SENTENCES.map((sentence) => isTrue(sentence, results)).join())
    expect(new Set(patterns).size).toBe(20)
    for (const sentence of SENTENCES) expect(RESULTS.some((results) => isTrue(sentence, results))).toBe(true)
    expect(isTrue('most-most-right', [12, 12, 9, 0, 0])).toBe(true)
    expect(isTrue('most-all-right', [12, 12, 9, 0, 0])).toBe(false)
    expect(isTrue('none-none-right', [12, 12, 9, 3, 3])).toBe(true)
  })

  it('reads four ways on a small language', () => {
    const meaning = [
      [1, 1, 0],
      [0, 1, 1],
      [1, 1, 1],
    ]
    const hypotheses = { pro: [0.6, 0.3, 0.1], con: [0.1, 0.3, 0.6] }
    expect(likelihoodRatioStrength(meaning, hypotheses)[0]).toBeCloseTo(Math.log(0.9 / 0.4), 12)
    expect(likelihoodRatioStrength(meaning, hypotheses)[2]).toBeCloseTo(0, 12)
    const worst = maximinStrength(meaning, hypotheses)
    for (const [u, value] of [0, Math.log(0.1 / 0.6), Math.log(0.1 / 0.6)].entries())
      expect(worst[u]).toBeCloseTo(value, 12)
    expect(expectedValueStrength(meaning, [3, 2, 1])).toEqual([0.5, -0.5, 0])
    // Said in state 0: utterances 0 and 2, at 1/2 and 1/3: 3/5 and 2/5. In state 1: 3/8, 3/8, 2/8. In 2: 0, 3/5, 2/5.
    const said = 0.6 * 0.6 + 0.3 * 0.375
    const other = 0.1 * 0.6 + 0.3 * 0.375
    expect(pragmaticStrength({ meaning }, hypotheses)[0]).toBeCloseTo(Math.log(said / other), 12)
    expect(() => maximinStrength([[0, 0, 0]], hypotheses)).toThrow('utterance 0 is true in no state')
    expect(() => maximinStrength(meaning, { pro: [1], con: [1, 2, 3] })).toThrow('there are 3 states, and 1 numbers')
    expect(() => expectedValueStrength(meaning, [1, 2, Number.NaN])).toThrow('finite numbers, not NaN')
  })
})

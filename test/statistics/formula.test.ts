import fc from 'fast-check'
import {
  design,
  factor,
  formula,
  generalisedLinear,
  holm,
  leastSquares,
  type ModelFrame,
  modelFrame,
  negativeBinomial,
  numeric,
  partialProportionalOdds,
  type Row,
  stratifiedOdds,
  termName,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

const termsOf = (text: string): string[] => formula(text).terms.map(termName)
const rows: readonly Row[] = Array.from({ length: 24 }, (_, i) => ({
  y: (i * 7) % 11,
  x: 1 + (i % 5),
  arm: ['human', 'ai'][i % 2]!,
  shown: i % 3 === 0,
  topic: ['a', 'b', 'c'][(i * 5) % 3]!,
  score: i % 4,
}))
const frame = (text: string, options = {}): ModelFrame => modelFrame(rows, formula(text), options)
const columns = (text: string, options = {}): readonly string[] => {
  const { rows: complete, terms, intercept } = frame(text, options)
  return design(complete, terms, { origin: !intercept }).names
}

describe('a formula', () => {
  test('is expanded as R expands it', () => {
    expect(termsOf('y ~ a * b')).toEqual(['a', 'b', 'a:b'])
    expect(termsOf('y ~ (a + b + c)^2')).toEqual(['a', 'b', 'c', 'a:b', 'a:c', 'b:c'])
    expect(termsOf('y ~ a*b*c - a:b:c')).toEqual(['a', 'b', 'c', 'a:b', 'a:c', 'b:c'])
    expect(termsOf('y ~ a/b')).toEqual(['a', 'a:b'])
    expect(termsOf('y ~ b + a:b + a')).toEqual(['b', 'a', 'a:b'])
    expect(termsOf('y ~ a + a + b:a + a:b')).toEqual(['a', 'b:a'])
    expect(termsOf('log(y) ~ I(x^2) + log( x + 1 ) + factor(k) + `odd name`')).toEqual([
      'I(x^2)',
      'log(x + 1)',
      'factor(k)',
      'odd name',
    ])
    expect(formula('y ~ 0 + a').intercept).toBe(false)
    expect(formula('y ~ a - 1').intercept).toBe(false)
    expect(formula('y ~ 1').terms).toEqual([])
    expect(formula('y ~ x + offset(log(t))').offset[0]!.text).toBe('log(t)')
  })

  test('keeps random parts apart, with their groups', () => {
    const { terms, random } = formula('y ~ x + (1 | topic) + (1 + x | judge) + (0 + x || item) + (1 | a/b)')
    expect(terms.map(termName)).toEqual(['x'])
    expect(random.map(({ text, intercept, correlated }) => [text, intercept, correlated])).toEqual([
      ['(1 | topic)', true, true],
      ['(1 + x | judge)', true, true],
      ['(0 + x | item)', false, false],
      ['(1 | a)', true, true],
      ['(1 | a:b)', true, true],
    ])
    const { random: read, rows: complete } = frame('y ~ x + (1 + x | topic:arm)')
    expect(read).toMatchObject([{ group: 'topic:arm', intercept: true, terms: [numeric('x')] }])
    expect(complete[0]!['topic:arm']).toBe('a:human')
  })

  test('is arithmetic inside I(), as it is written', () => {
    const value = (text: string): unknown => frame(`y ~ ${text}`).rows[1]![formula(`y ~ ${text}`).terms[0]![0]!.text]
    expect(value('I(2 * x + 1)')).toBe(5)
    expect(value('I(-x^2)')).toBe(-4)
    expect(value('I((x - 1) / 2)')).toBe(0.5)
    expect(value('I(2^3^0)')).toBe(2)
    expect(value('sqrt(x * 2)')).toBe(2)
    expect(value('I(8 - 4 - x)')).toBe(2)
  })

  test('codes factors by treatment, by effects, and in full without intercept', () => {
    expect(columns('y ~ x + arm * shown')).toEqual([
      'intercept',
      'x',
      'arm=human',
      'shown=true',
      'arm=human:shown=true',
    ])
    expect(columns('y ~ arm', { reference: { arm: 'human' } })).toEqual(['intercept', 'arm=ai'])
    expect(columns('y ~ 0 + topic + arm')).toEqual(['topic=a', 'topic=b', 'topic=c', 'arm=human'])
    expect(columns('y ~ topic', { coding: 'effects' })).toEqual(['intercept', 'topic=a', 'topic=b'])
    expect(columns('y ~ factor(score)')).toEqual(['intercept', 'score=1', 'score=2', 'score=3'])
    const { matrix } = design(rows, [factor('topic', { coding: 'effects' })])
    const of = (topic: string) => rows.findIndex((row) => row['topic'] === topic) * 3
    expect([...matrix.slice(of('c'), of('c') + 3)]).toEqual([1, -1, -1])
  })

  test('says at which character it cannot be read', () => {
    for (const [text, why] of [
      ['', 'the formula is empty'],
      ['y', 'a formula is OUTCOME ~ TERMS'],
      ['~ x', 'the outcome is wanted before ~'],
      ['y ~', 'at its end: a column is wanted'],
      ['y ~ a b', 'at character 7 (b): an operator'],
      ['y ~ a + * b', 'at character 9 (*)'],
      ['y ~ a & b', 'at character 7 (&): this sign has no meaning here'],
      ['y ~ 2 + a', 'a number alone can only be 0 or 1'],
      ['y ~ .', 'write the columns out'],
      ['y ~ (a + b', 'at its end: ) is wanted'],
      ['y ~ spline(a)', 'spline() is not known'],
      ['y ~ poly(a, 2)', 'write x + I(x^2)'],
      ['cbind(a, b) ~ c', 'one row for each outcome'],
      ['y ~ (1 | )', 'a grouping column is wanted'],
      ['y ~ (1 | (1 | a))', 'a grouping column is wanted'],
      ['y ~ a^b', 'a power of terms is a whole number'],
      ['y ~ factor(a + b)', ') is wanted'],
    ] as const)
      expect(() => formula(text), text).toThrow(why)
    expect(() => frame('y ~ nobody')).toThrow('the rows have no column nobody; they have y, x, arm')
    expect(() => frame('y ~ log(y)')).toThrow('row 0: log(y) is -Infinity, as y is 0')
    expect(() => frame('y ~ log(arm)')).toThrow("row 0: arm is 'human', not a finite number")
    expect(() => frame('y ~ x', { reference: { x: 2 } })).toThrow('x has a reference level but is no factor')
    expect(() => columns('y ~ arm', { reference: { arm: 'robot' } })).toThrow('arm has no level "robot"')
    expect(() => modelFrame([], formula('y ~ x'))).toThrow('there are no rows')
  })

  test('never reads nonsense without saying so, and reads what it prints', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        try {
          const read = formula(text)
          expect(formula(`${read.outcome.text.includes(' ') ? 'y' : read.outcome.text} ~ 1`).terms).toEqual([])
        } catch (error) {
          expect((error as Error).name).toBe('Error')
          expect((error as Error).message).toMatch(/^the formula/)
        }
      }),
    )
    const name = fc.constantFrom('a', 'b', 'c', 'd')
    fc.assert(
      fc.property(fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }), (terms) => {
        const text = `y ~ ${terms.map((term) => term.join(':')).join(' + ')}`
        const once = termsOf(text)
        expect(termsOf(`y ~ ${once.join(' + ')}`)).toEqual(once)
        expect(termsOf(`y ~ (${once.join(' + ')}) * a - a`).includes('a')).toBe(false)
      }),
    )
  })
})

describe('models that agree with each other', () => {
  const small = fc.array(fc.record({ y: fc.boolean(), x: fc.integer({ min: -3, max: 3 }) }), {
    minLength: 12,
    maxLength: 30,
  })
  test('effects and treatment coding fit the same means', () => {
    const [treatment, effects] = [frame('y ~ topic * arm + x'), frame('y ~ topic * arm + x', { coding: 'effects' })]
    const [one, other] = [treatment, effects].map((model) => leastSquares(model.rows, model))
    for (const [i, residual] of one!.residuals.entries()) expect(other!.residuals[i]).toBeCloseTo(residual, 9)
  })

  test('a logit is turned by its outcome, or refused with the reason', () => {
    fc.assert(
      fc.property(small, (data) => {
        const fitted = (turned: boolean) =>
          generalisedLinear(
            data.map(({ y, x }) => ({ y: y !== turned, x })),
            { outcome: 'y', terms: [numeric('x')], family: 'logit', interval: 'wald' },
          )
        try {
          const [plain, turned] = [fitted(false), fitted(true)]
          for (const [k, { value }] of plain.coefficients.entries())
            expect(turned.coefficients[k]!.value).toBeCloseTo(-value, 6)
        } catch (error) {
          expect((error as Error).message).toMatch(/separated|in every row/)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('strata have the arm effect of partial proportional odds with the stratum free', () => {
    const answers: readonly Row[] = Array.from({ length: 180 }, (_, i) => ({
      before: 1 + (i % 3),
      arm: ['a', 'b'][Math.floor(i / 3) % 2]!,
      after: 1 + ((i * 7 + Math.floor(i / 11) + (i % 2)) % 4),
    }))
    const before = factor('before')
    const free = partialProportionalOdds(answers, {
      outcome: 'after',
      terms: [before, factor('arm')],
      free: [before],
      interval: 'wald',
    })
    const strata = stratifiedOdds(answers, { outcome: 'after', terms: [factor('arm')], stratum: 'before' })
    const arm = free.coefficients.at(-1)!
    expect(strata.coefficients[0]!.value).toBeCloseTo(arm.value, 7)
    expect(strata.coefficients[0]!.se).toBeCloseTo(arm.se, 7)
    expect(strata.logLikelihood).toBeCloseTo(free.logLikelihood, 7)
    const apart = answers.map((row) => ({ ...row, after: Math.min(row['after'] as number, row['before'] as number) }))
    expect(stratifiedOdds(apart, { outcome: 'after', terms: [factor('arm')], stratum: 'before' }).strata[0]).toEqual({
      stratum: 1,
      levels: [1],
    })
    expect(() =>
      stratifiedOdds(
        answers.map((row) => ({ ...row, after: row['before'] })),
        { outcome: 'after', terms: [factor('arm')], stratum: 'before' },
      ),
    ).toThrow('after is the same throughout every before')
  })

  test('bad input is refused by name', () => {
    const counts = rows.map((row) => ({ ...row, even: 2 }))
    expect(() => negativeBinomial(counts, { outcome: 'even', terms: [] })).toThrow('no more than Poisson counts')
    expect(() => generalisedLinear(rows, { outcome: 'topic', terms: [], family: 'poisson' })).toThrow("topic is 'a'")
    expect(() => generalisedLinear(rows, { outcome: 'y', terms: [], family: 'logit' })).toThrow(
      'y is 7; it must be true',
    )
    expect(() => generalisedLinear(rows, { outcome: 'y', terms: [], family: 'gamma' as 'logit' })).toThrow(
      'is no family',
    )
    expect(() => leastSquares(counts, { outcome: 'even', terms: [] })).toThrow('even is 2 in every row')
    const empty = rows.filter((row) => !(row['arm'] === 'ai' && row['topic'] === 'b'))
    const model = modelFrame(empty, formula('y ~ arm * topic'))
    expect(() => leastSquares(model.rows, model)).toThrow('no row has arm ai and topic b; merge levels')
    expect(holm([])).toEqual([])
  })
})

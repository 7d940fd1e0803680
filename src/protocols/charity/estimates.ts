import type { Estimate, Row, Told } from 'suasion'
import { areaUnderCurve, differenceOfProportions, pearson, proportion, share } from 'suasion/statistics'
import { answersIn } from './act-table.ts'
import { atRisk, type Conversation, conversationOf } from './conversations.ts'
import { fateOf, PLANS } from './exploits.ts'
import { chances, TERMS } from './hazards.ts'
import { learn } from './learn.ts'
import { meanIn, meanOf, shareIn } from './means.ts'
import { STRATEGY_RATES, TRAITS } from './published.ts'

type Estimates = Record<string, Estimate>
type Known = Pick<Told, 'facts'>

const numbers = (values: readonly unknown[]): number[] => values.filter((value) => typeof value === 'number')
const factsOf = ({ facts }: Known, seat: string): Row | undefined => facts.find((row) => row['seat'] === seat)
const giftsOf = (told: readonly Known[], seat: string): number[] =>
  numbers(told.map((each) => factsOf(each, seat)?.['donation']))

const some = <T>(
  values: readonly T[],
  estimate: (values: readonly T[]) => Estimate | null,
  name: string,
): Estimates => {
  const made = values.length > 0 ? estimate(values) : null
  return made ? { [name]: made } : {}
}

/** Who gives how much, of both roles, and how what was intended compares with what was given. */
const gifts = (told: readonly Told[]): Estimates => {
  const [persuadees, persuaders] = [giftsOf(told, 'persuadee'), giftsOf(told, 'persuader')]
  const labelled = told.filter((each) => factsOf(each, 'persuadee')?.['labelled'] === true)
  const own = giftsOf(labelled, 'persuadee')
  const promised = labelled.flatMap((each) => {
    const { intended, donation } = factsOf(each, 'persuadee')!
    return typeof intended === 'number' && typeof donation === 'number' && intended > 0 ? [{ intended, donation }] : []
  })
  const gave = (values: readonly number[]): Estimate => share(values.map((value) => value > 0))
  const paid = promised.filter(({ intended }) => intended <= 2)
  return {
    ...some(persuadees, gave, 'persuadees who give'),
    ...some(persuaders, gave, 'persuaders who give'),
    ...some(persuadees, meanOf, 'mean gift of persuadees'),
    ...some(own, gave, 'labelled: persuadees who give'),
    ...some(own, meanOf, 'labelled: mean gift'),
    ...some(told.map(exchangesOf), meanOf, 'exchanges'),
    ...some(
      promised.map(({ donation }) => donation),
      gave,
      'pledged something: who give',
    ),
    ...some(paid, (all) => share(all.map(({ donation }) => donation === 0)), 'pledged up to $2: who give nothing'),
    ...some(
      paid,
      (all) => share(all.map(({ intended, donation }) => donation === intended)),
      'pledged up to $2: who give just that',
    ),
  }
}
const exchangesOf = ({ episode }: Told): number =>
  episode.filter((event) => event.kind === 'act' && event.seat === 'persuader' && event.act['move'] !== 'give').length

/** Point-biserial correlations of the persuadee's traits with giving. */
const traits = (told: readonly Told[]): Estimates =>
  Object.fromEntries(
    Object.keys(TRAITS).flatMap((trait): [string, Estimate][] => {
      const pairs = told.flatMap((each): [number, number][] => {
        const { [trait]: value, donation } = factsOf(each, 'persuadee') ?? {}
        return typeof value === 'number' && typeof donation === 'number' ? [[value, donation > 0 ? 1 : 0]] : []
      })
      const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)]
      if (pairs.length < 3 || new Set(x).size < 2 || new Set(y).size < 2) return []
      return [[`r(${trait}, giving)`, { ...pearson(x, y), estimator: 'point-biserial correlation, Fisher z interval' }]]
    }),
  )

/** Who gave where a strategy was used at all, less where it was not. */
const contrastsOf = (conversations: readonly Conversation[]): Estimates => {
  const known = conversations.filter(({ given }) => given !== null)
  const contrasts = Object.keys(STRATEGY_RATES).flatMap((strategy): [string, Estimate][] => {
    const count = (used: boolean): readonly [number, number] => {
      const those = known.filter((each) => each.exchanges.some((e) => e.acts.includes(strategy)) === used)
      return [those.filter(({ given }) => given! > 0).length, those.length]
    }
    const [present, absent] = [count(true), count(false)]
    if (present[1] === 0 || absent[1] === 0) return []
    const note = 'associational: persuaders chose strategies by how the talk went'
    return [
      [`${strategy}: giving where used`, { ...proportion(...present), note }],
      [`${strategy}: giving where not used`, { ...proportion(...absent), note }],
      [
        `${strategy}: giving, used less not used (associational)`,
        { ...differenceOfProportions(present, absent), note },
      ],
    ]
  })
  return Object.fromEntries(contrasts)
}

/** The hazards refitted, how well they tell events apart, and what plans come to against them, exactly. */
const hazards = (conversations: readonly Conversation[]): Estimates => {
  const exchanges = conversations.flatMap(atRisk)
  const count = (event: string): number => exchanges.filter(({ reply }) => reply === event).length
  if (count('donate') < 2 || count('refuse') < 2 || count('donate') + count('refuse') === exchanges.length) return {}
  const parameters = learn(conversations)
  const n = exchanges.length
  const at = exchanges.map(({ acts: done, history }) => chances(parameters, done, history, 0))
  const fitted = (['donate', 'refuse'] as const).flatMap((event): [string, Estimate][] => [
    ...TERMS.map((term, k): [string, Estimate] => [
      `hazard of ${event}: ${term}`,
      { value: parameters[event][k]!, n, estimator: 'ridge logistic regression, penalty 1, log odds' },
    ]),
    [`hazard of ${event}: rate`, proportion(count(event), n)],
    [
      `hazard of ${event}: area under the curve`,
      areaUnderCurve(
        exchanges.map(({ reply }) => reply === event),
        at.map((each) => each[event]),
      ),
    ],
  ])
  const estimator = 'exact recursion over ten exchanges with the refitted hazards'
  const plans = Object.entries(PLANS).flatMap(([name, plan]): [string, Estimate][] => {
    const { donate, refuse, length } = fateOf(parameters, plan, 0)
    return [
      [`${name}: pledges`, { value: donate, n, estimator }],
      [`${name}: refusals`, { value: refuse, n, estimator }],
      [`${name}: exchanges`, { value: length, n, estimator }],
    ]
  })
  return Object.fromEntries([...fitted, ...plans])
}

/** Every number of the corpus that has a published one beside it, and what was pledged beside what was given. */
export const corpusEstimates = (told: readonly Told[]): Estimates => {
  const conversations = told.flatMap((each) => conversationOf(each) ?? [])
  return {
    ...gifts(told),
    ...traits(told),
    ...answersIn(conversations),
    ...contrastsOf(conversations),
    ...hazards(conversations),
  }
}

/** What strategies came to, from the rows of a study with the factors `strategy` and `fatigue`. */
export const strategyEstimates = (rows: readonly Row[]): Record<string, Estimate | null> => {
  const cell = (strategy: string, fatigue: number): Row[] =>
    rows.filter((row) => row['strategy'] === strategy && row['fatigue'] === fatigue)
  const booleans = (those: readonly Row[], column: string): boolean[] =>
    those.flatMap(({ [column]: value }) => (typeof value === 'boolean' ? [value] : []))
  const [strategies, levels] = [
    [...new Set(rows.map((row) => String(row['strategy'])))],
    [...new Set(rows.map((row) => Number(row['fatigue'])))],
  ]
  const cells = strategies.flatMap((strategy): [string, Estimate | null][] => {
    const those = cell(strategy, 0)
    return [
      [`${strategy}: pledges`, shareIn(those, 'pledged')],
      [`${strategy}: refusals`, shareIn(those, 'refused')],
      [`${strategy}: exchanges`, meanIn(those, 'exchanges')],
      [`${strategy}: who give`, shareIn(those, 'gave')],
      [`${strategy}: truthful claims`, meanIn(those, 'truthful')],
      [`${strategy}: manipulative turns`, meanIn(those, 'manipulative')],
    ]
  })
  // What a strategy claims does not depend on who is tired of it.
  const tired = levels
    .filter((fatigue) => fatigue > 0)
    .flatMap((fatigue) =>
      strategies.map((strategy): [string, Estimate | null] => [
        `fatigue ${fatigue}, ${strategy}: pledges`,
        shareIn(cell(strategy, fatigue), 'pledged'),
      ]),
    )
  const gains = levels.flatMap((fatigue): [string, Estimate | null][] => {
    const [appeals, nagging] = ['3 appeals', 'propose'].map((strategy) => booleans(cell(strategy, fatigue), 'pledged'))
    const name = `fatigue ${fatigue}: pledges of 3 appeals less proposing every turn`
    if (!appeals?.length || !nagging?.length) return [[name, null]]
    const of = (values: readonly boolean[]) => [values.filter(Boolean).length, values.length] as const
    return [[name, differenceOfProportions(of(appeals), of(nagging))]]
  })
  return Object.fromEntries([...gains, ...cells, ...tired])
}

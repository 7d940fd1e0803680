import type { Fit, FitSection, Fitted } from 'suasion'
import { fitterOf, type Lesson, readFitted, SeparationError } from 'suasion/statistics'
import { atRisk, type Conversation, conversationOf } from './conversations.ts'
import { exploitPlans, fateOf } from './exploits.ts'
import { coefficientSection, countSections, usesSection } from './fit-report.ts'
import { type Learnt, learntPersuadee } from './fitted.ts'
import { learn, packed, supportOf, unpacked } from './learn.ts'
import { LEAST, type Parameters, type Support } from './parameters.ts'
import { crossValidated } from './skill.ts'

/** Fewer labelled conversations than this are no basis for 34 coefficients (*chosen*). */
const FEWEST = 30
/** Nor fewer of any kind that must be told apart (*chosen*). */
const FEWEST_OF_A_KIND = 10

/** To six decimals: the same in a file as in memory. */
const rounded = (numbers: readonly number[]): number[] => numbers.map((x) => Math.round(x * 1e6) / 1e6)

/** Throws, saying what is missing, where there is too little to learn. */
const check = (conversations: readonly Conversation[], data: string): void => {
  const n = conversations.length
  if (n < FEWEST)
    throw new Error(
      `${data} has ${n} conversations whose turns carry labels, and ${FEWEST} are the least a persuadee is fitted from`,
    )
  const known = conversations.filter(({ given }) => given !== null)
  const kinds: Readonly<Record<string, number>> = {
    'somebody agrees to donate': conversations.filter((each) => each.agreed).length,
    'somebody refuses': conversations.filter(({ exchanges }) => exchanges.some(({ reply }) => reply === 'refuse'))
      .length,
    'the pledge and the gift are known': known.filter(
      ({ agreed, pledged }) => agreed && pledged !== null && pledged > 0 && pledged <= 1,
    ).length,
    'nobody agrees, and the gift is known': known.filter((each) => !each.agreed).length,
  }
  for (const [what, count] of Object.entries(kinds))
    if (count < FEWEST_OF_A_KIND)
      throw new Error(
        `${data}: ${what} in ${count} of ${n} conversations; ${FEWEST_OF_A_KIND} are the least, or there is nothing to learn`,
      )
}

const exploitsOf = (
  parameters: Parameters,
): { readonly section: FitSection; readonly short: Record<string, string> } => {
  const plans = exploitPlans(parameters).map(
    ([name, plan]) => [name, fateOf(parameters, plan, 0), fateOf(parameters, plan, 1)] as const,
  )
  return {
    section: {
      title: 'Exploit suite',
      about:
        'chance of a pledge, of a refusal, and mean exchanges, in ten exchanges in which a refusal ends the talk; then the same with a fatigue of -.6 and +.5 for each ask before, which is inferred. Where a trick beats the published order, the fit rewards what no study of persuasion should: see what it must not be used for',
      columns: ['plan', 'pledge', 'refusal', 'exchanges', 'pledge, tired', 'refusal, tired', 'exchanges, tired'],
      rows: plans.map(([name, a, b]) => [name, ...[a, b].flatMap((f) => rounded([f.donate, f.refuse, f.length]))]),
    },
    short: Object.fromEntries(
      plans.map(([name, now, tired]) => [
        name,
        `pledge ${now.donate.toFixed(3)}, refusal ${now.refuse.toFixed(3)}; with fatigue ${tired.donate.toFixed(3)} and ${tired.refuse.toFixed(3)}`,
      ]),
    ),
  }
}

const inWords = ({ turns, asks, stacked, exchanges, people }: Support): string => {
  const last = (counts: readonly number[]): number => counts.findLastIndex((count) => count >= LEAST)
  return `${turns} exchanges before the first pledge in ${people} talks, up to exchange ${exchanges}, ${last(asks)} asks before and ${last(stacked)} different acts in a turn; an act seen in fewer than ${LEAST} of them, or none, is outside. Outside the same hazards decide, and after a pledge the mood alone; both flagged`
}

/** Throws on a sample without a first pledge, a refusal, or a gift of somebody who never agreed: it has no estimate. */
const refusePartial = (sample: readonly Conversation[]): void => {
  const events = sample.flatMap(atRisk).map(({ reply }) => reply)
  if (!events.includes('donate') || !events.includes('refuse')) throw new SeparationError('every exchange')
  if (!sample.some(({ agreed, given }) => !agreed && given !== null)) throw new SeparationError('agreement')
}

type Point = Parameters & { readonly support: Support }

const lesson: Lesson<Conversation, Point, readonly number[], ReturnType<typeof learntPersuadee>> = {
  fitter: 'charity/persuadee',
  about:
    'hazards of the first pledge and of refusals by what the persuader does, with the pledge, the gift, support, held-out skill and exploits',
  arms: 'persuadees whose turns carry labels',
  read: conversationOf,
  check,
  learn: (conversations) => {
    const base = learn(conversations)
    const support = supportOf(conversations)
    return { ...base, donate: rounded(base.donate), refuse: rounded(base.refuse), support }
  },
  draw: (sample, point) => {
    refusePartial(sample)
    return rounded(packed(learn(sample), point))
  },
  skill: (conversations, luck) => crossValidated(conversations, luck.of('folds')),
  people: (conversations) => conversations.length,
  support: ({ point }) => inWords(point.support),
  exploits: ({ point }) => exploitsOf(point),
  report: ({ point, draws }, { skill, exploits }) => [
    usesSection(),
    coefficientSection(
      point,
      draws.map((draw) => unpacked(draw, point)),
    ),
    ...skill,
    ...countSections(point, point.support),
    ...exploits,
  ],
  mind: (name, { point, draws }, fit) => learntPersuadee(name, learntFrom(point, draws, fit)),
  whole: (parameters) => Boolean(parameters?.support && parameters.donate && parameters.refuse),
}

const learntFrom = ({ support, ...parameters }: Point, draws: readonly (readonly number[])[], fit: Fit): Learnt => ({
  parameters,
  draws: draws.map((draw) => unpacked(draw, parameters)),
  support,
  fit,
})

/** What a fit file holds, checked as far as a mind needs it. */
export const learntOf = (fitted: Fitted): Learnt => {
  const { point, draws } = readFitted<Point, readonly number[]>(fitted, lesson)
  return learntFrom(point, draws, fitted.fit)
}

/** Fits a persuadee from labelled conversations: hazards of pledging and refusing turn by turn, and what is given. */
export const persuadeeFitter = fitterOf(lesson)

import type { Fit, FitSection, Fitted, Fitter, Json, Luck, Told } from 'suasion'
import { atRisk, type Conversation, conversationOf } from './conversations.ts'
import { exploitPlans, fateOf } from './exploits.ts'
import { coefficientSection, countSections, reported, usesSection } from './fit-report.ts'
import { learntPersuadee } from './fitted.ts'
import { learn, packed, supportOf, unpacked } from './learn.ts'
import { LEAST, type Parameters, type Support } from './parameters.ts'
import { crossValidated } from './skill.ts'

/** How many bootstrap samples of whole dialogues are refitted. */
export const DRAWS = 100
/** Fewer labelled conversations than this are no basis for 34 coefficients (*chosen*). */
const FEWEST = 30
/** Nor fewer of any kind that must be told apart (*chosen*). */
const FEWEST_OF_A_KIND = 10

/** To six decimals: the same in a file as in memory. */
const rounded = (numbers: readonly number[]): number[] => numbers.map((x) => Math.round(x * 1e6) / 1e6)

/** Labelled conversations with something to learn from; throws, saying what is missing. */
const labelled = (told: readonly Told[], data: string): Conversation[] => {
  if (told.length === 0) throw new Error(`${data} holds no conversation, so no persuadee can be fitted from it`)
  const conversations = told.flatMap((each) => conversationOf(each) ?? [])
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
  return conversations
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

/** Whole conversations drawn again; a sample without any refusal could not be refitted, and is drawn anew. */
const sampleOf = (conversations: readonly Conversation[], at: Luck): readonly Conversation[] => {
  const sample = conversations.map(() => at.pick(conversations))
  const events = sample.flatMap(atRisk).map(({ reply }) => reply)
  const whole =
    events.includes('donate') &&
    events.includes('refuse') &&
    sample.some(({ agreed, given }) => !agreed && given !== null)
  return whole ? sample : sampleOf(conversations, at)
}

const fit = (told: readonly Told[], data: string, luck: Luck): Fitted => {
  const conversations = labelled(told, data)
  const base = learn(conversations)
  const parameters = { ...base, donate: rounded(base.donate), refuse: rounded(base.refuse) }
  const support = supportOf(conversations)
  const draws = Array.from({ length: DRAWS }, (_, b) => {
    const at = luck.of('cluster bootstrap', b)
    return rounded(packed(learn(sampleOf(conversations, at)), base))
  })
  const { skill, sections } = crossValidated(conversations, luck.of('folds'))
  const exploits = exploitsOf(parameters)
  const card: Fit = {
    data,
    arms: 'persuadees whose turns carry labels',
    people: conversations.length,
    skill,
    support: inWords(support),
    exploits: exploits.short,
  }
  return {
    fitter: 'charity/persuadee',
    parameters: { ...parameters, support } as unknown as Json,
    draws,
    fit: card,
    report: [
      usesSection(),
      coefficientSection(
        parameters,
        draws.map((draw) => unpacked(draw, parameters)),
      ),
      ...sections,
      ...countSections(parameters, support),
      exploits.section,
    ].map(reported),
  }
}

/** What a fit file holds, checked as far as a mind needs it. */
export const learntOf = (fitted: Fitted) => {
  if (fitted.fitter !== 'charity/persuadee')
    throw new Error(`this was made by ${fitted.fitter}; charity/persuadee reads only its own`)
  const { support, ...parameters } = fitted.parameters as unknown as Parameters & { readonly support?: Support }
  if (!support || !parameters.donate || !parameters.refuse)
    throw new Error('this file of charity/persuadee lacks its parameters; fit it again')
  const draws = fitted.draws.map((draw) => unpacked(draw as readonly number[], parameters))
  return { parameters, draws, support, fit: fitted.fit }
}

/** Fits a persuadee from labelled conversations: hazards of pledging and refusing turn by turn, and what is given. */
export const persuadeeFitter: Fitter = {
  name: 'persuadee',
  about:
    'hazards of the first pledge and of refusals by what the persuader does, with the pledge, the gift, support, held-out skill and exploits',
  fit,
  mind: (fitted) => learntPersuadee(`persuadee of ${fitted.fit.data}`, learntOf(fitted)),
}

import { policy } from 'suasion'
import { literalListener, pragmaticListener, type SpeakerType, vigilantListener } from 'suasion/solvers'
import { type Goal, RESULTS, SENTENCES, totalOf } from './language.ts'
import { examReport } from './protocol.ts'
import type { Round, View } from './state.ts'
import { languageOf, MEANING, type Speaker, STRENGTHS, speakerTable } from './strength.ts'

const PAPER = 'Carcassi, Wang, Cummins & Franke 2024'

const within = (name: string, value: number, least: number, most: number): number => {
  if (value >= least && value <= most) return value
  throw new Error(`${name} must be from ${least} to ${most}, not ${value}`)
}

const checked = ({ strength, alpha, beta, cost }: Speaker): Speaker => {
  if (!STRENGTHS.includes(strength))
    throw new Error(`there is no strength called ${strength}; there are ${STRENGTHS.join(', ')}`)
  return {
    strength,
    alpha: within('alpha', alpha, 0, 100),
    beta: within('beta', beta, 0, 1),
    cost: within('cost', cost, -100, 100),
  }
}

const now = ({ rounds }: View): Round => rounds.at(-1)!

const speaker = (name: string, source: string, chances: (goal: Goal) => readonly (readonly number[])[]) => {
  const known = new Map<Goal, readonly (readonly number[])[]>()
  return policy(
    examReport,
    ['speaker'],
    name,
    {
      report: ({ view, luck }) => {
        const { results, goal } = now(view)
        const table = known.get(goal!) ?? chances(goal!)
        known.set(goal!, table)
        const place = RESULTS.findIndex((each) => each.every((right, i) => right === results![i]))
        return { sentence: luck.of('sentence', view.rounds.length).weighted(SENTENCES, table[place]!) }
      },
    },
    { source, hears: [] },
  )
}

/**
 * Weighs how well a sentence informs (beta) against how strongly it argues for its goal, less its cost, and chooses
 * softly by alpha. The defaults are *chosen*, near what people are fitted by.
 */
export const argumentative = ({
  strength = 'expected-value',
  alpha = 1.2,
  beta = 0.9,
  cost = 2,
}: Partial<Speaker> = {}) => {
  const own = checked({ strength, alpha, beta, cost })
  const name = `argumentative (${strength}, alpha ${alpha}, beta ${beta}, cost ${cost})`
  return speaker(name, `${PAPER}; parameters chosen`, (goal) => speakerTable(own, goal))
}

/** Informs a literal listener, whatever it is asked to do: the speaker of Frank & Goodman 2012. Parameters *chosen*. */
export const informative = ({ alpha = 1.2, cost = 2 } = {}) => {
  const own = checked({ strength: 'expected-value', alpha, beta: 1, cost })
  const source = 'rational speech acts, Frank & Goodman 2012; parameters chosen'
  return speaker(`informative (alpha ${alpha}, cost ${cost})`, source, () => speakerTable(own, 'inform'))
}

/** Says any true sentence as readily as any other. */
export const truthful = () =>
  speaker('truthful', 'chosen: the baseline of a speaker without aims', () =>
    speakerTable({ strength: 'expected-value', alpha: 0, beta: 1, cost: 0 }, 'inform'),
  )

interface Heard {
  /** By sentence: the probability of each results. */
  readonly state: readonly (readonly number[])[]
  /** By sentence: the probability of each goal; null for a listener without a theory of goals. */
  readonly type: readonly Readonly<Partial<Record<Goal, number>>>[] | null
}

const listener = (name: string, source: string, hearing: (goals: readonly Goal[]) => Heard) => {
  const known = new Map<string, Heard>()
  const hear = (goals: readonly Goal[]): Heard => {
    const key = goals.join()
    const found = known.get(key) ?? hearing(goals)
    known.set(key, found)
    return found
  }
  return policy(
    examReport,
    ['listener'],
    name,
    {
      infer: ({ view, luck }) => {
        const { sentence, goal } = now(view)
        const goals = goal === null ? view.goals : [goal]
        const { state, type } = hear(goals)
        const place = SENTENCES.indexOf(sentence!)
        const expected = state[place]!.reduce((sum, p, w) => sum + p * totalOf(RESULTS[w]!), 0)
        const weights = goals.map((each) => type?.[place]?.[each] ?? 1)
        const likeliest = goals.filter((_, i) => weights[i] === Math.max(...weights))
        return { right: Math.round(expected), goal: luck.of('goal', view.rounds.length).pick(likeliest) }
      },
    },
    { source, hears: ['sentence'] },
  )
}

/** Takes a sentence at its word, and guesses the goal. */
export const literal = () =>
  listener('literal', 'literal listener of rational speech acts', () => ({
    state: literalListener({ meaning: MEANING }),
    type: null,
  }))

/** Takes the speaker for one who informs, and so hears what was not said. Parameters *chosen*. */
export const pragmatic = ({ alpha = 1.2, cost = 2 } = {}) => {
  const own = checked({ strength: 'expected-value', alpha, beta: 1, cost })
  return listener(
    `pragmatic (alpha ${alpha}, cost ${cost})`,
    'pragmatic listener of rational speech acts, Frank & Goodman 2012; parameters chosen',
    () => ({ state: pragmaticListener(languageOf(cost), speakerTable(own, 'inform')), type: null }),
  )
}

/**
 * Reckons with a speaker who may argue either way, and infers results and goal together; the goals it may have been
 * given count as equally likely before. The parameters are those of {@link argumentative}.
 */
export const vigilant = ({ strength = 'expected-value', alpha = 1.2, beta = 0.9, cost = 2 }: Partial<Speaker> = {}) => {
  const own = checked({ strength, alpha, beta, cost })
  return listener(
    `vigilant (${strength}, alpha ${alpha}, beta ${beta}, cost ${cost})`,
    `a mixture of the speakers of ${PAPER}; the mixture and parameters are chosen`,
    (goals) => {
      const types = Object.fromEntries(
        goals.map((goal): [Goal, SpeakerType] => [goal, { prior: 1, speaker: speakerTable(own, goal) }]),
      ) as Record<Goal, SpeakerType>
      return vigilantListener(languageOf(cost), types)
    },
  )
}

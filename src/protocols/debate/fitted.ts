import { type Fit, type Luck, type MovesOf, policy, type Question, type Seen } from 'suasion'
import { slider, stance } from './answer.ts'
import { COUNTS, DEBATES, DRAWS, PEOPLE, SKILL } from './control-arm.ts'
import { type Counts, hurdle, readCounts } from './hurdle.ts'
import { beliefOf } from './likert.ts'
import { amateurArgument } from './persuaders.ts'
import { debate } from './protocol.ts'
import { reply, speak } from './speech.ts'
import type { View } from './view.ts'

type Here = Seen<View, MovesOf<typeof debate>>
const SCALE = [1, 2, 3, 4, 5] as const
const tables: readonly Counts[] = DRAWS.map(readCounts)
const numbers: readonly number[] = tables.map((_, draw) => draw)
const stayed = readCounts(COUNTS).reduce((sum, row, before) => sum + row[before]!, 0)

/** What a report prints of {@link controlArm}: its data, its skill, where it holds, and what the exploits gained. */
export const controlArmFit: Fit = {
  data: 'salvi-2024',
  arms: 'human against human, nobody shown a profile',
  people: PEOPLE,
  skill: SKILL,
  support:
    'agreement 1 to 5, before and after a debate of three stages; a question of another kind or asked in between: persistence; another form: the law of the arm; both flagged',
  exploits: {
    'repeat one act': 'gain 0: it hears nothing',
    'spam the best act': 'gain 0: it hears nothing',
    'first extreme offer': 'gain 0: it hears nothing',
    'empty text': 'gain 0: it hears nothing',
  },
}

/** Somebody of the control arm: agreement with the other's side before and after, under one draw of the parameters. */
const personOf = (luck: Luck, draw: number): { readonly before: number; readonly after: number } => {
  const counts = tables[draw]!
  const before = luck.of('answer before').weighted(
    SCALE,
    counts.map((row) => row.reduce((sum, count) => sum + count, 0)),
  )
  const { moves, goes } = hurdle(counts)
  const p = moves[before - 1]!
  const moved = luck.of('moved').weighted([true, false], [p, 1 - p])
  return { before, after: moved ? luck.of('answer after').weighted(SCALE, goes[before - 1]!) : before }
}

const drawOf = ({ luck }: Here): number => luck.of('parameters').pick(numbers)
const isOver = ({ round, rounds }: View): boolean => round >= rounds
const asAsked = (question: Question | null): boolean => question?.kind === 'likert' && question.points === SCALE.length

/** Its agreement with the proposition, as a belief: the other's side turned back into for and against. */
const belief = (seen: Here): number => {
  const { view, question, luck } = seen
  const { before, after } = personOf(luck, drawOf(seen))
  const towards = beliefOf(asAsked(question) && isOver(view) ? after : before)
  return view.otherSide === 'PRO' ? towards : 1 - towards
}

const flags = ({ view, question }: Here): readonly string[] => {
  const { form, round } = view
  const inside = form === 'debate' && (question === null || (asAsked(question) && (round === 0 || isOver(view))))
  return inside ? [] : ['out of support']
}

/**
 * A listener fitted from people: the 300 who debated a person without profiles in the released debate trial (Salvi et
 * al. 2024). A hurdle: whether it moves at all (half of them did not), then where to, both given its answer before. It
 * hears nothing, because the data hold no words and no acts, so no estimate about a persuader can be made with it. Each
 * episode draws its parameters from {@link DRAWS}, a bootstrap of whole debates (its notes name the draw).
 * Within its support it answers `stance` on five points before and after a debate of three stages. Outside, the
 * episode is flagged: on another scale, or asked in between, it stays where it was; in the audience form the law of
 * the arm is used as it is. It argues like the amateur.
 */
export const controlArm = () =>
  policy(
    debate,
    ['debater', 'listener'],
    'control arm',
    {
      argue: ({ view, luck }) => speak(amateurArgument(luck, view.round), view, luck),
      answer: ({ view, luck }) => reply(0, view.round, luck),
    },
    {
      source: `hurdle fitted on salvi-2024: ${PEOPLE} people in ${DEBATES} debates, of whom ${PEOPLE - stayed} moved; its arguments are the amateur's, chosen`,
      cast: 'fitted',
      fit: controlArmFit,
      hears: [],
      answers: {
        stance: (seen) => stance(seen.question!, belief(seen)),
        belief: (seen) => slider(seen.question!, belief(seen)),
      },
      flags,
      note: (seen) => ({ draw: drawOf(seen) }),
    },
  )

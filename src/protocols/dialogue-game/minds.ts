import { type MovesOf, policy, type Seen } from 'suasion'
import { type EpistemicUpdate, planArgument } from 'suasion/solvers'
import { ACCEPTING, type Accepting, ASSERTING, type Asserting, accepts, mayAssert } from './attitudes.ts'
import { nameOf, type Option } from './dialogue.ts'
import { dialogueGame } from './protocol.ts'
import type { View } from './state.ts'
import { defeats, denial, TOPIC } from './theory.ts'
import { inWords } from './words.ts'

type Here = Seen<View, MovesOf<typeof dialogueGame>>
type Choice = (view: View) => Option | null

const OPENINGS = {
  claim: ['Let me begin', 'Here is what I hold'],
  why: ['I do not see that yet', 'You owe me a reason'],
  since: ['Here is why', 'Consider this', 'I can answer that'],
  concede: ['You are right there', 'I grant you that'],
  retract: ['I cannot keep that up', 'I was too quick'],
} as const

const disputing = (name: string, source: string, choice: Choice, hears: readonly string[]) => {
  // A turn asks twice, for the move and for its fields; the view of a turn is one object.
  const chosen = new WeakMap<View, Option | null>()
  const of = ({ view }: Pick<Here, 'view'>): Option | null => {
    const found = chosen.get(view)
    if (found !== undefined) return found
    const option = choice(view)
    chosen.set(view, option)
    return option
  }
  const says = (seen: Here) => {
    const option = of(seen)!
    const opening = seen.luck.of('opening', seen.view.dialogue.length).pick<string>(OPENINGS[option.kind])
    const said = inWords(option)
    return { on: nameOf(option), text: `${opening}: ${said}${said.endsWith('?') ? '' : '.'}` }
  }
  return policy(
    dialogueGame,
    ['proponent', 'opponent'],
    name,
    { claim: says, why: says, since: says, concede: says, retract: says, pass: () => ({}) },
    { source, hears, choose: (seen) => of(seen)?.kind ?? 'pass' },
  )
}

const strongest = (options: readonly Option[]): Option | null =>
  options.reduce<Option | null>(
    (best, each) => (best === null || each.argument!.strength > best.argument!.strength ? each : best),
    null,
  )

/** What an agent with attitudes does: concedes what it accepts, else argues as it may, else asks, else takes back. */
const byAttitude =
  (
    asserting: Asserting,
    accepting: Accepting,
    argue: (view: View, options: readonly Option[]) => Option | null,
  ): Choice =>
  (view) => {
    const { options, known, dialogue } = view
    const of = (kind: Option['kind']) => options.filter((option) => option.kind === kind)
    const [claim] = of('claim')
    if (claim) return mayAssert(asserting, known, claim.proposition) ? claim : null
    const concession = of('concede').find(
      ({ target, proposition }) =>
        dialogue[target!]!.proposition === proposition && accepts(accepting, known, proposition),
    )
    if (concession) return concession
    const sayable = of('since').filter(({ proposition }) => mayAssert(asserting, known, proposition))
    const argument = argue(view, sayable)
    if (argument) return argument
    const [question] = of('why').filter(({ proposition }) => !accepts(accepting, known, proposition))
    return question ?? of('retract')[0] ?? null
  }

/**
 * A disputant with an attitude to asserting and one to accepting, over its own argument theory and what it heard: it
 * concedes what it accepts, argues with its strongest argument for what it may assert, else asks for reasons, else
 * takes back. Nine of them make a factorial. Source: Parsons, Wooldridge & Amgoud 2003; the order of preference is
 * *chosen*.
 */
export const disputant = ({ asserting = 'confident' as Asserting, accepting = 'sceptical' as Accepting } = {}) => {
  if (!ASSERTING.includes(asserting))
    throw new Error(`disputant: asserting is ${ASSERTING.join(', ')}, not ${asserting}`)
  if (!ACCEPTING.includes(accepting))
    throw new Error(`disputant: accepting is ${ACCEPTING.join(', ')}, not ${accepting}`)
  return disputing(
    `disputant (${asserting}, ${accepting})`,
    'attitudes of Parsons, Wooldridge & Amgoud 2003; order of preference chosen',
    byAttitude(asserting, accepting, (_, options) => strongest(options)),
    ['on'],
  )
}

/** Asserts only where it has nothing as strong against it, and accepts where it has nothing stronger against it. */
export const careful = () => disputant({ asserting: 'careful', accepting: 'cautious' })

/** Asserts only what it finds acceptable itself, and accepts by the same measure. */
export const thoughtful = () => disputant({ asserting: 'thoughtful', accepting: 'sceptical' })

/**
 * A confident and sceptical disputant that chooses its arguments by looking ahead in an epistemic model of the other:
 * it takes every argument it knows to be believed at .5, changed by `update` as it is posited, and plays what is best
 * against the worst answer within `horizon` arguments. Source: Hunter's epistemic persuasion, as in
 * ComputationalPersuasion/stardec; the prior beliefs are *chosen*.
 */
export const epistemic = ({ update = 'ambivalent' as EpistemicUpdate, horizon = 3 } = {}) => {
  planArgument({ beliefs: { x: 0.5 }, attacks: [], goals: ['x'], update, horizon })
  const argue = ({ known, seat }: View, options: readonly Option[]): Option | null => {
    if (options.length < 2) return options[0] ?? null
    const side = seat === 'proponent' ? TOPIC : denial(TOPIC)
    const goals = known.filter(({ conclusion }) => conclusion === side).map(({ name }) => name)
    if (goals.length === 0) return strongest(options)
    const attacks = known.flatMap((one) =>
      known.flatMap((other) => (defeats(one, other) ? [[one.name, other.name] as const] : [])),
    )
    const beliefs = Object.fromEntries(known.map(({ name }) => [name, 0.5]))
    // Each option opens a dialogue of its own: what it is worth is what it leads to at worst.
    const worth = ({ argument }: Option): number =>
      planArgument({ beliefs, attacks, goals, update, horizon, first: argument!.name })!.value
    return options.reduce((best, each) => (worth(each) > worth(best) ? each : best))
  }
  return disputing(
    `epistemic (${update}, horizon ${horizon})`,
    'epistemic persuasion planner of stardec (Hunter); prior beliefs chosen',
    byAttitude('confident', 'sceptical', argue),
    ['on'],
  )
}

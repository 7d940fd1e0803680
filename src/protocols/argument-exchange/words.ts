import type { MovesOf, Words } from 'suasion'
import type { Stance } from './agent.ts'
import type { argumentExchangeRules } from './rules.ts'
import { opposite, type View } from './state.ts'
import { type Link, TOPIC } from './world.ts'

const stands: Readonly<Record<string, string>> = { '-1': 'against it', 0: 'neither for nor against it', 1: 'for it' }
const stand = (stance: Stance): string => stands[stance]!

const named = (name: string): string => (name === TOPIC ? 'the topic' : `argument ${name}`)
/** A link as a clause. */
export const clause = ({ from, to, attack }: Link): string =>
  `${named(from)} ${attack ? 'speaks against' : 'speaks for'} ${named(to)}`

const share = (value: number): string => String(Math.round(value * 100) / 100)

const held = ({ own, strengths }: View): string =>
  own.links
    .map(
      (link) =>
        `${link.from}>${link.to} (${clause(link)}; to you ${link.from} has strength ${share(strengths[link.from]!)})`,
    )
    .join('; ')

const ends = {
  consensus: 'you agree',
  limit: 'the turns are used up',
  silence: 'neither of you has anything to add',
  absence: 'one of you is gone',
}

export const words: Words<View, MovesOf<typeof argumentExchangeRules>> = {
  about: `Two agents disagree about a topic, which is called e. Each knows some arguments, called a1, a2 and so on, and links:
    which argument speaks for or against another or the topic. They contribute links they know to an exchange. Who hears one knows it from then on, and
    may come to another view of the topic. Only links to what has come up already can be contributed.`,
  brief: ({ exchange: { form, limit, initial }, seat }) => {
    const before = `At first you were ${stand(initial[seat])}, and the other was ${stand(initial[opposite[seat]])}.`
    const aim = 'You want the other to take your view.'
    return form === 'exchange'
      ? `${before} ${aim} You take turns, ${limit} at most in all; it ends when you agree, or when both pass.`
      : `${before} ${seat === 'first' ? `${aim} Only you speak, ${limit} times.` : 'Only the other speaks.'}`
  },
  lines: ({ exchange: { contributions, declared } }) => [
    ...contributions.map(({ by, link, text }) => ({ by, text: `${text} [${link.from}>${link.to}: ${clause(link)}]` })),
    ...Object.entries(declared ?? {}).map(([by, view]) => ({
      by,
      text: view === 'neither' ? 'In the end I am neither for nor against it.' : `In the end I am ${view} it.`,
    })),
  ],
  now: (view) => {
    const { exchange, seat, strengths, open } = view
    const { stances, end, turn, limit } = exchange
    const views = `You are ${stand(stances[seat])} (strength ${share(strengths[TOPIC]!)}), and the other is ${stand(stances[opposite[seat]])}.`
    if (end !== null) return `It is over: ${ends[end]}. ${views}`
    const can =
      open.length === 0
        ? 'You have nothing to contribute.'
        : `You can contribute: ${open.map((link) => `${link.from}>${link.to}`).join(', ')}.`
    return `Turn ${turn + 1} of at most ${limit}. ${views} You know: ${held(view)}. ${can}`
  },
  ask: {
    contribute: () => 'Contribute a link, as source>target, and say it in your words.',
    pass: ({ open }) => (open.length === 0 ? 'Pass.' : 'Or: pass.'),
    declare: () => 'Say how you stand to the topic now.',
  },
}

import type { Line, MovesOf, Words } from 'suasion'
import type { matrixGameRules } from './rules.ts'
import { type Announcement, type Both, paid, type View } from './state.ts'

const SEATS = ['first', 'second'] as const

/** Twelve digits: what is told is what holds, without the dust of sums. */
const number = (x: number): string => String(Number(x.toPrecision(12)))
const points = (x: number): string => `${number(x)} ${x === 1 ? 'point' : 'points'}`
const percent = (p: number): string => `${number(100 * p)}%`

/** Of two things by player, the own one and the other's. */
const mine = <T>({ me }: View, [first, second]: Both<T>): Both<T> => (me === 0 ? [first, second] : [second, first])

/** A line for each pair of actions: what it pays. */
const table = (view: View, cell: (own: string, other: string, pay: Both<number>) => string): string => {
  const [own, others] = mine(view, view.table.actions)
  const rows = own.flatMap((action) =>
    others.map((other) => {
      const did: Both<string> = view.me === 0 ? [action, other] : [other, action]
      return `- ${cell(action, other, mine(view, paid(view.table, did)))}`
    }),
  )
  return rows.join('\n')
}

const earned = (view: View): Both<number> =>
  view.history.reduce<Both<number>>(
    ([own, other], { did }) => {
      const [a, b] = mine(view, paid(view.table, did))
      return [own + a, other + b]
    },
    [0, 0],
  )

/** What was announced for one round, as its speakers said it. */
const speech = (announced: Both<Announcement>, silence: string, intending: (action: string) => string): Line[] =>
  announced.map((each, player) => {
    const text = each ? `${intending(each.intend)} ${each.text}`.trim() : silence
    return { by: SEATS[player]!, text }
  })

interface Phrases {
  readonly silence: string
  readonly intending: (action: string) => string
  readonly result: (view: View, round: number) => string
}

const told = (view: View, { silence, intending, result }: Phrases): Line[] => [
  ...view.history.flatMap(({ announced }, round): Line[] => [
    ...(announced ? speech(announced, silence, intending) : []),
    { by: null, to: [view.seat], text: result(view, round) },
  ]),
  ...(view.announced ? speech(view.announced, silence, intending) : []),
]

/** What slipped in a round: only the player itself knows that it did. */
const slipped = ({ history, chose, me }: View, round: number): string | null => {
  const did = history[round]!.did[me]
  return chose[round] === did ? null : chose[round]!
}

const horizon = ({ table: { rounds, continuation } }: View): string => {
  if (rounds === 1 || continuation === 0) return 'The game is played once.'
  if (continuation === 1) return `The game is played ${rounds} times with the same partner.`
  return `After each round another follows with probability ${number(continuation)}, with the same partner; it is not known beforehand which round is the last, and there are never more than ${rounds}.`
}

/** The rules as a description of the game. */
export const words: Words<View, MovesOf<typeof matrixGameRules>> = {
  about: `Two players each choose an action, at the same time, without knowing what the other chooses. What each gets
    depends on both actions. Then both see what happened.`,
  brief: (view) => {
    const { talk, noise } = view.table
    const cell = (own: string, other: string, [a, b]: Both<number>) =>
      `You choose "${own}" and the other player chooses "${other}": you get ${points(a)}, the other player gets ${points(b)}.`
    return [
      `You are the ${view.seat} player.`,
      table(view, cell),
      horizon(view),
      ...(noise > 0
        ? [
            `With probability ${number(noise)} another action happens than the one a player chose, each of the others as likely. Both see what happened; what a player had chosen the other does not see.`,
          ]
        : []),
      ...(talk
        ? [
            'Before each round both players may, at the same time, announce what they intend to do. An announcement binds nobody.',
          ]
        : []),
      'Your payoff is the sum of your points.',
    ].join('\n')
  },
  lines: (view) =>
    told(view, {
      silence: '(announces nothing)',
      intending: (action) => `(announces "${action}")`,
      result: (at, round) => {
        const { did } = at.history[round]!
        const [own, other] = mine(at, did)
        const [a, b] = mine(at, paid(at.table, did))
        const meant = slipped(at, round)
        const slip = meant === null ? '' : ` You had chosen "${meant}".`
        return `Round ${round + 1}: your action was "${own}", the other player's "${other}". You got ${points(a)}, the other player ${points(b)}.${slip}`
      },
    }),
  now: (view) => {
    const [a, b] = earned(view)
    const sum = `So far you have ${points(a)}, the other player ${points(b)}.`
    if (view.stage === 'over') return `The game is over. ${sum}`
    return `This is round ${view.history.length + 1}. ${view.history.length ? sum : ''}`.trim()
  },
  ask: {
    announce: () => 'Announce the action you say you will choose, with a message if you like.',
    silent: () => 'Announce nothing.',
    choose: () => 'Choose your action.',
  },
}

const often = ({ table: { rounds, continuation } }: View): string => {
  if (rounds === 1 || continuation === 0) return 'You do this once.'
  if (continuation === 1) return `You do this for ${rounds} rounds, always with the same person.`
  return `After each round the chance that you go on is ${percent(continuation)}, always with the same person. You cannot know in advance when it ends. There are at most ${rounds} rounds.`
}

/** The same rules in short everyday sentences. */
export const plain: Words<View, MovesOf<typeof matrixGameRules>> = {
  about: `You and another person each pick something. You pick at the same moment, so you do not know what the other will
    pick. The two picks together decide how many points each of you gets. Then you both see what was picked.`,
  brief: (view) => {
    const { talk, noise } = view.table
    const cell = (own: string, other: string, [a, b]: Both<number>) =>
      `If you pick ${own} and they pick ${other}, you get ${number(a)} and they get ${number(b)}.`
    return [
      'These are the points:',
      table(view, cell),
      often(view),
      ...(noise > 0
        ? [
            `Picks can go wrong: the chance that something else happens than what you picked is ${percent(noise)}. The same is true for them. You see what happened, not what they meant.`,
          ]
        : []),
      ...(talk ? ['Before each pick you can both say what you will pick. You do not have to do what you said.'] : []),
      'All your points are added up.',
    ].join('\n')
  },
  lines: (view) =>
    told(view, {
      silence: '(says nothing)',
      intending: (action) => `I will pick ${action}.`,
      result: (at, round) => {
        const { did } = at.history[round]!
        const [own, other] = mine(at, did)
        const [a, b] = mine(at, paid(at.table, did))
        const meant = slipped(at, round)
        const you = meant === null ? `you picked ${own}` : `you picked ${meant}, but it came out as ${own}`
        return `Round ${round + 1}: ${you}. For them it was ${other}. You got ${number(a)}, they got ${number(b)}.`
      },
    }),
  now: (view) => {
    const [a, b] = earned(view)
    const sum = `You have ${number(a)} so far, they have ${number(b)}.`
    if (view.stage === 'over') return `It is over. ${sum}`
    return `This is round ${view.history.length + 1}. ${view.history.length ? sum : ''}`.trim()
  },
  ask: {
    announce: () => 'Say what you will pick, and add a message if you like.',
    silent: () => 'Say nothing.',
    choose: () => 'What do you pick?',
  },
}

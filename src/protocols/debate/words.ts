import type { Line, MovesOf, Words } from 'suasion'
import { describe } from './profile.ts'
import type { debateRules } from './rules.ts'
import { STAGES, stageOf, type View } from './view.ts'

type DebateWords = Words<View, MovesOf<typeof debateRules>>

const reasons = (premises: readonly string[]): string[] =>
  premises.length === 0 ? [] : [`Reasons that are given for it: ${premises.map((p, i) => `(${i + 1}) ${p}`).join(' ')}`]

const place = ({ role, side }: View): string => {
  if (role === 'listener') return 'You are the listener.'
  const as = role === 'debater' ? 'You are one of two debaters' : 'You are the persuader'
  return `${as}, and you argue ${side === 'PRO' ? 'FOR the proposition' : 'AGAINST the proposition'}, whatever you think of it yourself.`
}

const course = ({ form, role, rounds, otherSide }: View): string => {
  if (form === 'debate')
    return `The debate has ${rounds} stages: opening, rebuttal and conclusion. In each you both write at the same time, and you read what the other wrote when both are done.`
  const times = rounds === 1 ? 'There is one round' : `There are ${rounds} rounds`
  if (role === 'listener')
    return `Somebody who argues ${otherSide === 'PRO' ? 'for' : 'against'} the proposition talks to you. ${times}: each time you read an argument and answer it in your own words. You may change your mind or not.`
  return `${times}: each time you write an argument, and the listener answers.`
}

/** What was said, as text alone: what an argument was meant to rest on is never shown. */
export const lines = ({ said }: View): readonly Line[] => said.map(({ by, text }) => ({ by, text }))

const other = ({ form, role }: View): string =>
  form === 'debate' ? 'The other debater' : role === 'listener' ? 'The persuader' : 'The listener'

/** The debate in its own words. */
export const words: DebateWords = {
  about: `A conversation about a proposition, in which people argue for the side they were given. Afterwards, what counts
    is what each of them thinks.`,
  brief: (view) =>
    [
      `The proposition: ${view.proposition}`,
      ...reasons(view.premises),
      place(view),
      course(view),
      `In this conversation you are ${describe(view.profile)}.`,
      ...(view.otherProfile ? [`${other(view)} is ${describe(view.otherProfile)}.`] : []),
    ].join('\n'),
  lines,
  now: (view) => {
    const { form, round, rounds } = view
    if (round >= rounds) return 'Everything has been said.'
    if (form === 'debate') return `This is the ${stageOf(view)}, stage ${round + 1} of ${STAGES.length}.`
    return `This is round ${round + 1} of ${rounds}.`
  },
  ask: {
    argue: (view) => tasks[view.form === 'debate' ? stageOf(view) : 'audience'],
    answer: () => 'Answer the last argument in your own words.',
  },
}

const tasks = {
  opening: 'Write your opening: make the case for your side.',
  rebuttal: 'Write your rebuttal: answer what the other said in the opening.',
  conclusion: 'Write your conclusion: respond to what was said, and close your case.',
  audience: 'Write your next argument for your side.',
}

const side = { PRO: 'for', CON: 'against' } as const
const short = ({ role, side: own }: View): string =>
  role === 'listener' || own === null ? 'Role: listener.' : `Role: ${role}. Side: ${side[own]}.`

/** The same in as few words as will do: a second wording, for designs in which wording is a factor. */
export const plain: DebateWords = {
  about: 'A debate.',
  brief: (view) =>
    [
      `Topic: ${view.proposition}`,
      ...reasons(view.premises),
      short(view),
      view.form === 'debate'
        ? 'Stages: opening, rebuttal, conclusion. Both write each stage at once.'
        : `Rounds: ${view.rounds}. The persuader argues ${side[(view.side ?? view.otherSide)!]} the proposition, the listener answers.`,
      `You: ${describe(view.profile)}.`,
      ...(view.otherProfile ? [`The other: ${describe(view.otherProfile)}.`] : []),
    ].join('\n'),
  lines,
  now: (view) => {
    if (view.round >= view.rounds) return 'Done.'
    return view.form === 'debate' ? `Now: ${stageOf(view)}.` : `Round ${view.round + 1} of ${view.rounds}.`
  },
  ask: { argue: () => 'Argue your side.', answer: () => 'Answer.' },
}

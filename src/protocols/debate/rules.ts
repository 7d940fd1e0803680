import { type Legal, type Luck, rules } from 'suasion'
import { z } from 'zod'
import { dealProfile, type Profile } from './profile.ts'
import { STRATEGY_NAMES } from './strategies.ts'
import { CLAIMS, type Said, type Side, STAGES, type View } from './view.ts'

interface Place {
  readonly role: 'debater' | 'persuader' | 'listener'
  /** What it argues for; null for the listener. */
  readonly side: Side | null
  readonly profile: Profile
  readonly other: string
  readonly shown: boolean
}

/** What is fixed for an episode, and what was said so far. */
export interface State {
  readonly setting: {
    readonly form: 'debate' | 'audience'
    readonly proposition: string
    readonly premises: readonly string[]
    readonly rounds: number
    readonly places: Readonly<Record<string, Place>>
  }
  readonly said: readonly Said[]
}

const params = z.object({
  form: z.enum(['debate', 'audience']).default('debate').describe('both write at once, or one argues and one answers'),
  proposition: z.string().min(1).default('Social media is making people less informed'),
  premises: z.array(z.string().min(1)).max(3).default([]).describe('reasons for the proposition, as sentences'),
  rounds: z.int().min(1).max(100).default(4).describe('of the audience form; a debate has its three stages'),
  showProfile: z
    .enum(['nobody', 'opponent', 'both'])
    .default('nobody')
    .describe("who is shown the other's profile; 'opponent' is the seat opponent, or persuader"),
  sides: z
    .enum(['random', 'participant-pro', 'participant-con'])
    .default('random')
    .describe("in the audience form the listener has the participant's place, and the persuader argues the other side"),
})

/** What can be done: argue one's side, or answer as a listener. */
export const moves = {
  argue: z.object({
    strategy: z.enum(STRATEGY_NAMES).describe('what the argument rests on'),
    claim: z.enum(CLAIMS).describe('the reason it is about, or the proposition as a whole'),
    strength: z.number().min(0).max(1).describe('how good an argument it is, by its own lights'),
    truthful: z.boolean().nullable().describe('whether the speaker holds it true; null: not known'),
    text: z.string().max(2000),
  }),
  answer: z.object({ text: z.string().max(2000) }),
}

const toArgue: Legal<typeof moves> = { argue: {} }
const toAnswer: Legal<typeof moves> = { answer: {} }
const over = { ask: [] }
const turns = {
  both: { ask: ['participant', 'opponent'] },
  argue: { ask: ['persuader'] },
  answer: { ask: ['listener'] },
}

const dealSides = (
  sides: z.output<typeof params>['sides'],
  luck: Luck,
): readonly [participant: Side, opponent: Side] => {
  const pro = sides === 'random' ? luck.of('side').pick([true, false]) : sides === 'participant-pro'
  return pro ? ['PRO', 'CON'] : ['CON', 'PRO']
}

/**
 * A proposition, two sides. In the form 'debate' (Salvi et al. 2024) both write an opening, a rebuttal and a
 * conclusion, each stage at the same time; in 'audience' a persuader argues and a listener answers, in turn.
 */
export const debateRules = rules({
  name: 'debate',
  version: 1,
  params,
  moves,
  roles: { debater: ['argue'], persuader: ['argue'], listener: ['answer'] },
  seats: ({ form }): Readonly<Record<string, 'debater' | 'persuader' | 'listener'>> =>
    form === 'debate'
      ? { participant: 'debater', opponent: 'debater' }
      : { persuader: 'persuader', listener: 'listener' },

  start: ({ form, proposition, premises, rounds, showProfile, sides }, _roles, luck): State => {
    const [participant, opponent] = dealSides(sides, luck)
    const debater = form === 'debate'
    const [one, two] = debater ? (['participant', 'opponent'] as const) : (['listener', 'persuader'] as const)
    const places: Readonly<Record<string, Place>> = {
      [one]: {
        role: debater ? 'debater' : 'listener',
        side: debater ? participant : null,
        // By whom it is about, so that both forms deal the same two people.
        profile: dealProfile(luck.of('profile', 'participant')),
        other: two,
        shown: showProfile === 'both',
      },
      [two]: {
        role: debater ? 'debater' : 'persuader',
        side: opponent,
        profile: dealProfile(luck.of('profile', 'opponent')),
        other: one,
        shown: showProfile !== 'nobody',
      },
    }
    return { setting: { form, proposition, premises, rounds: debater ? STAGES.length : rounds, places }, said: [] }
  },

  turn: ({ setting: { form, rounds }, said: { length } }) => {
    if (length >= 2 * rounds) return over
    if (form === 'debate') return turns.both
    return length % 2 === 0 ? turns.argue : turns.answer
  },

  view: ({ setting, said }, seat): View => {
    const { form, proposition, premises, rounds, places } = setting
    const { role, side, profile, other, shown } = places[seat]!
    const { side: otherSide, profile: theirs } = places[other]!
    const otherProfile = shown ? theirs : null
    const round = said.length >> 1
    return {
      seat,
      role,
      form,
      proposition,
      premises,
      rounds,
      round,
      side,
      otherSide,
      profile,
      otherProfile,
      said,
    }
  },

  legal: ({ role }) => (role === 'listener' ? toAnswer : toArgue),

  resolve: ({ setting, said }, acts) => {
    const next = said.slice()
    for (const { seat, act } of acts)
      next.push(
        act.move === 'argue'
          ? {
              by: seat,
              move: 'argue',
              strategy: act.strategy,
              claim: act.claim,
              strength: act.strength,
              text: act.text,
            }
          : { by: seat, move: 'answer', strategy: null, claim: null, strength: null, text: act.text },
      )
    return { setting, said: next }
  },
})

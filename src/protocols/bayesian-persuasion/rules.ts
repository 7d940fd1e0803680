import { type Act, type Legal, type Luck, rules } from 'suasion'
import { z } from 'zod'
import { effective, type Scheme } from './belief.ts'
import { ACTIONS, type Action, payoffsOf, STORIES, type StoryName } from './stories.ts'

const params = z.object({
  story: z.enum(Object.keys(STORIES) as [StoryName, ...StoryName[]]).default('prosecutor'),
  prior: z.number().min(0).max(1).default(0.3).describe('chance that the state is the good one'),
  threshold: z.number().min(0.01).max(0.99).default(0.5).describe('belief from which the receiver should accept'),
  commitment: z.boolean().default(true).describe('the sender announces how it will signal before the state is known'),
  kept: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('with commitment: chance that the announced scheme is kept; otherwise the signal is favourable'),
  rounds: z.int().min(1).max(1000).default(1),
})

const text = z.string().max(1000).describe('what the receiver is told')
const moves = {
  commit: z.object({
    ifGood: z.number().min(0).max(1).describe('chance of the favourable signal in the good state'),
    ifBad: z.number().min(0).max(1).describe('chance of the favourable signal in the bad state'),
    text,
  }),
  signal: z.object({ favourable: z.boolean().describe('whether the signal is the favourable one'), text }),
  decide: z.object({ action: z.enum(ACTIONS) }),
}

/** One round as it ended, known to both. */
export interface Round {
  /** Null without commitment. */
  readonly scheme: Scheme | null
  readonly text: string
  readonly favourable: boolean
  readonly action: Action
  readonly good: boolean
}

/** What both know. */
export interface Game extends z.output<typeof params> {
  readonly stage: 'commit' | 'signal' | 'decide' | 'over'
  /** From 0. */
  readonly round: number
  /** Of this round, as far as it has gone. */
  readonly scheme: Scheme | null
  readonly text: string | null
  readonly favourable: boolean | null
  readonly history: readonly Round[]
  readonly earned: { readonly sender: number; readonly receiver: number }
}

/** What one of them knows: `good` is the state where it is known, to the sender without commitment, else null. */
export interface View {
  readonly seat: 'sender' | 'receiver'
  readonly game: Game
  readonly good: boolean | null
}

/** The whole game at one moment. */
export interface State {
  readonly game: Game
  readonly good: boolean
}

const SIDES = [true, false] as const
const drawState = (prior: number, round: number, luck: Luck): boolean =>
  luck.of('state', round).weighted(SIDES, [prior, 1 - prior])

const opened = (game: Game, round: number, luck: Luck): State => ({
  game: {
    ...game,
    stage: round >= game.rounds ? 'over' : game.commitment ? 'commit' : 'signal',
    round,
    scheme: null,
    text: null,
    favourable: null,
  },
  good: drawState(game.prior, round, luck),
})

const decided = ({ game, good }: State, action: Action, luck: Luck): State => {
  const { actions, sender, receiver } = payoffsOf(game.story, game.threshold)
  const state = good ? 1 : 0
  const at = actions.indexOf(action)
  const earned = {
    sender: game.earned.sender + sender[state][at]!,
    receiver: game.earned.receiver + receiver[state][at]!,
  }
  const round: Round = { scheme: game.scheme, text: game.text!, favourable: game.favourable!, action, good }
  return opened({ ...game, earned, history: [...game.history, round] }, game.round + 1, luck)
}

/**
 * Bayesian persuasion (Kamenica & Gentzkow 2011, American Economic Review 101, 2590-2615): a sender who wants to be
 * accepted in every state sends a receiver one of two signals, which are enough for two states. With commitment the
 * sender announces first how likely the favourable signal is in each state, and the rules draw the state and send the
 * signal; without, it sees the state and signals what it likes. The state comes out after every round. Defaults: the
 * prosecutor, a prior of .3 and a threshold of .5.
 */
export const persuasionRules = rules({
  name: 'bayesian-persuasion',
  version: 1,
  params,
  moves,
  roles: { sender: ['commit', 'signal'], receiver: ['decide'] },
  seats: () => ({ sender: 'sender', receiver: 'receiver' }) as const,

  start: (settings, _roles, luck): State => {
    const none = { scheme: null, text: null, favourable: null }
    const game = { ...settings, ...none, stage: 'commit' as const, round: 0, history: [] }
    return opened({ ...game, earned: { sender: 0, receiver: 0 } }, 0, luck)
  },

  turn: ({ game: { stage } }) => ({
    ask: stage === 'over' ? [] : [stage === 'decide' ? 'receiver' : 'sender'],
  }),

  view: ({ game, good }, seat): View => ({
    seat: seat as View['seat'],
    game,
    good: seat === 'sender' && !game.commitment && game.stage !== 'over' ? good : null,
  }),

  legal: ({ game: { stage, story } }): Legal<typeof moves> => {
    if (stage === 'commit') return { commit: {} }
    if (stage === 'signal') return { signal: {} }
    if (stage === 'over') return {}
    return { decide: { action: { only: ACTIONS.filter((action) => action in STORIES[story].actions) } } }
  },

  resolve: (state, acts, luck): State => {
    const act = acts[0]!.act as Act<typeof moves>
    const { game, good } = state
    if (act.move === 'decide') return decided(state, act.action, luck)
    const { text } = act
    if (act.move === 'signal') return { good, game: { ...game, stage: 'decide', text, favourable: act.favourable } }
    const scheme = { ifGood: act.ifGood, ifBad: act.ifBad }
    const sent = effective(scheme, game.kept)
    const p = good ? sent.ifGood : sent.ifBad
    const favourable = luck.of('signal', game.round).weighted(SIDES, [p, 1 - p])
    return { good, game: { ...game, stage: 'decide', scheme, text, favourable } }
  },

  payoff: ({ game: { earned } }) => ({ ...earned }),
})

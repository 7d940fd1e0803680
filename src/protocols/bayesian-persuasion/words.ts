import type { Line, MovesOf, Words } from 'suasion'
import type { Scheme } from './belief.ts'
import type { Game, persuasionRules, Round, View } from './rules.ts'
import { ACTIONS, type Action, payoffsOf, STORIES, type Story } from './stories.ts'

const storyOf = (game: Game): Story => STORIES[game.story]
const percent = (p: number): string => `${Math.round(p * 1000) / 10} %`
const number = (x: number): string => String(Math.round(x * 1000) / 1000)
const signalled = ({ good, bad }: Story, favourable: boolean): string => (favourable ? good : bad)

const announced = (story: Story, { ifGood, ifBad }: Scheme): string =>
  `The ${story.sender} has announced: if the ${story.matter} is ${story.good}, the signal says "${story.good}" with a chance of ${percent(ifGood)}; if it is ${story.bad}, with ${percent(ifBad)}.`

const stakes = (game: Game): string => {
  const story = storyOf(game)
  const { actions, sender, receiver } = payoffsOf(game.story, game.threshold)
  const told = actions.map((action, i) => {
    const gains = `${number(receiver[1][i]!)} if the ${story.matter} is ${story.good} and ${number(receiver[0][i]!)} if it is ${story.bad}`
    return `to ${story.actions[action]} gives the ${story.receiver} ${gains}, and the ${story.sender} ${number(sender[1][i]!)}`
  })
  return `In points: ${told.join('; ')}.`
}

const spoken = (game: Game, { scheme, text, favourable }: Pick<Round, 'scheme' | 'text' | 'favourable'>): Line[] => {
  const story = storyOf(game)
  return [
    ...(scheme ? [{ by: null, text: announced(story, scheme) }] : []),
    ...(text ? [{ by: 'sender', text }] : []),
    { by: null, text: `The signal says: ${signalled(story, favourable)}.` },
  ]
}

export const words: Words<View, MovesOf<typeof persuasionRules>> = {
  about: `One side knows, or will know, whether something is good or bad; the other decides what to do about it. The first
    wants it accepted either way, and can only choose what the second is told: one of two signals.`,
  brief: ({ seat, game }) => {
    const story = storyOf(game)
    const { sender, receiver, matter, good, bad } = story
    const prior = `Each ${matter} is ${good} with a chance of ${percent(game.prior)}, and otherwise ${bad}.`
    const how = game.commitment
      ? `The ${sender} first announces how likely the signal "${good}" is for a ${matter} that is ${good} and for one that is ${bad}. Then the signal is drawn in that way.${game.kept < 1 ? ` With a chance of ${percent(1 - game.kept)} the announcement is not kept, and the signal says "${good}" whatever is true; nobody is told.` : ''}`
      : `The ${sender} sees whether the ${matter} is ${good} or ${bad}, and then chooses the signal freely: it need not be true.`
    const times = game.rounds === 1 ? '' : ` This is done ${game.rounds} times, each with a new ${matter}.`
    return `You are the ${seat === 'sender' ? sender : receiver}. ${prior} ${how} The ${receiver} sees the signal and decides.${times} After each decision the truth comes out. ${stakes(game)}`
  },
  lines: ({ game }) => {
    const story = storyOf(game)
    const past = game.history.flatMap((round): Line[] => [
      ...spoken(game, round),
      {
        by: null,
        text: `The ${story.receiver} chose to ${story.actions[round.action]}. The ${story.matter} was ${signalled(story, round.good)}.`,
      },
    ])
    const { scheme, text, favourable } = game
    return favourable === null ? past : [...past, ...spoken(game, { scheme, text: text!, favourable })]
  },
  now: ({ seat, game, good }) => {
    if (game.stage === 'over') return 'It is over.'
    const story = storyOf(game)
    const round = game.rounds === 1 ? '' : `This is round ${game.round + 1} of ${game.rounds}. `
    const truth = good === null ? '' : `This ${story.matter} is ${signalled(story, good)}. `
    return `${round}${truth}You have ${number(game.earned[seat])} points so far.`
  },
  ask: {
    commit: ({ game }) => {
      const { good, bad, matter } = storyOf(game)
      return `Announce the chance of the signal "${good}" if the ${matter} is ${good} (ifGood) and if it is ${bad} (ifBad), from 0 to 1, with a text.`
    },
    signal: ({ game }) => {
      const { good, bad } = storyOf(game)
      return `Choose the signal: favourable says "${good}", otherwise "${bad}". Add a text.`
    },
    decide: ({ game }) => {
      const { actions } = storyOf(game)
      const open = ACTIONS.filter((action: Action) => action in actions)
      return `Decide: ${open.map((action) => `${action} (${actions[action]})`).join(', ')}.`
    },
  },
}

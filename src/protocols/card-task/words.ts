import type { MovesOf, Words } from 'suasion'
import type { Scenario } from './optimum.ts'
import type { cardTaskRules, View } from './rules.ts'

const shown = ({ cards, bad, gain, loss }: Scenario): string =>
  `${cards} cards lie face down; ${bad} of them ${bad === 1 ? 'is a loss card' : 'are loss cards'}. Each card that you turn wins ${gain} points, but if there is a loss card among them you win nothing and lose ${loss} points.`

export const words: Words<View, MovesOf<typeof cardTaskRules>> = {
  about: `Cards lie face down, and a few of them lose. You say how many to turn over, all at once. What came of it is told
    only when everything is over.`,
  brief: ({ persona, of }) =>
    [
      persona === 'none'
        ? ''
        : 'You are disciplined: you think before you act, keep to your goals, and see things through.',
      `There are ${of} scenarios, and your points are added up.`,
    ]
      .filter(Boolean)
      .join(' '),
  lines: ({ past }) =>
    past.flatMap(({ scenario, turned }) => [
      { by: null, text: shown(scenario) },
      { by: 'respondent', text: turned === null ? '(no answer)' : `${turned}` },
    ]),
  now: ({ past, current, of }) =>
    current ? `Scenario ${past.length + 1} of ${of}. ${shown(current)}` : 'All scenarios are over.',
  ask: { turn: () => 'How many cards do you turn over?' },
}

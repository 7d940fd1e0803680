/** One scenario of the card task: how many cards lie face down, how many of them lose, and what a card wins or a loss takes. */
export interface Scenario {
  readonly cards: number
  readonly bad: number
  readonly gain: number
  readonly loss: number
}

/** The chance that `turned` cards of a scenario hold none that loses: a product of draws without replacement. */
export const chanceOfNone = ({ cards, bad }: Scenario, turned: number): number => {
  let chance = 1
  for (let drawn = 0; drawn < turned; drawn++) chance *= Math.max(0, cards - bad - drawn) / (cards - drawn)
  return chance
}

/** The points expected of turning a number of cards at once: all their gains where none loses, else the loss. */
export const expectedPoints = (scenario: Scenario, turned: number): number => {
  const safe = chanceOfNone(scenario, turned)
  return safe * turned * scenario.gain - (1 - safe) * scenario.loss
}

/** How many cards to turn for the most expected points; of several as good, the fewest. */
export const optimalCards = (scenario: Scenario): number => {
  let best = 0
  for (let turned = 1; turned <= scenario.cards; turned++)
    if (expectedPoints(scenario, turned) > expectedPoints(scenario, best) + 1e-9) best = turned
  return best
}

import type { FitSection, Luck } from 'suasion'
import { calibrationCurve, heldOut, mean, skillOver } from 'suasion/statistics'
import type { Conversation, SideData } from './partner-data.ts'
import { acceptance, acceptanceOf, concession, meanConcession } from './partner-model.ts'
import type { Side } from './state.ts'

interface Forecasts {
  /** The chance of accepting each answered offer, by model. */
  readonly accepts: readonly Readonly<Record<string, number>>[]
  /** The next price at each step, by model. */
  readonly prices: readonly Readonly<Record<string, number>>[]
}

const smoothed = (all: SideData['answers']): number =>
  (all.filter(({ accepted }) => accepted).length + 0.5) / (all.length + 1)

/** What each model learns from some conversations of one side, and forecasts of another. */
const train = (side: Side) => (conversations: readonly Conversation[]) => {
  const data = conversations.map((each) => each[side])
  const answers = data.flatMap((each) => each.answers)
  const steps = data.flatMap((each) => each.steps)
  const accept = acceptance(answers)
  const met = [0, 1].map((as) => smoothed(answers.filter((each) => each.met === as)))
  const base = smoothed(answers)
  const moves = concession(steps)
  const usual = mean(steps.map(({ next }) => next))
  return (conversation: Conversation): Forecasts => ({
    accepts: conversation[side].answers.map((answer) => ({
      model: acceptanceOf(accept, answer),
      persistence: met[answer.met]!,
      'prior only': base,
    })),
    prices: conversation[side].steps.map(({ own, other, nth }) => ({
      model: own + meanConcession(moves, nth) * (other - own),
      persistence: own,
      'prior only': usual,
    })),
  })
}

const BASELINES = ['persistence', 'prior only'] as const

/** Skill on conversations the model never saw, of both sides, and how its chances of accepting are calibrated. */
export const heldOutSkill = (
  conversations: readonly Conversation[],
  luck: Luck,
): { readonly skill: Readonly<Record<string, number>>; readonly sections: readonly FitSection[] } => {
  const rows: (readonly [Side, string, string, number, number, number])[] = []
  const calibration: FitSection['rows'][number][] = []
  for (const side of ['buyer', 'seller'] as const) {
    const said = heldOut(conversations, { luck: luck.of(side) }, train(side))
    const accepts = said.flatMap((each) => each.accepts)
    const prices = said.flatMap((each) => each.prices)
    const taken = conversations.flatMap((each) => each[side].answers.map(({ accepted }) => accepted))
    const nexts = conversations.flatMap((each) => each[side].steps.map(({ next }) => next))
    const logLoss = (by: string): number =>
      mean(accepts.map((each, i) => -Math.log(taken[i] ? each[by]! : 1 - each[by]!)))
    const squared = (by: string): number => mean(prices.map((each, i) => (nexts[i]! - each[by]!) ** 2))
    for (const baseline of BASELINES) {
      const [a, b] = [logLoss('model'), logLoss(baseline)]
      const [c, d] = [squared('model'), squared(baseline)]
      rows.push([side, 'acceptance, log loss', baseline, a, b, skillOver(a, b)])
      rows.push([side, 'next price, squared error', baseline, c, d, skillOver(c, d)])
    }
    const bins = calibrationCurve(
      accepts.map(({ model }) => model!),
      taken,
      { bins: 5, binning: 'mass' },
    )
    for (const { from, to, n, forecast, outcome, interval } of bins)
      calibration.push([side, from, to, n, forecast, outcome, ...interval])
  }
  return {
    skill: Object.fromEntries(
      rows.map(([side, what, baseline, , , skill]) => [`${side}: ${what}, over ${baseline}`, skill]),
    ),
    sections: [
      {
        title: 'Skill on held-out conversations',
        about:
          'whole conversations left out a tenth at a time; skill is 1 - loss / loss of the baseline. Persistence: a side takes an offer as good as its last price (with slips), and names its last price again. Prior only: the share of offers that are taken, and the mean of all later prices',
        columns: ['side', 'what', 'baseline', 'loss of the model', 'loss of the baseline', 'skill'],
        rows,
      },
      {
        title: 'Calibration of acceptance',
        about:
          'forecasts for held-out conversations in bins of about equal number, beside the share taken; interval of Wilson',
        columns: ['side', 'from', 'to', 'offers', 'forecast', 'taken', 'low', 'high'],
        rows: calibration,
      },
    ],
  }
}

import type { FitSection, Luck } from 'suasion'
import { calibrationCurve, heldOut, mean, skillOver } from 'suasion/statistics'
import type { Answer, Conversation } from './partner-data.ts'
import { acceptance, acceptanceOf, againOf, answersOf, proposedIn, tally } from './partner-model.ts'
import { splitsOf } from './splits.ts'

type ByModel = Readonly<Record<'model' | 'persistence' | 'prior only', number>>
interface Forecasts {
  /** The chance of accepting each answered proposal. */
  readonly accepts: readonly ByModel[]
  /** The chance of the very split that was proposed. */
  readonly proposals: readonly ByModel[]
}

const taken = (answers: readonly Answer[]): number =>
  (answers.filter(({ move }) => move === 'accept').length + 0.5) / (answers.length + 1)

/** The chance of each split, with half a proposal added to each. */
const smoothed = (counts: Readonly<Record<string, number>>, splits: number) => {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return (keep: readonly number[]): number => ((counts[keep.join(' ')] ?? 0) + 0.5) / (all + splits / 2)
}

const SPLITS = splitsOf([3, 3, 3]).length

const train = (conversations: readonly Conversation[]) => {
  const answers = answersOf(conversations)
  const accept = acceptance(answers)
  const group = ({ met, silent }: Answer): string => (silent ? 'silent' : met ? 'met' : 'unmet')
  const asked = Object.fromEntries(
    ['silent', 'met', 'unmet'].map((name) => [name, taken(answers.filter((each) => group(each) === name))]),
  )
  const base = taken(answers)
  const usual = smoothed(tally(proposedIn(conversations).map(({ keep }) => keep)), SPLITS)
  const again = againOf(conversations)
  /** The chance of a split where the last one is asked for again with some chance, and else one as the rest goes. */
  const after = (keep: readonly number[], before: readonly number[], rest: number): number =>
    (keep.join() === before.join() ? again : 0) + (1 - again) * rest
  return ({ sides }: Conversation): Forecasts => ({
    accepts: sides.flatMap((side) =>
      side.answers.map((answer) => ({
        model: acceptanceOf(accept, answer),
        persistence: asked[group(answer)]!,
        'prior only': base,
      })),
    ),
    proposals: sides.flatMap((side) =>
      side.proposed.map(({ keep, before }) => ({
        model: before === null ? usual(keep) : after(keep, before, usual(keep)),
        persistence: before === null ? 1 / SPLITS : after(keep, before, 1 / SPLITS),
        'prior only': usual(keep),
      })),
    ),
  })
}

/** Skill on conversations the model never saw, and how its chances of accepting are calibrated. */
export const heldOutSkill = (
  conversations: readonly Conversation[],
  luck: Luck,
): { readonly skill: Readonly<Record<string, number>>; readonly sections: readonly FitSection[] } => {
  const said = heldOut(conversations, { luck }, train)
  const accepts = said.flatMap((each) => each.accepts)
  const proposals = said.flatMap((each) => each.proposals)
  const did = answersOf(conversations).map(({ move }) => move === 'accept')
  const acceptLoss = (by: keyof ByModel): number =>
    mean(accepts.map((each, i) => -Math.log(did[i] ? each[by] : 1 - each[by])))
  const proposalLoss = (by: keyof ByModel): number => mean(proposals.map((each) => -Math.log(each[by])))
  const rows = (['persistence', 'prior only'] as const).flatMap((baseline) =>
    (
      [
        ['acceptance', acceptLoss],
        ['the split proposed', proposalLoss],
      ] as const
    ).map(([what, loss]) => {
      const [own, other] = [loss('model'), loss(baseline)]
      return [what, baseline, own, other, skillOver(own, other)] as const
    }),
  )
  return {
    skill: Object.fromEntries(
      rows.map(([what, baseline, , , skill]) => [`${what}, log loss, over ${baseline}`, skill]),
    ),
    sections: [
      {
        title: 'Skill on held-out conversations',
        about:
          'mean log loss, whole conversations left out a tenth at a time; skill is 1 - loss / loss of the baseline. Persistence: accepts what is as much as it last asked for (with slips, and a rate of its own before it asked), and asks for the same again; a first proposal may be any split. Prior only: the share of proposals that are accepted, and how often each split is proposed at all',
        columns: ['what', 'baseline', 'loss of the model', 'loss of the baseline', 'skill'],
        rows,
      },
      {
        title: 'Calibration of acceptance',
        about:
          'forecasts for held-out conversations in bins of about equal number, beside the share accepted; interval of Wilson',
        columns: ['from', 'to', 'proposals', 'forecast', 'accepted', 'low', 'high'],
        rows: calibrationCurve(
          accepts.map(({ model }) => model),
          did,
          { bins: 6, binning: 'mass' },
        ).map(({ from, to, n, forecast, outcome, interval }) => [from, to, n, forecast, outcome, ...interval]),
      },
    ],
  }
}

import type { FitSection, Luck } from 'suasion'
import { areaUnderCurve, calibrationCurve } from 'suasion/statistics'
import { atRisk, type Conversation, type Exchange } from './conversations.ts'
import { chances } from './hazards.ts'
import { hazardsOf } from './learn.ts'

const FOLDS = 10
type Forecast = readonly [donate: number, refuse: number, neither: number]
/** What a model says of an exchange, once it was trained on some. */
type Train = (exchanges: readonly Exchange[]) => (exchange: Exchange) => Forecast

const outcome = ({ reply }: Exchange): number => (reply === 'donate' ? 0 : reply === 'refuse' ? 1 : 2)
/** Shares with half an event added to each, so that no forecast is certain. */
const shares = (exchanges: readonly Exchange[]): Forecast => {
  const counts = [0.5, 0.5, 0.5] as [number, number, number]
  for (const each of exchanges) counts[outcome(each)]! += 1
  return counts.map((count) => count / (exchanges.length + 1.5)) as unknown as Forecast
}

const hazards: Train = (exchanges) => {
  const fitted = hazardsOf(exchanges)
  return ({ acts, history }) => {
    const { donate, refuse } = chances(fitted, acts, history, 0)
    return [donate, refuse, Math.max(1e-9, 1 - donate - refuse)]
  }
}
const baselines: Readonly<Record<string, Train>> = {
  'base rate': (exchanges) => {
    const all = shares(exchanges)
    return () => all
  },
  'persistence with slips': (exchanges) => {
    const again = (each: Exchange): number => (each.history.last === 'refuse' ? 1 : 2)
    const slips = (exchanges.filter((each) => outcome(each) !== again(each)).length + 1) / (exchanges.length + 2)
    return (each) => [0, 1, 2].map((k) => (k === again(each) ? 1 - slips : slips / 2)) as unknown as Forecast
  },
  'previous reply only': (exchanges) => {
    const table = new Map(
      [...new Set(exchanges.map(({ history }) => history.last))].map((last) => [
        last,
        shares(exchanges.filter(({ history }) => history.last === last)),
      ]),
    )
    const all = shares(exchanges)
    return ({ history }) => table.get(history.last) ?? all
  },
}

const calibration = (event: string, forecasts: readonly number[], happened: readonly boolean[]): FitSection => ({
  title: `Calibration: ${event}`,
  about:
    'forecasts for people the model never saw, in bins of about equal number, beside what happened; interval of Wilson',
  columns: ['from', 'to', 'exchanges', 'forecast', 'happened', 'low', 'high'],
  rows: calibrationCurve(forecasts, happened, { bins: 8, binning: 'mass' }).map(
    ({ from, to, n, forecast, outcome: share, interval }) => [from, to, n, forecast, share, ...interval],
  ),
})

const logLoss = (forecasts: readonly Forecast[], exchanges: readonly Exchange[]): number =>
  exchanges.reduce((sum, each, i) => sum - Math.log(forecasts[i]![outcome(each)]!), 0) / exchanges.length

/** The gift, given whether somebody agreed, beside the share who give at all; leaving out one talk at a time. */
const giftSkill = (conversations: readonly Conversation[]): number => {
  const known = conversations.flatMap(({ agreed, given }) => (given === null ? [] : [{ agreed, gave: given > 0 }]))
  const loss = (alike: (a: { agreed: boolean }, b: { agreed: boolean }) => boolean): number => {
    let sum = 0
    for (const each of known) {
      const others = known.filter((other) => other !== each && alike(other, each))
      const p = (others.filter(({ gave }) => gave).length + 0.5) / (others.length + 1)
      sum -= Math.log(each.gave ? p : 1 - p)
    }
    return sum
  }
  return 1 - loss((a, b) => a.agreed === b.agreed) / loss(() => true)
}

const thousandths = (skill: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(skill).map(([name, value]) => [name, Math.round(1000 * value) / 1000]))

/** Skill on people the model never saw: whole talks are left out, a tenth at a time. */
export const crossValidated = (
  conversations: readonly Conversation[],
  luck: Luck,
): { readonly skill: Readonly<Record<string, number>>; readonly sections: readonly FitSection[] } => {
  const order = luck.draw(conversations, conversations.length)
  const held: Exchange[] = []
  const said: Record<string, Forecast[]> = {
    hazards: [],
    ...Object.fromEntries(Object.keys(baselines).map((k) => [k, []])),
  }
  for (let fold = 0; fold < FOLDS; fold++) {
    const train = order.filter((_, i) => i % FOLDS !== fold).flatMap(atRisk)
    const test = order.filter((_, i) => i % FOLDS === fold).flatMap(atRisk)
    held.push(...test)
    for (const [name, model] of Object.entries({ hazards, ...baselines })) said[name]!.push(...test.map(model(train)))
  }
  const own = logLoss(said['hazards']!, held)
  const names = Object.keys(baselines)
  const losses = names.map((name) => logLoss(said[name]!, held))
  const skills = Object.fromEntries(names.map((name, i) => [`${name}, log loss`, 1 - own / losses[i]!]))
  const seen = conversations.flatMap(atRisk)
  const inside = seen.map(hazards(seen))
  const areas = (['donate', 'refuse'] as const).map((event, k) => {
    const [now, out] = [seen, held].map((exchanges) => exchanges.map(({ reply }) => reply === event))
    const fitted = areaUnderCurve(
      now!,
      inside.map((each) => each[k]!),
    )
    const fresh = areaUnderCurve(
      out!,
      said['hazards']!.map((each) => each[k]!),
    )
    return [event, now!.filter(Boolean).length / now!.length, fitted.value, fresh.value, ...fresh.interval]
  })
  return {
    skill: thousandths({ ...skills, 'base rate of gifts, log loss': giftSkill(conversations) }),
    sections: [
      {
        title: 'Skill on held-out people',
        about:
          'mean log loss of the three outcomes of an exchange (pledge, refusal, neither), whole talks left out a tenth at a time; skill is 1 - loss / loss of the baseline',
        columns: ['baseline', 'its loss', 'loss of the hazards', 'skill'],
        rows: names.map((name, i) => [name, losses[i]!, own, skills[`${name}, log loss`]!]),
      },
      {
        title: 'Discrimination',
        about:
          'how often it happened in an exchange, and the area under the curve on the people it was fitted on and on held-out people, with the interval of DeLong for these',
        columns: ['event', 'rate', 'area, fitted', 'area, held out', 'low', 'high'],
        rows: areas,
      },
      ...(['pledge', 'refusal'] as const).map((event, k) =>
        calibration(
          event,
          said['hazards']!.map((each) => each[k]!),
          held.map((each) => outcome(each) === k),
        ),
      ),
    ],
  }
}

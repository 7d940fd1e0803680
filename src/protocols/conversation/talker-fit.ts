import type { Fit, FitSection, Fitted, Fitter, Json, Luck, Told } from 'suasion'
import { quantile } from 'suasion/statistics'
import { added, lineOf, logWords, type Reply, repliesIn, type Sums, sumsOf } from './lengths.ts'
import { type Parameters, talker, words } from './talker.ts'

/** How many samples of whole conversations are refitted, and how many folds are held out in turn (*chosen*). */
const DRAWS = 100
const FOLDS = 10
/** Fewer conversations than this are no basis for a fit whose unit is the conversation (*chosen*). */
const FEWEST = 5

interface Talk {
  readonly replies: readonly Reply[]
  readonly sums: Sums
}

const sections = (forecasts: readonly { readonly said: number; readonly forecast: number }[]): FitSection[] => {
  const cuts = [0.2, 0.4, 0.6, 0.8].map((p) =>
    quantile(
      forecasts.map(({ forecast }) => forecast),
      p,
    ),
  )
  const groups = [0, 1, 2, 3, 4].map((k) =>
    forecasts.filter(({ forecast }) => cuts.filter((cut) => forecast > cut).length === k),
  )
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  return [
    {
      title: 'Calibration',
      about: 'replies of conversations that were held out, in fifths of their forecast; words, as geometric means',
      columns: ['fifth', 'forecast', 'observed', 'n'],
      rows: groups.flatMap((group, k) =>
        group.length
          ? [
              [
                k + 1,
                words(mean(group.map(({ forecast }) => forecast))),
                words(mean(group.map(({ said }) => said))),
                group.length,
              ],
            ]
          : [],
      ),
    },
  ]
}

/** Squared errors on held-out conversations, of the line and of the baselines. */
const heldOut = (talks: readonly Talk[], luck: Luck) => {
  const order = luck.of('folds').draw(talks, talks.length)
  const folds = Math.min(FOLDS, talks.length)
  const errors = { line: 0, mean: 0, lineOfOwn: 0, own: 0 }
  const forecasts: { said: number; forecast: number }[] = []
  for (let fold = 0; fold < folds; fold++) {
    const rest = added(order.filter((_, i) => i % folds !== fold).map(({ sums }) => sums))
    const line = lineOf(rest)
    if (!line) continue
    for (const { replies } of order.filter((_, i) => i % folds === fold))
      for (const { heard, own, said } of replies) {
        const forecast = line.level + line.slope * heard
        forecasts.push({ said, forecast })
        errors.line += (said - forecast) ** 2
        errors.mean += (said - rest.y / rest.n) ** 2
        if (own === null) continue
        errors.lineOfOwn += (said - forecast) ** 2
        errors.own += (said - own) ** 2
      }
  }
  return { errors, forecasts }
}

const fit = (told: readonly Told[], data: string, luck: Luck): Fitted => {
  if (told.length === 0) throw new Error(`${data} holds no conversation, so no talker can be fitted from it`)
  const read = told.map(repliesIn)
  const talks = read
    .filter(({ replies }) => replies.length > 0)
    .map(({ replies }) => ({ replies, sums: sumsOf(replies) }))
  if (talks.length < FEWEST)
    throw new Error(
      `${data} has ${talks.length} conversations in which somebody answers somebody else, and ${FEWEST} are the least`,
    )
  const line = lineOf(added(talks.map(({ sums }) => sums)))
  if (!line)
    throw new Error(
      `${data}: the length of what is heard, or of what is said, does not vary, so nothing can be learnt from it`,
    )
  const heard = talks.flatMap(({ replies }) => replies.map((reply) => reply.heard))
  const parameters: Parameters = { ...line, heard: [quantile(heard, 0), quantile(heard, 1)] }
  const draws = Array.from({ length: DRAWS }, (_, b) => {
    const at = luck.of('cluster bootstrap', b)
    const { level, slope, spread } = lineOf(added(talks.map(() => at.pick(talks).sums))) ?? line
    return [level, slope, spread]
  })
  const { errors, forecasts } = heldOut(talks, luck)
  const skill = (loss: number, baseline: number): number =>
    baseline > 0 ? Number((1 - loss / baseline).toFixed(4)) : 0
  const expected = (log: number): number =>
    words(line.level + line.slope * Math.min(parameters.heard[1], Math.max(parameters.heard[0], log)))
  const exploits = {
    'one word, again and again': `${expected(logWords(1)).toFixed(1)} words back each time`,
    'as many words as fit': `${expected(Number.POSITIVE_INFINITY).toFixed(1)} words back: beyond what people heard it answers as to the longest they did`,
    'marks without words': `${expected(0).toFixed(1)} words back`,
    'the same text each time': 'the same length each time, apart from chance: it hears the length alone',
  }
  const slopes = draws.map(([, slope]) => slope!)
  const card: Fit = {
    data,
    arms: 'speakers who answer somebody else',
    people: read.reduce((sum, { speakers }) => sum + speakers, 0),
    skill: {
      'the mean length, squared error of log(1 + words)': skill(errors.line, errors.mean),
      'its own last length, squared error of log(1 + words)': skill(errors.lineOfOwn, errors.own),
    },
    support: `${heard.length} replies in ${talks.length} conversations, to ${Math.round(words(parameters.heard[0]))} to ${Math.round(words(parameters.heard[1]))} words; a speaker counts once in each conversation. Outside it answers as to the nearest length that was heard, and is flagged`,
    exploits,
  }
  return {
    fitter: 'conversation/talker',
    parameters: parameters as unknown as Json,
    draws,
    fit: card,
    report: [
      {
        title: 'What it must not be used for',
        about: 'read this before the numbers',
        columns: ['use', 'why not'],
        rows: [
          ['to say what anybody says', 'its words are placeholders: of a contribution it keeps the length alone'],
          [
            'to say who speaks next, or when people stop',
            'silence is not in a transcript; it is silent after itself, a declared rule',
          ],
          ['to say that length is caused by length', 'in these conversations topic, time and person move both'],
        ],
      },
      {
        title: 'Accommodation of length',
        about: 'log(1 + words) said, by log(1 + words) heard; percentile intervals of whole conversations drawn again',
        columns: ['parameter', 'value', 'low', 'high'],
        rows: [
          ['slope', line.slope, quantile(slopes, 0.025), quantile(slopes, 0.975)],
          ['level', line.level, null, null],
          ['spread', line.spread, null, null],
        ],
      },
      ...sections(forecasts),
    ],
  }
}

/** Fits how the length of a reply follows the length of what it answers: speakers accommodate (Giles et al. 1991). */
export const talkerFitter: Fitter = {
  name: 'talker',
  about: 'how long people speak, given how long the last one spoke',
  fit,
  mind: talker,
}

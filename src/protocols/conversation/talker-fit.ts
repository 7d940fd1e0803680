import type { FitSection, Luck } from 'suasion'
import { fitterOf, heldOut, mean, percentileInterval, quantile, SeparationError, skillOver } from 'suasion/statistics'
import { added, type Line, lineOf, logWords, type Reply, repliesIn, type Sums, sumsOf } from './lengths.ts'
import { type Parameters, talker, words } from './talker.ts'

/** How many folds are held out in turn (*chosen*). */
const FOLDS = 10
/** Fewer conversations than this are no basis for a fit whose unit is the conversation (*chosen*). */
const FEWEST = 5

interface Talk {
  readonly replies: readonly Reply[]
  readonly speakers: number
  readonly sums: Sums
}

const calibration = (forecasts: readonly { readonly said: number; readonly forecast: number }[]): FitSection => {
  const cuts = [0.2, 0.4, 0.6, 0.8].map((p) =>
    quantile(
      forecasts.map(({ forecast }) => forecast),
      p,
    ),
  )
  const groups = [0, 1, 2, 3, 4].map((k) =>
    forecasts.filter(({ forecast }) => cuts.filter((cut) => forecast > cut).length === k),
  )
  return {
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
  }
}

/** Skill of the line over the mean length and over the own last length, on conversations that were held out. */
const heldOutSkill = (talks: readonly Talk[], luck: Luck) => {
  const said = heldOut(talks, { luck, folds: Math.min(FOLDS, talks.length) }, (others) => {
    const rest = added(others.map(({ sums }) => sums))
    const { level, slope } = estimated(rest)
    return ({ replies }) =>
      replies.map(({ heard, own, said }) => ({ said, own, forecast: level + slope * heard, mean: rest.y / rest.n }))
  }).flat()
  const loss = <T extends { readonly said: number }>(all: readonly T[], of: (each: T) => number): number =>
    all.reduce((sum, each) => sum + (each.said - of(each)) ** 2, 0)
  const line = ({ forecast }: { readonly forecast: number }): number => forecast
  const again = said.flatMap(({ own, ...each }) => (own === null ? [] : [{ ...each, own }]))
  return {
    skill: {
      'the mean length, squared error of log(1 + words)': skillOver(
        loss(said, line),
        loss(said, ({ mean }) => mean),
      ),
      'its own last length, squared error of log(1 + words)': skillOver(
        loss(again, line),
        loss(again, ({ own }) => own),
      ),
    },
    sections: [calibration(said)],
  }
}

/** The line through some replies; throws where there is none. */
const estimated = (sums: Sums): Line => {
  const line = lineOf(sums)
  if (line) return line
  throw new SeparationError('length: what is heard, or what is said, does not vary')
}

const check = (talks: readonly Talk[], data: string): void => {
  if (talks.length < FEWEST)
    throw new Error(
      `${data} has ${talks.length} conversations in which somebody answers somebody else, and ${FEWEST} are the least`,
    )
  if (!lineOf(added(talks.map(({ sums }) => sums))))
    throw new Error(
      `${data}: the length of what is heard, or of what is said, does not vary, so nothing can be learnt from it`,
    )
}

const learn = (talks: readonly Talk[]): Parameters => {
  const heard = talks.flatMap(({ replies }) => replies.map((reply) => reply.heard))
  return { ...estimated(added(talks.map(({ sums }) => sums))), heard: [quantile(heard, 0), quantile(heard, 1)] }
}

const exploitsOf = ({ level, slope, heard: [least, most] }: Parameters) => {
  const expected = (log: number): string => words(level + slope * Math.min(most, Math.max(least, log))).toFixed(1)
  return {
    short: {
      'one word, again and again': `${expected(logWords(1))} words back each time`,
      'as many words as fit': `${expected(Number.POSITIVE_INFINITY)} words back: beyond what people heard it answers as to the longest they did`,
      'marks without words': `${expected(0)} words back`,
      'the same text each time': 'the same length each time, apart from chance: it hears the length alone',
    },
    section: null,
  }
}

const uses: FitSection = {
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
}

type Draw = readonly [level: number, slope: number, spread: number]

/** Fits how the length of a reply follows the length of what it answers: speakers accommodate (Giles et al. 1991). */
export const talkerFitter = fitterOf<Talk, Parameters, Draw, ReturnType<typeof talker>>({
  fitter: 'conversation/talker',
  about: 'how long people speak, given how long the last one spoke',
  arms: 'speakers who answer somebody else',
  read: (told) => {
    const { replies, speakers } = repliesIn(told)
    return replies.length > 0 ? { replies, speakers, sums: sumsOf(replies) } : null
  },
  check,
  learn,
  draw: (sample) => {
    const { level, slope, spread } = estimated(added(sample.map(({ sums }) => sums)))
    return [level, slope, spread]
  },
  skill: heldOutSkill,
  people: (talks) => talks.reduce((sum, { speakers }) => sum + speakers, 0),
  support: ({ units, point: { heard } }) => {
    const replies = units.reduce((sum, each) => sum + each.replies.length, 0)
    return `${replies} replies in ${units.length} conversations, to ${Math.round(words(heard[0]))} to ${Math.round(words(heard[1]))} words; a speaker counts once in each conversation. Outside it answers as to the nearest length that was heard, and is flagged`
  },
  exploits: ({ point }) => exploitsOf(point),
  report: ({ point: { slope, level, spread }, draws }, { skill }) => {
    const row = (name: string, value: number, at: number) => [
      name,
      value,
      ...percentileInterval(draws.map((draw) => draw[at]!)),
    ]
    return [
      uses,
      {
        title: 'Accommodation of length',
        about: 'log(1 + words) said, by log(1 + words) heard; percentile intervals of whole conversations drawn again',
        columns: ['parameter', 'value', 'low', 'high'],
        rows: [row('slope', slope, 1), row('level', level, 0), row('spread', spread, 2)],
      },
      ...skill,
    ]
  },
  mind: (_, { point, draws }, card) => talker(point, draws, card),
  whole: (parameters) => parameters?.heard?.length === 2,
})

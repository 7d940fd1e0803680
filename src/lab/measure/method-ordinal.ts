import {
  type Assumption,
  analysisOfDeviance,
  brantTest,
  clusterRobustOrdinal,
  type ModelFrame,
  partialProportionalOdds,
  proportionalOdds,
  SeparationError,
} from '../../statistics/index.ts'
import { type Asked, type Measured, type Method, observations } from './method.ts'
import { rColumn, rName, withOutcome } from './r-script.ts'

const modelOf = (frame: ModelFrame, { levels, frequency, level }: Asked) => ({
  outcome: frame.outcome,
  terms: frame.terms,
  level,
  ...(levels && { levels }),
  ...(frequency !== undefined && { frequency }),
})

/** Brant's test of parallel odds as an assumption, or why it has none. */
const parallel = (
  frame: ModelFrame,
  asked: Asked,
): { readonly tests: Measured['tests']; readonly assumption: Assumption } | null => {
  if (frame.terms.length === 0) return null
  try {
    const brant = brantTest(frame.rows, modelOf(frame, asked))
    const worst = Object.entries(brant.columns).sort(([, a], [, b]) => a.p - b.p)[0]!
    const holds = brant.p > 0.05
    return {
      tests: [
        { name: 'parallel odds, Brant, all', ...brant },
        ...Object.entries(brant.columns).map(([name, one]) => ({ name: `parallel odds, Brant, ${name}`, ...one })),
      ],
      assumption: {
        assumes: `parallel odds: one effect at every cut (Brant p ${brant.p.toPrecision(2)}; holds: above .05)${holds ? '' : `; least so ${worst[0]}: --method ppo with --free for its term`}`,
        holds,
      },
    }
  } catch (error) {
    // A cut whose data are separated has no logit of its own; the model of all cuts may well have one.
    return { tests: [], assumption: { assumes: `parallel odds, not tested: ${(error as Error).message}` } }
  }
}

const measured = (frame: ModelFrame, asked: Asked, free: boolean): Measured => {
  const { cluster, correction, interval } = asked
  const model = modelOf(frame, asked)
  const plain = free
    ? partialProportionalOdds(frame.rows, { ...model, free: asked.free, interval: cluster ? 'wald' : interval })
    : proportionalOdds(frame.rows, { ...model, interval: cluster ? 'wald' : interval })
  const robust =
    cluster === undefined
      ? undefined
      : clusterRobustOrdinal(frame.rows, {
          ...model,
          cluster,
          ...(free && { free: asked.free }),
          ...(correction !== undefined && { correction: correction as 'CR0' }),
        })
  const fit = robust ?? plain
  const brant = free || plain.levels.length < 3 ? null : parallel(frame, asked)
  const partial = 'likelihoodRatio' in plain ? plain : undefined
  const note = fit.note
  return {
    coefficients: fit.coefficients,
    statistic: robust ? 't' : 'z',
    cuts: fit.cuts,
    n: fit.n,
    about: { 'log-likelihood': plain.logLikelihood, AIC: 2 * plain.free - 2 * plain.logLikelihood },
    tests: [
      ...(brant?.tests ?? []),
      ...(partial ? [{ name: 'free against parallel, likelihood ratio', ...partial.likelihoodRatio }] : []),
      ...Object.entries(partial?.wald ?? {}).map(([name, one]) => ({
        name: `one effect at every cut, Wald, ${name}`,
        ...one,
      })),
    ],
    assumptions: [
      observations(cluster, robust?.clusters, 40),
      { assumes: 'no separation: every coefficient has a finite estimate', holds: true },
      ...(brant ? [brant.assumption] : []),
      ...(partial
        ? [
            {
              assumes: "cumulative chances in order, so that no level's chance is below 0",
              holds: partial.disordered === 0,
            },
          ]
        : []),
    ],
    ratio: 'odds ratio',
    ...(note !== undefined && { note }),
    combinable: {
      parameters: fit.parameters,
      values: [...fit.cuts, ...fit.coefficients].map((one) => one.value),
      covariance: fit.covariance,
      df: robust?.df ?? Number.POSITIVE_INFINITY,
    },
    ...(!free && {
      anova: (type: 1 | 2 | 3) =>
        analysisOfDeviance(frame.rows, { ...frame, type }, (rows, terms) =>
          proportionalOdds(rows, { ...model, terms, interval: 'wald' }),
        ),
    }),
  }
}

const shared = {
  random: 'none',
  origin: false,
  offset: false,
  families: [],
  frequency: true,
  profile: true,
  binary: () => false,
} as const
const scores = ({ cluster, correction }: Asked): string =>
  `sandwich::vcovCL(m, cluster = ~ ${rName(cluster!)}, type = "HC0", cadjust = ${correction === 'CR0' ? 'FALSE' : 'TRUE'})`
const robustly = (call: string, asked: Asked): string =>
  asked.cluster === undefined
    ? `m <- ${call}; summary(m); confint(m)`
    : `m <- ${call}; lmtest::coeftest(m, ${scores(asked)}, df = length(unique(${rColumn(asked.cluster)})) - 1)`
const ordered = ({ formula }: ModelFrame): string => withOutcome(formula, (outcome) => `ordered(${outcome})`)

/** Models of outcomes on an ordered scale. */
export const ordinal: readonly Method[] = [
  {
    ...shared,
    name: 'clm',
    about: 'proportional odds (cumulative logit) of an ordered outcome, with the Brant test',
    corrections: ['CR1', 'CR0'],
    free: false,
    fit: (frame, asked) => measured(frame, asked, false),
    r: (_, asked, frame) =>
      robustly(
        `ordinal::clm(${ordered(frame)}, data = d${asked.frequency === undefined ? '' : `, weights = ${rName(asked.frequency)}`})`,
        asked,
      ),
    rAnova: (type, _, { frequency }, frame) =>
      type === 1
        ? '# each line is anova() of two ordinal::clm fits, with the term and without, after those before it'
        : `car::Anova(MASS::polr(${ordered(frame)}, d, Hess = TRUE${frequency === undefined ? '' : `, weights = ${rName(frequency)}`}), type = ${type})`,
    rMeans: (asked) =>
      asked.cluster === undefined
        ? ''
        : `, vcov. = ${scores(asked)}, df = length(unique(${rColumn(asked.cluster)})) - 1`,
  },
  {
    ...shared,
    name: 'ppo',
    about: 'partial proportional odds: the terms of --free have an effect of their own at each cut',
    corrections: ['CR1', 'CR0'],
    free: true,
    fit: (frame, asked) => {
      try {
        return measured(frame, asked, true)
      } catch (error) {
        if (!(error instanceof SeparationError)) throw error
        throw new Error(
          `${error.message} (a free effect needs outcomes on both sides of every cut: merge outcome levels or free fewer terms)`,
        )
      }
    },
    r: (_, { free, cluster }, frame) => {
      const names = frame.formula.terms.map((term) =>
        term.map((one) => (one.kind === 'column' ? rName(one.text) : one.text)).join(':'),
      )
      const freed = free.map((term) => names[frame.terms.indexOf(term)]!)
      const kept = names.filter((name) => !freed.includes(name))
      const outcome = `ordered(${rName(frame.formula.outcome.text)})`
      return [
        `library(VGAM); summary(vglm(${ordered(frame)}, cumulative(parallel = FALSE ~ ${freed.join(' + ')}, reverse = TRUE), d))`,
        `# Errors from the observed information, as here, with the signs of free effects turned: summary(ordinal::clm(${outcome} ~ ${kept.join(' + ') || '1'}, nominal = ~ ${freed.join(' + ')}, data = d))`,
        ...(cluster === undefined
          ? []
          : ['# Errors by cluster: no R call has them; the scores are summed by cluster as sandwich::vcovCL does.']),
      ].join('\n')
    },
  },
]

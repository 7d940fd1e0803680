import { type AnyStudy, type Estimate, type Evidence, luckOf, openingOf, type Published } from '../core/index.ts'
import type { Status } from './freeze.ts'
import { type Interim, interimOf } from './interim.ts'
import { type JudgeOfRun, judgesOf } from './judge/of-run.ts'
import type { CorpusCard, Flow, Manifest, MindCard, Run, Spent } from './record.ts'
import { type ByCast, byCastOf, runsByCast } from './report/by-cast.ts'
import { type Honesty, honestyOf } from './report/honesty.ts'
import { cannotHear, isDeaf, limitsOf } from './report/limits.ts'
import { type Next, nextOf, rerunCommand } from './report/next.ts'
import { type PlanOfRun, planOf, statuses } from './report/plan.ts'
import { canSay, kindsOf, mindsOf } from './report/say.ts'
import { type Payoffs, payoffsOf, type Subjects, subjectsOf } from './report/subjects.ts'
import { type Comparison, verdict } from './report/verdict.ts'
import { peopleBehind, withinPeople } from './report/within-people.ts'

/** Where a run's numbers come from, and what would give them again. */
export interface Provenance {
  readonly study: string
  readonly file: string | null
  readonly folder: string | null
  readonly seed: string
  readonly size: number
  readonly shard: readonly [index: number, of: number]
  readonly set: Manifest['set']
  readonly factors: Manifest['factors']
  readonly suasion: string
  readonly format: number
  readonly protocols: readonly string[]
  readonly instruments: readonly string[]
  readonly items: Manifest['items']
  readonly plan: string
  /** Of an imported run: its corpus, and what became of its records. */
  readonly corpus?: Omit<CorpusCard, 'facts' | 'about'>
  readonly spent: Spent
  readonly rerun: string
}

/** A run as one plain document: the fields of the report, in its order. */
export interface Summary {
  readonly title: string
  readonly cite: string
  readonly cast: readonly {
    readonly part: string
    readonly minds: readonly MindCard[]
    readonly named: readonly string[]
  }[]
  readonly canSay: string
  readonly question: string
  readonly estimand: string
  readonly flow: Flow
  readonly plan: PlanOfRun
  /** What its design is, as far as a reader must know. */
  readonly design: { readonly name: string; readonly notes: readonly string[] }
  /** The looks of a design that decided on its own data; none for others. */
  readonly interim: readonly Interim[]
  /** Where the cast is a factor, those of its first mind. */
  readonly comparisons: readonly Comparison[]
  readonly byCast: ByCast | null
  /** Estimates of ours that have no published one beside them. */
  readonly further: readonly {
    readonly key: string
    readonly estimate: Estimate | null
    readonly status?: Status | null
  }[]
  readonly subjects: Subjects | null
  /** What every seat got, where nobody is asked before and after. */
  readonly payoffs: Payoffs | null
  readonly honesty: Honesty
  /** How far those who judged can be trusted; none where nobody did. */
  readonly judges: readonly JudgeOfRun[]
  readonly limits: readonly string[]
  readonly next: readonly Next[]
  readonly provenance: Provenance
}

/** Puts a study's published numbers beside estimates of ours, each with its verdict, in the study's order. */
export const compareWithPublished = (
  study: AnyStudy,
  estimates: Readonly<Record<string, Estimate | null | undefined>>,
  evidence: Evidence,
  note: string | null = null,
): Comparison[] =>
  Object.entries(study.published as Readonly<Record<string, Published>>).map(([key, theirs]) => {
    const ours = estimates[key] ?? null
    const planted = (study.planted as Readonly<Record<string, number>> | undefined)?.[key] ?? null
    return {
      key,
      ours,
      theirs,
      ...verdict(theirs, ours, evidence, planted ?? undefined),
      planted,
      note: ours && theirs.claim !== 'formal' ? note : null,
    }
  })

/**
 * The estimates of a run's study on its rows; the same run always gives the same, resampling included. With fitted
 * minds in the cast no interval is narrower than the people behind them allow.
 */
export const estimatesOf = ({ study, rows, manifest }: Run): Readonly<Record<string, Estimate | null>> => {
  if (rows.length === 0) return {}
  const luck = luckOf(`${manifest.study}/${manifest.seed}`).of('estimates')
  const estimates: Readonly<Record<string, Estimate | null>> = study.estimates(rows as never, luck)
  const people = peopleBehind(manifest)
  const published: Readonly<Record<string, Published | undefined>> = study.published
  return Object.fromEntries(
    Object.entries(estimates).map(([key, estimate]) => [
      key,
      estimate &&
        withinPeople(
          estimate,
          people,
          published[key]?.scale ?? (/odds|ratio/.test(estimate.estimator) ? 'ratio' : 'difference'),
        ),
    ]),
  )
}

/** What a run's estimates were made with. The population is named where one model alone, or nobody else, took part. */
export const evidenceOf = ({ manifest }: Pick<Run, 'manifest'>): Evidence => {
  const minds = mindsOf(manifest)
  const models = new Set(minds.filter(({ cast }) => cast === 'language-model').map(({ name }) => name))
  const [model] = models
  const alone = models.size === 1 && minds.every(({ cast }) => cast === 'language-model')
  return {
    cast: kindsOf(manifest),
    fittedOn: [...new Set(minds.flatMap(({ fit }) => (fit ? [fit.data] : [])))],
    ...(alone && { population: model! }),
  }
}

/** A run's study, without the effects planted in its cast where other minds, parameters or items took their place. */
const asPlanted = ({ study, manifest }: Run): AnyStudy => {
  const { cast, set, items } = manifest
  const own = Object.entries(study.cast as Readonly<Record<string, { readonly name: string }>>).every(
    ([part, { name }]) => cast[part]?.length === 1 && cast[part][0]!.name === name,
  )
  return own && Object.keys(set).length === 0 && !items?.file ? study : { ...study, planted: {} }
}

/** What an imported run was read from, without the words about it, which stand elsewhere. */
const withoutWords = ({ facts: _, about: __, ...card }: CorpusCard): Omit<CorpusCard, 'facts' | 'about'> => card

/** Sums up a run: plain JSON, the fields in the order of the report. */
export const summarise = (run: Run): Summary => {
  const { study, manifest, stored } = run
  const main = runsByCast(run)[0]?.[1] ?? run
  const estimates = estimatesOf(main)
  const status = statuses(run)
  const beside = (of: Run): Comparison[] =>
    compareWithPublished(asPlanted(of), estimatesOf(of), evidenceOf(of), isDeaf(of) ? cannotHear : null)
      .filter(({ theirs, ours }) => ours !== null || theirs.claim !== 'data')
      .map((each) => ({ ...each, status: status(each.key) }))
  const subjects = subjectsOf(run)
  const comparisons = beside(main)
  const protocols = new Set(
    stored.map(({ episode }) => {
      const { protocol, version } = openingOf(episode)
      return `${protocol} version ${version}`
    }),
  )
  const { seed, size, shard, set, factors, suasion, format, instruments, items, plan, file, corpus } = manifest
  return {
    title: study.title,
    cite: study.cite,
    cast: Object.entries(manifest.cast).map(([part, minds]) => ({
      part,
      minds,
      named: manifest.castNames[part] ?? [],
    })),
    canSay: canSay(manifest, study),
    question: study.question,
    estimand: study.estimand,
    flow: run.flow,
    plan: planOf(run, estimates),
    design: { name: manifest.plan.design.name, notes: manifest.plan.design.notes },
    interim: interimOf(run),
    comparisons,
    byCast: byCastOf(run, beside),
    further: Object.entries(estimates)
      .filter(([key]) => !(key in study.published))
      .map(([key, estimate]) => ({ key, estimate, status: status(key) })),
    subjects,
    payoffs: subjects ? null : payoffsOf(run),
    honesty: honestyOf(run),
    judges: judgesOf(run),
    limits: limitsOf(run),
    next: nextOf(run, comparisons),
    provenance: {
      study: manifest.study,
      file,
      folder: run.folder,
      seed,
      size,
      shard,
      set,
      factors,
      suasion,
      format,
      protocols: [...protocols],
      instruments,
      items,
      plan: plan.hash,
      ...(corpus && { corpus: withoutWords(corpus) }),
      spent: run.spent,
      rerun: rerunCommand(run),
    },
  }
}

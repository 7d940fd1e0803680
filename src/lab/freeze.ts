import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type AnyStudy, type Design, type Hypothesis, luckOf, type Plan, type Published } from '../core/index.ts'
import { fingerprint } from '../math/hash.ts'
import { Misuse, unknownName } from './misuse.ts'
import type { Amendment, FrozenPlan, Manifest } from './record.ts'
import { readEpisodes, readManifest, writeManifest } from './store.ts'

/** The fingerprint of what computes the numbers: published values, the code of the estimates, instruments. */
const analysisOf = (study: AnyStudy): string => {
  const instruments: readonly { readonly name: string; readonly columns: unknown }[] = study.instruments
  return fingerprint(
    JSON.stringify([study.published, String(study.estimates), instruments.map(({ name, columns }) => [name, columns])]),
  )
}

const made = new WeakMap<AnyStudy, readonly string[] | null>()

/** The names of the estimates a study makes of no data; null where it refuses an empty table. */
const madeBy = (study: AnyStudy): readonly string[] | null => {
  const known = made.get(study)
  if (known !== undefined) return known
  let names: readonly string[] | null = null
  try {
    names = Object.keys(study.estimates([], luckOf('plan')))
  } catch {
    // The names that are published and planned are known all the same.
  }
  made.set(study, names)
  return names
}

/** The names of a study's estimates before any data: the published ones, and where it declares a plan, all others. */
const namesOf = (study: AnyStudy): string[] => {
  const published = Object.keys(study.published)
  const plan: Plan | undefined = study.plan
  // Estimates may be work, such as a game to be solved: they are made before the data only where a plan is declared.
  if (!plan) return published
  return [...new Set([...published, ...Object.keys(plan.primary), ...(plan.family ?? []), ...(madeBy(study) ?? [])])]
}

/**
 * The analysis plan of a study as a readable document with its hash. Throws where the plan names an estimate that the
 * study does not have, an outcome that no instrument measures, or an arm with a level the design does not have.
 */
export const freezePlan = (study: AnyStudy, design: Design): FrozenPlan => {
  const plan: Plan | undefined = study.plan
  const instruments: FrozenPlan['instruments'] = study.instruments.map(
    ({ name, columns }: AnyStudy['instruments'][number]) => ({ name, columns: Object.keys(columns) }),
  )
  if (plan) checkPlan(study, plan, instruments)
  const primary = plan?.primary ?? {}
  const body = {
    declared: plan !== undefined,
    estimand: study.estimand,
    primary,
    family: plan?.family ?? Object.keys(primary),
    exclusions: plan?.exclusions ?? [],
    stopping: plan?.stopping ?? 'all trials of the design',
    design: { name: design.name, size: design.size, notes: design.notes ?? [] },
    estimates: namesOf(study),
    published: Object.fromEntries(
      Object.entries<Published>(study.published).map(([key, { value, margin, scale, claim }]) => [
        key,
        { value, margin, scale, claim },
      ]),
    ),
    instruments,
    analysis: analysisOf(study),
  }
  return { hash: fingerprint(JSON.stringify(body)), ...body }
}

const checkPlan = (study: AnyStudy, plan: Plan, instruments: FrozenPlan['instruments']): void => {
  const columns = instruments.flatMap((instrument) => instrument.columns)
  const factors: Design['factors'] = study.design.factors
  const names = madeBy(study)
  // A study that names its estimates by what it finds in the rows cannot be held to names without any.
  const known = names?.length ? [...new Set([...Object.keys(study.published), ...names])] : null
  for (const name of [...Object.keys(plan.primary), ...(plan.family ?? [])])
    if (known && !known.includes(name)) throw unknownName(`estimate of ${study.name} for its plan`, name, known)
  for (const [name, { outcome, treated, control }] of Object.entries<Hypothesis>(plan.primary)) {
    if (outcome !== undefined && !columns.includes(outcome))
      throw unknownName(`measured column for the outcome of "${name}"`, outcome, columns)
    for (const arm of [treated, control])
      for (const [factor, level] of Object.entries(arm ?? {}))
        if (!factors[factor]?.includes(level))
          throw new Misuse(
            `the plan of ${study.name} has an arm with ${factor} ${level} for "${name}", and the factors are ${JSON.stringify(factors)}`,
          )
  }
}

/** The first plan of a run: that of its registration, before any amendment. */
export const firstPlan = ({ plan, amendments = [] }: Pick<Manifest, 'plan' | 'amendments'>): FrozenPlan =>
  amendments[0]?.was ?? plan

/** Where an estimate stands: in the plan as what the study is about, in it otherwise, or added after the first episode. */
export type Status = 'primary' | 'secondary' | 'exploratory'

/** The status of an estimate of a run; null where it was known before and the study declared no plan. */
export const statusOf = (manifest: Pick<Manifest, 'plan' | 'amendments'>, study: AnyStudy) => {
  const first = firstPlan(manifest)
  // Code that did not change since promised every name it gives, those that need rows to be known too.
  const same = first.analysis === analysisOf(study)
  return (key: string): Status | null => {
    if (first.estimates !== null && !same && !first.estimates.includes(key)) return 'exploratory'
    if (!first.declared) return null
    return key in first.primary ? 'primary' : 'secondary'
  }
}

const parts: readonly (keyof FrozenPlan)[] = [
  'primary',
  'family',
  'exclusions',
  'stopping',
  'design',
  'estimates',
  'published',
  'instruments',
  'estimand',
  'analysis',
]

/** What differs between two plans, in words. */
export const planDifference = (was: FrozenPlan, is: FrozenPlan): string => {
  const differs = parts.filter((part) => JSON.stringify(was[part]) !== JSON.stringify(is[part]))
  const said = differs.map((part) => (part === 'analysis' ? 'the code of the estimates' : part))
  return said.join(', ') || 'nothing'
}

/** What makes two manifests the same run, as text; its fingerprint names the run's folder. */
export const identity = ({ suasion: _, amendments: __, ...manifest }: Manifest): string => JSON.stringify(manifest)

const without = ({ plan: _, ...rest }: Manifest): string => identity({ ...rest, plan: null as never })

interface Settling {
  readonly folder: string
  /** Episodes that the folder holds. */
  readonly episodes: () => number
  /** Why the plan is changed, where that is asked for. */
  readonly amend?: string
  /** The day of an amendment, as in 2026-11-30. */
  readonly today: string
}

/**
 * The manifest with which a folder's run goes on: as it was; with another plan where no episode was played yet; or
 * amended, with the reason. Throws where it is another run, and where data are there and the change has no reason.
 */
export const settle = (theirs: Manifest, ours: Manifest, { folder, episodes, amend, today }: Settling): Manifest => {
  if (without(theirs) !== without(ours)) {
    const differs = Object.keys(ours).filter(
      (key) =>
        key !== 'amendments' &&
        JSON.stringify(theirs[key as keyof Manifest]) !== JSON.stringify(ours[key as keyof Manifest]),
    )
    const what =
      theirs.study === ours.study
        ? `another run of ${ours.study} (${differs.join(', ')} differ)`
        : `a run of ${theirs.study}`
    throw new Misuse(`${folder} holds ${what}; give this run another folder with --out`)
  }
  const old = theirs.plan.estimates === null && theirs.plan.hash === ours.plan.analysis
  if (theirs.plan.hash === ours.plan.hash || old) {
    if (amend !== undefined)
      throw new Misuse(`the plan of ${folder} is what it was (${theirs.plan.hash}): there is nothing to amend`)
    return theirs
  }
  const played = episodes()
  if (played === 0) return ours
  if (amend === undefined)
    throw new Misuse(
      `the plan of ${ours.study} changed after ${played} episodes in ${folder}: ${planDifference(theirs.plan, ours.plan)} (hash ${theirs.plan.hash}, ${ours.plan.hash} after). Go on with --amend "why", which every report shows, or give this run another folder with --out`,
    )
  if (amend.trim() === '') throw new Misuse('--amend says why the plan is changed, as in --amend "an arm had no data"')
  const change: Amendment = {
    date: today,
    why: amend,
    from: theirs.plan.hash,
    to: ours.plan.hash,
    changed: planDifference(theirs.plan, ours.plan),
    episodes: played,
    was: theirs.plan,
  }
  return { ...ours, amendments: [...(theirs.amendments ?? []), change] }
}

/** The manifest a folder's run has from here on, written where it is new or changed. */
export const manifestOf = (folder: string, ours: Manifest, amend: string | undefined): Manifest => {
  const there = existsSync(join(folder, 'manifest.json'))
  if (!there && amend !== undefined) throw new Misuse(`${folder} holds no run yet, so there is no plan to amend`)
  const theirs = there ? readManifest(folder) : ours
  const episodes = (): number => readEpisodes(folder).length
  const today = new Date().toISOString().slice(0, 10)
  const manifest = there
    ? settle(theirs, ours, { folder, episodes, today, ...(amend !== undefined && { amend }) })
    : ours
  if (!there || manifest !== theirs) writeManifest(folder, manifest)
  return manifest
}

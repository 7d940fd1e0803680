import {
  type AnyMind,
  type AnyStudy,
  closingOf,
  type Design,
  type Estimate,
  type Finished,
  type Instrument,
  luckOf,
  type Published,
  type Trial,
  trialKey,
  unstorable,
} from '../../core/index.ts'
import { rowsOf } from '../rows.ts'
import { run } from '../run.ts'
import { checkDesign } from './design.ts'
import { difference, type Finding, messageOf, type Report, reportOn } from './finding.ts'
import { checkInstrument } from './instrument.ts'

export interface StudyCheck {
  /** At least so many trials, as near as the design allows. Default 48. */
  readonly n?: number
  /** Seconds of processor time a run with the study's own cast may take. Default 3. */
  readonly seconds?: number
}

/**
 * Runs a study with its own cast and few trials, and reports each promise it breaks: it runs offline in time, the same
 * seed gives the same rows, every published number is finite and has a source and a margin, and its estimates have the
 * published names and are finite; its design and instruments are checked too.
 */
export const checkStudy = async (
  study: AnyStudy,
  { n = 48, seconds = 3 }: StudyCheck = {},
): Promise<readonly Finding[]> => {
  const report = reportOn(study.name)
  const published: Readonly<Record<string, Published>> = study.published
  for (const [name, each] of Object.entries(published)) checkPublished(name, each, report)
  for (const [what, text] of Object.entries({ cite: study.cite, question: study.question, estimand: study.estimand }))
    if (text.trim() === '') report('study', `its ${what} is empty`)
  if (study.limits.length === 0)
    report('study', 'it names no limits; right would be what it leaves out, and whom it cannot speak of')
  for (const [part, mind] of Object.entries<AnyMind>(study.cast))
    if (mind.outside || mind.cast === 'people' || mind.cast === 'language-model')
      report('study', `its own ${part} is ${mind.cast}; right would be a formal mind, so that it runs offline`)
  const planted = Object.keys(study.planted ?? {}).filter((name) => !(name in published))
  if (planted.length) report('estimates', `it plants ${planted}, and publishes ${Object.keys(published)}`)

  const small = reduced(study.design, n)
  const options = small === study.design ? {} : { n: small.size }
  try {
    const began = { wall: performance.now(), cpu: process.cpuUsage() }
    const { rows, flow, stored } = await run(study, options)
    const { user, system } = process.cpuUsage(began.cpu)
    // Both are more than the run itself used: other threads count in the one, other processes in the other.
    const used = Math.min((performance.now() - began.wall) / 1000, (user + system) / 1e6)
    if (used > seconds)
      report(
        'time',
        `${small.size} trials took ${used.toFixed(1)} s of processor time; right would be at most ${seconds}`,
      )
    if (flow.valid < flow.assigned)
      report(
        'runs',
        `of ${flow.assigned} trials with its own cast ${flow.valid} are valid: ${JSON.stringify(flow.reasons)}`,
      )
    if (flow.flags['invalid act'])
      report('runs', `its own cast makes invalid acts in ${flow.flags['invalid act']} episodes`)
    const again = await run(study, options)
    const found = difference(rows, again.rows, 'rows')
    if (found) report('same seed, same rows', found)
    checkEstimates(study, rows as readonly never[], fromRows(study), report)
    const finished = new Map(
      stored.map((each): [string, Finished] => {
        const { trial, kept, episode } = each
        return [trialKey(trial), { trial, kept, payoff: closingOf(episode).payoff, rows: rowsOf(study, each) }]
      }),
    )
    const any = [...finished.values()][0]!
    const play = (trial: Trial): Finished => ({ ...any, ...finished.get(trialKey(trial)), trial })
    const instruments: readonly Instrument[] = study.instruments
    const measured = (name: string) =>
      stored.slice(0, 5).map(({ episode, judged }) => ({ episode, judged: judged?.[name] ?? null }))
    const inner = [
      await checkDesign(small, { play }),
      ...(await Promise.all(instruments.map((instrument) => checkInstrument(instrument, measured(instrument.name))))),
    ]
    for (const { subject, rule, problem } of inner.flat()) report(rule, `${subject}: ${problem}`)
  } catch (error) {
    report('runs', messageOf(error))
  }
  return report.found
}

const checkPublished = (
  name: string,
  { value, margin, source, population, interval }: Published,
  report: Report,
): void => {
  if (!Number.isFinite(value)) report('published', `"${name}" is ${value}`)
  if (!(Number.isFinite(margin) && margin >= 0)) report('published', `"${name}" has the margin ${margin}`)
  if (source.trim() === '')
    report('published', `"${name}" has no source; right would be the paper and its table or page`)
  if (population.trim() === '') report('published', `"${name}" does not say whom it was measured on`)
  if (interval && !(interval[0] <= value && value <= interval[1]))
    report('published', `"${name}" is ${value}, outside its own interval ${interval.join(' to ')}`)
}

/** The published numbers that rows of ours can be set beside: those of a data set are computed from it alone. */
const fromRows = ({ published, data, corpus }: AnyStudy): string[] =>
  Object.entries<Published>(published).flatMap(([name, { claim }]) =>
    claim === 'data' && (data || corpus) ? [] : [name],
  )

const checkEstimates = (
  study: AnyStudy,
  rows: readonly never[],
  published: readonly string[],
  report: Report,
): void => {
  const estimates: Readonly<Record<string, Estimate | null>> = study.estimates(rows, luckOf('check').of('estimates'))
  const lacking = published.filter((name) => !(name in estimates))
  if (lacking.length) report('estimates', `it publishes ${lacking}, and estimates ${Object.keys(estimates)}`)
  for (const [name, estimate] of Object.entries(estimates)) {
    if (!estimate) continue
    const lost = unstorable(estimate, `"${name}"`)
    if (lost) report('estimates', `${lost}; right would be null where the rows do not allow it`)
    const { value, interval, n, estimator } = estimate
    if (interval && !(interval[0] <= value && value <= interval[1]))
      report('estimates', `"${name}" is ${value}, outside its interval ${interval.join(' to ')}`)
    if (!(n > 0)) report('estimates', `"${name}" is made of n = ${n}`)
    if (estimator.trim() === '') report('estimates', `"${name}" does not say how it was made`)
  }
  const again = study.estimates(rows, luckOf('check').of('estimates'))
  const found = difference(estimates, again, 'estimates')
  if (found) report('estimates', `made twice from the same rows: ${found}`)
}

/** The design with the fewest trials that are at least `n`; as it is where it has fewer. */
const reduced = (design: Design, n: number): Design => {
  for (let size = n; size < design.size; size++)
    try {
      return design.resize(size)
    } catch {}
  return design
}

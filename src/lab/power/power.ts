import type { AnyStudy } from '../../core/index.ts'
import { Misuse } from '../misuse.ts'
import { doneHere, jobsOf } from './jobs.ts'
import { detectableOf, oversized, pointOf, reached, shiftedTallies, type Tallies } from './points.ts'
import { makeReady } from './ready.ts'
import type { Detectable, Power, PowerOptions, PowerPoint } from './record.ts'
import { doneByWorkers } from './workers.ts'

/**
 * Simulates a study at several numbers of trials, and says how often it finds an effect of a stated size, how narrow its
 * interval is, and which effect it could find. Resolves with what is done when the signal is given. Throws misuse before
 * anything is simulated.
 */
export const powerOf = async (study: AnyStudy, options: PowerOptions): Promise<Power> => {
  const { signal, onProgress, workers } = options
  const ready = await makeReady(study, options)
  const { key, scale, effects, designs, log } = ready
  const { sims, alpha, seed, attrition, unmoved, itemSd } = ready.options
  const notes = [...ready.notes]
  const { about, shifted } = ready.simulator(true)
  const jobs = jobsOf(ready)
  const watch = { signal, onProgress }
  const made = workers
    ? await doneByWorkers(workers, options, ready, jobs, watch)
    : await doneHere(study, ready, jobs, watch)
  if (made.length > 0 && made.every(({ read, crossed }) => read === null && crossed === null))
    throw new Misuse(
      `"${key}" came with neither an error nor a test in any of ${made.length} simulated studies, so no study can find an effect in it; choose another with --estimate${ready.others.length ? `: ${ready.others.slice(0, 8).join('; ')}${ready.others.length > 8 ? '; ...' : ''}` : ''}`,
    )
  const points: PowerPoint[] = []
  const detectable: Detectable[] = []
  const own = shifted ? effects.slice(0, 1) : effects
  const talliesOf = (at: number): Tallies | null => {
    const first = at * own.length * sims
    const all = made.slice(first, first + own.length * sims)
    if (all.length < own.length * sims) return null
    const items = study.items?.rows.length ?? 1
    return shifted
      ? shiftedTallies(all, effects, { log, unmoved, itemSd, items })
      : new Map(own.map((effect, k) => [effect, all.slice(k * sims, (k + 1) * sims)]))
  }
  for (const [at, design] of designs.entries()) {
    const tallies = talliesOf(at)
    if (!tallies) break
    for (const effect of effects) points.push(pointOf(design.size, effect, tallies.get(effect)!, alpha))
    detectable.push(
      design.looks
        ? { n: design.size, value: null, interval: null }
        : detectableOf(design.size, tallies, { alpha, log, scale }),
    )
  }
  const found = effects.filter(({ label }) => label !== 'no effect')
  if (unmoved > 0)
    notes.push(`the effect is that on subjects who can be moved; ${unmoved} of all cannot, and dilute it`)
  if (itemSd > 0) notes.push(itemNote(study, itemSd))
  return {
    study: study.name,
    title: study.title,
    estimate: key,
    scale,
    alpha,
    seed,
    sims,
    attrition,
    unmoved,
    itemSd,
    mechanism: about,
    design: study.design.name,
    effects,
    points,
    detectable,
    notes: [...notes, ...oversized(points, alpha), ...reached(points, found)],
    stopped: signal?.aborted ? 'stopped by the user' : null,
  }
}

const itemNote = (study: AnyStudy, itemSd: number): string =>
  `the effect varies over ${study.items!.rows.length} items with sd ${itemSd}; where the estimate leaves items out, the row "no effect" shows what that does to its false positives`

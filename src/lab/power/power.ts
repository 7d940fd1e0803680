import { type AnyStudy, type Design, type Estimate, luckOf, type Published } from '../../core/index.ts'
import { normalQuantile } from '../../math/distributions.ts'
import { Misuse, unknownName } from '../misuse.ts'
import { detectableOf, pointOf, reached, shiftedTallies, type Tallies } from './points.ts'
import type { Detectable, Power, PowerEffect, PowerOptions, PowerPoint } from './record.ts'
import { controlRows, placeOf, rowMaker } from './rows.ts'
import { fromCast, fromRows, type Simulated } from './simulate.ts'

type Scale = 'difference' | 'ratio'

/** The estimate a power analysis is of, with what is published of it. */
const chosen = (
  study: AnyStudy,
  asked: string | undefined,
): { key: string; theirs: Published | null; scale: Scale } => {
  const published: Readonly<Record<string, Published | undefined>> = study.published
  const primary = Object.keys(study.plan?.primary ?? {})
  let made: Readonly<Record<string, Estimate | null>> = {}
  try {
    made = study.estimates([], luckOf('plan'))
  } catch {
    // The names that need no data are known all the same.
  }
  const known = [...new Set([...primary, ...Object.keys(published), ...Object.keys(made)])]
  const key = asked ?? primary[0] ?? known.find((name) => published[name]?.claim !== 'data')
  if (key === undefined) throw new Misuse(`${study.name} has no estimate that power could be of`)
  if (!known.includes(key)) throw unknownName(`estimate of ${study.name}`, key, known)
  const theirs = published[key] ?? null
  if (theirs?.claim === 'data')
    throw new Misuse(`${key} is computed from the authors' data alone; choose an estimate of a run with --estimate`)
  const ordinal = placeOf(study, key)?.measure.kind === 'ordinal'
  return { key, theirs, scale: theirs?.scale ?? (ordinal || /odds|ratio/.test(key) ? 'ratio' : 'difference') }
}

/** The end towards no effect of the 60% interval of a published effect (Perugini, Gallucci and Costantini 2014); null where it is none. */
export const safeguard = ({ value, interval, scale }: Published): number | null => {
  if (!interval) return null
  const log = scale === 'ratio' ? Math.log : (x: number) => x
  const se = (log(interval[1]) - log(interval[0])) / (2 * normalQuantile(0.975))
  const size = Math.abs(log(value)) - normalQuantile(0.8) * se
  if (!(size > 0)) return null
  return scale === 'ratio' ? Math.exp(Math.sign(Math.log(value)) * size) : Math.sign(value) * size
}

const share = (value: number | undefined, name: string): number => {
  if (value === undefined) return 0
  if (value >= 0 && value < 1) return value
  throw new Misuse(`${name} is a share from 0 to below 1, as .1, not ${value}`)
}

const effectsOf = (
  { key, theirs, scale }: ReturnType<typeof chosen>,
  { sesoi, published }: PowerOptions,
  notes: string[],
): readonly PowerEffect[] => {
  const none = scale === 'ratio' ? 1 : 0
  const effects: PowerEffect[] = [{ label: 'no effect', value: none }]
  if (sesoi === undefined && !published)
    throw new Misuse(
      `power is of an effect: give the smallest one of interest with --sesoi (${scale === 'ratio' ? 'a ratio, as 1.3' : 'a difference'} of "${key}"), or --published for the lower 60% bound of the published one`,
    )
  if (sesoi !== undefined) {
    if (!Number.isFinite(sesoi) || (scale === 'ratio' && !(sesoi > 0)))
      throw new Misuse(`--sesoi is ${scale === 'ratio' ? 'a ratio above 0' : 'a finite number'}, not ${sesoi}`)
    if (sesoi === none)
      throw new Misuse(`--sesoi ${sesoi} is no effect at all on "${key}", and nothing has power to find it`)
    effects.push({ label: 'smallest effect of interest', value: sesoi })
  }
  const point = theirs && sesoi !== undefined && Math.abs(sesoi - theirs.value) <= 0.005 * Math.abs(theirs.value)
  if (point)
    notes.push(
      'the effect of interest is the published point estimate, which is too large on average; its lower 60% bound stands beside it',
    )
  if (published || point) {
    const bound = theirs && safeguard(theirs)
    if (bound !== null) effects.push({ label: 'lower 60% bound of the published effect', value: bound })
    else {
      const why = theirs?.interval ? 'reaches no effect' : 'is not known: no interval is published'
      if (sesoi === undefined) throw new Misuse(`the lower 60% bound of "${key}" ${why}; give --sesoi`)
      notes.push(`the lower 60% bound of the published effect ${why}`)
    }
  }
  return effects
}

/** The design at the numbers asked for, or the next it can have. */
const designsAt = (study: AnyStudy, wanted: readonly number[], notes: string[]): readonly Design[] => {
  const bad = wanted.find((n) => !(Number.isInteger(n) && n > 0))
  if (bad !== undefined || wanted.length === 0)
    throw new Misuse(`--n takes numbers of trials of at least 1, as in 100:900:200, not ${bad}`)
  const found = new Map<number, Design>()
  let last: unknown = null
  for (const n of wanted)
    for (let size = n; size <= n + 400; size++)
      try {
        found.set(size, (study.design as Design).resize(size))
        if (size !== n) notes.push(`${n} trials are none of the design's numbers; ${size} are`)
        break
      } catch (error) {
        last = error
      }
  if (found.size === 0) throw new Misuse(`no number of trials fits: ${(last as Error).message}`)
  return [...found].sort(([a], [b]) => a - b).map(([, design]) => design)
}

/**
 * Simulates a study at several numbers of trials, and says how often it finds an effect of a stated size, how narrow its
 * interval is, and which effect it could find. Resolves with what is done when the signal is given. Throws misuse before
 * anything is simulated.
 */
export const powerOf = async (study: AnyStudy, options: PowerOptions): Promise<Power> => {
  const { sims = 200, alpha = 0.05, seed = '1', signal, onProgress } = options
  if (!(Number.isInteger(sims) && sims >= 20)) throw new Misuse(`--sims is a whole number of at least 20, not ${sims}`)
  if (!(alpha > 0 && alpha < 1)) throw new Misuse(`--alpha lies between 0 and 1, as .05 does, not ${alpha}`)
  const attrition = share(options.attrition, '--attrition')
  const unmoved = share(options.unmoved, '--unmoved')
  const itemSd = options.itemSd ?? 0
  if (!(itemSd >= 0 && Number.isFinite(itemSd))) throw new Misuse(`--item-sd is 0 or more, not ${itemSd}`)
  if (itemSd > 0 && !study.items) throw new Misuse(`${study.name} has no item table, so effects cannot vary over items`)
  const notes: string[] = []
  const target = chosen(study, options.estimate)
  const { key, scale } = target
  const effects = effectsOf(target, options, notes)
  const designs = designsAt(study, options.n, notes)
  const log = (value: number): number => (scale === 'ratio' ? Math.log(value) : value)
  const world = { study, key, scale, attrition, itemSd }
  const placed = placeOf(study, key)
  if (!placed && study.design.looks)
    throw new Misuse(
      `${study.design.name} stops on its data, so power needs rows with an effect in them: give "${key}" an outcome, a treated and a control arm in the study's plan`,
    )
  const simulator = placed
    ? fromRows(world, placed, rowMaker(await controlRows(study, placed, seed, signal), placed, { scale, unmoved }))
    : fromCast(world)
  const total = designs.length * sims * (simulator.shifted ? 1 : effects.length)
  const points: PowerPoint[] = []
  const detectable: Detectable[] = []
  let done = 0
  let slice = performance.now()
  const step = async (): Promise<void> => {
    done++
    if (performance.now() - slice < 40) return
    onProgress?.(done, total)
    await new Promise(setImmediate)
    slice = performance.now()
  }
  const simulateAll = async (design: Design): Promise<Tallies | null> => {
    const tallies = new Map<PowerEffect, Simulated[]>()
    for (const effect of simulator.shifted ? effects.slice(0, 1) : effects) {
      const all: Simulated[] = []
      for (let i = 0; i < sims; i++) {
        if (signal?.aborted) return null
        const name = `${study.name}/${seed}/power/${design.size}/${i}`
        // The same luck for every effect, so that their powers are compared in pairs.
        all.push(await simulator.simulate(design, log(effect.value), luckOf(name), name))
        await step()
      }
      tallies.set(effect, all)
    }
    return simulator.shifted
      ? shiftedTallies(tallies.get(effects[0]!)!, effects, {
          log,
          unmoved,
          itemSd,
          items: study.items?.rows.length ?? 1,
        })
      : tallies
  }
  for (const design of designs) {
    const tallies = await simulateAll(design)
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
    mechanism: simulator.about,
    design: study.design.name,
    effects,
    points,
    detectable,
    notes: [...notes, ...reached(points, found)],
    stopped: signal?.aborted ? 'stopped by the user' : null,
  }
}

const itemNote = (study: AnyStudy, itemSd: number): string =>
  `the effect varies over ${study.items!.rows.length} items with sd ${itemSd}; where the estimate leaves items out, the row "no effect" shows what that does to its false positives`

import { type AnyRow, type AnyStudy, type Design, type Estimate, luckOf, type Published } from '../../core/index.ts'
import { normalQuantile } from '../../math/distributions.ts'
import { Misuse, unknownName } from '../misuse.ts'
import type { PowerEffect, PowerOptions } from './record.ts'
import { controlRows, placeOf, rowMaker } from './rows.ts'
import { fromCast, fromRows, type Simulator } from './simulate.ts'

type Scale = 'difference' | 'ratio'

/** The estimate a power analysis is of, with what is published of it. */
const chosen = (
  study: AnyStudy,
  asked: string | undefined,
): { key: string; others: readonly string[]; theirs: Published | null; scale: Scale } => {
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
  const others = known.filter((name) => name !== key && published[name]?.claim !== 'data')
  return { key, others, theirs, scale: theirs?.scale ?? (ordinal || /odds|ratio/.test(key) ? 'ratio' : 'difference') }
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

/** A power analysis made ready: what is simulated, at which numbers and effects, and how. */
export interface Ready {
  readonly key: string
  /** The other estimates that power could be of. */
  readonly others: readonly string[]
  readonly scale: Scale
  readonly effects: readonly PowerEffect[]
  readonly designs: readonly Design[]
  readonly notes: readonly string[]
  readonly options: Required<Pick<PowerOptions, 'sims' | 'alpha' | 'seed' | 'attrition' | 'unmoved' | 'itemSd'>>
  /** Rows of the control arm; null where the study is played whole. */
  readonly pool: readonly AnyRow[] | null
  readonly log: (value: number) => number
  /** `quick` says whether the faster reading of an ordinal outcome may stand for the study's own. */
  simulator(quick: boolean): Simulator
}

/**
 * Reads what is asked of a power analysis and plays its control arm, unless `pool` holds what was played. Throws misuse
 * before anything is simulated.
 */
export const makeReady = async (
  study: AnyStudy,
  asked: PowerOptions,
  pool?: readonly AnyRow[] | null,
): Promise<Ready> => {
  const { sims = 200, alpha = 0.05, seed = '1', signal } = asked
  if (!(Number.isInteger(sims) && sims >= 20)) throw new Misuse(`--sims is a whole number of at least 20, not ${sims}`)
  if (!(alpha > 0 && alpha < 1)) throw new Misuse(`--alpha lies between 0 and 1, as .05 does, not ${alpha}`)
  const attrition = share(asked.attrition, '--attrition')
  const unmoved = share(asked.unmoved, '--unmoved')
  const itemSd = asked.itemSd ?? 0
  if (!(itemSd >= 0 && Number.isFinite(itemSd))) throw new Misuse(`--item-sd is 0 or more, not ${itemSd}`)
  if (itemSd > 0 && !study.items) throw new Misuse(`${study.name} has no item table, so effects cannot vary over items`)
  const notes: string[] = []
  const target = chosen(study, asked.estimate)
  const { key, others, scale } = target
  const effects = effectsOf(target, asked, notes)
  const designs = designsAt(study, asked.n, notes)
  const world = { study, key, scale, attrition, itemSd }
  const placed = placeOf(study, key)
  if (!placed && study.design.looks)
    throw new Misuse(
      `${study.design.name} stops on its data, so power needs rows with an effect in them: give "${key}" an outcome, a treated and a control arm in the study's plan`,
    )
  const rows = placed ? (pool ?? (await controlRows(study, placed, seed, signal))) : null
  const maker = placed && rows ? rowMaker(rows, placed, { scale, unmoved }) : null
  return {
    key,
    others,
    scale,
    effects,
    designs,
    notes,
    options: { sims, alpha, seed, attrition, unmoved, itemSd },
    pool: rows,
    log: (value) => (scale === 'ratio' ? Math.log(value) : value),
    simulator: (quick) => (placed && maker ? fromRows(world, placed, maker, quick) : fromCast(world)),
  }
}

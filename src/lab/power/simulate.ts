import {
  type AnyRow,
  type AnyStudy,
  type Design,
  type Estimate,
  type Finished,
  type Luck,
  luckOf,
  type Trial,
  trialKey,
} from '../../core/index.ts'
import { Misuse } from '../misuse.ts'
import { run } from '../run.ts'
import { estimateLuck, quickOdds, type Read, readOf, sameRead } from './quick.ts'
import type { Placed, RowMaker } from './rows.ts'

/** One simulated study: what it found, and after how many trials. */
export interface Simulated {
  readonly read: Read | null
  readonly trials: number
  /** For designs that stop by looking: whether the last look excluded no effect; null for others. */
  readonly crossed: boolean | null
}

export interface World {
  readonly study: AnyStudy
  readonly key: string
  readonly scale: 'difference' | 'ratio'
  readonly attrition: number
  readonly itemSd: number
}

/** How simulated studies are made, one after another; `effect` is on the scale the estimate is judged on. */
export interface Simulator {
  readonly about: string
  /** Whether one simulated study serves every effect: its error is kept, and its centre moved. */
  readonly shifted: boolean
  simulate(design: Design, effect: number, luck: Luck, which: Which): Promise<Simulated> | Simulated
}

/** Which of the simulated studies of one number and effect it is, and the name of its luck. */
export interface Which {
  readonly seed: string
  readonly i: number
}

/** The quick reading is not the study's own estimate, so every table must be read by the study itself. */
export class ReadsDiffer extends Error {
  override readonly name = 'ReadsDiffer'
}

/** Of every so many tables the quick estimate is checked against the study's own. */
const CHECKED = 25

/**
 * Simulates a study from a declared outcome: its own design, drawn rows, its own estimate. With `quick` an ordinal outcome
 * is read by proportional odds, and by the study itself in every so many tables; `ReadsDiffer` is thrown where the two part.
 */
export const fromRows = (world: World, placed: Placed, maker: RowMaker, quick: boolean): Simulator => {
  const { study, key, scale, attrition, itemSd } = world
  const own = (rows: readonly AnyRow[]): Read | null => {
    const estimates: Readonly<Record<string, Estimate | null>> = study.estimates(rows as never, estimateLuck)
    return readOf(estimates[key], scale)
  }
  const read = (rows: readonly AnyRow[], i: number): Read | null => {
    if (rows.length === 0) return null
    const fast = quick && placed.measure.kind === 'ordinal' && scale === 'ratio' ? quickOdds(rows, placed) : null
    if (!fast) return own(rows)
    if (i % CHECKED !== 0) return fast
    const slow = own(rows)
    if (!slow || !sameRead(fast, slow)) throw new ReadsDiffer()
    return slow
  }
  return {
    about: `${maker.about}. Each simulated study goes through the study's own design and estimate`,
    shifted: false,
    simulate: (design, effect, luck, { i }) => {
      const finished = new Map<string, Finished>()
      const rows: AnyRow[] = []
      const assignment = luck.of('design')
      const items = new Map<string, number>()
      const shiftOf = (item: string | undefined): number => {
        if (itemSd === 0 || item === undefined) return 0
        const known = items.get(item)
        if (known !== undefined) return known
        const drawn = luck.of('item', item).normal(0, itemSd)
        items.set(item, drawn)
        return drawn
      }
      const play = (trial: Trial): void => {
        const name = trialKey(trial)
        const at = luck.of('trial', name)
        const lost = attrition > 0 && at.of('attrition').uniform() < attrition
        const made = lost ? [] : [maker.row(trial, effect + shiftOf(trial.item), at)]
        rows.push(...made)
        finished.set(name, { trial, rows: made, payoff: null, kept: {}, usable: !lost })
      }
      const ended = (): Finished[] => [...finished].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
      for (;;) {
        const next = design.next(ended(), [], assignment)
        if (next === 'wait') throw new Misuse(`${design.name} waits for a trial when none is running`)
        if (next.length === 0) break
        for (const trial of next) play(trial)
        if (finished.size >= design.size) break
      }
      const looks = design.looks?.(ended(), assignment) ?? []
      const last = looks.at(-1)?.estimate
      if (!design.looks) return { read: read(rows, i), trials: finished.size, crossed: null }
      const none = scale === 'ratio' ? 1 : 0
      const crossed = Boolean(last?.interval && (last.interval[0] > none || last.interval[1] < none))
      return { read: readOf(last, scale), trials: finished.size, crossed }
    },
  }
}

/** Simulates a study with its formal cast, episode by episode; an effect moves its estimate, and the error stays. */
export const fromCast = (world: World): Simulator => {
  const { study, key, scale, attrition } = world
  return {
    about: `the study itself, episode by episode, with its own cast and new seeds: the spread of its estimate is kept and its centre moved to the effect, since the plan places the effect in no column (the error is taken not to depend on the effect)`,
    shifted: true,
    simulate: async (design, _effect, luck, { seed }) => {
      const played = await run({ ...study, design } as AnyStudy, { seed })
      const lost = (row: AnyRow): boolean => attrition > 0 && luck.of('attrition', row.trial).uniform() < attrition
      const rows = played.rows.filter((row) => !lost(row))
      const estimates: Readonly<Record<string, Estimate | null>> = rows.length
        ? study.estimates(rows as never, luckOf(seed).of('estimates'))
        : {}
      return { read: readOf(estimates[key], scale), trials: played.stored.length, crossed: null }
    },
  }
}

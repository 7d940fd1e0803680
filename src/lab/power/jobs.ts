import { type AnyStudy, luckOf } from '../../core/index.ts'
import type { Ready } from './ready.ts'
import { ReadsDiffer, type Simulated } from './simulate.ts'

/** One simulated study that is to be made: by number of trials, effect and repetition. */
export interface Job {
  readonly design: number
  readonly effect: number
  readonly i: number
}

/** All simulated studies of a power analysis, in the order they are made. */
export const jobsOf = ({ designs, effects, options, simulator }: Ready): readonly Job[] => {
  const own = simulator(true).shifted ? 1 : effects.length
  return designs.flatMap((_, design) =>
    Array.from({ length: own }, (__, effect) =>
      Array.from({ length: options.sims }, (___, i): Job => ({ design, effect, i })),
    ).flat(),
  )
}

/** Makes one simulated study. Its luck comes from its own name, so that it is the same wherever and whenever it is made. */
export const simulated = (
  study: AnyStudy,
  { designs, effects, options, log }: Ready,
  simulator: ReturnType<Ready['simulator']>,
  { design: at, effect, i }: Job,
): Promise<Simulated> | Simulated => {
  const design = designs[at]!
  // The same luck for every effect, so that their powers are compared in pairs.
  const name = `${study.name}/${options.seed}/power/${design.size}/${i}`
  return simulator.simulate(design, log(effects[effect]!.value), luckOf(name), { seed: name, i })
}

/** What is told of the work while it goes on, and who may stop it. */
export interface Watch {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number, of: number) => void) | undefined
}

/** The jobs done one after another in this process; fewer where the signal was given. */
export const doneHere = async (
  study: AnyStudy,
  ready: Ready,
  jobs: readonly Job[],
  { signal, onProgress }: Watch,
  quick = true,
): Promise<readonly Simulated[]> => {
  const simulator = ready.simulator(quick)
  const all: Simulated[] = []
  let slice = performance.now()
  try {
    for (const job of jobs) {
      if (signal?.aborted) break
      all.push(await simulated(study, ready, simulator, job))
      if (performance.now() - slice < 40) continue
      onProgress?.(all.length, jobs.length)
      await new Promise(setImmediate)
      slice = performance.now()
    }
  } catch (error) {
    if (!(error instanceof ReadsDiffer)) throw error
    return doneHere(study, ready, jobs, { signal, onProgress }, false)
  }
  return all
}

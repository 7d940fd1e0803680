import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { packageRoot } from '../load.ts'
import { Misuse } from '../misuse.ts'
import type { Job, Watch } from './jobs.ts'
import type { Ready } from './ready.ts'
import type { PowerOptions } from './record.ts'
import type { Simulated } from './simulate.ts'

/** What a worker is given: the study, what is asked, the control arm as it was played, and which jobs are its own. */
export interface Given {
  readonly study: string
  readonly options: Omit<PowerOptions, 'signal' | 'onProgress' | 'workers'>
  readonly pool: Ready['pool']
  readonly jobs: readonly (readonly [at: number, job: Job])[]
  readonly quick: boolean
}

/** What a worker says: one simulated study, or that the quick reading is not the study's own, or what went wrong. */
export type Said =
  | { readonly kind: 'made'; readonly at: number; readonly simulated: Simulated }
  | { readonly kind: 'differ' }
  | { readonly kind: 'failed'; readonly message: string; readonly misuse: boolean }

/** Jobs in a row that one worker does: few, so that all end together, and those of one number stay in order. */
const STRIDE = 5

const workerFile = (): string => {
  const file = join(packageRoot(), 'dist', 'power-worker.js')
  if (existsSync(file)) return file
  throw new Misuse(`${file} is missing: npm run build makes it, and one worker needs none`)
}

/**
 * The jobs done by several threads: the same simulated studies, in the same order, as one process makes. With the signal
 * given, those up to the first that is missing. Rejects with what a worker failed with.
 */
export const doneByWorkers = async (
  { count, study }: NonNullable<PowerOptions['workers']>,
  { signal: _, onProgress: __, workers: ___, ...options }: PowerOptions,
  ready: Ready,
  jobs: readonly Job[],
  { signal, onProgress }: Watch,
): Promise<readonly Simulated[]> => {
  const file = workerFile()
  const attempt = async (quick: boolean): Promise<readonly Simulated[] | 'differ'> => {
    const made: (Simulated | undefined)[] = jobs.map(() => undefined)
    let done = 0
    const threads = Array.from({ length: Math.min(count, jobs.length) }, (___, k) => {
      const own = jobs.flatMap((job, at) => (Math.floor(at / STRIDE) % count === k ? [[at, job] as const] : []))
      return new Worker(file, {
        workerData: { study, options, pool: ready.pool, jobs: own, quick } satisfies Given,
      })
    })
    const halt = () => Promise.all(threads.map((thread) => thread.terminate()))
    if (signal?.aborted) void halt()
    signal?.addEventListener('abort', halt)
    try {
      const ended = await Promise.all(
        threads.map(
          (thread) =>
            new Promise<'ended' | 'differ'>((settle, fail) => {
              thread.on('message', (said: Said) => {
                if (said.kind === 'differ') {
                  settle('differ')
                  void halt()
                  return
                }
                if (said.kind === 'failed')
                  return fail(said.misuse ? new Misuse(said.message) : new Error(said.message))
                made[said.at] = said.simulated
                onProgress?.(++done, jobs.length)
              })
              thread.on('error', fail)
              thread.on('exit', () => settle('ended'))
            }),
        ),
      )
      if (ended.includes('differ')) return 'differ'
    } finally {
      signal?.removeEventListener('abort', halt)
      await halt()
    }
    const missing = made.indexOf(undefined)
    return (missing < 0 ? made : made.slice(0, missing)) as readonly Simulated[]
  }
  const quickly = await attempt(true)
  if (quickly !== 'differ') return quickly
  const slowly = await attempt(false)
  return slowly === 'differ' ? [] : slowly
}

import { parentPort, workerData } from 'node:worker_threads'
import { loadStudy } from '../load.ts'
import { Misuse } from '../misuse.ts'
import { simulated } from './jobs.ts'
import { makeReady } from './ready.ts'
import { ReadsDiffer } from './simulate.ts'
import type { Given, Said } from './workers.ts'

const port = parentPort!
const say = (said: Said): void => port.postMessage(said)
const { study: name, options, pool, jobs, quick } = workerData as Given

try {
  const { study } = await loadStudy(name)
  const ready = await makeReady(study, options, pool)
  const simulator = ready.simulator(quick)
  for (const [at, job] of jobs) say({ kind: 'made', at, simulated: await simulated(study, ready, simulator, job) })
} catch (error) {
  if (error instanceof ReadsDiffer) say({ kind: 'differ' })
  else say({ kind: 'failed', message: (error as Error).message, misuse: error instanceof Misuse })
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyStudy, Episode } from '../core/index.ts'
import { flowFound, studyOf } from './held-run.ts'
import { Misuse } from './misuse.ts'
import type { Manifest, Run, Spent, Stored } from './record.ts'
import { analyse } from './rows.ts'
import { readEpisodes, readManifest } from './store.ts'

/** Opens a run's folder for reading: its manifest, its study, its episodes, and their rows read again by the instruments. */
export const openRun = async (folder: string): Promise<Run> => {
  const manifest = readManifest(folder)
  if (existsSync(join(folder, 'tournament.json')))
    throw new Misuse(`${folder} holds a tournament; suasion tournament --read ${folder} prints it`)
  return assemble(folder, manifest, await studyOf(manifest), readEpisodes(folder))
}

const assemble = (folder: string, manifest: Manifest, study: AnyStudy, stored: readonly Stored[]): Run => {
  if (study.name !== manifest.study)
    throw new Misuse(`${join(folder, 'manifest.json')} is of ${manifest.study}, and its file now holds ${study.name}`)
  const assigned = manifest.shard[1] === 1 ? Math.max(manifest.size, stored.length) : stored.length
  const { rows, flow } = analyse(study, stored, assigned)
  return {
    folder,
    manifest,
    study,
    stored,
    rows,
    flow: flowFound(manifest, flow),
    spent: spentOn(stored.flatMap(({ episode, judged }) => [episode, ...Object.values(judged ?? {})])),
  }
}

interface Usage {
  readonly input?: number
  readonly output?: number
  readonly cost?: number
}

/** What the logged replies of some episodes cost. */
const spentOn = (episodes: readonly Episode[]): Spent => {
  let [calls, inputTokens, outputTokens, faults] = [0, 0, 0, 0]
  let cost: number | null = null
  for (const event of episodes.flat()) {
    if (event.kind === 'fault') faults++
    if (event.kind !== 'act' && event.kind !== 'probe' && event.kind !== 'fault') continue
    const usage = (event.note as { usage?: Usage } | null | undefined)?.usage
    if (!usage) continue
    calls++
    inputTokens += usage.input ?? 0
    outputTokens += usage.output ?? 0
    if (usage.cost !== undefined) cost = (cost ?? 0) + usage.cost
  }
  return { calls, inputTokens, outputTokens, cost, faults, seconds: 0 }
}

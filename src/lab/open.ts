import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Episode } from '../core/index.ts'
import { flowFound, studyOf } from './held-run.ts'
import { assignedOf, interimOf } from './interim.ts'
import { Misuse } from './misuse.ts'
import { tally } from './progress.ts'
import type { Run, Spent } from './record.ts'
import { analyse } from './rows.ts'
import { readEpisodes, readManifest } from './store.ts'

/** What a run's folder holds as it stands, with its study; nothing of it is measured. */
export const readRun = async (folder: string): Promise<Pick<Run, 'manifest' | 'study' | 'stored'>> => {
  const manifest = readManifest(folder)
  if (existsSync(join(folder, 'tournament.json')))
    throw new Misuse(`${folder} holds a tournament; suasion tournament --read ${folder} prints it`)
  const study = await studyOf(manifest)
  if (study.name !== manifest.study)
    throw new Misuse(`${join(folder, 'manifest.json')} is of ${manifest.study}, and its file now holds ${study.name}`)
  return { manifest, study, stored: readEpisodes(folder) }
}

/** Opens a run's folder for reading: its manifest, its study, its episodes, and their rows read again by the instruments. */
export const openRun = async (folder: string): Promise<Run> => {
  const { manifest, study, stored } = await readRun(folder)
  const planned = assignedOf(manifest, interimOf({ study, manifest, stored }))
  const assigned = manifest.shard[1] === 1 ? Math.max(planned, stored.length) : stored.length
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

/** What the logged replies of some episodes cost. */
const spentOn = (episodes: readonly Episode[]): Spent => {
  const used = tally()
  let faults = 0
  for (const event of episodes.flat()) {
    if (event.kind === 'fault') faults++
    if (event.kind === 'act' || event.kind === 'probe' || event.kind === 'fault') used.add(event.note)
  }
  return { ...used.sum(), faults, seconds: 0 }
}

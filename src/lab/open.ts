import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyStudy, Episode } from '../core/index.ts'
import { loadCorpus } from './corpora.ts'
import { corpusStudy } from './corpus-study.ts'
import { loadStudy } from './load.ts'
import { Misuse } from './misuse.ts'
import type { Manifest, Run, Spent, Stored } from './record.ts'
import { analyse } from './rows.ts'
import { readEpisodes, readManifest } from './store.ts'

/** Opens a run's folder for reading: its manifest, its study, its episodes, and their rows read again by the instruments. */
export const openRun = async (folder: string): Promise<Run> => {
  const manifest = readManifest(folder)
  if (existsSync(join(folder, 'tournament.json')))
    throw new Misuse(`${folder} holds a tournament; suasion tournament --read ${folder} prints it`)
  const { corpus } = manifest
  if (corpus) {
    const found = (await loadCorpus(corpus.file ?? corpus.name)).corpus
    return heldRun(folder, manifest, corpusStudy(found, corpus.data, manifest.size), readEpisodes(folder))
  }
  const { study } = await loadStudy(manifest.file ?? manifest.study)
  return assemble(folder, manifest, study, readEpisodes(folder))
}

/** An imported run: its flow begins with the records that were found, and says why some were left out. */
const heldRun = (folder: string, manifest: Manifest, study: AnyStudy, stored: readonly Stored[]): Run => {
  const { found, taken, leftOut } = manifest.corpus!
  const { rows, flow } = analyse(study, stored, taken, taken)
  const reasons = { ...leftOut, ...flow.reasons }
  return { folder, manifest, study, stored, rows, flow: { ...flow, assigned: found, reasons }, spent: spentOn([]) }
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
    flow,
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

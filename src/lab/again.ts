import { emptyScene, openingOf, type Scene } from '../core/index.ts'
import { readCast } from './cast.ts'
import { readText } from './load.ts'
import { prepare } from './prepare.ts'
import type { Run, Stored } from './record.ts'
import { protocolOf } from './report/transcripts.ts'

/**
 * The scene of a stored episode again, as its manifest tells it, so that its log can be refolded, read or forked. In a
 * conversation that was imported nobody sits in the seats, since nobody can be asked.
 */
export const prepareAgain = async (run: Run, stored: Stored): Promise<Scene> => {
  const { study, manifest } = run
  const { trial, episode } = stored
  if (manifest.corpus) return emptyScene(protocolOf(run, stored), openingOf(episode))
  const { castNames, seed, set, items } = manifest
  const texts = Object.entries(castNames).map(([part, names]) => `${part}=${names.join(',')}`)
  const none = {
    input: process.stdin,
    output: process.stderr,
    shared: new Map<string, unknown>(),
    onClose: () => undefined,
  }
  const { cast } = await readCast(study, texts, none)
  const table = items?.file ? study.items!.read(readText(items.file, 'item table'), items.file) : null
  return prepare(study, { cast, seed, set, ...(table && { items: table, itemsFile: items!.file! }) }).stage(trial).scene
}

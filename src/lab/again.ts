import type { Scene, Trial } from '../core/index.ts'
import { readCast } from './cast.ts'
import { readText } from './load.ts'
import { prepare } from './prepare.ts'
import type { Run } from './record.ts'

/** The scene of a stored trial again, as its manifest tells it, so that its log can be refolded, read or forked. */
export const prepareAgain = async ({ study, manifest }: Run, trial: Trial): Promise<Scene> => {
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

import type { AnyMind, Scene, Trial } from '../core/index.ts'
import { readCast } from './cast.ts'
import { readText } from './load.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { Run } from './record.ts'

export interface AgainOptions {
  /** The minds of a run that a program gave them to, since no name leads back to those. */
  readonly cast?: Readonly<Record<string, AnyMind | readonly AnyMind[]>>
  /** Called with what must be closed when the minds are no longer needed. */
  readonly onClose?: (close: () => unknown) => void
}

/** A stored run with everything decided again, as its manifest tells it: the same minds, parameters, items and design. */
export const preparedAgain = async (
  { study, manifest }: Pick<Run, 'study' | 'manifest'>,
  { cast: given = {}, onClose = () => undefined }: AgainOptions = {},
): Promise<Prepared> => {
  const { castNames, seed, set, items, size, shard, file } = manifest
  const texts = Object.entries(castNames).map(([part, names]) => `${part}=${names.join(',')}`)
  const none = { input: process.stdin, output: process.stderr, shared: new Map<string, unknown>(), onClose }
  const { cast } = await readCast(study, texts, none)
  const table = items?.file ? study.items!.read(readText(items.file, 'item table'), items.file) : null
  const options = {
    cast: { ...cast, ...given },
    castNames,
    seed,
    set,
    shard,
    ...(file !== null && { file }),
    ...(table && { items: table, itemsFile: items!.file! }),
  }
  const own = prepare(study, options)
  return own.design.size === size ? own : prepare(study, { ...options, n: size })
}

/** The scene of a stored trial again, so that its log can be refolded, read or forked. */
export const prepareAgain = async (run: Run, trial: Trial): Promise<Scene> =>
  (await preparedAgain(run)).stage(trial).scene

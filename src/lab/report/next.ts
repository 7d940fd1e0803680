import { normalQuantile } from '../../math/distributions.ts'
import type { Run } from '../record.ts'
import { kindsOf } from './say.ts'
import type { Comparison } from './verdict.ts'

/** A command to type next, and what for. */
export interface Next {
  readonly command: string
  readonly why: string
}

/** A word as a shell takes it. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-][\w@%+=:,./#-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`

/** The name by which the command line finds a run's study. */
const studyOf = ({ manifest }: Pick<Run, 'manifest'>): string => shellWord(manifest.file ?? manifest.study)

/** The command that makes this run again, with another number of trials where one is given. */
export const rerunCommand = (run: Pick<Run, 'manifest'>, n: number = run.manifest.size): string => {
  const { corpus } = run.manifest
  if (corpus) return `suasion import ${shellWord(corpus.file ?? corpus.name)} ${shellWord(corpus.path)}`
  const { seed, castNames, set, items, shard } = run.manifest
  const cast = Object.entries(castNames).map(([part, minds]) => `--cast ${shellWord(`${part}=${minds.join()}`)}`)
  const sets = Object.entries(set).map(
    ([name, value]) => `--set ${shellWord(`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)}`,
  )
  const file = items?.file ? [`--items ${shellWord(items.file)}`] : []
  const share = shard[1] > 1 ? [`--shard ${shard.join('/')}`] : []
  const options = [...cast, ...sets, ...file, `--n ${n}`, `--seed ${shellWord(seed)}`, ...share]
  return ['suasion run', studyOf(run), ...options].join(' ')
}

/** The command that computes a study's published numbers again from the authors' data. */
export const dataCommand = (study: string, path = 'PATH'): string =>
  `suasion ledger ${shellWord(study)} --data ${shellWord(path)}`

/** How many times as many trials would settle it, if our estimate stayed where it is; null where none would. */
const timesMore = ({ ours, difference }: Comparison): number | null => {
  if (!ours?.interval || !difference?.interval) return null
  const log = difference.scale === 'ratio' ? Math.log : (x: number) => x
  const reach = (log(ours.interval[1]) - log(ours.interval[0])) / 2
  const z = normalQuantile(0.5 + (ours.level ?? 0.95) / 2)
  const own = (reach * normalQuantile(0.975)) / z
  const whole = (difference.interval[1] - difference.interval[0]) / 2
  const fixed = Math.sqrt(Math.max(0, whole ** 2 - own ** 2))
  const room = Math.abs(Math.abs(difference.value) - difference.margin)
  return fixed >= room ? null : Math.ceil(own ** 2 / (room ** 2 - fixed ** 2))
}

/** What to try next, the most telling first. */
export const nextOf = (run: Run, comparisons: readonly Comparison[]): readonly Next[] => {
  const { manifest, study, flow } = run
  if (manifest.corpus) return nextOfHeld(run)
  const kinds = kindsOf(manifest)
  const name = studyOf(run)
  const next: Next[] = []
  const missing = flow.assigned - flow.completed
  const lost = flow.reasons['provider error'] ?? 0
  const going = [
    ...(missing > 0 ? [`goes on with the ${missing} of ${flow.assigned} episodes not finished`] : []),
    ...(lost > 0 ? [`plays ${lost} again that a provider error ended`] : []),
  ]
  if (going.length > 0)
    next.push({
      command: `${rerunCommand(run)}${run.folder === null ? '' : ` --out ${shellWord(run.folder)}`}`,
      why: going.join(', and '),
    })
  const vague = comparisons.filter(({ verdict }) => verdict === 'too imprecise to say')
  const more = vague.map(timesMore).filter((times) => times !== null && times > 1) as number[]
  const times = more.length ? Math.min(...more) : null
  if (times !== null && times <= 1000)
    next.push({
      command: rerunCommand(run, manifest.size * times),
      why: `about ${times} times as many trials: enough to settle ${more.length === 1 ? 'an estimate' : 'the nearest estimate'} that is too imprecise now`,
    })
  const part = Object.keys(manifest.cast).at(-1)
  if (part !== undefined && !kinds.includes('language-model') && !kinds.includes('people'))
    next.push({
      command: `suasion run ${name} --cast ${shellWord(`${part}=http://127.0.0.1:11434/v1#MODEL`)}`,
      why: `the same study with a language model as ${part}`,
    })
  const source = study.data ?? study.corpus
  if (source)
    next.push({
      command: dataCommand(manifest.file ?? study.name, study.data ? 'PATH' : 'FOLDER'),
      why: `the paper's numbers again, from ${source.name}`,
    })
  if (run.folder) {
    const folder = shellWord(run.folder)
    next.push({ command: `suasion compare ${folder} OTHER-RUN`, why: 'pairs the episodes of two runs by their luck' })
    next.push({ command: `suasion export ${folder}`, why: 'tidy tables with a codebook' })
  }
  if (next.length === 0) next.push({ command: rerunCommand(run), why: 'makes this run again' })
  return next
}

/** What to try with conversations that were imported: they were held, and cannot be played again. */
const nextOfHeld = (run: Run): readonly Next[] => {
  const folder = shellWord(run.folder ?? 'RUN')
  return [
    {
      command: `suasion measure ${folder} --instrument NAME`,
      why: 'what another instrument reads in these conversations',
    },
    {
      command: `suasion fit ${folder} --mind NAME`,
      why: 'a mind that takes part as these people did, where one can be fitted',
    },
    { command: `suasion export ${folder}`, why: 'tidy tables with a codebook' },
    { command: rerunCommand(run), why: 'reads them again from their files' },
  ]
}

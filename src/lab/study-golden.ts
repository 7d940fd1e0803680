import type { AnyStudy, Estimate } from '../core/index.ts'
import { run } from './run.ts'
import { type Summary, summarise } from './summary.ts'

const digits = (x: number): string => String(Number(x.toPrecision(6)))

const shown = (estimate: Pick<Estimate, 'value' | 'interval'> | null): string => {
  if (!estimate) return 'no estimate'
  const { value, interval } = estimate
  return interval ? `${digits(value)} [${digits(interval[0])}, ${digits(interval[1])}]` : digits(value)
}

const aligned = (rows: readonly (readonly string[])[]): string[] => {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)))
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ')}`.trimEnd())
}

/** What a summary says, without what another machine or version would change. */
const told = ({ cast, flow, comparisons, further }: Summary): string[] => [
  ...cast.map(({ part, minds }) => `${part}: ${minds.map(({ name, cast: kind }) => `${name} (${kind})`).join(', ')}`),
  `assigned ${flow.assigned}, completed ${flow.completed}, valid ${flow.valid}, analysed ${flow.analysed}`,
  '',
  ...(comparisons.length
    ? aligned([
        ['number', 'ours', 'theirs', 'verdict'],
        ...comparisons.map(({ key, ours, theirs, verdict }) => [key, shown(ours), shown(theirs), verdict]),
      ])
    : ['  nothing published']),
  ...(further.length ? ['', ...aligned(further.map(({ key, estimate }) => [key, shown(estimate)]))] : []),
]

/**
 * A study as its golden tells it: who played, the flow, and every estimate beside the published one, six significant
 * digits each. It is run with its own cast, its own number of episodes and the seed 'golden'.
 */
export const studyStory = async (study: AnyStudy): Promise<string> => {
  const { name, title, cite } = study
  return [name, title, cite, '', ...told(summarise(await run(study, { seed: 'golden' }))), ''].join('\n')
}

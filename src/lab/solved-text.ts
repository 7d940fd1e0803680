import pc from 'picocolors'
import type { Json } from '../core/index.ts'
import type { StoredSet } from '../solvers/index.ts'
import type { Solved } from './solve.ts'

/** More information sets than this are not printed. */
const READABLE = 48

export interface RenderOptions {
  readonly colour?: boolean
  /** Where the strategy was written, when it was. */
  readonly out?: string | null
  /** The command that plays this game. */
  readonly play?: string
}

/** A solved protocol as text for a terminal: what was solved, what it is worth, how far from an equilibrium, and the strategy. */
export const renderSolved = (
  solved: Solved,
  { colour = false, out = null, play = `suasion play ${solved.protocol}` }: RenderOptions = {},
): string => {
  const { bold, dim, yellow } = pc.createColors(colour)
  const { protocol, params, method, iterations, counts, values, deviations, exploitability, stopped, target } = solved
  const set = Object.entries(params).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  const { nodes, sets, endings, depth } = counts
  const worth = Object.entries(values).map(([seat, value]) => `${seat} ${rounded(value)}`)
  const gains = deviations.map(({ seat, gain }) => `${seat} ${rounded(gain)}`)
  const lines = [
    bold([protocol, ...set].join(' ')),
    `method          ${method}${iterations === null ? '' : `, ${iterations.toLocaleString('en')} iterations`}`,
    `game            ${count(nodes, 'node')}, ${count(sets, 'information set')}, ${count(endings, 'ending')}, ${depth} deep`,
    `time            ${duration(solved.seconds.compile)} to walk the game, ${duration(solved.seconds.solve)} to solve it`,
    `value           ${worth.join(', ')}`,
    `exploitability  ${rounded(exploitability)} (the best deviation gains ${gains.join(', ')})`,
    dim(solved.guarantee),
  ]
  if (stopped)
    lines.push(
      yellow(`stopped after ${(iterations ?? 0).toLocaleString('en')} iterations; this is what was found so far`),
    )
  if (target !== null && iterations !== null && exploitability > target)
    lines.push(yellow(`the target of ${target} was not reached`))
  lines.push('', ...strategyLines(solved, bold))
  const how = `${play} --seat SEAT=solved:${out ?? 'FILE.json'}`
  lines.push('', dim(out === null ? `Keep it with --out FILE.json; then: ${how}` : `Kept in ${out}: ${how}`))
  return `${lines.join('\n')}\n`
}

const strategyLines = ({ strategy, counts }: Solved, bold: (text: string) => string): string[] => {
  if (counts.sets > READABLE) return [`${count(counts.sets, 'information set')}: --json prints them, --out keeps them`]
  return Object.entries(strategy.seats).flatMap(([seat, sets]) => {
    const named = namesOf(sets)
    const width = Math.max(0, ...named.map((name) => name.length))
    return [bold(seat), ...sets.map((set, i) => `  ${named[i]!.padEnd(width)}  ${chancesOf(set)}`.trimEnd())]
  })
}

/** What tells the information sets of a seat apart: the parts of its views that differ, and its own act before. */
const namesOf = (sets: readonly StoredSet[]): string[] => {
  const records = sets.map(({ view }) => new Map(partsOf(view, [])))
  const paths = [...new Set(records.flatMap((record) => [...record.keys()]))]
  const telling = paths.filter((path) => new Set(records.map((record) => record.get(path))).size > 1)
  const severalRoles = new Set(sets.map(({ role }) => role)).size > 1
  return records.map((record, i) => {
    const { after, role } = sets[i]!
    const last = after && sets[after[0]]!.acts[after[1]]
    const known = telling.flatMap((path) => (record.has(path) ? [`${path.split('.').at(-1)} ${record.get(path)}`] : []))
    if (last && known.length === 0) known.push(`after ${actText(last)}`)
    return [...(severalRoles ? [role] : []), ...known].join(', ') || 'always'
  })
}

/** The parts of a view by their paths: records are taken apart, lists are not. */
const partsOf = (view: Json, path: readonly string[]): (readonly [path: string, text: string])[] =>
  typeof view === 'object' && view !== null && !Array.isArray(view)
    ? Object.entries(view).flatMap(([name, inner]) => partsOf(inner, [...path, name]))
    : [[path.join('.'), plain(view)]]

const plain = (value: Json): string => JSON.stringify(value).replaceAll('"', '')

const actText = ({ move, ...fields }: StoredSet['acts'][number]): string =>
  [
    move,
    ...Object.entries(fields).flatMap(([name, value]) => (name === 'text' ? [] : [`${name}=${plain(value)}`])),
  ].join(' ')

const chancesOf = ({ acts, chances }: StoredSet): string =>
  acts
    .map((act, i) => ({ act: actText(act), p: chances[i]! }))
    .filter(({ p }) => p >= 0.0005)
    .map(({ act, p }) => `${act} ${p.toFixed(3)}`)
    .join(', ')

const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`
const rounded = (value: number): string => String(Number(value.toPrecision(6)))
const duration = (seconds: number): string =>
  seconds < 1 ? `${(seconds * 1000).toFixed(0)} ms` : `${seconds.toFixed(1)} s`

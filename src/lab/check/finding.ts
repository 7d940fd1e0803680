/** One thing that the conformance kit found wrong, in words its author can mend it by. */
export interface Finding {
  /** What was checked, by its name. */
  readonly subject: string
  /** Which promise it breaks: 'leaks', 'words', 'same key, same log', ... */
  readonly rule: string
  readonly problem: string
}

/** Takes findings: what is found twice is kept once, and at most three of a kind. */
export interface Report {
  (rule: string, problem: string): void
  readonly found: readonly Finding[]
}

/** Opens a report on one subject. */
export const reportOn = (subject: string): Report => {
  const found: Finding[] = []
  const report = (rule: string, problem: string): void => {
    const alike = found.filter((each) => each.rule === rule)
    if (alike.length < 3 && !alike.some((each) => each.problem === problem)) found.push({ subject, rule, problem })
  }
  return Object.assign(report, { found })
}

/** Does something, and reports it when it throws: the result, or null. */
export const attempt = <T>(report: Report, rule: string, where: string, act: () => T): T | null => {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof Reported)) report(rule, `${where}: ${messageOf(error)}`)
    return null
  }
}

/** Thrown to stop where the reason is reported already. */
export class Reported extends Error {}

export const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const at = /\n\s+at (?!.*node_modules).*?([\w.-]+\.ts:\d+)/.exec(error.stack ?? '')?.[1]
  return error.name === 'Error' || at === undefined ? error.message : `${error.name} ${error.message} (${at})`
}

/** The path of the first difference between two plain values, with both sides; null where they are equal. */
export const difference = (a: unknown, b: unknown, path: string): string | null => {
  if (Object.is(a, b)) return null
  const both = typeof a === 'object' && typeof b === 'object' && a !== null && b !== null
  if (!both || Array.isArray(a) !== Array.isArray(b)) return `${path} is ${short(a)} or ${short(b)}`
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  for (const name of names) {
    const inner = Array.isArray(a) ? `${path}[${name}]` : `${path}.${name}`
    const found = difference((a as Plain)[name], (b as Plain)[name], inner)
    if (found) return found
  }
  return null
}
type Plain = Readonly<Record<string, unknown>>

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

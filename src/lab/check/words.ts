import {
  type AnyProtocol,
  type Asked,
  actForm,
  formOf,
  type Legal,
  type Line,
  type Moves,
  type SeatId,
  type Table,
  unstorable,
  type Words,
} from '../../core/index.ts'
import { difference, type Report } from './finding.ts'

const bad = /\bundefined\b|\bNaN\b|\[object \w+\]/

/** Checks the forms of one ask: moves the role can make, limits on fields that exist, and JSON Schema. */
export const checkAsk = (protocol: AnyProtocol, table: Table, { seat, role, legal }: Asked, report: Report): void => {
  const at = `turn ${table.turn}, ${seat}`
  const open = Object.keys(legal)
  if (open.length === 0) report('asks', `${at}: is asked and has no open move`)
  const stray = open.filter((move) => !protocol.roles[role]!.includes(move))
  if (stray.length) report('asks', `${at}: the move ${stray} is open, and roles says ${role} never makes it`)
  const unstored = unstorable(legal, 'legal')
  if (unstored) report('asks', `${at}: ${unstored}, which JSON cannot hold`)
  for (const move of open) {
    const fields = Object.keys(formOf(protocol.moves[move]).properties ?? {})
    const limits = Object.keys(legal[move]!)
    const unknown = limits.filter((field) => !fields.includes(field))
    if (unknown.length) report('asks', `${at}: ${move} has a limit on ${unknown}, and its fields are ${fields}`)
  }
  try {
    JSON.stringify(actForm(protocol.moves as Moves, legal as Legal<Moves>))
  } catch (error) {
    report('asks', `${at}: the open moves give no JSON Schema: ${(error as Error).message}`)
  }
}

/** What each seat was told so far, by wording: brief and lines. */
type Told = Map<string, { readonly brief: string; readonly lines: readonly Line[] }>

/** Checks what a seat is told over one episode: one reader per episode. */
export const reader = (protocol: AnyProtocol, report: Report) => {
  const told: Told = new Map()
  // biome-ignore lint/suspicious/noExplicitAny: the words of a protocol, no matter which
  const wordings: [string, Words<any, any>][] = [['own', protocol.words], ...Object.entries(protocol.wordings ?? {})]
  return (table: Table, seat: SeatId, legal: Legal<Moves> | null): void => {
    const view = protocol.view(table.state, seat)
    for (const [wording, words] of wordings) {
      const at = `turn ${table.turn}, ${seat}${wording === 'own' ? '' : `, wording ${wording}`}`
      const say = <T>(name: string, make: () => T): T | null => {
        try {
          return make()
        } catch (error) {
          report('words', `${at}: ${name} throws: ${(error as Error).message}`)
          return null
        }
      }
      const brief = say('brief', () => words.brief(view))
      const lines = say('lines', () => words.lines(view))
      const now = say('now', () => words.now(view))
      const asks = Object.keys(legal ?? {}).map((move): [string, unknown] => [
        `ask.${move}`,
        say(`ask.${move}`, () => words.ask[move]!(view)),
      ])
      for (const [name, text] of [['about', words.about], ['brief', brief], ['now', now], ...asks] as const)
        checkText(`${at}: ${name}`, text, report)
      if (brief === null || lines === null) continue
      const before = told.get(`${wording}/${seat}`)
      for (const [i, line] of lines.entries())
        if (i >= (before?.lines.length ?? 0)) checkLine(`${at}: line ${i}`, line, table, seat, report)
      if (before && before.brief !== brief)
        report(
          'words',
          `${at}: the brief was "${cut(before.brief)}" and is now "${cut(brief)}"; right would be a constant one`,
        )
      const changed = before?.lines.findIndex((line, i) => difference(line, lines[i], 'line') !== null) ?? -1
      if (changed >= 0)
        report(
          'words',
          `${at}: line ${changed} was "${cut(before!.lines[changed]!.text)}" and is now ${lines[changed] ? `"${cut(lines[changed].text)}"` : 'gone'}; right would be lines that are only added to`,
        )
      told.set(`${wording}/${seat}`, { brief, lines })
    }
  }
}

const checkText = (where: string, text: unknown, report: Report): void => {
  if (text === null) return
  const found = typeof text === 'string' ? bad.exec(text) : null
  if (typeof text !== 'string') report('words', `${where} is ${typeof text}; right would be a text`)
  else if (found) report('words', `${where} says ${found[0]}: "${cut(text.slice(Math.max(0, found.index - 30)))}"`)
}

const checkLine = (where: string, { by, to, text }: Line, { roles }: Table, seat: SeatId, report: Report): void => {
  checkText(where, text, report)
  const unknown = [by, ...(to ?? [])].filter((each) => each !== null && !(each in roles))
  if (unknown.length) report('words', `${where} names ${unknown}, and the seats are ${Object.keys(roles)}`)
  if (to && by !== seat && !to.includes(seat))
    report('leaks', `${where} was said to ${to.join(', ') || 'nobody'}, and ${seat} is told it: "${cut(text)}"`)
}

const cut = (text: string): string => (text.length > 70 ? `${text.slice(0, 67)}...` : text)

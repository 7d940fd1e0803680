import { type Begun, begun, continued, ended } from '../math/hash.ts'
import type { InWords } from './mind.ts'
import type { SeatId } from './protocol.ts'
import type { Scene } from './scene.ts'
import type { Line } from './words.ts'

/** What a seat's asks have begun with so far: each line as it was, as JSON, and the fingerprint up to its end. */
interface Told {
  readonly brief: string
  readonly lines: Line[]
  readonly texts: string[]
  at: Begun
}

const told = new WeakMap<Scene, Map<SeatId, Told>>()

/**
 * The fingerprint of an ask in words, as its act's event names it: of `JSON.stringify({ brief, lines, now, ask })`.
 * Lines are append-only, so what was said before is not read again at every ask of a seat.
 */
export const shownOf = (scene: Scene, seat: SeatId, { brief, lines, now, ask }: InWords): string => {
  const seats = told.get(scene) ?? new Map<SeatId, Told>()
  if (seats.size === 0) told.set(scene, seats)
  let before = seats.get(seat)
  if (!before || !continues(before, brief, lines)) {
    before = { brief, lines: [], texts: [], at: continued(begun, `{"brief":${JSON.stringify(brief)},"lines":[`) }
    seats.set(seat, before)
  }
  for (let i = before.lines.length; i < lines.length; i++) {
    const text = JSON.stringify(lines[i])
    before.lines.push(lines[i]!)
    before.texts.push(text)
    before.at = continued(before.at, i === 0 ? text : `,${text}`)
  }
  return ended(continued(before.at, `],"now":${JSON.stringify(now)},"ask":${JSON.stringify(ask)}}`))
}

const continues = (before: Told, brief: string, lines: readonly Line[]): boolean => {
  if (before.brief !== brief || before.lines.length > lines.length) return false
  for (let i = 0; i < before.lines.length; i++)
    if (before.lines[i] !== lines[i] && before.texts[i] !== JSON.stringify(lines[i])) return false
  return true
}

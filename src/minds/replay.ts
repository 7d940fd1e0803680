import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type AnyMind,
  answerAct,
  type CastKind,
  type Episode,
  type MindEntry,
  openingOf,
  type Packed,
  replyOf,
  type SeatId,
  unpack,
} from 'suasion'

type Log = Episode[number]
const weight: readonly CastKind[] = ['formal', 'fitted', 'language-model', 'people']

/**
 * Does again what each seat did in a log: its acts, absences and answers to probes, in their order. `seat` replays one
 * seat wherever it sits. Fields that a parser set stand as the log has them, unless the log keeps what was declared:
 * then they are read again. Throws where the log has no further reply. Notes and flags are given again with the acts.
 */
export const replay = (episode: Episode, { seat: only }: { readonly seat?: SeatId } = {}): AnyMind => {
  const { key, protocol, seats } = openingOf(episode)
  if (only !== undefined && !(only in seats))
    throw new Error(`${key} has no seat called ${only}; it has ${Object.keys(seats).join(', ')}`)
  const own = Object.entries(seats).filter(([id]) => only === undefined || id === only)
  const cast = own.reduce<CastKind>(
    (most, [, { cast }]) => (weight.indexOf(cast) > weight.indexOf(most) ? cast : most),
    'formal',
  )
  const declared = episode.some(
    (event) => event.kind === 'act' && event.declared && (only ?? event.seat) === event.seat,
  )
  // A seat that is only probed folds nothing, so which of several answers is due is told by what it sees anew.
  const given = new Map<string, Log>()

  /** What a seat replied to the rules' asks, or to a question, after so many acts of its own, the oldest first. */
  const replies = (seat: SeatId, acts: number, question: string | undefined): Log[] => {
    let done = 0
    return episode.filter((event) => {
      if (!('seat' in event) || event.seat !== seat) return false
      const here = done === acts
      if (event.kind === 'act') done++
      if (!here) return false
      if (event.kind === 'absent') return event.probe === question
      return question === undefined ? event.kind === 'act' : event.kind === 'probe' && event.question === question
    })
  }

  return {
    name: `replay of ${key}`,
    plays: protocol,
    cast,
    source: `the log ${key}`,
    hears: [],
    ...(!declared && { speaks: 'generated' }),
    open: () => ({ acts: 0 }),
    decide: ({ seat, question, view, tries }, { acts }: { acts: number }) => {
      const from = only ?? seat
      const due = replies(from, acts, question?.id)
      const place = JSON.stringify([seat, acts, question?.id ?? null])
      const moment = place + JSON.stringify(view)
      const used = new Set([...given].filter(([at]) => at.startsWith(place)).map(([, event]) => event))
      const event = given.get(moment) ?? due.find((each) => !used.has(each))
      const what = question ? `answer of ${from} to "${question.id}"` : `act of ${from}`
      if (!event || tries > 0)
        throw new Error(`the log of ${key} has no ${tries > 0 ? 'other' : 'further'} ${what} after ${acts} of its acts`)
      given.set(moment, event)
      if (event.kind === 'absent')
        return { absent: event.why, ...(event.reason !== undefined && { reason: event.reason }) } as never
      if (event.kind === 'probe') return { act: answerAct(question!, event.answer) as never, ...aside(event) }
      return replyOf(event as never) as never
    },
    keep: ({ acts }: { acts: number }) => ({ acts: acts + 1 }),
  }
}

const aside = ({ note, flags }: Extract<Log, { kind: 'probe' }>) => ({
  ...(note !== undefined && { note }),
  ...(flags && { flags }),
})

/** One episode of a run's folder, by its key; throws naming some of the keys there are. */
export const readEpisode = (folder: string, key: string): Episode => {
  const files = readdirSync(folder).filter((file) => /^episodes-.*\.ndjson$/.test(file))
  if (files.length === 0) throw new Error(`${folder} holds no episodes-*.ndjson; right would be the folder of a run`)
  const keys: string[] = []
  for (const file of files.sort())
    for (const [i, line] of readFileSync(join(folder, file), 'utf8').split('\n').entries()) {
      if (line === '') continue
      let stored: { readonly key: string; readonly episode: Packed }
      try {
        stored = JSON.parse(line)
      } catch {
        throw new Error(
          `${join(folder, file)}, line ${i + 1}, is not JSON; the run was cut off there, and resuming it mends that`,
        )
      }
      if (stored.key === key) return unpack(stored.episode)
      keys.push(stored.key)
    }
  const some = keys.slice(0, 8).join('; ')
  throw new Error(`${folder} has no episode ${key}; it has ${keys.length}, such as ${some || 'none at all'}`)
}

/** A stored episode on the command line. */
const entry: MindEntry = {
  name: 'replay',
  about: 'what each seat did in a stored episode',
  example: 'replay:runs/my-run#KEY',
  matches: (text) => text.startsWith('replay:'),
  make: (text) => {
    const [, folder, key] = /^replay:(.+?)#(.+)$/.exec(text) ?? []
    if (!folder || !key) throw new Error(`${text} names no episode; right would be replay:RUN_FOLDER#KEY`)
    return replay(readEpisode(folder, key))
  },
}
export default entry

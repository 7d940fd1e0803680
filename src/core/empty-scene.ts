import type { StateOf } from './define.ts'
import { type Episode, type OpenEvent, openingOf } from './event.ts'
import type { AnyMind } from './mind.ts'
import type { AnyProtocol } from './protocol.ts'
import { refold } from './replay.ts'
import { type Scene, scene } from './scene.ts'

/** Holds a seat while a log is read again; nobody may ask it. */
export const onlooker: AnyMind = {
  name: 'onlooker',
  plays: '*',
  cast: 'formal',
  source: 'reads a log and decides nothing',
  // The acts of a log stand as they were settled, so no parser reads them a second time.
  speaks: 'generated',
  open: () => null,
  decide: () => {
    throw new Error('an onlooker decides nothing')
  },
}

/** The opening of a log of this protocol; throws naming the `reader` on one of another protocol or version. */
export const openingIn = (protocol: AnyProtocol, episode: Episode, reader: string): OpenEvent => {
  const opening = openingOf(episode)
  const { name, version } = protocol
  if (opening.protocol !== name || opening.version !== version)
    throw new Error(
      `${reader} reads ${name} version ${version}, and this log is of ${opening.protocol} version ${opening.version}`,
    )
  return opening
}

/** The scene of a log that opens so, with nobody in its seats. */
export const emptyScene = <T extends AnyProtocol>(protocol: T, { params, wording }: OpenEvent): Scene<T> => {
  const minds = Object.fromEntries(Object.keys(protocol.roles).map((role) => [role, onlooker]))
  return scene(protocol, { params: params as never, wording, minds })
}

/** A log with its acts as they were settled: without what speakers declared where a parser's reading stands in the act. */
export const settledLog = (episode: Episode): Episode =>
  episode.map((event) => {
    if (event.kind !== 'act' || event.declared === undefined) return event
    const { declared: _, ...settled } = event
    return settled
  })

/**
 * The state of the rules in which a log ended, or when `turn` began, with no call to any mind: for what the acts alone
 * do not tell. Throws as `openingIn`.
 */
export const stateOf = <T extends AnyProtocol>(
  protocol: T,
  episode: Episode,
  reader: string,
  turn: number = Number.POSITIVE_INFINITY,
): StateOf<T> =>
  refold(emptyScene(protocol, openingIn(protocol, episode, reader)), settledLog(episode), turn).state as StateOf<T>

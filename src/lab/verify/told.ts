import { type AnyProtocol, type Deed, type Json, openingOf, replyOf, tell } from '../../core/index.ts'
import type { Stored } from '../record.ts'
import { compareStored, type Difference } from './difference.ts'

/** How many acts of people an imported conversation holds, and where the rules tell them otherwise than it is stored. */
export const verifyTold = (
  protocol: AnyProtocol,
  stored: Stored,
): { readonly acts: number; readonly difference: Difference | null } => {
  const { key, episode } = stored
  const deeds = episode.flatMap((event): Deed[] => {
    if (event.kind === 'absent') return [{ seat: event.seat, absent: event.why }]
    if (event.kind !== 'act') return []
    const { act, note } = replyOf(event) as { act: NonNullable<Deed['act']>; note?: Deed['note'] }
    return [{ seat: event.seat, act, ...(note !== undefined && { note }) }]
  })
  const acts = deeds.filter(({ act }) => act).length
  const again = tell(protocol, key, openingOf(episode).params as Readonly<Record<string, Json>>, deeds)
  if ('episode' in again)
    return { acts, difference: compareStored(stored, { ...stored, episode: again.episode }, new Set()) }
  const { at, problem } = again
  const seat = deeds[at]?.seat ?? null
  return { acts, difference: { key, turn: at < 0 ? null : at, seat, field: 'act', stored: null, again: problem } }
}

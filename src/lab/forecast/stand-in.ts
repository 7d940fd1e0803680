import { type Answer, type AnyMind, type Asked, actForm, type Json } from '../../core/index.ts'
import { addressed } from '../../models/mock/addressed.ts'
import { draw } from '../../models/mock/draw.ts'

/** Whether a mind may play itself in a rehearsal: it sits in this process, and costs nothing. */
export const playsItself = ({ cast }: AnyMind): boolean => cast === 'formal' || cast === 'fitted'

/** A legal act by chance, for a mind that nobody can stand in for. */
export const byChance = (seen: Asked): Answer => {
  const seed = Math.floor(seen.luck.of('rehearsal', seen.tries, seen.question?.id ?? '').uniform() * 2 ** 31)
  return { act: draw(actForm(seen.moves, seen.legal) as never, addressed(seed)) as never }
}

type Both = readonly [own: Json, mind: Json]

/**
 * A mind in a rehearsal: it is asked, where it sends nothing, so that its prompts are counted, and the act is that of the
 * study's own formal mind, which makes episodes as long as they are. Where the study has none, acts are legal ones by chance.
 */
export const standIn = (mind: AnyMind, own: AnyMind | undefined, sendsNothing: boolean): AnyMind => {
  const formal = own && playsItself(own) ? own : null
  if (!formal) return sendsNothing ? mind : { ...mind, decide: (seen) => byChance(seen as Asked) as never }
  const { name, cast, source, hears, fit, atOnce, roles, plays } = mind
  return {
    plays,
    name,
    cast,
    source,
    ...(roles && { roles }),
    ...(hears && { hears }),
    ...(fit && { fit }),
    ...(atOnce !== undefined && { atOnce }),
    ...(formal.speaks && { speaks: formal.speaks }),
    open: (seat, carried: Both | null): Both => [
      formal.open(seat, carried?.[0] ?? null),
      sendsNothing ? mind.open(seat, carried?.[1] ?? null) : null,
    ],
    decide: async (seen, [first, second]: Both) => {
      if (sendsNothing) await mind.decide(seen, second)
      return formal.decide(seen, first)
    },
    keep: ([first, second]: Both, seen, reply): Both => [
      formal.keep ? formal.keep(first, seen, reply) : first,
      sendsNothing && mind.keep ? mind.keep(second, seen, reply) : second,
    ],
    close: ([first, second]: Both, payoff): Both => [
      formal.close ? formal.close(first, payoff) : first,
      sendsNothing && mind.close ? mind.close(second, payoff) : second,
    ],
  }
}

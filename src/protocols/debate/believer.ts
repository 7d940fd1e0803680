import { type Json, type MovesOf, policy, type Seen } from 'suasion'
import { slider, stance } from './answer.ts'
import { amateurArgument } from './persuaders.ts'
import { debate } from './protocol.ts'
import { reply, speak } from './speech.ts'
import type { Said, Side, View } from './view.ts'

export type Here = Seen<View, MovesOf<typeof debate>>

/** A theory of how arguments change a belief: what is believed at first, and what each argument makes of it. */
export interface Belief<B extends Json> {
  readonly name: string
  readonly source: string
  readonly hears: readonly string[]
  begin(seen: Here): B
  /** After the argument at `place` of what was said, made for `side`. */
  hear(before: B, said: readonly Said[], place: number, side: Side, seen: Here): B
  /** The probability of the proposition, in (0, 1). */
  credence(now: B): number
  /** What is brought to the next episode. */
  carry?(now: B): B
}

type Kept<B> = { readonly belief: B; readonly heard: number } | null

/**
 * Prior belief in a proposition: the mean and spread of the 27 debate networks of persuasiontrace, cut to .05 to .95.
 */
export const drawPrior = ({ luck }: Pick<Here, 'luck'>): number =>
  Math.min(0.95, Math.max(0.05, luck.of('prior').normal(0.489, 0.148)))

/**
 * A mind that has a belief of its own, whatever side it argues: as a listener it answers by how far it was moved; as
 * a debater it argues like the amateur. It answers the probes `stance` (Likert: agreement with the proposition) and
 * `belief` (slider). Its belief is what it carries to another episode. Its theory comes with it, so that resistance can
 * be put around it (`inoculate`, `guard`).
 */
export const believer = <B extends Json>(theory: Belief<B>) => {
  const { name, source, hears, begin, hear, credence, carry } = theory
  const listen = (seen: Here, kept: Kept<B>): B => {
    const { view } = seen
    const { said, seat, otherSide } = view
    let belief = kept ? kept.belief : begin(seen)
    for (let i = kept ? kept.heard : 0; i < said.length; i++)
      if (said[i]!.by !== seat && said[i]!.move === 'argue') belief = hear(belief, said, i, otherSide!, seen)
    return belief
  }
  const mind = policy<typeof debate, 'debater' | 'listener', Kept<B>>(
    debate,
    ['debater', 'listener'],
    name,
    {
      argue: ({ view, luck }) => speak(amateurArgument(luck, view.round), view, luck),
      answer: (seen, kept) => {
        const before = credence(kept ? kept.belief : begin(seen))
        const shift = credence(listen(seen, kept)) - before
        return reply(seen.view.otherSide === 'PRO' ? shift : -shift, seen.view.round, seen.luck)
      },
    },
    {
      source,
      hears,
      answers: {
        stance: (seen, kept) => stance(seen.question!, credence(listen(seen, kept))),
        belief: (seen, kept) => slider(seen.question!, credence(listen(seen, kept))),
      },
      open: (carried) => carried && { belief: carried.belief, heard: 0 },
      keep: (kept, seen) => ({ belief: listen(seen, kept), heard: seen.view.said.length }),
      ...(carry && { close: (kept) => kept && { belief: carry(kept.belief), heard: kept.heard } }),
    },
  )
  return { ...mind, theory }
}

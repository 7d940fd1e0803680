import type { Json } from 'suasion'
import { z } from 'zod'

/** One who lives on, as its heirs see it. */
export interface Survivor {
  readonly kept: Json
  /** Its resources at the end of the games, their mean; null where the rules say none. */
  readonly payoff?: number | null
}

/** What a newcomer reads before its first episode: the plan of every survivor who wrote one, and what it ended with. */
export type Reading = {
  readonly survivors: readonly { readonly plan: string; readonly resources: number | null }[]
}

const memory = z.object({ acts: z.number(), did: z.array(z.unknown()), earlier: z.array(z.unknown()) })
const lived = z.object({ did: z.array(z.unknown()) })
const written = z.object({ move: z.literal('plan'), text: z.string() })

/** The plan in the newest episode that the memory of a language model tells of; null where there is none. */
const planOf = (kept: Json): string | null => {
  const newest = memory.safeParse(kept).data?.earlier.at(-1)
  for (const act of lived.safeParse(newest).data?.did ?? []) {
    const plan = written.safeParse(act)
    if (plan.success) return plan.data.text
  }
  return null
}

/**
 * The memory of a newcomer among language models: one that has done nothing, and whose `earlier` is the one
 * `Reading` of all survivors' plans, the best first where the survivors are so ordered. Null where no survivor's memory
 * holds a plan.
 */
export const readingOf = (survivors: readonly Survivor[]): Json => {
  const read = survivors.flatMap(({ kept, payoff = null }): Reading['survivors'] => {
    const plan = planOf(kept)
    return plan === null ? [] : [{ plan, resources: payoff }]
  })
  return read.length === 0 ? null : { acts: 0, did: [], earlier: [{ survivors: read } satisfies Reading] }
}

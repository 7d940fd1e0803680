import { believer, drawPrior } from './believer.ts'
import { betaTrust, expectedTrust, hearLaputa } from './laputa.ts'
import { beliefIn, hearWitness, testimony } from './witness.ts'

/** Trust in somebody unknown, as the a and b of a Beta density. */
export const TRUST = { neutral: [2, 2], trusting: [5, 2], wary: [2, 5] } as const

/** What this listener holds. */
export interface SourceTrust {
  readonly model?: 'witness' | 'laputa'
  readonly trust?: keyof typeof TRUST
  /** a: the chance that an unreliable witness says what it says. */
  readonly chance?: number
}

/**
 * A persuadee who asks only how far the speaker can be relied on: every argument is one more report that the
 * proposition holds, or does not, and what it rests on is not heard. Belief and trust move together. `model` is
 * Bovens & Hartmann's witness (2003) or Olsson & Angere's Laputa; in the first the prior reliability is the mean of
 * `trust`. That a stranger given a side by lot meets 'wary' ears is *chosen*, as is `chance`.
 */
export const sourceTrust = ({ model = 'witness', trust = 'wary', chance = 0.5 }: SourceTrust = {}) => {
  if (!(trust in TRUST)) throw new Error(`sourceTrust has no trust called ${trust}; it has ${Object.keys(TRUST)}`)
  if (!(chance > 0 && chance < 1)) throw new Error(`sourceTrust: chance is between 0 and 1, not ${chance}`)
  const [a, b] = TRUST[trust]
  const density = betaTrust(a, b)
  if (model === 'witness')
    return believer({
      name: `source trust (witness, ${trust}, chance ${chance})`,
      source: 'Bovens & Hartmann 2003; prior trust chosen',
      hears: [],
      begin: (seen) => testimony(drawPrior(seen), expectedTrust(density)),
      hear: (before, _said, _place, side) => hearWitness(before, side === 'PRO', chance),
      // A credence of exactly 0 or 1 could never move again; the bounds are Laputa's.
      credence: (now) => Math.min(0.999, Math.max(0.001, beliefIn(now))),
    })
  if (model !== 'laputa') throw new Error(`sourceTrust has no model called ${model}; it has witness, laputa`)
  return believer({
    name: `source trust (laputa, ${trust})`,
    source: 'Olsson & Angere, Laputa; prior trust chosen',
    hears: [],
    begin: (seen) => ({ credence: drawPrior(seen), trust: density }),
    hear: (before, _said, _place, side) => hearLaputa(before, side === 'PRO'),
    credence: ({ credence }) => credence,
  })
}

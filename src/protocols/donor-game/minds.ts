import { policy } from 'suasion'
import { donorGame } from './protocol.ts'
import type { View } from './state.ts'

const checked = (name: string, share: number): number => {
  if (share >= 0 && share <= 1) return share
  throw new Error(`${name} must be from 0 to 1, not ${share}`)
}

/** What a formal mind says when it promises: the number, and the same number in words. */
export const promising = (promise: number) => ({
  promise,
  text: `As a donor I will give ${percent(promise)} of what I have.`,
})

/** A share in words. */
export const percent = (share: number): string => `${Math.round(share * 100)}%`

/** A mind that only donates, by a rule from what it sees to a share, and promises and plans always the same. */
const donor = (
  name: string,
  give: (view: View) => number,
  promise: number,
  { plan, source, hears }: { readonly plan: string; readonly source: string; readonly hears: readonly string[] },
) =>
  policy(
    donorGame,
    ['player'],
    name,
    {
      donate: ({ view }) => ({ share: give(view) }),
      punish: () => ({ share: 0 }),
      refuse: () => ({}),
      plead: () => promising(promise),
      plan: () => ({ text: plan }),
    },
    { source, hears, choose: ({ view: { stage } }) => (stage === 'plan' || stage === 'plead' ? stage : 'donate') },
  )

/** Gives the same share (0 to 1) to everybody, and promises it: the yardstick whose outcome is known exactly. */
export const fixedShare = ({ share = 0.5 } = {}) => {
  const given = checked('share', share)
  const plan = `I will give everybody ${percent(given)} of what I have.`
  return donor(`gives ${given}`, () => given, given, { plan, source: `chosen: share ${given}`, hears: [] })
}

/** Gives nothing, which is the best reply to any behaviour of others in the last round; what it promises is chosen. */
export const freeRider = ({ promise = 1 } = {}) =>
  donor('free rider', () => 0, checked('promise', promise), {
    plan: 'I will give nothing to anybody.',
    source: 'dominant in one round',
    hears: [],
  })

/**
 * Discriminates by the image of the recipient as Nowak & Sigmund 1998 (Nature 393, 573-577) do: good players get
 * `share`, others nothing. Adapted to one visible act: the image is good when the last act gave at least `threshold`,
 * and of a stranger it is good too (their k = 0). Both numbers are chosen.
 */
export const imageScorer = ({ share = 0.5, threshold = 0.25 } = {}) => {
  const given = checked('share', share)
  const least = checked('threshold', threshold)
  const good = ({ trace: [last] }: View): boolean => !last || (last.did === 'donate' && last.share >= least)
  const source = `Nowak & Sigmund 1998, adapted to one act; share ${given} and threshold ${least} are chosen`
  const plan = `I will give ${percent(given)} to strangers and to those who last gave at least ${percent(least)}, and nothing to others.`
  return donor('image scorer', (view) => (good(view) ? given : 0), given, { plan, source, hears: ['share'] })
}

/** Gives to each what it gave last, and `init` (0 to 1, chosen) to those of whom nothing is known: upstream reciprocity. */
export const conditionalCooperator = ({ init = 0.5 } = {}) => {
  const first = checked('init', init)
  const give = ({ trace: [last] }: View): number => (last ? (last.did === 'donate' ? last.share : 0) : first)
  return donor('conditional cooperator', give, first, {
    plan: `I will give to each the share that it gave last, and ${percent(first)} to strangers.`,
    source: `chosen: init ${first}`,
    hears: ['share'],
  })
}

/** Takes promises at their word: gives what the recipient promises to give, else `init`; chosen, so that talk can be told from deeds. */
export const believer = ({ init = 0.5 } = {}) => {
  const first = checked('init', init)
  return donor('believer', ({ plea }) => plea?.promise ?? first, first, {
    plan: `I will give to each the share that it promises to give, and ${percent(first)} to those who promise nothing.`,
    source: `chosen: init ${first}`,
    hears: ['promise'],
  })
}

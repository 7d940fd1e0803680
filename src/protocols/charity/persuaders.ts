import { type Luck, type MovesOf, policy, type Seen } from 'suasion'
import type { PersuaderAct, Tactic } from './acts.ts'
import { charity } from './protocol.ts'
import { type Plan, speak } from './speech.ts'
import { other, type View } from './state.ts'

export type Here = Seen<View, MovesOf<typeof charity>>

/** Acts that claim something, which may be true or not; the rest ask, answer or are polite. */
const CLAIMS: ReadonlySet<PersuaderAct> = new Set([
  'credibility-appeal',
  'emotion-appeal',
  'logical-appeal',
  'self-modeling',
  'personal-story',
  'donation-information',
])
/** What an honest persuader gives itself where nobody says: its 'I donate too' is then true (*chosen*). */
export const OWN_GIFT = 0.5

export interface PersuaderOptions {
  readonly source: string
  readonly hears?: readonly string[]
  /** Dollars it gives itself at the end; .5 unless said. One that gives nothing tells an untruth when it says it will. */
  readonly gives?: number
  /** Whether a claim of this turn is held true, beside what its own gift says; true unless said. */
  readonly truthful?: (acts: readonly PersuaderAct[], luck: Luck, turn: number) => boolean
  /** By what tactic it goes around the other's judgement in this turn; by none unless said. */
  readonly tactic?: (acts: readonly PersuaderAct[], luck: Luck, turn: number) => Tactic
}

/** How many turns this seat has had. */
export const ownTurns = ({ turn }: Pick<View, 'turn'>): number => turn >> 1
/** Whether no turn of the persuader's comes after this one that the persuadee could still answer. */
export const isLast = ({ turn, setting }: Pick<View, 'turn' | 'setting'>): boolean => turn + 2 >= setting.turns

/**
 * A persuader whose turns do what `plan` says; once the other has pledged, it thanks it, and then takes its leave. It
 * makes no pledge of its own, and gives what `gives` says. It declares whether its claims are true.
 */
export const persuader = (
  name: string,
  plan: (seen: Here) => readonly PersuaderAct[],
  { source, hears = [], gives = OWN_GIFT, truthful = () => true, tactic = () => 'none' }: PersuaderOptions,
) => {
  if (!(gives >= 0 && Number.isFinite(gives))) throw new Error(`${name} gives ${gives}; it must be 0 dollars or more`)
  const planned = (seen: Here): Plan => {
    const { view, luck } = seen
    const { turn } = view
    const acts = won(view) ?? plan(seen)
    const claims = acts.some((act) => CLAIMS.has(act))
    const kept = gives > 0 || !acts.includes('self-modeling')
    return {
      acts,
      tactic: won(view) ? 'none' : tactic(acts, luck, turn),
      truthful: claims ? kept && truthful(acts, luck, turn) : null,
    }
  }
  const say = (seen: Here) => speak(planned(seen), seen.view, seen.luck)
  return policy(
    charity,
    ['persuader'],
    name,
    {
      say,
      pledge: (seen) => ({ ...say(seen), amount: Math.max(0.01, Math.min(gives, seen.view.setting.endowment)) }),
      give: ({ view: { setting } }) => ({ amount: Math.min(gives, setting.endowment) }),
    },
    { source, hears: [...new Set(['move', ...hears])], choose: ({ view }) => (view.end === null ? 'say' : 'give') },
  )
}

/** What is left to do once the other has pledged: thanks in the turn after, then a farewell; null before. */
const won = ({ seat, pledged, said }: View): readonly PersuaderAct[] | null => {
  if (pledged[other[seat]] === null) return null
  const pledge = said.findLastIndex(({ by, move }) => by !== seat && move === 'pledge')
  return said.slice(pledge).some(({ by }) => by === seat) ? ['closing'] : ['thank', 'confirm-donation']
}

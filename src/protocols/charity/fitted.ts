import { type Fit, type Luck, type MovesOf, policy, type Seen } from 'suasion'
import { INQUIRIES, PERSUADEE_ACTS, type PersuadeeAct, type Reply } from './acts.ts'
import { facing } from './hazards.ts'
import { drawn, gift, type Parameters, replyChances, replyShares, type Support, supported } from './parameters.ts'
import { charity } from './protocol.ts'
import { answer } from './speech.ts'
import { most, type View } from './state.ts'

type Here = Seen<View, MovesOf<typeof charity>>

/** What a fitted persuadee is made of. */
export interface Learnt {
  readonly parameters: Parameters
  /** Parameters of bootstrap samples of whole dialogues; an episode draws one. */
  readonly draws: readonly Parameters[]
  readonly support: Support
  readonly fit: Fit
}

const inquiring: ReadonlySet<string> = new Set(INQUIRIES)

/** What a person does who answers so; what a neutral turn does is drawn as people did it. */
const actsOf = (reply: Reply, facingActs: readonly string[], parameters: Parameters, luck: Luck): PersuadeeAct[] => {
  const asked = facingActs.some((act) => inquiring.has(act))
  if (reply === 'donate') return ['agree-donation', 'provide-donation-amount']
  if (reply === 'refuse') return ['disagree-donation']
  if (reply === 'negative') return [asked ? 'negative-to-inquiry' : 'negative-reaction-to-donation']
  if (reply === 'positive') return [asked ? 'positive-to-inquiry' : 'positive-reaction-to-donation']
  const known = PERSUADEE_ACTS.filter((act) => (parameters.neutral[act] ?? 0) > 0)
  return [
    luck.weighted(
      known,
      known.map((act) => parameters.neutral[act]!),
    ),
  ]
}

/** Somebody fitted from people, as a mind: `point` takes the estimate itself in place of a bootstrap sample. */
export const learntPersuadee = (
  name: string,
  { parameters, draws, support, fit }: Learnt,
  { fatigue = 0, point = false }: { readonly fatigue?: number; readonly point?: boolean } = {},
) => {
  if (!(fatigue >= 0 && fatigue <= 10)) throw new Error(`${name}: fatigue is from 0 to 10, not ${fatigue}`)
  if (draws.length === 0 && !point) throw new Error(`${name} has no bootstrap draws; refit it, or ask for point`)
  const places = draws.map((_, i) => i)
  const person = ({ luck }: Here): number => (point ? -1 : luck.of('parameters').pick(places))
  const of = (seen: Here): Parameters => (point ? parameters : draws[person(seen)]!)
  const replyTo = (seen: Here): Reply => {
    const { view, luck } = seen
    const { acts, history } = facing(view.said, view.turn >> 1)
    const at = luck.of('reply', view.turn)
    // After a pledge nothing is known but how people react: nobody pledges twice.
    if (view.pledged.persuadee !== null)
      return at.weighted(['negative', 'neutral', 'positive'] as const, replyShares(of(seen), acts))
    const { replies, chances } = replyChances(of(seen), acts, history, fatigue)
    return at.weighted(replies, chances)
  }
  const say = (seen: Here, reply: Reply, amount: number | null = null) => {
    const { view, luck } = seen
    const { acts } = facing(view.said, view.turn >> 1)
    return answer(actsOf(reply, acts, of(seen), luck.of('neutral', view.turn)), view, luck, amount)
  }
  const pledged = (seen: Here): number => {
    const { setting } = seen.view
    const amount = setting.endowment * drawn(of(seen).pledges, seen.luck.of('pledge'))
    return Math.max(0.01, Math.round(100 * amount) / 100)
  }
  const given = (seen: Here): number => {
    const { pledged: on, setting } = seen.view
    const amount = gift(of(seen), on.persuadee, setting.endowment, seen.luck)
    const least = setting.enforce ? (on.persuadee ?? 0) : 0
    return Math.min(most(setting), Math.max(least, amount))
  }
  const flags = ({ view }: Here): readonly string[] => {
    if (view.end !== null) return view.setting.endowment === 2 && !view.setting.enforce ? [] : ['out of support']
    const { acts, history } = facing(view.said, view.turn >> 1)
    const inside = view.pledged.persuadee === null && supported(support, acts, history)
    return inside ? [] : ['out of support']
  }
  return policy(
    charity,
    ['persuadee'],
    fatigue === 0 ? name : `${name} (fatigue ${fatigue})`,
    {
      say: (seen) => say(seen, replyTo(seen)),
      pledge: (seen) => {
        const amount = pledged(seen)
        return { ...say(seen, 'donate', amount), amount }
      },
      decline: (seen) => say(seen, 'refuse'),
      give: (seen) => ({ amount: given(seen) }),
    },
    {
      source: `hazards of the first pledge and of refusals, fitted on ${fit.data}: ${fit.people} people${fatigue ? `; fatigue of ${fatigue} x (-.6, +.5) for each ask before is inferred, not fitted` : ''}`,
      cast: 'fitted',
      fit,
      hears: ['acts'],
      choose: (seen) => {
        if (seen.view.end !== null) return 'give'
        const reply = replyTo(seen)
        return reply === 'donate' ? 'pledge' : reply === 'refuse' ? 'decline' : 'say'
      },
      flags,
      note: (seen) => ({ draw: person(seen) }),
    },
  )
}

import { MISSIONS, type Mission } from './board.ts'
import { type Offer, reliability } from './deals.ts'
import { type Asked, type Style, since, wanted } from './outlook.ts'
import { ROOM } from './parley.ts'
import { claiming } from './speech.ts'
import { ANY, type Claim, type ConquestAct, type View } from './state.ts'

const chance = (view: View, style: Style, { by, kind, giver }: Offer): number => {
  const own = view.places.filter(({ owner }, at) => owner === view.seat && wanted(view, at)).length
  const claimed = view.history.findLast((each) => each.what === 'said' && each.by === by && each.claim !== 'none')
  const rival = claimed?.what === 'said' && claimed.claim === view.mission ? 0.5 : 1
  const asked = giver === 'me' ? 1 : kind === 'support' ? style.grants : style.agrees
  return asked * reliability(view.deals, by) * (own >= 4 ? 0.4 : 1) * rival
}

/** What a formal commander says in a conversation: it answers an offer, makes one, claims a mission, or falls silent. */
export const answer = ({ view, luck }: Asked, style: Style): ConquestAct => {
  const { seat, offers, round, player, mission } = view
  const other = view.with!
  const offer = offers.find(({ by }) => by === other)
  if (offer) {
    const agrees = luck.of('agrees', round, player, other, offer.number).uniform() < chance(view, style, offer)
    const text = agrees ? 'Agreed.' : 'No, not now.'
    return { move: agrees ? 'agree' : 'decline', offer: offer.number, text }
  }
  const own = since(view, 'met').flatMap((each) => ('by' in each && each.by === seat ? [each.what] : []))
  if (player === seat && !own.includes('offered')) {
    const deal = { rounds: 2, place: ANY } as const
    return style.asks === 'support'
      ? { move: 'propose', ...deal, kind: 'support', giver: 'you', text: 'Send me an army, and I will remember it.' }
      : {
          move: 'propose',
          ...deal,
          kind: 'truce',
          giver: 'both',
          text: 'Let us leave each other alone for two rounds.',
        }
  }
  if (style.claims === 'none' || own.includes('said')) return { move: 'silent' }
  const lie = (Object.keys(MISSIONS) as Mission[]).find((each) => each !== mission)!
  const claim: Claim = style.claims === 'true' ? mission : lie
  return { move: 'say', room: ROOM, claim, text: claiming(claim) }
}

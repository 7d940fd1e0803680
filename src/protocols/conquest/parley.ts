import { floor, left, openFloor, type SeatId, talked } from 'suasion'
import { dealt, passed, tell } from './campaign.ts'
import { afterDeed, afterLoss, dealsOf, type Offer } from './deals.ts'
import { type Claim, type ConquestAct, type State, TESTED, talkers } from './state.ts'

/** The one room of a private conversation. */
export const ROOM = 'private'

/** Opens a private conversation, and spends a token on it. */
export const met = (state: State, other: SeatId): State => {
  const { player, tokens, settings } = state
  const pair = [player, other]
  const talk = openFloor({ [ROOM]: pair }, settings.utterances)
  const opened = { ...state, talk, spoke: other, offers: [], offered: 0, stage: 'talk' as const }
  const spent = { ...opened, tokens: { ...tokens, negotiate: tokens.negotiate - 1 } }
  const partner = player === TESTED && state.partner === null ? other : state.partner
  return tell({ ...spent, partner }, { what: 'met', by: player, with: other }, pair)
}

/** Whose word it is: of those who may speak, the one who did not speak last. */
export const speaker = ({ talk, spoke }: State): SeatId | null => {
  const may = talk ? floor(talk).ask : []
  return may.find((seat) => seat !== spoke) ?? may[0] ?? null
}

const parted = (state: State): State =>
  speaker(state) === null
    ? tell({ ...state, talk: null, spoke: null, offers: [], stage: 'act' }, { what: 'parted' }, talkers(state))
    : state

const spoken = (state: State, seat: SeatId, text: string): State => ({
  ...state,
  talk: talked(state.talk!, seat, { move: 'say', room: ROOM, text }),
  spoke: seat,
})

const said = (state: State, by: SeatId, claim: Claim, text: string): State => {
  const pair = talkers(state)
  const next = tell(spoken(state, by, text), { what: 'said', by, claim, text }, pair)
  if (claim === 'none') return next
  const of = pair.find((seat) => seat !== by)!
  return dealt(next, afterDeed(next.deals, { did: 'claim', by, of, claim, mission: state.missions[by]! }))
}

/** After a word in a conversation. An accepted offer becomes a deal, which binds nobody. */
export const answered = (state: State, by: SeatId, act: ConquestAct): State => {
  const pair = talkers(state)
  switch (act.move) {
    case 'say':
      return parted(said(state, by, act.claim, act.text))
    case 'propose': {
      const { kind, giver, rounds, place, text } = act
      const offer: Offer = { number: state.offered + 1, by, kind, giver, rounds, place }
      const made = { ...state, offers: [...state.offers, offer], offered: offer.number }
      return parted(tell(spoken(made, by, text), { what: 'offered', by, offer, text }, pair))
    }
    case 'agree':
    case 'decline': {
      const offer = state.offers.find(({ number }) => number === act.offer)!
      const what = act.move === 'agree' ? ('agreed' as const) : ('declined' as const)
      const deals = act.move === 'agree' ? [...state.deals, ...dealsOf(offer, by, state.round)] : state.deals
      const rest = { ...state, deals, offers: state.offers.filter((each) => each !== offer) }
      return parted(tell(spoken(rest, by, act.text), { what, by, number: offer.number, text: act.text }, pair))
    }
    default:
      return parted({ ...state, talk: talked(state.talk!, by, { move: 'silent' }) })
  }
}

/** After somebody left for good: its territories stay where they are, and nobody waits for it again. */
export const departed = (state: State, seat: SeatId): State => {
  const talk = state.talk && talkers(state).includes(seat) ? left(left(state.talk, seat), state.player) : state.talk
  const without = { ...state, gone: [...state.gone, seat], talk }
  const told = tell(dealt(without, afterLoss(without.deals, seat)), { what: 'left', who: seat }, state.order)
  const closed = told.stage === 'talk' ? parted(told) : told
  return seat === state.player ? passed({ ...closed, talk: null, spoke: null, offers: [] }) : closed
}

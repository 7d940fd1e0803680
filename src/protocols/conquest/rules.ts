import { type Legal, type Luck, rules, type SeatId, talkLegal } from 'suasion'
import { boardOf, MISSIONS, type Mission } from './board.ts'
import { begun, commanded, passed } from './campaign.ts'
import { answered, departed, met, ROOM, speaker } from './parley.ts'
import {
  ANY,
  active,
  boardIn,
  COMMANDERS,
  type ConquestAct,
  moves,
  params,
  type Settings,
  type State,
  sees,
  TESTED,
  talkers,
  type View,
} from './state.ts'

const able = Object.keys(moves) as (keyof typeof moves)[]

const deal = (settings: Settings, luck: Luck): Pick<State, 'order' | 'missions' | 'owners' | 'armies'> => {
  const { names } = boardOf(settings)
  const [one, other] = Object.keys(MISSIONS) as [Mission, Mission]
  const dealt = luck.of('missions').draw([one, one, other, other], 4)
  const owned = luck.of('territories').draw([...names.keys()], names.length)
  const owners = names.map((_, at) => COMMANDERS[owned.indexOf(at) % COMMANDERS.length]!)
  return {
    order: luck.of('order').draw(COMMANDERS, COMMANDERS.length),
    missions: Object.fromEntries(COMMANDERS.map((seat, i) => [seat, dealt[i]!])),
    owners,
    armies: names.map(() => settings.armies),
  }
}

const partnersOf = (state: State, seat: SeatId): readonly SeatId[] => {
  const { settings, partner } = state
  const others = active(state).filter((each) => each !== seat)
  if (settings.orders === 'no negotiation') return seat === TESTED ? [] : others.filter((each) => each !== TESTED)
  if (settings.orders !== 'one partner' || seat !== TESTED || partner === null) return others
  return others.filter((each) => each === partner)
}

/** Borders from a commander's own territories, with more armies than one, to others of the kind that is asked for. */
const borders = ({ seat, board, places }: View, own: boolean): string[] =>
  places.flatMap(({ owner, armies }, from) =>
    owner !== seat || armies! < 2
      ? []
      : board.neighbours[from]!.flatMap((at) =>
          (places[at]!.owner === seat) === own ? [`${board.names[from]}>${board.names[at]}`] : [],
        ),
  )

const campaign = (view: View): Legal<typeof moves> => {
  const { tokens, partners, round } = view
  const [out, inside] = [borders(view, false), borders(view, true)]
  return {
    ...(round > 1 && out.length > 0 && { attack: { border: { only: out } } }),
    ...(tokens.negotiate > 0 && partners.length > 0 && { negotiate: { with: { only: partners } } }),
    ...(tokens.support > 0 && out.length > 0 && { support: { border: { only: out } } }),
    ...(inside.length > 0 && { fortify: { border: { only: inside } } }),
    end: {},
  }
}

/**
 * Conquest with private negotiation (O'Neill et al. 2026, arXiv 2604.25088, "Cooperate to Compete"): four commanders,
 * four regions, a secret mission that one other shares. A turn places armies, then attacks, talks in private, supports
 * others, and ends. Deals are typed and bind nobody. Who is late ends the turn or falls silent; the territories of who
 * leaves stay. The map, the combat and what deals there are, are chosen: the paper's are not available.
 */
export const conquestRules = rules({
  name: 'conquest',
  version: 1,
  params,
  moves,
  roles: { commander: able },
  seats: () => Object.fromEntries(COMMANDERS.map((seat) => [seat, 'commander' as const])),

  start: (settings, _roles, luck): State => {
    const dealt = deal(settings, luck)
    const [player] = dealt.order
    const nothing = { talk: null, spoke: null, offers: [], offered: 0, deals: [], partner: null, history: [] }
    const blank = { left: 0, tokens: { negotiate: 0, support: 0 }, battles: 0, gone: [], out: [], winner: null }
    const state: State = { settings, ...dealt, ...nothing, ...blank, round: 1, player: player!, stage: 'act' }
    return begun(state, player!)
  },

  turn: (state) => {
    if (state.stage === 'over') return { ask: [] }
    return { ask: [state.stage === 'talk' ? speaker(state)! : state.player] }
  },

  view: (state, seat): View => {
    const { settings, round, player, stage, left, tokens, offers, deals, out, winner } = state
    const { orders, ...told } = settings
    const talks = talkers(state).includes(seat)
    const mine = stage === 'over' || (stage === 'talk' ? talks : player === seat)
    const own = player === seat && stage !== 'over'
    return {
      ...{ seat, mission: state.missions[seat]!, orders: seat === TESTED ? orders : 'none', settings: told },
      board: boardIn(state),
      places: state.owners.map((owner, at) =>
        sees(state, seat, at) ? { owner, armies: state.armies[at]! } : { owner: null, armies: null },
      ),
      ...{ round, player, stage: mine ? stage : 'wait' },
      ...{ left: own ? left : 0, tokens: own ? tokens : { negotiate: 0, support: 0 } },
      partners: partnersOf(state, seat),
      with: talks ? talkers(state).find((each) => each !== seat)! : null,
      offers: talks ? offers : [],
      deals: deals
        .filter(({ giver, taker }) => giver === seat || taker === seat)
        .map((each) =>
          each.kind === 'information' && each.taker === seat && each.status !== 'void'
            ? { ...each, status: 'open' as const }
            : each,
        ),
      ...{ out, winner, history: state.history.filter(({ to }) => to.includes(seat)) },
    }
  },

  legal: (view): Legal<typeof moves> => {
    const { seat, stage, board, places, left, offers } = view
    if (stage === 'reinforce') {
      const own = board.names.filter((_, at) => places[at]!.owner === seat)
      return { reinforce: { territory: { only: own }, armies: { min: 1, max: left } } }
    }
    if (stage === 'act') return campaign(view)
    if (stage !== 'talk') return {}
    const open = offers.filter(({ by }) => by !== seat).map(({ number }) => number)
    return {
      ...talkLegal([ROOM]),
      propose: { place: { only: [ANY, ...board.names] } },
      ...(open.length > 0 && { agree: { offer: { only: open } }, decline: { offer: { only: open } } }),
    }
  },

  resolve: (state, acts, luck) =>
    acts.reduce((next, { seat, act }): State => {
      if (next.stage === 'talk') return answered(next, seat, act as ConquestAct)
      return act.move === 'negotiate' ? met(next, act.with) : commanded(next, act as ConquestAct, luck)
    }, state),

  absent: (state, seat, why) => {
    if (why === 'left') return departed(state, seat)
    return state.stage === 'talk' ? answered(state, seat, { move: 'silent' }) : passed(state)
  },

  payoff: ({ winner }) => Object.fromEntries(COMMANDERS.map((seat) => [seat, seat === winner ? 1 : 0])),
})

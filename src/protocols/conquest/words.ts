import type { Line, MovesOf, SeatId, Words } from 'suasion'
import { BONUS, MISSIONS, type Mission, REGIONS } from './board.ts'
import type { Deal, Offer } from './deals.ts'
import type { conquestRules } from './rules.ts'
import { ANY, type Happening, type Orders, type View } from './state.ts'

const name = (seat: SeatId, self: SeatId): string =>
  seat === self ? 'you' : `${seat.charAt(0).toUpperCase()}${seat.slice(1)}`
const opening = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
const armies = (n: number): string => `${n} ${n === 1 ? 'army' : 'armies'}`
const list = (names: readonly string[]): string => names.join(', ') || 'nobody'
const missionText = (mission: Mission): string => MISSIONS[mission].join(' and ')

const ordered: Readonly<Record<Orders, string>> = {
  none: '',
  'no negotiation': 'You may not negotiate in this game, and nobody can talk to you.',
  'one partner': 'You may start conversations with one commander only: the first you talk to.',
  aggressive: 'Your orders: attack whenever you have a fair chance.',
  'support-seeking': 'Your orders: ask the others for support whenever you talk to them.',
  deceptive: 'Your orders: promise what serves you, and break your word whenever that serves you better.',
}

const what = {
  truce: (giver: string, taker: string, where: string, until: string) =>
    `${giver} will not attack ${taker}${where} ${until}`,
  support: (giver: string, taker: string, where: string, until: string) =>
    `${giver} will give ${taker} an army${where} ${until}`,
  strike: (giver: string, taker: string, where: string, until: string) =>
    `${giver} will attack somebody other than ${taker}${where} ${until}`,
  information: (giver: string, taker: string, _where: string, until: string) =>
    `${giver} will tell ${taker} the true mission ${until}`,
}
const where = (place: string): string => (place === ANY ? '' : ` at ${place}`)

const terms = ({ by, kind, giver, rounds, place }: Offer, self: SeatId, other: SeatId): string => {
  const [one, two] = [name(by, self), name(by === self ? other : self, self)]
  const until = `${kind === 'truce' ? 'for' : 'within'} ${rounds} more ${rounds === 1 ? 'round' : 'rounds'}`
  const mine = giver === 'you' ? [] : [what[kind](one, two, where(place), until)]
  const yours = giver === 'me' ? [] : [what[kind](two, one, where(place), until)]
  return [...mine, ...yours].join(', and ')
}
const dealText = ({ kind, giver, taker, place, due }: Deal, self: SeatId): string => {
  const until = kind === 'truce' ? `until the end of round ${due}` : `by the end of round ${due}`
  return what[kind](name(giver, self), name(taker, self), where(place), until)
}

const quote = (text: string): string => (text.trim() ? ` "${text}"` : '')

const lineOf = (each: Happening, self: SeatId): Line => {
  const told = (text: string): Line => ({ by: null, to: [self], text: opening(text) })
  const other = each.to.find((seat) => seat !== self) ?? self
  const hearers = 'by' in each ? each.to.filter((seat) => seat !== each.by) : each.to
  switch (each.what) {
    case 'turn':
      return told(`round ${each.round}: your turn, with ${armies(each.armies)} to place.`)
    case 'battle': {
      const end = each.won ? 'and took it' : 'and did not take it'
      const losses = `(${name(each.by, self)} lost ${each.lost[0]}, ${name(each.of, self)} ${each.lost[1]})`
      return told(
        `${name(each.by, self)} attacked ${name(each.of, self)} at ${each.at} from ${each.from} ${end} ${losses}.`,
      )
    }
    case 'supported':
      return told(`${name(each.by, self)} sent an army from ${each.from} to ${name(each.of, self)} at ${each.at}.`)
    case 'met':
      return told(
        each.by === self
          ? `(You begin a private conversation with ${name(each.with, self)}.)`
          : `(${name(each.by, self)} begins a private conversation with you.)`,
      )
    case 'said':
      return { by: each.by, to: hearers, text: each.text }
    case 'offered':
      return {
        by: each.by,
        to: hearers,
        text: `(offer ${each.offer.number}: ${terms(each.offer, self, other)})${quote(each.text)}`,
      }
    case 'agreed':
    case 'declined':
      return {
        by: each.by,
        to: hearers,
        text: `(${each.what === 'agreed' ? 'agrees to' : 'declines'} offer ${each.number})${quote(each.text)}`,
      }
    case 'parted':
      return told('(The conversation ends.)')
    case 'settled':
      return told(`(The promise that ${dealText(each.deal, self)} is ${each.deal.status}.)`)
    case 'eliminated':
      return told(`(${opening(name(each.by, self))} eliminated ${name(each.who, self)}.)`)
    case 'left':
      return told(`(${opening(name(each.who, self))} left; the territories stay.)`)
    case 'ended':
      return told(
        each.winner === null ? '(The game is a draw.)' : `(The mission is fulfilled: ${name(each.winner, self)} won.)`,
      )
  }
}

const map = ({ seat, board, places }: View): string =>
  board.names
    .map((place, at) => {
      const { owner, armies: n } = places[at]!
      return owner === null ? `${place} ?` : `${place} ${name(owner, seat)} ${n}`
    })
    .join(', ')

const doing = ({ stage, player, seat, with: other, left, tokens }: View): string => {
  if (stage === 'over') return 'The game is over.'
  if (stage === 'wait') return `${opening(name(player, seat))} ${player === seat ? 'have' : 'has'} the turn.`
  if (stage === 'talk') return `You talk to ${name(other!, seat)} in private.`
  if (stage === 'reinforce') return `Your turn. You have ${armies(left)} to place.`
  return `Your turn. You may start ${tokens.negotiate} more conversations and send ${tokens.support} more armies in support.`
}

export const words: Words<View, MovesOf<typeof conquestRules>> = {
  about: `Four commanders fight for twelve or so territories in four regions. Each has a secret mission, to hold two whole
    regions, and one of the others has the same mission. Whoever fulfils it first wins. You see your own territories and those
    that touch them. Commanders can talk in private and make deals, and nobody has to keep a deal.`,
  brief: ({ seat, mission, orders, settings, board }) => {
    const { rounds, reinforcements, tokens, bounty } = settings
    const touching = board.names.map(
      (place, at) => `${place}: ${board.neighbours[at]!.map((i) => board.names[i]).join(' ')}`,
    )
    const bonus = REGIONS.map((region) => `${region} ${BONUS[region]}`).join(', ')
    const rules = [
      `You are ${name(seat, '')}. Your secret mission: hold every territory of ${missionText(mission)}.`,
      `On your turn you first place ${reinforcements} armies and more for each region you hold whole (${bonus}). Then, in any order, you attack (not in the first round), talk to somebody in private (${tokens} times a turn), send armies to others (${tokens} a turn), and at last move armies between two of your own or end.`,
      `In a battle the attacker rolls up to 3 dice and the defender up to 2; the highest are compared, the defender wins ties, and the loser of each pair loses an army. Eliminating somebody brings ${armies(bounty)}. After round ${rounds} it is a draw.`,
      `Who touches whom: ${touching.join('; ')}.`,
      ordered[orders],
    ]
    return rules.filter(Boolean).join(' ')
  },
  lines: ({ seat, history }) => history.map((each) => lineOf(each, seat)),
  now: (view) => {
    const { seat, round, settings, deals, out } = view
    const open = deals.filter(({ status }) => status === 'open').map((deal) => dealText(deal, seat))
    const promises = open.length ? ` Open promises: ${open.join('; ')}.` : ''
    const lost = out.length ? ` Eliminated: ${list(out.map((each) => name(each, seat)))}.` : ''
    return `Round ${round} of ${settings.rounds}. ${doing(view)} The map: ${map(view)}.${promises}${lost}`
  },
  ask: {
    reinforce: ({ left }) => `Place some or all of your ${armies(left)} on one of your territories.`,
    attack: () => 'Attack across a border, until the territory falls or you have no more armies left than you keep.',
    negotiate: ({ partners, seat }) => `Or talk in private to ${list(partners.map((each) => name(each, seat)))}.`,
    support: () => 'Or send one of your armies across a border to whoever holds the other side.',
    fortify: () => 'Or move armies between two of your territories that touch, which ends your turn.',
    end: () => 'Or end your turn.',
    say: ({ with: other, seat }) =>
      `Say something to ${name(other!, seat)}, and which mission you say you have, if any.`,
    silent: () => 'Or say nothing more; the conversation ends when neither of you does.',
    propose: () =>
      `Or propose a deal: what it is, who does it (me, you, both), for how many rounds, and where (${ANY} for anywhere).`,
    agree: ({ offers, seat, with: other }) =>
      `Or agree to an offer: ${offers
        .filter(({ by }) => by !== seat)
        .map((each) => `${each.number}, ${terms(each, seat, other!)}`)
        .join('; ')}.`,
    decline: () => 'Or decline one of them.',
  },
}

import { type MovesOf, policy, type SeatId, type Seen } from 'suasion'
import { twoRooms } from './protocol.ts'
import { phrase } from './speech.ts'
import { type Card, type Claim, met, teamOf, type View } from './state.ts'

type Asked = Seen<View, MovesOf<typeof twoRooms>>

/** The card somebody showed this seat, else the last one they claimed to hold, else none. */
const believed = ({ history, seat }: View, who: SeatId): Claim => {
  let claimed: Claim = 'none'
  for (const each of history) {
    if (each.what === 'revealed' && each.by === who && each.viewer === seat && each.card) return each.card
    if (each.what === 'said' && each.by === who && each.claim !== 'none') claimed = each.claim
  }
  return claimed
}

/** Whom to send: one believed to be of the other side, its leader first; else anyone but oneself. */
const vote = ({ view, luck }: Asked): SeatId => {
  const others = view.members.filter((each) => each !== view.seat)
  const team = teamOf(view.card)
  const against = others.filter((each) => {
    const card = believed(view, each)
    return card !== 'none' && teamOf(card) !== team
  })
  const leaders = against.filter((each) => ['envoy', 'spy'].includes(believed(view, each)))
  const [choices = others] = [leaders, against].filter((each) => each.length > 0)
  return luck.of('vote', view.round).pick(choices)
}

const spoke = ({ history, seat, round }: View): boolean => {
  const start = history.findIndex((each) => each.what === 'gathered' && each.round === round)
  return history.slice(start).some((each) => each.what === 'said' && each.by === seat)
}

const player = (name: string, claimOf: (card: Card) => Claim, showTo: (view: View) => SeatId | undefined) =>
  policy(
    twoRooms,
    ['envoy', 'blue', 'spy', 'red'],
    name,
    {
      say: ({ view: { room, card, round }, luck }) => {
        const claim = claimOf(card)
        return { room, claim, text: phrase(claim, luck.of('phrase', round)) }
      },
      silent: () => ({}),
      reveal: ({ view }) => ({ to: showTo(view)! }),
      send: (seen) => ({ who: vote(seen) }),
    },
    {
      source: 'chosen',
      hears: ['move', 'claim', 'to', 'who'],
      choose: ({ view }) => {
        if (view.stage === 'vote') return 'send'
        if (showTo(view)) return 'reveal'
        return spoke(view) ? 'silent' : 'say'
      },
    },
  )

/** Shows its card to everybody it meets, and says truly what it holds. */
export const open = () =>
  player(
    'open',
    (card) => card,
    (view) => view.viewers[0],
  )

/** Shows its card to nobody, and says it holds a plain card of the other side. */
export const bluffer = () =>
  player(
    'bluffer',
    (card) => (teamOf(card) === 'blue' ? 'red' : 'blue'),
    () => undefined,
  )

/** Says nothing of its card, and shows it only to those who have shown it theirs. */
export const cautious = () =>
  player(
    'cautious',
    () => 'none',
    (view) => view.viewers.find((each) => met(view.history, view.seat, 'viewer').includes(each)),
  )

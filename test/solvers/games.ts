import { type Legal, protocol, rules } from 'suasion'
import { z } from 'zod'

const say = () => ''
const noWords = { about: 'A game for tests.', brief: say, lines: () => [], now: say }

const pennies = { heads: z.object({}), tails: z.object({}) }
/** Matching pennies: both at once, and the second wins where they differ. `head` is what matching heads pays. */
export const matchingPennies = protocol(
  rules({
    name: 'pennies',
    version: 1,
    params: z.object({ head: z.number().default(1) }),
    moves: pennies,
    roles: { player: ['heads', 'tails'] },
    seats: () => ({ ann: 'player', bob: 'player' }) as const,
    start: ({ head }) => ({ head, shown: null as readonly string[] | null }),
    turn: ({ shown }) => ({ ask: shown ? [] : ['ann', 'bob'] }),
    view: () => ({}),
    legal: (): Legal<typeof pennies> => ({ heads: {}, tails: {} }),
    resolve: (state, acts) => ({ ...state, shown: acts.map(({ act }) => act.move) }),
    payoff: ({ head, shown }) => {
      if (!shown) return { ann: 0, bob: 0 }
      const gain = shown[0] !== shown[1] ? -1 : shown[0] === 'heads' ? head : 1
      return { ann: gain, bob: -gain }
    },
  }),
  { ...noWords, ask: { heads: say, tails: say } },
)

const guess = { left: z.object({}), right: z.object({}) }
/** One player acts twice and then a coin pays it; its view tells nothing but the time, so only its own chain remembers. */
export const forgetful = (recall: boolean) =>
  protocol(
    rules({
      name: 'forgetful',
      version: 1,
      params: z.object({}),
      moves: guess,
      roles: { player: ['left', 'right'] },
      seats: () => ({ solo: 'player' }) as const,
      start: () => ({ done: [] as readonly string[], coin: 0 }),
      turn: ({ done }) => ({ ask: done.length < 2 ? ['solo'] : [] }),
      view: ({ done }) => ({ time: done.length }),
      legal: (): Legal<typeof guess> => ({ left: {}, right: {} }),
      resolve: ({ done }, [first], luck) => ({
        done: [...done, first!.act.move],
        coin: done.length === 1 ? luck.of('coin').weighted([0, 1], [3, 1]) : 0,
      }),
      // Twice the same pays 1, and with the coin 4 more for having gone right first.
      payoff: ({ done, coin }): Record<'solo', number> => ({
        solo: done.length === 2 && done[0] === done[1] ? 1 + (done[0] === 'right' ? 4 * coin : 0) : 0,
      }),
    }),
    { ...noWords, ask: { left: say, right: say } },
    { recall },
  )

const offers = {
  offer: z.object({ share: z.number().min(0).max(10), text: z.string() }),
  accept: z.object({}),
  reject: z.object({}),
}
/** An ultimatum over ten coins with a continuous share; `unit` makes the view of the second tell it. */
export const ultimatum = protocol(
  rules({
    name: 'ultimatum',
    version: 1,
    params: z.object({ pot: z.int().min(1).max(10).default(10) }),
    moves: offers,
    roles: { proposer: ['offer'], responder: ['accept', 'reject'] },
    seats: () => ({ ann: 'proposer', bob: 'responder' }) as const,
    start: ({ pot }) => ({ pot, share: null as number | null, answer: null as string | null }),
    turn: ({ share, answer }) => ({ ask: answer ? [] : [share === null ? 'ann' : 'bob'] }),
    view: ({ pot, share }) => ({ pot, share }),
    legal: ({ pot, share }): Legal<typeof offers> =>
      share === null ? { offer: { share: { max: pot } } } : { accept: {}, reject: {} },
    resolve: (state, [first]) =>
      first!.act.move === 'offer' ? { ...state, share: first!.act.share } : { ...state, answer: first!.act.move },
    payoff: ({ pot, share, answer }) => (answer === 'accept' ? { ann: pot - share!, bob: share! } : { ann: 0, bob: 0 }),
  }),
  { ...noWords, ask: { offer: say, accept: say, reject: say } },
  { recall: true },
)

const vote = { yes: z.object({}), no: z.object({}) }
/** Three vote at once, in roles that are dealt: two citizens want yes, one traitor wants no, and the majority decides. */
export const hiddenRoles = protocol(
  rules({
    name: 'hidden-roles',
    version: 1,
    params: z.object({}),
    moves: vote,
    roles: { citizen: ['yes', 'no'], traitor: ['yes', 'no'] },
    seats: (_params, luck) => {
      const traitor = luck.of('roles').pick([0, 1, 2])
      return Object.fromEntries(
        ['a', 'b', 'c'].map((seat, i) => [seat, i === traitor ? ('traitor' as const) : ('citizen' as const)]),
      )
    },
    start: (_params, roles) => ({ roles, votes: null as readonly string[] | null }),
    turn: ({ votes }) => ({ ask: votes ? [] : ['a', 'b', 'c'] }),
    view: () => ({}),
    legal: (): Legal<typeof vote> => ({ yes: {}, no: {} }),
    resolve: (state, acts) => ({ ...state, votes: acts.map(({ act }) => act.move) }),
    payoff: ({ roles, votes }) => {
      const passed = (votes ?? []).filter((each) => each === 'yes').length >= 2
      return Object.fromEntries(
        Object.entries(roles).map(([seat, role]) => [
          seat,
          votes === null ? 0 : passed === (role === 'citizen') ? 1 : -1,
        ]),
      )
    },
  }),
  { ...noWords, ask: { yes: say, no: say } },
)

const speak = { claim: z.object({}) }
/** Free chat: whoever speaks first of the two gets the coin, and everyone may. */
export const freeChat = protocol(
  rules({
    name: 'free-chat',
    version: 1,
    params: z.object({}),
    moves: speak,
    roles: { player: ['claim'] },
    seats: () => ({ ann: 'player', bob: 'player' }) as const,
    start: () => ({ by: null as string | null }),
    turn: ({ by }) => ({ ask: by ? [] : ['ann', 'bob'], until: 'any' as const }),
    view: () => ({}),
    legal: (): Legal<typeof speak> => ({ claim: {} }),
    resolve: (_state, [first]) => ({ by: first!.seat }),
    payoff: ({ by }) => ({ ann: by === 'ann' ? 1 : 0, bob: by === 'bob' ? 1 : 0 }),
  }),
  { ...noWords, ask: { claim: say } },
)

const draw = { go: z.object({}) }
/** A game that cannot be solved, in one of several ways. */
export const broken = (way: 'normal' | 'endless' | 'nan' | 'unpaid' | 'unseated' | 'stuck' | 'undefined') => {
  const made = protocol(
    rules({
      name: 'broken',
      version: 1,
      params: z.object({}),
      moves: draw,
      roles: { player: ['go'] },
      seats: (_params, luck) =>
        (way === 'unseated' && luck.of('who').pick([true, false]) ? { bob: 'player' } : { ann: 'player' }) as {
          ann: 'player'
        },
      start: () => ({ turns: 0 }),
      turn: ({ turns }) => ({ ask: turns === 0 || way === 'endless' ? ['ann'] : [] }),
      view: ({ turns }) => (way === 'undefined' ? { turns, note: undefined } : { turns }),
      legal: (): Legal<typeof draw> => (way === 'stuck' ? {} : { go: {} }),
      resolve: ({ turns }, _acts, luck) => ({
        turns: turns + (way === 'normal' ? Math.abs(luck.of('shock', turns).normal()) + 1 : 1),
      }),
      payoff: () => ({ ann: way === 'nan' ? Number.NaN : 1 }),
    }),
    { ...noWords, ask: { go: say } },
  )
  if (way !== 'unpaid') return made
  const { payoff: _, ...rest } = made
  return rest as typeof made
}

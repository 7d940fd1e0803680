import { type Act, advance, begin, closingOf, type Episode, luckOf, type MovesOf, type StateOf, scene } from 'suasion'
import {
  afterDeed,
  afterLoss,
  afterRound,
  BONUS,
  boardOf,
  catalogue,
  conquest,
  type Deal,
  type Dealings,
  dealBreaker,
  dealings,
  dealKeeper,
  dealsOf,
  fight,
  missionIn,
  opportunist,
  reliability,
  rollOdds,
  stateAfter,
} from 'suasion/protocols/conquest'
import { describe, expect, it } from 'vitest'
import { checkInstrument, checkMind, checkProtocol } from '../../src/lab/check.ts'
import { type Played, play } from '../../src/lab/driver.ts'
import { random } from '../../src/minds/random.ts'

type State = StateOf<typeof conquest>
type ConquestAct = Act<MovesOf<typeof conquest>>
const minds = Object.values(catalogue.minds).map((make) => make())
const luck = luckOf('conquest test')
const params = conquest.params.parse({})
const started = (changed: Partial<State> = {}): State => ({
  ...conquest.start(params, conquest.seats(params, luck), luck),
  ...changed,
})
const does = (state: State, act: ConquestAct, seat = conquest.turn(state).ask[0]!): State =>
  conquest.resolve(state, [{ seat, act }], luck)
const legal = (state: State, seat = conquest.turn(state).ask[0]!) => conquest.legal(conquest.view(state, seat))
const names = boardOf(params).names
const order = ['red', 'blue', 'green', 'yellow']
/** Red holds all but the last of NW and SE, blue that one and NE, green the rest; it is red's turn in round two. */
const late = (changed: Partial<State> = {}): State => {
  const owners = ['red', 'red', 'red', 'blue', 'blue', 'blue', 'red', 'red', 'green', 'green', 'yellow', 'yellow']
  const missions = { red: 'NW-SE', blue: 'NW-SE', green: 'NE-SW', yellow: 'NE-SW' } as const
  const armies = owners.map((owner) => (owner === 'red' ? 30 : 1))
  const turn = { round: 2, player: 'red', stage: 'act', tokens: { negotiate: 2, support: 2 }, left: 0 } as const
  return started({ order, owners, missions, armies, ...turn, history: [], ...changed })
}

describe('the conformance kit', () => {
  it('finds nothing wrong with the protocol', async () => {
    expect(await checkProtocol(conquest, { seeds: 4, minds })).toEqual([])
  })

  // Fewer seeds than it takes to hear something of everybody; the suite over the catalogue plays them all.
  it.each(minds.map((mind) => [mind.name, mind] as const))('finds nothing wrong with %s', async (_, mind) => {
    const found = await checkMind(conquest, mind, { seeds: 3, others: minds })
    expect(found.filter(({ problem }) => !problem.startsWith('it says it hears'))).toEqual([])
  })

  it('finds nothing wrong with the instrument', async () => {
    const cast = { commander: opportunist(), red: dealBreaker(), blue: dealKeeper() }
    const runs = [1, 2, 3].map((k) => play(scene(conquest, { minds: cast }), `i${k}`) as Played)
    expect(await checkInstrument(dealings(), runs)).toEqual([])
  })
})

describe('the board', () => {
  it('has twelve territories in four regions that meet at chokepoints', () => {
    const board = boardOf({ size: 3, links: 1, borders: [] })
    expect(board.names).toHaveLength(12)
    const touching = (name: string) => board.neighbours[names.indexOf(name)]!.map((at) => names[at])
    expect(touching('NW1')).toEqual(['NW2', 'NW3', 'SW3'])
    expect(touching('NW2')).toEqual(['NW1', 'NW3'])
    expect(touching('NE3')).toEqual(['NE1', 'NE2', 'SE1'])
    for (const [at, next] of board.neighbours.entries())
      for (const other of next) expect(board.neighbours[other]).toContain(at)
  })

  it('can be drawn otherwise, and refuses what is no connected map', () => {
    expect(boardOf({ size: 4, links: 2, borders: [] }).neighbours[2]).toEqual([0, 1, 3, 5])
    const ring = ['NW1-NE1', 'NE1-SE1', 'SE1-SW1']
    expect(boardOf({ size: 1, links: 1, borders: ring }).neighbours).toEqual([[1], [0, 2], [1, 3], [2]])
    expect(() => boardOf({ size: 1, links: 1, borders: ['NW1-NE1', 'SE1-SW1'] })).toThrow(
      'the borders leave SE1 out of reach of NW1',
    )
    expect(() => boardOf({ size: 1, links: 1, borders: ['NW1-XX'] })).toThrow('not NW1-XX')
    expect(() => boardOf({ size: 1, links: 1, borders: ['NW1-NW1'] })).toThrow('borders join two territories')
    expect(() => boardOf({ size: 2, links: 3, borders: [] })).toThrow('3 links need regions of at least that size')
  })

  it('deals three territories each, each mission twice, and another order with another luck', () => {
    const { owners, missions } = started()
    for (const seat of order) expect(owners.filter((owner) => owner === seat)).toHaveLength(3)
    expect(Object.values(missions).sort()).toEqual(['NE-SW', 'NE-SW', 'NW-SE', 'NW-SE'])
    const orders = Array.from({ length: 12 }, (_, i) => conquest.start(params, {}, luckOf(`o${i}`)).order.join())
    expect(new Set(orders).size).toBeGreaterThan(4)
  })
})

describe('battles', () => {
  it('have the odds of the published rule', () => {
    expect(rollOdds(3, 2)).toEqual([2890, 2611, 2275].map((count) => expect.closeTo(count / 7776, 12)))
    expect(rollOdds(1, 1)).toEqual([15 / 36, 21 / 36].map((odds) => expect.closeTo(odds, 12)))
    expect(rollOdds(2, 1)[0]).toBeCloseTo(125 / 216, 12)
  })

  it('roll as often as they say, leave one army, and stop where they are told', () => {
    const rolls = Array.from({ length: 4000 }, (_, i) => fight(4, 2, 99, luckOf('dice').of(i)))
    expect(rolls.every((each) => each.rolls === 1 && each.attackerLost + each.defenderLost === 2)).toBe(true)
    const clean = rolls.filter(({ attackerLost }) => attackerLost === 0).length / rolls.length
    expect(Math.abs(clean - 2890 / 7776)).toBeLessThan(0.025)
    for (let i = 0; i < 200; i++) {
      const { attackerLost, defenderLost } = fight(6, 4, 1, luckOf('last').of(i))
      expect(attackerLost).toBeLessThanOrEqual(5)
      expect(attackerLost === 5 || defenderLost === 4).toBe(true)
    }
  })
})

describe('a turn', () => {
  it('begins with reinforcements and a bonus for whole regions', () => {
    for (const [region, bonus] of Object.entries(BONUS)) {
      const owners = names.map((name) => (name.startsWith(region) ? 'red' : 'blue'))
      const next = does(late({ owners, player: 'yellow', round: 1, missions: { ...late().missions, blue: 'NE-SW' } }), {
        move: 'end',
      })
      expect(next).toMatchObject({ player: 'red', round: 2, stage: 'reinforce', left: 2 + bonus })
      expect(Object.keys(legal(next))).toEqual(['reinforce'])
    }
  })

  it('allows no attack in the first round, and no end before all armies stand', () => {
    const first = started()
    const [seat] = conquest.turn(first).ask
    const own = names[first.owners.indexOf(seat!)]!
    const one = does(first, { move: 'reinforce', territory: own, armies: 1 })
    expect(Object.keys(legal(one))).toEqual(['reinforce'])
    const placed = does(one, { move: 'reinforce', territory: own, armies: 1 })
    expect(placed.armies[names.indexOf(own)]).toBe(4)
    expect(legal(placed)).not.toHaveProperty('attack')
    expect(legal(late())).toHaveProperty('attack')
  })

  it('has two tokens for talk and two for support, which goes to others only', () => {
    const state = late()
    const open = legal(state).support!.border!.only!
    expect(open).toContain('NW3>NE1')
    expect(open).not.toContain('NW1>NW2')
    const once = does(state, { move: 'support', border: 'NW3>NE1' })
    expect([once.armies[2], once.armies[3]]).toEqual([29, 2])
    const twice = does(once, { move: 'support', border: 'NW3>NE1' })
    expect(legal(twice)).not.toHaveProperty('support')
    const talked = does(does(does(state, { move: 'negotiate', with: 'blue' }), { move: 'silent' }), { move: 'silent' })
    expect(talked).toMatchObject({ stage: 'act', tokens: { negotiate: 1, support: 2 } })
    expect(legal(late({ tokens: { negotiate: 0, support: 0 } }))).not.toHaveProperty('negotiate')
  })

  it('moves armies and ends; one always stays', () => {
    const next = does(late(), { move: 'fortify', border: 'NW1>NW3', armies: 1000 })
    expect([next.armies[0], next.armies[2], next.player]).toEqual([1, 59, 'blue'])
  })

  it('eliminates for three armies more, voids the deals of the eliminated, and skips its turns', () => {
    const deal: Deal = { kind: 'truce', giver: 'green', taker: 'red', place: 'any', made: 1, due: 9, status: 'open' }
    const owners = late().owners.map((owner, at) => (owner === 'green' && at !== 8 ? 'yellow' : owner))
    const armies = late().armies.map((n) => (n === 30 ? 500 : n))
    const state = late({
      owners,
      armies,
      deals: [deal],
      missions: { red: 'NE-SW', blue: 'NE-SW', green: 'NW-SE', yellow: 'NW-SE' },
    })
    const next = does(state, { move: 'attack', border: 'SE2>SE3', keep: 1 })
    expect(next.out).toEqual(['green'])
    expect(next.deals[0]!.status).toBe('void')
    const all = next.armies.reduce((sum, n) => sum + n, 0)
    const lost = next.history.find((each) => each.what === 'battle')!
    const before = state.armies.reduce((sum, n) => sum + n, 0)
    expect(all).toBe(before - lost.lost[0] - lost.lost[1] + 3)
    const blue = does(next, { move: 'end' })
    expect(blue.player).toBe('blue')
    const yellow = does({ ...blue, stage: 'act', left: 0 }, { move: 'end' })
    expect(yellow.player).toBe('yellow')
  })

  it('wins when both regions are held, at once', () => {
    const next = does(late({ armies: late().armies.map((n) => (n === 30 ? 500 : n)) }), {
      move: 'attack',
      border: 'SE1>SE3',
      keep: 3,
    })
    expect(next).toMatchObject({ stage: 'over', winner: 'red' })
    expect(conquest.payoff!(next)).toEqual({ red: 1, blue: 0, green: 0, yellow: 0 })
    expect(conquest.turn(next).ask).toEqual([])
    expect(next.armies[6]).toBe(3)
  })

  it('ends as a draw after the last round', () => {
    const state = late({ round: 50, player: 'yellow' })
    expect(does(state, { move: 'end' })).toMatchObject({ stage: 'over', winner: null })
  })
})

describe('the fog', () => {
  it('shows own territories and what touches them, and nothing else', () => {
    const { places } = conquest.view(late(), 'yellow')
    const seen = names.filter((_, at) => places[at]!.owner !== null)
    expect(seen).toEqual(['NW1', 'SW1', 'SW2', 'SW3'])
    expect(places[names.indexOf('NE1')]).toEqual({ owner: null, armies: null })
  })

  it('tells of battles to those who see them, and of missions to nobody', () => {
    const next = does(late(), { move: 'attack', border: 'NW3>NE1', keep: 1 })
    const battle = next.history.find((each) => each.what === 'battle')!
    expect(battle.to).toEqual(['red', 'blue'])
    expect(conquest.view(next, 'green').history.some((each) => each.what === 'battle')).toBe(false)
    expect(JSON.stringify(conquest.view(next, 'green'))).not.toContain('NW-SE')
  })

  it('redraws missions, the fog and the talk of others where one cannot tell', () => {
    let state = does(late(), { move: 'negotiate', with: 'blue' })
    state = does(state, { move: 'say', room: 'private', claim: 'NE-SW', text: 'My mission is NE and SW.' })
    const redrawn = [1, 2, 3, 4].map((k) => conquest.resample!(state, 'yellow', luckOf(`r${k}`)))
    for (const other of redrawn) expect(conquest.view(other, 'yellow')).toEqual(conquest.view(state, 'yellow'))
    expect(new Set(redrawn.map(({ missions }) => JSON.stringify(missions))).size).toBeGreaterThan(1)
    expect(redrawn.some(({ owners }) => owners.join() !== state.owners.join())).toBe(true)
    expect(JSON.stringify(conquest.view(state, 'yellow'))).not.toContain('My mission')
  })
})

describe('a conversation', () => {
  const offer = { move: 'propose', kind: 'truce', giver: 'both', rounds: 2, place: 'any', text: 'Peace?' } as const

  it('goes back and forth, makes deals that bind nobody, and ends when both are silent', () => {
    let state = does(late(), { move: 'negotiate', with: 'blue' })
    expect(conquest.turn(state).ask).toEqual(['red'])
    expect(legal(state)).not.toHaveProperty('agree')
    state = does(state, offer)
    expect(conquest.turn(state).ask).toEqual(['blue'])
    expect(legal(state).agree).toEqual({ offer: { only: [1] } })
    expect(conquest.view(state, 'green')).toMatchObject({ stage: 'wait', with: null, offers: [] })
    state = does(state, { move: 'agree', offer: 1, text: 'Agreed.' })
    expect(state.deals.map(({ giver, due }) => [giver, due])).toEqual([
      ['red', 4],
      ['blue', 4],
    ])
    expect(conquest.view(state, 'green').deals).toEqual([])
    state = does(does(state, { move: 'silent' }), { move: 'silent' })
    expect(state).toMatchObject({ stage: 'act', talk: null })
    const broken = does(state, { move: 'attack', border: 'NW3>NE1', keep: 29 })
    expect(broken.deals.map(({ status }) => status)).toEqual(['broken', 'open'])
  })

  it('closes after the last word, and refuses offers that do not stand', () => {
    const stage = scene(conquest, { params: { utterances: 2 }, minds: { commander: opportunist() } })
    const { table } = begin(stage, { key: 'words' })
    let state = { ...late(), settings: { ...params, utterances: 2 } }
    state = does(does(state, { move: 'negotiate', with: 'blue' }), offer)
    const at = { ...table, state }
    for (const act of [
      { move: 'agree', offer: 2, text: '' },
      { move: 'agree', offer: 1 },
      { move: 'propose', kind: 'marriage', giver: 'me', rounds: 1, place: 'any', text: '' },
      { move: 'propose', kind: 'truce', giver: 'me', rounds: 1, place: 'Atlantis', text: '' },
      { move: 'say', room: 'private', claim: 'none', text: 'x'.repeat(601) },
      { move: 'attack', border: 'NW3>NE1', keep: 1 },
    ])
      expect(advance(stage, at, { blue: { act } as never }).events[0]?.kind, JSON.stringify(act)).toBe('fault')
    expect(does(state, { move: 'decline', offer: 1, text: '' })).toMatchObject({ stage: 'act', offers: [], deals: [] })
  })

  it('is barred or narrowed for red by its orders', () => {
    const barred = late({ settings: { ...params, orders: 'no negotiation' } })
    expect(legal(barred)).not.toHaveProperty('negotiate')
    expect(conquest.view(barred, 'blue').partners).not.toContain('red')
    const narrowed = late({ settings: { ...params, orders: 'one partner' } })
    const once = does(does(does(narrowed, { move: 'negotiate', with: 'green' }), { move: 'silent' }), {
      move: 'silent',
    })
    expect(conquest.view(once, 'red').partners).toEqual(['green'])
    expect(conquest.view(once, 'blue').orders).toBe('none')
  })

  it('hears a mission in words where somebody says it of the own', () => {
    expect(missionIn('Look, my mission is NW and SE.')).toBe('NW-SE')
    expect(missionIn('I need the south-west and the north east')).toBe('NE-SW')
    for (const text of [
      'You need NW and SE.',
      'If I need NW and SE, so what',
      'My mission is secret.',
      'I want NW and NE.',
      '',
      'x'.repeat(600),
    ])
      expect(missionIn(text), text).toBe('none')
  })
})

describe('deals', () => {
  const made = dealsOf({ number: 1, by: 'red', kind: 'truce', giver: 'both', rounds: 2, place: 'any' }, 'blue', 3)
  const one = (kind: Deal['kind'], place = 'any'): Deal[] => [{ ...made[0]!, kind, place }]
  const status = (deals: readonly Deal[]) => deals.map((deal) => deal.status).join()

  it('are kept and broken by what is done', () => {
    const attack = { did: 'attack', by: 'red', of: 'blue', at: 'NE1' } as const
    const support = { did: 'support', by: 'red', of: 'blue', at: 'NE1' } as const
    expect(status(afterDeed(made, attack))).toBe('broken,open')
    expect(status(afterDeed(made, { ...attack, of: 'green' }))).toBe('open,open')
    expect(status(afterDeed(one('truce', 'NE2'), attack))).toBe('open')
    expect(status(afterDeed(one('support'), support))).toBe('kept')
    expect(status(afterDeed(one('support', 'NE2'), support))).toBe('open')
    expect(status(afterDeed(one('strike'), { ...attack, of: 'green' }))).toBe('kept')
    expect(status(afterDeed(one('strike'), attack))).toBe('open')
    const claim = { did: 'claim', by: 'red', of: 'blue', claim: 'NW-SE', mission: 'NW-SE' } as const
    expect(status(afterDeed(one('information'), claim))).toBe('kept')
    expect(status(afterDeed(one('information'), { ...claim, mission: 'NE-SW' }))).toBe('broken')
    expect(status(afterDeed(one('information'), { ...claim, of: 'green' }))).toBe('open')
  })

  it('fall due after their last round, and are void without one of the two', () => {
    expect(afterRound(made, 5)).toBe(made)
    expect(status(afterRound(made, 6))).toBe('kept,kept')
    expect(status(afterRound(one('support'), 6))).toBe('broken')
    expect(status(afterLoss(made, 'blue'))).toBe('void,void')
    expect(afterLoss(made, 'green')).toBe(made)
    expect(reliability([], 'red')).toBe(1)
    expect(reliability([...afterRound(made, 6), ...afterRound(one('support'), 6)], 'red')).toBeCloseTo(2 / 3, 12)
  })

  it('never tell whether information was true', () => {
    const status = ['open', 'kept', 'broken'] as const
    const views = status.map((each) =>
      conquest.view(late({ deals: [{ ...one('information')[0]!, status: each }] }), 'blue'),
    )
    expect(views[1]).toEqual(views[0])
    expect(views[2]).toEqual(views[0])
  })
})

describe('dealings', () => {
  it('counts a planted log of promises and claims exactly', () => {
    const stage = scene(conquest, { params: { rounds: 3, size: 6, links: 6 }, minds: { commander: opportunist() } })
    let { table, events } = begin(stage, { key: 'planted' })
    const episode = [...events]
    const take = (act: object): void => {
      const [seat] = conquest.turn(table.state as State).ask
      const next = advance(stage, table, { [seat!]: { act } } as never)
      expect(next.events[0]!.kind, JSON.stringify(act)).toBe('act')
      table = next.table
      episode.push(...next.events)
    }
    const state = () => table.state as State
    const place = () => {
      const { player, owners, left } = state()
      take({ move: 'reinforce', territory: boardOf(state().settings).names[owners.indexOf(player)], armies: left })
    }
    const giver = state().player
    const taker = state().order[1]!
    place()
    take({ move: 'negotiate', with: taker })
    const promise = { move: 'propose', giver: 'me', rounds: 1, place: 'any', text: 'I promise.' }
    take({ ...promise, kind: 'support' })
    take({ move: 'agree', offer: 1, text: 'Fine.' })
    take({ ...promise, kind: 'information' })
    take({ move: 'agree', offer: 2, text: 'Fine.' })
    take({ move: 'negotiate', with: taker })
    const mission = state().missions[giver]!
    take({ move: 'say', room: 'private', claim: mission === 'NW-SE' ? 'NE-SW' : 'NW-SE', text: 'A lie.' })
    take({ move: 'silent' })
    take({ ...promise, kind: 'truce', giver: 'both' })
    take({ move: 'decline', offer: 1, text: 'No.' })
    take({ ...promise, kind: 'truce', giver: 'both', rounds: 1 })
    const border = conquest.legal(conquest.view(state(), giver)).support!.border!.only!.find((each) => {
      const { names } = boardOf(state().settings)
      return state().owners[names.indexOf(each.split('>')[1]!)] === taker
    })
    take({ move: 'support', border })
    take({ move: 'end' })
    while (conquest.turn(state()).ask.length > 0) {
      if (state().stage === 'reinforce') place()
      else take({ move: 'end' })
    }
    episode.push({ kind: 'close', turns: table.turn, payoff: null, flags: [] })
    const rows = dealings().read(episode as Episode, null) as readonly Dealings[]
    const row = (seat: string) => rows.find((each) => each.seat === seat)!
    expect(row(giver)).toMatchObject({
      made: 2,
      due: 2,
      kept: 0.5,
      supports: 1,
      deals: 2,
      conversations: 2,
      claims: 1,
      deceptive: 1,
    })
    expect(row(taker)).toMatchObject({
      made: 0,
      due: 0,
      kept: null,
      answered: 3,
      agreed: 2 / 3,
      claims: 0,
      deceptive: null,
    })
    expect(row(giver)).toMatchObject({ won: false, draw: true, rounds: 3 })
    expect(stateAfter(episode as Episode).deals).toEqual(state().deals)
  })

  it('refuses the log of another protocol', () => {
    const { episode } = play(
      scene(conquest, { params: { rounds: 1 }, minds: { commander: opportunist() } }),
      'x',
    ) as Played
    const strange = [{ ...episode[0]!, version: 99 }, ...episode.slice(1)] as Episode
    expect(() => dealings().read(strange, null)).toThrow('dealings reads conquest version 1')
  })
})

describe('absence', () => {
  const stage = scene(conquest, { minds: { commander: opportunist() } })
  const { table } = begin(stage, { key: 'absent' })
  const without = (state: State, seat: string, why: 'left' | 'late') =>
    advance(stage, { ...table, state }, { [seat]: { absent: why } } as never).table.state as State

  it('ends the turn of who is late, and silences it in talk', () => {
    expect(without(late(), 'red', 'late')).toMatchObject({ player: 'blue', stage: 'reinforce' })
    expect(without(late({ stage: 'reinforce', left: 2 }), 'red', 'late')).toMatchObject({ player: 'blue' })
    const talk = does(late(), { move: 'negotiate', with: 'blue' })
    const silent = without(talk, 'red', 'late')
    expect(conquest.turn(silent).ask).toEqual(['blue'])
    expect(without(silent, 'blue', 'late')).toMatchObject({ stage: 'act', player: 'red', talk: null })
  })

  it('goes on without who left, at every stage, and ends when all have', () => {
    const talk = does(does(late(), { move: 'negotiate', with: 'blue' }), { move: 'silent' })
    expect(without(talk, 'blue', 'left')).toMatchObject({ stage: 'act', player: 'red', gone: ['blue'] })
    expect(without(does(late(), { move: 'negotiate', with: 'blue' }), 'red', 'left')).toMatchObject({
      player: 'blue',
      stage: 'reinforce',
      talk: null,
    })
    let state = late()
    for (const seat of order) state = without(state, seat, 'left')
    expect(state).toMatchObject({ stage: 'over', winner: null })
    expect(conquest.turn(state).ask).toEqual([])
  })
})

describe('commanders', () => {
  const games = (orders: 'none' | 'no negotiation', n: number): readonly State[] =>
    Array.from({ length: n }, (_, k) => {
      const stage = scene(conquest, { params: { orders }, minds: { commander: opportunist() } })
      return stateAfter((play(stage, `g${k}`) as Played).episode)
    })

  it('win less often when they cannot negotiate', () => {
    const [plain, muted] = [games('none', 150), games('no negotiation', 150)].map(
      (all) => all.filter(({ winner }) => winner === 'red').length / all.length,
    )
    expect(muted).toBeLessThan(plain! - 0.03)
  })

  it('keep their word, or do not', () => {
    const keptBy = (mind: ReturnType<typeof dealKeeper>): readonly [number, number, number] => {
      const rows = Array.from({ length: 25 }, (_, k) => {
        const { episode } = play(scene(conquest, { minds: { commander: opportunist(), red: mind } }), `k${k}`) as Played
        return (dealings().read(episode, null) as readonly Dealings[]).find(({ seat }) => seat === 'red')!
      })
      const due = rows.reduce((sum, row) => sum + row.due, 0)
      const kept = rows.reduce((sum, row) => sum + (row.kept ?? 0) * row.due, 0)
      const lies = rows.reduce((sum, row) => sum + (row.deceptive ?? 0), 0)
      return [due, kept / due, lies]
    }
    const [keeper, breaker] = [keptBy(dealKeeper()), keptBy(dealBreaker())]
    expect(keeper[0]).toBeGreaterThan(20)
    expect(keeper.slice(1)).toEqual([1, 0])
    expect(breaker[1]).toBeLessThan(0.6)
    expect(breaker[2]).toBeGreaterThan(20)
    expect(() => dealKeeper({ agrees: 1.5 })).toThrow('deal keeper: agrees must be from 0 to 1, not 1.5')
    expect(() => opportunist({ threshold: Number.NaN })).toThrow('threshold')
  })

  it('play with anybody, and the same with the same key', () => {
    const stage = scene(conquest, { params: { rounds: 2 }, minds: { commander: opportunist(), green: random() } })
    const first = play(stage, 'again') as Played
    expect(closingOf(first.episode).flags).toEqual([])
    expect(first.episode.some((event) => event.kind === 'act' && event.seat === 'green')).toBe(true)
    expect(first.episode).toEqual((play(stage, 'again') as Played).episode)
  })
})

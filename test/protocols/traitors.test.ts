import {
  type Act,
  type AnyMind,
  advance,
  asked,
  begin,
  luckOf,
  type MovesOf,
  type StateOf,
  scene,
  type Table,
} from 'suasion'
import { llm } from 'suasion/minds'
import { scripted } from 'suasion/models'
import {
  accurateVotes,
  accusedIn,
  bloc,
  catalogue,
  claimIn,
  metricsOf,
  randomBanishment,
  randomVoter,
  splitter,
  suspicions,
  suspicious,
  traitors,
  votingRecord,
} from 'suasion/protocols/traitors'
import { describe, expect, it } from 'vitest'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'
import { type Played, play } from '../../src/lab/driver.ts'
import { draw } from '../../src/models/mock/draw.ts'
import { conferring, speech } from '../../src/protocols/traitors/speech.ts'
import { plurality, type State } from '../../src/protocols/traitors/state.ts'

type Move = Act<MovesOf<typeof traitors>>
const minds = Object.values(catalogue.minds).map((make): AnyMind => make())
const casts = {
  random: { traitor: randomVoter(), faithful: randomVoter() },
  bloc: { traitor: bloc(), faithful: randomVoter() },
  formal: { traitor: bloc(), faithful: suspicious() },
  split: { traitor: splitter(), faithful: suspicious() },
}
const sit = (cast: keyof typeof casts = 'formal', params = {}) => scene(traitors, { minds: casts[cast], params })
const run = (cast: keyof typeof casts, key: string, params = {}, options = {}) =>
  play(sit(cast, params), key, options) as Played
const stateOf = (table: Table) => table.state as StateOf<typeof traitors>

/** One turn in which all who are asked do what `act` says. */
const turn = (state: State, act: (seat: string) => Move): State =>
  traitors.resolve(
    state,
    state.asked.map((seat) => ({ seat, act: act(seat) })),
    luckOf('turn'),
  )
const startWith = (faithful: number, traitorCount: number): State => {
  const params = { players: faithful + traitorCount, traitors: traitorCount, talk: false, exchanges: 0, rounds: 50 }
  const seats = Array.from({ length: params.players }, (_, i) => `player${i + 1}`)
  const roles = Object.fromEntries(seats.map((seat, i) => [seat, i < traitorCount ? 'traitor' : 'faithful'] as const))
  return traitors.start(params, roles, luckOf('start'))
}

/** The chance of the faithful by the rules themselves: every banishment and every murder equally likely. */
const chanceByRules = (state: State, known = new Map<string, number>()): number => {
  const last = state.history.at(-1)!
  if (last.what === 'ended') return last.winner === 'faithful' ? 1 : 0
  const hidden = state.living.filter((seat) => state.roles[seat] === 'traitor').length
  const key = `${state.stage} ${state.living.length} ${hidden}`
  const before = known.get(key)
  if (before !== undefined) return before
  const move = state.stage === 'vote' ? 'vote' : 'murder'
  const targets = state.living.filter((seat) => move === 'vote' || state.roles[seat] === 'faithful')
  const value =
    targets.reduce((sum, who) => {
      const next = turn(state, (seat) =>
        move === 'murder' && state.roles[seat] === 'faithful'
          ? { move: 'suspect', who: state.living.find((each) => each !== seat)! }
          : { move, who },
      )
      return sum + chanceByRules(next, known)
    }, 0) / targets.length
  known.set(key, value)
  return value
}

describe('the baseline', () => {
  it.each([
    [7, 3, 11 / 160],
    [7, 2, 94 / 315],
    [6, 2, 5 / 32],
    [5, 2, 8 / 35],
    [8, 2, 69 / 320],
    [9, 1, 65 / 128],
  ])('%i faithful and %i traitors: by recursion and by the rules themselves', (faithful, hidden, chance) => {
    expect(randomBanishment(faithful, hidden)).toBeCloseTo(chance, 14)
    expect(chanceByRules(startWith(faithful, hidden))).toBeCloseTo(chance, 14)
  })

  it('does not move when the win is tested by day too, and does when it is tested by day alone', () => {
    const chance = (f: number, t: number, atNight: boolean): number => {
      if (atNight && t >= f) return 0
      const night = (g: number, u: number): number => (u === 0 ? 1 : u >= g ? 0 : chance(g - 1, u, atNight))
      return (t / (f + t)) * night(f, t - 1) + (f / (f + t)) * night(f - 1, t)
    }
    for (const [f, t] of [
      [7, 3],
      [6, 2],
    ] as const) {
      expect(chance(f, t, true)).toBeCloseTo(randomBanishment(f, t), 14)
      expect(chance(f, t, false)).toBeGreaterThan(randomBanishment(f, t) + 0.02)
    }
  })

  it('comes out of games of random voters, with every measure of the spec', () => {
    const games = Array.from({ length: 6000 }, (_, i) => {
      const { episode } = run('random', `random ${i}`, { talk: false }, { trusted: true })
      return votingRecord().read(episode, null) as unknown as Readonly<Record<string, number>>
    })
    const mean = (column: string) => games.reduce((sum, row) => sum + Number(row[column]), 0) / games.length
    expect(Math.abs(mean('faithfulWin') - 11 / 160)).toBeLessThan(0.01)
    expect(Math.abs(mean('rounds') - 2.787)).toBeLessThan(0.04)
    expect(Math.abs(mean('tsr') - 0.7106)).toBeLessThan(0.012)
    expect(Math.abs(mean('fsr') - 0.3376)).toBeLessThan(0.008)
    expect(Math.abs(mean('fcr') - 0.3486)).toBeLessThan(0.008)
    expect(Math.abs(mean('fas') - 0.3724)).toBeLessThan(0.008)
    expect(mean('idr')).toBe(mean('fcr'))
  })

  it('falls to a bloc: it wins without a word', () => {
    const games = Array.from({ length: 3000 }, (_, i) =>
      votingRecord().read(run('bloc', `bloc ${i}`, { talk: false }, { trusted: true }).episode, null),
    ) as unknown as Readonly<Record<string, number>>[]
    const mean = (column: string) => games.reduce((sum, row) => sum + Number(row[column]), 0) / games.length
    expect(Math.abs(mean('faithfulWin') - 0.0047)).toBeLessThan(0.004)
    expect(Math.abs(mean('tsr') - 0.9712)).toBeLessThan(0.01)
    expect([mean('tas'), mean('des')]).toEqual([1, 1])
  })

  it.each([
    [0.3, 0.0029, 0.9837],
    [0.7, 0.2903, 0.6628],
    [0.9, 0.6656, 0.3212],
  ])('accuracy %d against a bloc', (accuracy, win, tsr) => {
    const games = Array.from({ length: 20_000 }, (_, i) =>
      accurateVotes({ faithful: 7, traitors: 3, accuracy }, luckOf('accuracy').of(String(accuracy), i)),
    )
    expect(Math.abs(games.filter((game) => game.win).length / games.length - win)).toBeLessThan(0.012)
    expect(Math.abs(games.reduce((sum, game) => sum + game.tsr, 0) / games.length - tsr)).toBeLessThan(0.01)
  })

  it.each([Number.NaN, -0.1, 1.1, Number.POSITIVE_INFINITY])('refuses the accuracy %s', (accuracy) => {
    expect(() => accurateVotes({ faithful: 7, traitors: 3, accuracy }, luckOf('x'))).toThrow('from 0 to 1')
  })
  it('refuses games that are over, and counts that are none', () => {
    expect(() => accurateVotes({ faithful: 3, traitors: 3, accuracy: 0.5 }, luckOf('x'))).toThrow('not 3 and 3')
    expect(() => randomBanishment(2.5, 1)).toThrow('whole number')
    expect(() => randomBanishment(7, 1e9)).toThrow('from 0 to 1000')
  })
})

describe('the rules', () => {
  it.each([
    [10, 3],
    [3, 1],
    [24, 8],
  ])('deals %i players with %i traitors', (players, hidden) => {
    const deals = new Set<string>()
    for (let i = 0; i < 30; i++) {
      const { roles } = begin(sit('formal', { players, traitors: hidden }), { key: `deal ${i}` }).table
      expect(Object.values(roles).filter((role) => role === 'traitor')).toHaveLength(hidden)
      expect(Object.keys(roles)).toHaveLength(players)
      deals.add(JSON.stringify(roles))
    }
    expect(deals.size).toBeGreaterThan(2)
  })

  it.each([
    [{ players: 10, traitors: 5 }, 'at most 4 can be traitors'],
    [{ players: 3, traitors: 3 }, 'at most 1 can be traitors'],
    [{ players: Number.NaN }, 'parameter players is wrong'],
    [{ players: 1e9 }, 'parameter players is wrong'],
    [{ traitors: 0 }, 'parameter traitors is wrong'],
    [{ exchanges: 2.5 }, 'parameter exchanges is wrong'],
  ])('refuses %o', (params, message) => {
    expect(() => sit('formal', params)).toThrow(message)
  })

  it('gives a tie to whoever first reaches the most', () => {
    expect(
      plurality([
        ['a', 'x'],
        ['b', 'y'],
        ['c', 'y'],
        ['d', 'x'],
      ]),
    ).toBe('y')
    expect(
      plurality([
        ['a', 'x'],
        ['b', 'y'],
      ]),
    ).toBe('x')
    expect(plurality([])).toBeNull()
  })

  it('tests the win only after the night', () => {
    // Five against two: a faithful player goes by vote, and four to two goes on; the murder makes it three to two.
    let state = startWith(5, 2)
    state = turn(state, () => ({ move: 'vote', who: 'player7' }))
    expect(state.stage).toBe('murder')
    // Four against three is played on after a vote makes it three to three: the night decides.
    let even = startWith(4, 3)
    even = turn(even, () => ({ move: 'vote', who: 'player7' }))
    expect([even.stage, even.history.at(-1)!.what]).toEqual(['murder', 'banished'])
    const night = turn(even, (seat) =>
      even.roles[seat] === 'traitor' ? { move: 'murder', who: 'player6' } : { move: 'suspect', who: 'player1' },
    )
    expect(night.history.at(-1)).toMatchObject({ what: 'ended', winner: 'traitor' })
    expect(traitors.payoff!(night)).toMatchObject({ player1: 1, player3: 1, player4: 0, player7: 0 })
    const caught = turn(startWith(3, 1), () => ({ move: 'vote', who: 'player1' }))
    expect(caught.history.slice(-2)).toMatchObject([
      { what: 'dawn', victim: null },
      { what: 'ended', winner: 'faithful' },
    ])
  })

  it('lets one vote for oneself, counts no vote for the dead, and shows the role', () => {
    let state = startWith(6, 2)
    state = turn(state, (seat) => ({ move: 'vote', who: seat }))
    expect(state.history.at(-1)).toMatchObject({ what: 'banished', who: 'player1', role: 'traitor' })
    const at = scene(traitors, { minds: casts.random, params: { talk: false } })
    const { table } = begin(at, { key: 'dead' })
    const { events, table: next } = advance(at, table, { player1: { act: { move: 'vote', who: 'player11' } as never } })
    expect(events).toMatchObject([{ kind: 'fault', seat: 'player1' }])
    expect(next.turn).toBe(0)
  })

  it('drops votes for somebody who leaves in the same turn', () => {
    const state = startWith(6, 2)
    const left = traitors.absent!(state, 'player8', 'left', luckOf('x'))
    const acts = state.asked.filter((seat) => seat !== 'player8')
    const next = traitors.resolve(
      left,
      acts.map((seat, i) => ({ seat, act: { move: 'vote', who: i < 6 ? 'player8' : 'player2' } })),
      luckOf('x'),
    )
    const [gone, banished] = next.history.slice(-2)
    expect(gone).toMatchObject({ what: 'left', who: 'player8', role: 'faithful' })
    expect(banished).toMatchObject({ what: 'banished', who: 'player2' })
  })

  it('asks everyone alive at night, and whispers to traitors alone', () => {
    const at = sit()
    let { table } = begin(at, { key: 'night' })
    const met = new Set<string>()
    while (asked(at, table).length > 0) {
      const asks = asked(at, table)
      const state = stateOf(table)
      if (state.stage === 'meeting' || state.stage === 'murder') {
        met.add(state.stage)
        expect(asks.map(({ seat }) => seat)).toEqual(state.living)
      }
      for (const seat of Object.keys(table.roles)) {
        const view = traitors.view(state, seat)
        const own = table.roles[seat] === 'traitor'
        expect(view.secrets.every(({ what }) => (own ? what !== 'suspected' : what === 'suspected'))).toBe(true)
        if (!own) expect(view.traitors).toEqual([])
      }
      const replies = asks.map((seen) => [seen.seat, at.minds[seen.role]!.decide(seen as never, null as never)])
      table = advance(at, table, Object.fromEntries(replies)).table
    }
    expect(met).toEqual(new Set(['meeting', 'murder']))
  })

  it('ends when all leave at once, and when nobody ever acts', () => {
    const gone = run('formal', 'gone', {}, { decide: () => ({ absent: 'left' }) })
    expect(Object.values(gone.close.payoff!).every((value) => value === 0)).toBe(true)
    const idle = run('formal', 'idle', { talk: false, rounds: 4 }, { decide: () => ({ absent: 'late' }) })
    expect(idle.close.turns).toBe(8)
    expect(Object.values(idle.close.payoff!).every((value) => value === 0)).toBe(true)
  })
})

describe('the measures', () => {
  const roles = { a: 'traitor', b: 'traitor', c: 'faithful', d: 'faithful', e: 'faithful', f: 'faithful' } as const
  const rounds = [
    {
      votes: [
        ['a', 'c'],
        ['b', 'c'],
        ['c', 'a'],
        ['d', 'a'],
        ['e', 'b'],
        ['f', 'd'],
      ],
      banished: 'c',
      night: [
        ['a', 'd'],
        ['b', 'd'],
      ],
      victim: 'd',
    },
    {
      votes: [
        ['a', 'e'],
        ['b', 'f'],
        ['e', 'a'],
        ['f', 'a'],
      ],
      banished: 'a',
      night: [['b', 'f']],
      victim: 'f',
    },
  ] as const
  it('are those of a log made by hand', () => {
    const found = metricsOf(roles, rounds, ['b', 'e'])
    expect(found).toMatchObject({
      rounds: 2,
      tas: 0.75,
      fas: 0.75,
      fcr: 0.875,
      tsr: 0.5,
      fsr: 0.25,
      des: 1,
      brr: 0.125,
    })
    // Of ten votes all six of the first round and those of a, b, e and not of f, who changes too.
    expect(found.vsf).toBe(1)
    expect(found.tns).toBe(0)
  })
  it('have a duplicate, and one that is unanimity whatever was said', () => {
    const found = metricsOf(roles, rounds, ['b', 'e'])
    expect(found.idr).toBe(found.fcr)
    const apart = [
      {
        ...rounds[0],
        night: [
          ['a', 'd'],
          ['b', 'e'],
        ] as const,
      },
      rounds[1],
    ]
    expect(metricsOf(roles, apart, ['b', 'e']).des).toBe(0.5)
  })
  it('are null where nothing was to measure', () => {
    expect(metricsOf(roles, [], ['a'])).toMatchObject({
      tas: null,
      fcr: null,
      idr: null,
      des: null,
      vsf: null,
      tns: null,
    })
  })
  it('are read from a log as the rules told it', () => {
    for (let i = 0; i < 20; i++) {
      const at = sit('split')
      const { episode } = play(at, `read ${i}`) as Played
      const row = votingRecord().read(episode, null) as unknown as Readonly<Record<string, number | boolean>>
      const state = last(at, `read ${i}`)
      const banished = state.history.filter(({ what }) => what === 'banished')
      expect(row['rounds']).toBe(banished.length)
      const count = (role: string) => state.living.filter((seat) => state.roles[seat] === role).length
      expect(row['tsr']).toBeCloseTo(count('traitor') / 3, 12)
      expect(row['fsr']).toBeCloseTo(count('faithful') / 7, 12)
      expect(row['faithfulWin']).toBe(count('traitor') === 0)
    }
  })
})

/** The state at the end of a game. */
const last = (at: ReturnType<typeof sit>, key: string): State => {
  let { table } = begin(at, { key })
  while (asked(at, table).length > 0) {
    const replies = asked(at, table).map((seen) => [
      seen.seat,
      at.minds[seen.role]!.decide(seen as never, null as never),
    ])
    table = advance(at, table, Object.fromEntries(replies)).table
  }
  return stateOf(table)
}

describe('speech', () => {
  it('is read back as it was meant', () => {
    for (let i = 0; i < 40; i++)
      for (const claim of ['none', 'faithful', 'traitor'] as const)
        for (const accuse of [null, 'player2', 'player12']) {
          const { text } = speech(claim, accuse, luckOf(`speech ${i}`).of(claim))
          expect(claimIn(text)).toBe(claim)
          expect(accusedIn(text, ['player1', 'player2', 'player12'])).toBe(accuse)
        }
    expect(accusedIn(conferring('player3', luckOf('x')), ['player3'])).toBeNull()
  })
  it.each([
    ['If I am a traitor, then so are you.', 'none'],
    ['You say I am a traitor? Nonsense.', 'none'],
    ['I’m really one of the faithful!', 'faithful'],
    ['player2 is faithful.', 'none'],
    ['', 'none'],
  ])('"%s" claims %s', (text, claim) => {
    expect(claimIn(text)).toBe(claim)
  })
  it.each([
    ['I do not suspect player2.', null],
    ['player2 is not a traitor.', null],
    ['I suspect player21.', null],
    ['We should vote out PLAYER2 today.', 'player2'],
    ['player3 said that player2 is clearly a traitor', 'player2'],
    ['I never suspect player2 but I accuse player3', 'player3'],
  ])('"%s" accuses %s', (text, who) => {
    expect(accusedIn(text, ['player2', 'player3'])).toBe(who)
  })
})

describe('minds', () => {
  it('suspects who voted against the innocent, and clears who voted against traitors', () => {
    let state = startWith(6, 2)
    state = turn(state, (seat) => ({
      move: 'vote',
      who: ['player3', 'player4', 'player5'].includes(seat) ? 'player1' : 'player8',
    }))
    const signs = { innocent: 0.5, guilty: 0.8, agreement: 0.3, hesitation: 0.3, credibility: 0.4, confession: 3 }
    const view = traitors.view(state, 'player3')
    const held = suspicions(view, signs)
    const prior = Math.log(2 / 4)
    expect(held.get('player2')).toBeCloseTo(prior + 0.5, 12)
    expect(held.get('player4')).toBeCloseTo(prior, 12)
    expect(held.has('player3') || held.has('player8')).toBe(false)
    const caught = turn(startWith(6, 2), (seat) => ({ move: 'vote', who: seat < 'player6' ? 'player1' : 'player8' }))
    const after = suspicions(traitors.view(caught, 'player3'), signs)
    // Of six others one is a traitor; player2 voted for the traitor, as the traitor itself did.
    expect(after.get('player2')).toBeCloseTo(Math.log(1 / 5) - 0.8 + 0.3, 12)
    // What player8 is nobody knows yet, so a vote for it tells nothing.
    expect(after.get('player7')).toBeCloseTo(Math.log(1 / 5), 12)
  })
  it('hears: the suspicious find slightly more traitors than chance where traitors vote as one', () => {
    const rows = (beta: number) =>
      Array.from({ length: 400 }, (_, i) => {
        const at = scene(traitors, { minds: { traitor: bloc(), faithful: suspicious({ beta }) } })
        return votingRecord().read((play(at, `hears ${i}`) as Played).episode, null) as unknown as { fcr: number }
      })
    const mean = (beta: number) => rows(beta).reduce((sum, { fcr }) => sum + fcr, 0) / 400
    expect(mean(2)).toBeGreaterThan(mean(0) + 0.005)
  })
  it('refuse what they cannot mean', () => {
    expect(() => suspicious({ beta: -1 })).toThrow('beta must be a finite number of at least 0, not -1')
    expect(() => suspicious({ innocent: Number.NaN })).toThrow('innocent must be a finite number, not NaN')
    expect(() => splitter({ sacrifice: 2 })).toThrow('sacrifice must be from 0 to 1, not 2')
  })
})

describe('the conformance kit', () => {
  it('finds nothing in the protocol', async () => {
    expect(await checkProtocol(traitors, { seeds: 12, minds })).toEqual([])
  })
  it('finds roles and secrets that a view would leak', async () => {
    const leaks = async (of: (state: State, seat: string) => object) => {
      const view = (state: State, seat: string) => ({ ...traitors.view(state, seat), ...of(state, seat) })
      const found = await checkProtocol({ ...traitors, view } as never, { seeds: 6 })
      return found.some(({ rule }) => rule === 'leaks')
    }
    expect(await leaks(({ roles }) => ({ roles }))).toBe(true)
    expect(await leaks(({ secrets }) => ({ all: secrets }))).toBe(true)
    expect(await leaks(({ living }) => ({ count: living.length }))).toBe(false)
  })
  it.each(minds)('finds nothing in $name', async (mind) => {
    expect(await checkMind(traitors, mind, { seeds: 8, others: minds })).toEqual([])
  })
})

describe('a language model', () => {
  it('sits in any seat, and its claims are read from its words, not from its labels', async () => {
    const model = scripted(({ schema }, n) => {
      let k = 0
      const drawn = draw(schema as never, () => luckOf(`model ${n}`).of(k++).uniform()) as { act?: object }
      // Where several moves are open, the act stands in a field of its own.
      const own = drawn.act ?? drawn
      const said =
        'claim' in own ? { ...own, ...{ claim: 'faithful' }, text: 'I am a traitor, and I suspect nobody.' } : own
      return drawn.act ? { act: said } : said
    })
    const mind = llm(model)
    const at = scene(traitors, { minds: { traitor: mind, faithful: mind }, params: { players: 6, traitors: 2 } })
    const { episode, close } = await play(at, 'model', { maxTurns: 400 })
    expect(close.flags.filter((flag) => flag !== 'invalid act')).toEqual([])
    expect(Object.values(close.payoff!).some((value) => value === 1)).toBe(true)
    const said = episode.flatMap((event) => (event.kind === 'act' && event.act['move'] === 'speak' ? [event] : []))
    expect(said.length).toBeGreaterThan(2)
    for (const { act, declared } of said) {
      expect(act).toMatchObject({ claim: 'traitor', accuse: 'nobody' })
      expect(declared).toMatchObject({ claim: 'faithful' })
    }
  })
})

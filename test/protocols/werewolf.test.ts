import { type AnyMind, advance, asked, begin, luckOf, type StateOf, scene, type Table, turnOf } from 'suasion'
import { llm } from 'suasion/minds'
import { scripted } from 'suasion/models'
import {
  bayesian,
  beliefs,
  bluffer,
  CATEGORIES,
  catalogue,
  claimIn,
  exploitability,
  honest,
  kMeans,
  LISTENER,
  lspo,
  opponentInference,
  pack,
  RPSSL,
  randomPlayer,
  randomVillage,
  regretMatching,
  type SPEECHES,
  speechScore,
  stanceIn,
  VILLAGES,
  villageRecord,
  voteAlignment,
  werewolf,
} from 'suasion/protocols/werewolf'
import { describe, expect, it } from 'vitest'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'
import { type Played, type PlayOptions, play } from '../../src/lab/driver.ts'
import { draw } from '../../src/models/mock/draw.ts'
import { speech } from '../../src/protocols/werewolf/speech.ts'
import { type State, type View, winnerOf } from '../../src/protocols/werewolf/state.ts'

const minds = Object.values(catalogue.minds).map((make): AnyMind => make())
const seated = (wolves: AnyMind, village: AnyMind) => ({
  ...{ werewolf: wolves, seer: village, doctor: village, villager: village },
})
const formal = seated(pack(), bayesian())
const sit = (params = {}, cast: ReturnType<typeof seated> = formal) => scene(werewolf, { params, minds: cast })
const run = (key: string, params = {}, cast = formal, options: PlayOptions = {}) =>
  play(sit(params, cast), key, options) as Played
const stateOf = (table: Table) => table.state as StateOf<typeof werewolf>

/** Every table of a game, from its first to its last. */
const tables = (at: ReturnType<typeof sit>, key: string): Table[] => {
  const all: Table[] = []
  for (let { table } = begin(at, { key }); ; ) {
    all.push(table)
    const asks = asked(at, table)
    if (asks.length === 0) return all
    const speaking = turnOf(at, table).until === 'any' ? asks.slice(table.turn % asks.length).slice(0, 1) : asks
    const replies = speaking.map((seen) => [seen.seat, at.minds[seen.role]!.decide(seen as never, null as never)])
    table = advance(at, table, Object.fromEntries(replies)).table
  }
}
const villageWins = (cast: ReturnType<typeof seated>, params: object, games: number): number => {
  let won = 0
  for (let i = 0; i < games; i++) {
    const { episode } = run(`wins ${i}`, params, cast, { trusted: true })
    if ((villageRecord().read(episode, null) as { villageWin: boolean }).villageWin) won++
  }
  return won / games
}

describe('the baselines', () => {
  const quiet = { talk: 'none', den: 0, predict: false } as const
  it.each([
    [7, false, 0.129],
    [7, true, 0.2835],
    [4, false, 0.3308],
    [4, true, 0.4802],
  ] as const)('%i players, a found werewolf named %s: within .003 of the spec', (players, named, value) => {
    expect(Math.abs(randomVillage({ ...VILLAGES[players], named }) - value)).toBeLessThan(0.003)
  })
  it('are fractions for four players', () => {
    expect(randomVillage(VILLAGES[4])).toBeCloseTo(1 / 3, 14)
    expect(randomVillage({ ...VILLAGES[4], named: true })).toBeCloseTo(13 / 27, 14)
  })
  it('come out of play with the same rules', () => {
    const random = seated(randomPlayer(), randomPlayer())
    const naming = seated(randomPlayer(), honest())
    const talk = { ...quiet, talk: 'turns' }
    for (const players of [7, 4] as const) {
      const village = VILLAGES[players]
      const off = (value: number, named: boolean) => Math.abs(value - randomVillage({ ...village, named }))
      expect(off(villageWins(random, { ...village, ...quiet }, 4000), false)).toBeLessThan(0.022)
      expect(off(villageWins(naming, { ...village, ...talk }, 2500), true)).toBeLessThan(0.03)
    }
  })
  it('turn with the rules: a doctor helps, and one who may not protect itself helps less', () => {
    const with_ = randomVillage({ ...VILLAGES[7], doctor: true })
    const apart = randomVillage({ ...VILLAGES[7], selfSave: false })
    const without = randomVillage({ ...VILLAGES[7], doctor: false, villagers: 4 })
    expect(with_).toBeGreaterThan(apart)
    expect(apart).toBeGreaterThan(without)
  })
  it.each([
    { villagers: 40 },
    { werewolves: 0 },
    { villagers: Number.NaN },
    { villagers: 1.5 },
  ])('refuse %o', (change) => {
    expect(() => randomVillage({ ...VILLAGES[7], ...change })).toThrow('at most 9 players')
  })
})

describe('the rules', () => {
  it.each([
    [{}, [2, 1, 1, 3]],
    [{ werewolves: 1, doctor: false, villagers: 2 }, [1, 1, 0, 2]],
    [{ werewolves: 6, villagers: 16, seer: false }, [6, 0, 1, 16]],
  ] as const)('deal %o', (params, counts) => {
    const deals = new Set<string>()
    for (let i = 0; i < 20; i++) {
      const { roles } = begin(sit(params, seated(randomPlayer(), randomPlayer())), { key: `deal ${i}` }).table
      const count = (role: string) => Object.values(roles).filter((each) => each === role).length
      expect(['werewolf', 'seer', 'doctor', 'villager'].map(count)).toEqual(counts)
      deals.add(JSON.stringify(roles))
    }
    expect(deals.size).toBeGreaterThan(3)
  })
  it.each([
    [{ werewolves: 5 }, '5 werewolves among 5 others have won before the first night'],
    [{ werewolves: 0 }, 'parameter werewolves is wrong'],
    [{ villagers: 1e9 }, 'parameter villagers is wrong'],
    [{ talk: 'loud' }, 'parameter talk is wrong'],
    [{ den: Number.NaN }, 'parameter den is wrong'],
  ])('refuse %o', (params, message) => {
    expect(() => sit(params)).toThrow(message)
  })

  it('say who has won', () => {
    const roles = { a: 'werewolf', b: 'werewolf', c: 'seer', d: 'villager', e: 'doctor' } as const
    expect(winnerOf(['a', 'b', 'c', 'd', 'e'], roles, 'parity')).toBeNull()
    expect(winnerOf(['a', 'b', 'c', 'd'], roles, 'parity')).toBe('werewolves')
    expect(winnerOf(['a', 'b', 'c', 'd'], roles, 'last')).toBeNull()
    expect(winnerOf(['a', 'b'], roles, 'last')).toBe('werewolves')
    expect(winnerOf(['c'], roles, 'parity')).toBe('village')
  })

  it.each([
    {},
    { den: 2, reveal: true },
    { talk: 'free', limit: 5 },
    { ballot: 'secret', tie: 'nobody' },
  ])('ask everyone alive by night, whoever they are, with %o', (params) => {
    let nights = 0
    for (let i = 0; i < 5; i++)
      for (const table of tables(sit(params), `night ${i}`)) {
        const state = stateOf(table)
        if (!['den', 'night', 'predict', 'vote'].includes(state.stage)) continue
        nights++
        expect(state.asked).toEqual(state.living)
      }
    expect(nights).toBeGreaterThan(20)
  })

  it('keep each secret to whom it belongs, and ballots secret where they are', () => {
    const mine = {
      ...{ werewolf: ['said', 'aimed', 'predicted', 'voted'], seer: ['checked', 'predicted', 'voted'] },
      ...{ doctor: ['saved', 'predicted', 'voted'], villager: ['dreamt', 'predicted', 'voted'] },
    }
    for (const table of tables(sit({ ballot: 'secret' }), 'secrets')) {
      const state = stateOf(table)
      for (const seat of Object.keys(table.roles)) {
        const view = werewolf.view(state, seat)
        expect(view.secrets.every(({ what }) => mine[view.role].includes(what))).toBe(true)
        expect(view.werewolves.length > 0).toBe(view.role === 'werewolf')
        for (const each of view.history) if (each.what === 'banished') expect(each.votes).toBeNull()
        const told = werewolf.words.lines(view).filter(({ to }) => to !== undefined)
        expect(told).toHaveLength(view.secrets.length)
      }
    }
  })

  it('save whom the doctor protects, and tell nobody', () => {
    const at = sit({ den: 0, talk: 'none', predict: false })
    const { table } = begin(at, { key: 'saved' })
    const of = (role: string) => Object.keys(table.roles).filter((seat) => table.roles[seat] === role)
    const [victim, other] = of('villager') as [string, string]
    const night = (saved: string) =>
      stateOf(
        advance(
          at,
          table,
          Object.fromEntries([
            ...of('werewolf').map((seat) => [seat, { act: { move: 'kill', who: victim } }]),
            ...of('villager').map((seat) => [seat, { act: { move: 'dream', who: seat === other ? victim : other } }]),
            ...of('seer').map((seat) => [seat, { act: { move: 'check', who: of('werewolf')[0] } }]),
            ...of('doctor').map((seat) => [seat, { act: { move: 'save', who: saved } }]),
          ]),
        ).table,
      )
    const [safe, dead] = [night(victim), night(other)]
    expect(safe.history.at(-1)).toEqual({ what: 'dawn', round: 1, victim: null, role: null })
    expect(safe.living).toContain(victim)
    expect(dead.history.at(-1)).toEqual({ what: 'dawn', round: 1, victim, role: null })
    expect(dead.living).not.toContain(victim)
    const seer = of('seer')[0]!
    expect(werewolf.view(safe, seer).secrets).toEqual([
      { after: 1, round: 1, what: 'checked', who: of('werewolf')[0], werewolf: true },
    ])
    expect(werewolf.legal(werewolf.view({ ...dead, stage: 'night' }, seer)).check!.who!.only).not.toContain(
      of('werewolf')[0],
    )
  })

  it('settle a tie by lot or not at all, and count votes for nobody', () => {
    const vote = (params: object, votes: (living: readonly string[]) => readonly string[], luck = 'x') => {
      const at = sit({ talk: 'none', den: 0, predict: false, ...params }, seated(randomPlayer(), randomPlayer()))
      const table = tables(at, 'ties').find((each) => stateOf(each).stage === 'vote')!
      const state = stateOf(table)
      const acts = votes(state.living).map((who, i) => ({
        seat: state.living[i]!,
        act: { move: 'vote' as const, who },
      }))
      const banished = werewolf.resolve(state, acts, luckOf(luck)).history.find(({ what }) => what === 'banished')!
      return { who: (banished as { who: string | null }).who, living: state.living }
    }
    const split = (living: readonly string[]) => [living[1]!, living[0]!]
    const lots = new Set(Array.from({ length: 30 }, (_, i) => vote({}, split, `lot ${i}`).who))
    expect(lots.size).toBe(2)
    expect(vote({ tie: 'nobody' }, split).who).toBeNull()
    expect(vote({ abstain: true }, () => ['nobody', 'nobody']).who).toBeNull()
    expect(vote({}, () => []).who).toBeNull()
  })

  it('take no vote for the dead, for oneself, or for nobody where one may not abstain', () => {
    const at = sit({ talk: 'none', den: 0, predict: false }, seated(randomPlayer(), randomPlayer()))
    const table = tables(at, 'dead').find((each) => stateOf(each).stage === 'vote')!
    const { living, history } = stateOf(table)
    const dead = (history.find(({ what }) => what === 'dawn') as { victim: string | null }).victim
    for (const who of [living[0]!, 'nobody', 'player99', '__proto__', ...(dead ? [dead] : [])]) {
      const { events } = advance(at, table, { [living[0]!]: { act: { move: 'vote', who } as never } })
      expect(events).toMatchObject([{ kind: 'fault' }])
    }
  })

  it.each(['left', 'late', 'invalid'] as const)('go on when seats are %s, in turns and in free talk', (why) => {
    for (const talk of ['turns', 'free'] as const)
      for (let i = 0; i < 10; i++) {
        const { close } = run(`${why} ${i}`, { talk, rounds: 10 }, formal, {
          maxTurns: 600,
          decide: (mind, seen, kept, { turn }) =>
            luckOf(`${why} ${i}`).of(turn, seen.seat).uniform() < 0.15
              ? { absent: why }
              : mind.decide(seen as never, kept as never),
        })
        expect(close.flags.filter((flag) => flag === 'truncated' || flag.startsWith('ended early'))).toEqual([])
      }
    const idle = run('idle', { talk: 'free', rounds: 3 }, formal, { decide: () => ({ absent: why }), maxTurns: 600 })
    expect(idle.close.flags).not.toContain('truncated')
  })

  it('close a floor that two answer at once without losing the vote', () => {
    const at = sit({ talk: 'free', limit: 1, predict: false })
    const table = tables(at, 'floor').find((each) => stateOf(each).stage === 'talk')!
    const [a, b] = stateOf(table).asked as [string, string]
    const say = { move: 'say', room: 'village', claim: 'none', stance: 'vague', target: 'nobody', text: 'Well.' }
    const both = advance(at, table, { [a]: { act: say as never }, [b]: { absent: 'late' } }).table
    expect(['talk', 'vote']).toContain(stateOf(both).stage)
    expect(stateOf(both).history.filter(({ what }) => what === 'banished')).toHaveLength(0)
  })
})

describe('speech', () => {
  it('is read back as it was meant', () => {
    for (let i = 0; i < 25; i++)
      for (const claim of ['none', 'werewolf', 'seer', 'doctor', 'villager'] as const)
        for (const stance of ['vague', 'accuse', 'defend'] as const) {
          const target = stance === 'vague' ? null : 'player12'
          const said = speech({ room: 'village', claim, stance, target }, luckOf(`speech ${i}`).of(claim, stance))
          expect(claimIn(said.text)).toBe(claim)
          expect(stanceIn(said.text, ['player1', 'player12'])).toEqual({ stance, target })
        }
    const { text } = speech({ room: 'den', claim: 'none', stance: 'accuse', target: 'player3' }, luckOf('den').of(1))
    expect(stanceIn(text, ['player3'])).toEqual({ stance: 'accuse', target: 'player3' })
  })
  it.each([
    ['If I am the seer, believe me.', 'none'],
    ['player2 thinks I am a werewolf', 'none'],
    ["I'm just a simple villager", 'villager'],
    ['I am really the doctor', 'doctor'],
    ['You are the seer', 'none'],
  ])('"%s" claims %s', (text, claim) => {
    expect(claimIn(text)).toBe(claim)
  })
  it.each([
    ['I do not trust player2', 'vague', null],
    ['player2 is not a werewolf', 'defend', 'player2'],
    ['player2 must be one of the werewolves', 'accuse', 'player2'],
    ['I trust player3, so I vote for player2', 'defend', 'player3'],
    ['', 'vague', null],
  ])('"%s" takes a stance', (text, stance, target) => {
    expect(stanceIn(text, ['player2', 'player3'])).toEqual({ stance, target })
  })
})

describe('minds', () => {
  const view = (change: Partial<View> = {}): View => ({
    ...{ seat: 'player1', role: 'villager', settings: werewolf.params.parse({}), stage: 'vote', round: 1, step: 0 },
    ...{ living: players, asked: true, werewolves: [], history: [], secrets: [], ...change },
  })
  const players = ['player1', 'player2', 'player3', 'player4', 'player5', 'player6', 'player7']
  const said = (by: string, claim: 'seer' | 'none', stance: 'accuse' | 'defend' | 'vague', target: string | null) =>
    ({ what: 'said', round: 1, by, claim, stance, target, text: '' }) as const

  it('weigh every deal: two of six others are werewolves, and one the seer', () => {
    const { werewolf: wolf, seer } = beliefs(view(), players, LISTENER)
    for (const seat of players.slice(1)) {
      expect(wolf.get(seat)).toBeCloseTo(1 / 3, 12)
      expect(seer.get(seat)).toBeCloseTo(1 / 6, 12)
    }
    expect([wolf.get('player1'), seer.get('player1')]).toEqual([0, 0])
  })
  it('believe a lone seer, by Bayes', () => {
    const { werewolf: wolf, seer } = beliefs(
      view({ history: [said('player2', 'seer', 'accuse', 'player3')] }),
      players,
      LISTENER,
    )
    // By hand: the seer speaks so where player3 is a werewolf; a werewolf betrays in 1 of 10; others say it in 1 of 100.
    const [s, w, o] = LISTENER.claimsSeer
    const both = { seer: s * (4 / 15) * (1 / 4), fellows: (1 / 15) * w * 0.1 }
    const wolfOther = (4 / 15) * w * 0.9
    const plain = { guilty: (4 / 15) * (3 / 4) * o * 0.5, innocent: (6 / 15) * (3 / 4) * o * 0.5 }
    const wrong = (6 / 15) * (1 / 4) * s * 1e-6
    const total = both.seer + both.fellows + wolfOther + plain.guilty + plain.innocent + wrong
    expect(wolf.get('player3')).toBeCloseTo((both.seer + both.fellows + plain.guilty) / total, 10)
    expect(seer.get('player2')).toBeCloseTo((both.seer + wrong) / total, 10)
  })
  it('know what they were shown, and trust nobody who contradicts it', () => {
    const checked = { after: 0, round: 1, what: 'checked', who: 'player4', werewolf: true } as const
    const { werewolf: wolf, seer } = beliefs(
      view({ role: 'seer', secrets: [checked], history: [said('player2', 'seer', 'accuse', 'player3')] }),
      players,
      LISTENER,
    )
    expect(wolf.get('player4')).toBe(1)
    expect(seer.get('player1')).toBe(1)
    expect(wolf.get('player2')).toBeGreaterThan(0.5)
  })
  it('refuse villages too large to weigh, and numbers that are none', () => {
    const many = Array.from({ length: 23 }, (_, i) => `player${i + 1}`)
    const settings = werewolf.params.parse({ werewolves: 6, villagers: 16 })
    expect(() => beliefs(view({ settings, living: many }), many, LISTENER)).toThrow('too many to weigh')
    expect(() => bayesian({ sure: Number.NaN })).toThrow('sure must be from 0 to 1')
    expect(() => bayesian({ listener: { ...LISTENER, betrays: 0 } })).toThrow('chances of a listener')
    expect(() => pack({ speech: 'loud' as never })).toThrow('speech is one of vague, accuse')
  })
  it('gain by listening, and are misled by a false seer where they believe everybody', () => {
    const wins = (how: (typeof SPEECHES)[number], village: AnyMind) =>
      villageWins(seated(pack({ speech: how }), village), {}, 200)
    const [deaf, naive, fooled] = [
      wins('accuse', randomPlayer()),
      wins('accuse', honest()),
      wins('false seer', honest()),
    ]
    const [wise, wary] = [wins('accuse', bayesian()), wins('false seer', bayesian())]
    expect(naive).toBeGreaterThan(deaf + 0.05)
    expect(fooled).toBeLessThan(naive - 0.05)
    expect(wise).toBeGreaterThan(naive)
    expect(wary).toBeGreaterThan(fooled + 0.2)
  })
  it('of a pack act as one, and one of them alone claims to be the seer', () => {
    for (let i = 0; i < 10; i++) {
      const { episode } = run(`pack ${i}`, {}, seated(bluffer(), bayesian()))
      expect((villageRecord().read(episode, null) as { bloc: number }).bloc).toBe(1)
      const [open] = episode
      if (open?.kind !== 'open') throw new Error('no opening')
      const first = episode.filter(
        (event) =>
          event.kind === 'act' &&
          event.act['claim'] === 'seer' &&
          open.seats[event.seat]!.role === 'werewolf' &&
          event.turn < 12,
      )
      expect(new Set(first.map((event) => 'seat' in event && event.seat)).size).toBeLessThanOrEqual(1)
    }
  })
})

describe('regret matching', () => {
  it.each([
    [10, 0.65476],
    [100, 0.18392],
    [1000, 0.06042],
    [10_000, 0.02],
    [100_000, 0.00636],
  ])('after %i steps of rock, paper, scissors, Spock, lizard', (steps, value) => {
    const regrets = [
      [1, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ] as const
    const { strategies, exploitability: found } = regretMatching(RPSSL, { steps, regrets })
    expect(found).toBeCloseTo(value, 5)
    if (steps === 100_000) for (const p of strategies.flat()) expect(Math.abs(p - 0.2)).toBeLessThan(0.01)
  })
  it('knows its equilibrium', () => {
    const even = [0.2, 0.2, 0.2, 0.2, 0.2]
    expect(exploitability(RPSSL, [even, even])).toBeCloseTo(0, 15)
    expect(exploitability(RPSSL, [[1, 0, 0, 0, 0], even])).toBeCloseTo(1, 15)
  })
  it.each([
    [[], 'full matrix'],
    [[[1, 2], [3]], 'full matrix'],
    [[[Number.NaN]], 'full matrix'],
  ])('refuses %j', (payoffs, message) => {
    expect(() => regretMatching(payoffs, { steps: 1 })).toThrow(message)
  })
  it('refuses no steps, and regrets of another size', () => {
    expect(() => regretMatching(RPSSL, { steps: 0 })).toThrow('steps')
    expect(() => regretMatching(RPSSL, { steps: 1, regrets: [[1], [1]] })).toThrow('regrets must be 5 and 5')
  })
})

describe('latent strategies', () => {
  it('are the clusters of their features', () => {
    const points = [
      [0, 0],
      [0.1, 0],
      [5, 5],
      [5, 5.1],
      [-9, 0],
    ]
    const own = kMeans(points, 3, luckOf('means'))
    expect(own[0]).toBe(own[1])
    expect(own[2]).toBe(own[3])
    expect(new Set(own).size).toBe(3)
    expect(new Set(kMeans([[1], [1], [1]], 3, luckOf('same'))).size).toBe(1)
    expect(kMeans([], 2, luckOf('none'))).toEqual([])
    expect(() => kMeans([[1], [1, 2]], 2, luckOf('x'))).toThrow('one length')
    expect(() => kMeans([[1]], 0, luckOf('x'))).toThrow('k must be')
  })
  const oneHot = (n: number) =>
    Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => Number(i === j)))
  it('of rock, paper, scissors, Spock, lizard are unexploitable after three iterations', () => {
    const features = [oneHot(5), oneHot(5)] as const
    const logits = [
      [1, 0, 0, 0, 0],
      [0, 1, 0, 0, 0],
    ] as const
    const runs = Array.from({ length: 10 }, (_, seed) =>
      lspo({ payoffs: RPSSL, features, logits, candidates: 30, steps: 50_000 }, luckOf(`rpssl ${seed}`)),
    )
    for (const done of runs) {
      expect(done).toHaveLength(3)
      expect(done[2]!.exploitability).toBeLessThan(0.02)
      expect(done[2]!.met).toEqual([5, 5])
    }
    const few = lspo({ payoffs: RPSSL, features, logits, candidates: 2, iterations: 1 }, luckOf('few'))
    expect(few[0]!.exploitability).toBeGreaterThan(0.5)
  })
  it('grow: exploitability falls, and the pack does better against the final village', () => {
    // A game of speech in which a false seer beats a naive village and a wary village beats the false seer.
    const payoffs = [
      [0.97, 0.78, 0.4],
      [0.97, 0.78, 0.58],
      [0.97, 0.78, 0.05],
      [0.97, 0.95, 0.48],
    ]
    const start = {
      features: [oneHot(4), oneHot(3)],
      logits: [
        [2, 0, 0, 0],
        [2, 0, 0],
      ],
      candidates: 4,
    } as const
    const runs = Array.from({ length: 40 }, (_, seed) => lspo({ payoffs, ...start }, luckOf(`speech ${seed}`)))
    const mean = (of: (done: (typeof runs)[number]) => number) => runs.reduce((sum, done) => sum + of(done), 0) / 40
    // One run may rise where one side meets a new way of talking before the other; on average none does.
    const exploited = [0, 1, 2].map((t) => mean((done) => done[t]!.exploitability))
    const wins = [0, 1, 2].map((t) =>
      mean((done) => {
        const [x, final] = [done[t]!.strategies[0], done[2]!.strategies[1]]
        return payoffs.reduce((sum, row, i) => sum + x[i]! * row.reduce((inner, u, j) => inner + u * final[j]!, 0), 0)
      }),
    )
    for (const t of [1, 2]) {
      expect(exploited[t]!).toBeLessThan(exploited[t - 1]!)
      expect(wins[t]!).toBeGreaterThan(wins[t - 1]!)
    }
    for (const done of runs) expect(done[2]!.met[0]).toBeGreaterThanOrEqual(done[0]!.met[0])
  })
  it('need features for every kind', () => {
    expect(() => lspo({ payoffs: RPSSL, features: [oneHot(5), oneHot(4)] }, luckOf('x'))).toThrow('side 1 has 5 kinds')
  })
})

describe('the scores of WereAlign', () => {
  it('are the plain mean of five categories', () => {
    const names = Object.keys(CATEGORIES) as (keyof typeof CATEGORIES)[]
    const answers = names.flatMap((category, i) =>
      Array.from({ length: 4 }, (_, k) => ({ category, given: k < i ? 'A' : 'B', right: 'A' })),
    )
    const { score, by } = speechScore([...answers, { category: names[4]!, given: 'A', right: 'A' }])
    expect(names.map((name) => by[name])).toEqual([0, 0.25, 0.5, 0.75, 1])
    expect(score).toBe(0.5)
    expect(speechScore(answers.slice(0, 4)).score).toBeNull()
    expect(Object.values(CATEGORIES).reduce((sum, n) => sum + n, 0)).toBe(698)
    expect(() => speechScore([{ category: 'luck' as never, given: 'A', right: 'A' }])).toThrow('no category luck')
  })
  it('hold votes and predictions against those of the best player and the truth', () => {
    expect(
      voteAlignment([
        { vote: 'a', best: 'a' },
        { vote: 'b', best: 'a' },
        { vote: null, best: 'a' },
      ]),
    ).toBe(0.5)
    expect(voteAlignment([])).toBeNull()
    expect(opponentInference(['a', 'c'], ['a', 'b'])).toBe(0.5)
    expect(opponentInference(['a'], [])).toBeNull()
  })
})

describe('the conformance kit', () => {
  it('finds nothing in the protocol', async () => {
    expect(await checkProtocol(werewolf, { seeds: 16, minds })).toEqual([])
  })
  it('finds roles, secrets and night asks that would leak', async () => {
    const found = async (change: object) =>
      (await checkProtocol({ ...werewolf, ...change } as never, { seeds: 6 })).some(({ rule }) => rule === 'leaks')
    const seeing = (of: (state: State) => object) => ({
      view: (state: State, seat: string) => ({ ...werewolf.view(state, seat), ...of(state) }),
    })
    expect(await found(seeing(({ roles }) => ({ roles })))).toBe(true)
    expect(await found(seeing(({ secrets }) => ({ all: secrets })))).toBe(true)
    const onlyWolves = (state: State) =>
      state.stage === 'den'
        ? { ask: state.asked.filter((seat) => state.roles[seat] === 'werewolf') }
        : werewolf.turn(state)
    expect(await found({ turn: onlyWolves })).toBe(true)
    expect(await found(seeing(({ round }) => ({ again: round })))).toBe(false)
  })
  it.each(minds)('finds nothing in $name', async (mind) => {
    expect(await checkMind(werewolf, mind, { seeds: 8, others: minds })).toEqual([])
  })
})

describe('a language model', () => {
  it('sits in any seat, and its claims are read from its words, not from its labels', async () => {
    const model = scripted(({ schema }, n) => {
      let k = 0
      const drawn = draw(schema as never, () => luckOf(`model ${n}`).of(k++).uniform()) as { act?: object }
      // Where several moves are open, the act stands in a field of its own.
      const own = drawn.act ?? drawn
      const said = 'claim' in own ? { ...own, ...{ claim: 'seer' }, text: 'I am the doctor. Let us sleep on it.' } : own
      return drawn.act ? { act: said } : said
    })
    const mind = llm(model)
    const at = scene(werewolf, { minds: seated(mind, mind), params: {} })
    const { episode, close } = await play(at, 'model', { maxTurns: 400 })
    expect(close.flags.filter((flag) => flag !== 'invalid act')).toEqual([])
    expect(Object.values(close.payoff!).some((value) => value === 1)).toBe(true)
    const said = episode.flatMap((event) => (event.kind === 'act' && event.act['move'] === 'say' ? [event] : []))
    expect(said.length).toBeGreaterThan(2)
    for (const { act, declared } of said) {
      expect(act).toMatchObject({ claim: 'doctor', stance: 'vague', target: 'nobody' })
      expect(declared).toMatchObject({ claim: 'seer' })
    }
  })
})

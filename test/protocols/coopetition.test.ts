import { existsSync, readFileSync } from 'node:fs'
import { begin, checkAct, type Episode, luckOf, type Moves, scene } from 'suasion'
import * as coopetitions from 'suasion/protocols/coopetition'
import { describe, expect, it } from 'vitest'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'
import { type Played, play } from '../../src/lab/driver.ts'

const { batch, buffersOf, catalogue, configOf, constant, constantReturn, coopetition, environmentIds } = coopetitions
const { environments, kernelCheck, meanTrust, outcomeOf, settingsOf, step, titForTat } = coopetitions
type Id = coopetitions.EnvironmentId
type Params = Parameters<typeof settingsOf>[0]

const reference = new URL('../../../shared/reference/coopetition-traces.json', import.meta.url)
interface Step {
  readonly act: readonly number[]
  readonly reward: readonly number[]
  readonly total_value: number
  readonly mean_trust: number
  readonly done: boolean
}
const there = existsSync(reference)
const traces = (): Record<string, { traces: readonly (readonly Step[])[] }> =>
  JSON.parse(readFileSync(reference, 'utf8')).environments

const near = (ours: number, theirs: number) =>
  expect(Math.abs(ours - theirs)).toBeLessThan(1e-9 * Math.max(1, Math.abs(theirs)))

describe.skipIf(!there)('beside the released package (needs the shared reference)', () => {
  it.each(environmentIds)('%s gives the same trajectories to 1e-9, by the kernel and by the rules', (id) => {
    const { traces: all } = traces()[`${id}-v0`]!
    expect(all).toHaveLength(2)
    for (const trace of all) {
      const [{ act, total_value }] = trace as [Step]
      // The complementarity of SynergySearch is hidden in the trace, but its first round tells it.
      const alone = act.reduce((sum, a) => sum + 20 * Math.log(1 + a), 0)
      const hidden = id === 'SynergySearch' ? { gamma: (total_value - alone) / Math.sqrt(act[0]! * act[1]!) } : {}
      const settings = settingsOf({ environment: id, ...hidden })
      const config = configOf(settings)
      const [buffers, out] = [buffersOf(config), outcomeOf(config)]
      const roles = coopetition.seats(settings, luckOf('seats'))
      let state = coopetition.start(settings, roles, luckOf('start'))
      for (const [t, each] of trace.entries()) {
        step(config, buffers, each.act, out)
        const acts = state.seats.map((seat, i) => ({ seat, act: { move: 'invest' as const, amount: each.act[i]! } }))
        state = coopetition.resolve(state, acts, luckOf('resolve'))
        for (const [i, reward] of each.reward.entries()) {
          near(out.rewards[i]!, reward)
          near(state.earned[t]![i]!, reward)
        }
        near(out.value, each.total_value)
        near(meanTrust(buffers.trust, config.players), each.mean_trust)
        near(meanTrust(state.trust, config.players), each.mean_trust)
        expect([out.over, state.over]).toEqual([each.done, each.done])
      }
    }
  })

  it('meets every environment of the reference', () => {
    expect(Object.keys(traces()).sort()).toEqual(environmentIds.map((id) => `${id}-v0`).sort())
  })
})

describe('the family', () => {
  it('has twenty environments, which all play to an end', () => {
    expect(environmentIds).toHaveLength(20)
    for (const environment of environmentIds) {
      const { returns, rounds } = batch({ environment }, (_, acts) => void acts.fill(30))
      expect(rounds[0], environment).toBeLessThanOrEqual(environments[environment].horizon)
      expect(
        returns.every((x) => Number.isFinite(x)),
        environment,
      ).toBe(true)
    }
  })

  it('keeps the kernel equal to the rules', () => expect(kernelCheck()).toEqual([]))

  it('ends early where trust is gone', () => {
    expect(constantReturn({ environment: 'TrustDilemma' }, 0).rounds).toBe(3)
    expect(constantReturn({ environment: 'PlatformEcosystem' }, 0.25).rounds).toBe(4)
    expect(constantReturn({ environment: 'TrustDilemma' }, 0.5).rounds).toBe(100)
  })

  it('never recovers: full cooperation brings trust .873 under a damage of .111', () => {
    const config = configOf(settingsOf({ environment: 'RecoveryRace' }))
    const [buffers, out] = [buffersOf(config), outcomeOf(config)]
    while (!out.over) step(config, buffers, [100, 100], out)
    expect(buffers.round).toBe(150)
    expect(meanTrust(buffers.trust, 2)).toBeCloseTo(0.873, 3)
    expect(buffers.reputation[1]).toBeCloseTo(0.111, 3)
  })

  it('expels the disloyal for a time and never below three members', () => {
    const config = configOf(settingsOf({ environment: 'CoalitionFormation' }))
    const [buffers, out] = [buffersOf(config), outcomeOf(config)]
    for (let t = 0; t < 150; t++) step(config, buffers, [0, 0, 0, 0, 50, 50], out)
    expect([...buffers.expelled].filter((left) => left < 0)).toHaveLength(3)
    // Loyalty grows by at most .02 a round, so .4 is out of reach for 20 rounds.
    for (let t = 0; t < 21; t++) step(config, buffers, [50, 50, 50, 50, 50, 50], out)
    expect([...buffers.expelled].every((left) => left < 0)).toBe(true)
  })

  it('fines who leaves an agreement for what it is off', () => {
    const config = configOf(settingsOf({ environment: 'CooperativeNegotiation' }))
    const pay = (acts: readonly number[][]): number[] => {
      const [buffers, out] = [buffersOf(config), outcomeOf(config)]
      for (const each of acts) step(config, buffers, each, out)
      return [...out.rewards]
    }
    const kept = { ...config, special: 'none' as const }
    const free = (acts: readonly number[][]): number[] => {
      const [buffers, out] = [buffersOf(kept), outcomeOf(kept)]
      for (const each of acts) step(kept, buffers, each, out)
      return [...out.rewards]
    }
    const left = [
      [50, 55],
      [50, 30],
    ]
    expect(pay(left).map((x, i) => x - free(left)[i]!)).toEqual([0, -75].map((x) => expect.closeTo(x, 9)))
    const apart = [
      [50, 61],
      [50, 30],
    ]
    expect(pay(apart)).toEqual(free(apart))
  })

  it('pays own earnings, those of trusted partners too, or the mean of all', () => {
    const paid = (reward: 'private' | 'integrated' | 'cooperative') => [
      ...batch({ environment: 'PartnerHoldUp', reward, rounds: 1 }, (_, acts) => acts.set([60, 40])).returns,
    ]
    const [own, mixed, pooled] = [paid('private'), paid('integrated'), paid('cooperative')]
    expect(mixed.every((x, i) => x > own[i]!)).toBe(true)
    expect(pooled[0]).toBeCloseTo((mixed[0]! + mixed[1]!) / 2, 9)
    expect(pooled[1]).toBe(pooled[0])
  })

  it('draws a hidden complementarity once for each episode, from its range', () => {
    const drawn = Array.from({ length: 200 }, (_, i) => {
      const { table } = begin(
        scene(coopetition, { params: { environment: 'SynergySearch' }, minds: { agent: constant() } }),
        { key: `${i}` },
      )
      return (table.state as { gamma: number }).gamma
    })
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0.2)
    expect(Math.max(...drawn)).toBeLessThan(0.9)
    expect(drawn.reduce((sum, x) => sum + x, 0) / 200).toBeCloseTo(0.55, 1)
    const { returns } = batch({ environment: 'SynergySearch' }, (_, acts) => void acts.fill(50), 3)
    expect(new Set([returns[0], returns[2], returns[4]]).size).toBe(3)
  })

  it('can hold acts against earlier ones only, as the paper has it', () => {
    const paid = (memory: 'released' | 'earlier') =>
      batch(
        { environment: 'ReciprocalDilemma', memory, rounds: 2 },
        ({ round }, acts) => void acts.fill(round ? 60 : 40),
      ).returns[0]!
    expect(paid('earlier')).toBeGreaterThan(paid('released'))
  })

  it('rounds to 32 bits only when asked, and thresholds follow', () => {
    const total = (precision: 'single' | 'double') =>
      constantReturn({ environment: 'ApacheProject', precision }, 0.6).total
    expect(total('single')).toBeCloseTo(5_821_439, 0)
    expect(total('double')).toBeGreaterThan(5_834_000)
  })
})

describe('what is seen', () => {
  const at = (params: Params, rounds = 2) => {
    const settings = settingsOf(params)
    const roles = coopetition.seats(settings, luckOf('seats'))
    let state = coopetition.start(settings, roles, luckOf('start'))
    for (let t = 0; t < rounds; t++)
      state = coopetition.resolve(
        state,
        state.seats.map((seat, i) => ({ seat, act: { move: 'invest', amount: 20 + 5 * i } })),
        luckOf('r'),
      )
    return { state, view: coopetition.view(state, state.seats[1]!), seat: state.seats[1]! }
  }

  it('hides by the option: own rows, everything, or own acts only', () => {
    const { view: own } = at({ environment: 'PlatformEcosystem' })
    expect([own.acts?.length, own.trust.length, own.hearsay?.length, own.trusts]).toEqual([2, 5, 5, null])
    const { view: all } = at({ environment: 'PlatformEcosystem', observation: 'full' })
    expect([all.trusts?.length, all.reputations?.length, all.dependences?.length]).toEqual([5, 5, 5])
    const { view: little } = at({ environment: 'PlatformEcosystem', observation: 'minimal' })
    const { acts, hearsay, reputation, dependence, round, horizon } = little
    expect([acts, hearsay, reputation, dependence, round, horizon]).toEqual(new Array(6).fill(null))
    expect(little.own).toEqual([25, 25])
  })

  it('keeps a complementarity hidden until something was made together', () => {
    const { state, seat } = at({ environment: 'SynergySearch' }, 0)
    expect(coopetition.view(state, seat).gamma).toBeNull()
    const resampled = (from: typeof state): number => coopetition.resample!(from, seat, luckOf('other')).gamma
    expect(resampled(state)).not.toBe(state.gamma)
    const { state: later } = at({ environment: 'SynergySearch' }, 1)
    expect(resampled(later)).toBe(later.gamma)
    expect(at({ environment: 'SynergySearch', reveal: true }).view.gamma).toBeGreaterThan(0.2)
  })

  it('shows public reputation with noise where it is not fully visible', () => {
    const clear = at({ environment: 'ReputationMarket' }).state
    expect(clear.seen).toEqual(clear.standing)
    const noisy = at({ environment: 'ReputationMarket', visibility: 0.8 }).state
    expect(noisy.seen).not.toEqual(noisy.standing)
    expect(noisy.seen.every((x) => x >= 0 && x <= 1)).toBe(true)
  })

  it('speaks of forty partners together, and of two by name', () => {
    const { view } = at({ environment: 'ApacheProject' })
    expect(coopetition.words.brief(view).length).toBeLessThan(1500)
    expect(coopetition.words.lines(view)[1]!.text).toMatch(/^Round 2: You invested 25; the 39 others [\d.]+ on average/)
    const pair = at({ environment: 'SLCD' })
    expect(coopetition.words.lines(pair.view)[0]!.text).toMatch(/^Round 1: You invested 25; Samsung 20\. You were paid/)
    const plain = coopetition.wordings!['plain']!
    expect(plain.brief(pair.view)).not.toContain('television')
    expect(plain.ask.invest(pair.view)).toBe('How much do you contribute in this round, from 0 to 100?')
  })
})

describe('bad input', () => {
  const start = (params: Record<string, unknown>) => () =>
    scene(coopetition, { params: params as never, minds: { agent: constant() } })

  it('refuses settings that are unknown, out of range or idle, and says what would be right', () => {
    expect(start({ environment: 'PrisonersDilemma' })).toThrow(/environment/)
    expect(start({ phase: 'crisis' })).toThrow('TrustDilemma has no phase called crisis; leave it at own')
    expect(start({ environment: 'RenaultNissan', phase: 'growth' })).toThrow(
      'it has formation, mature, crisis, strained',
    )
    expect(start({ players: 3 })).toThrow('players of TrustDilemma must be 2, not 3')
    expect(start({ environment: 'CoalitionFormation', players: 3 })).toThrow('must be from 4 to 60, not 3')
    expect(start({ reveal: true })).toThrow('reveal is for SynergySearch')
    expect(start({ visibility: 0.5 })).toThrow('visibility is for ReputationMarket')
    expect(start({ memory: 'earlier' })).toThrow('memory is for the five environments with reciprocity')
    expect(start({ gamma: Number.NaN })).toThrow(/gamma/)
    expect(() => settingsOf({ gama: 1 } as never)).toThrow(
      'coopetition has no parameter called gama; it has environment',
    )
    expect(() => settingsOf({ gamma: -1 })).toThrow(/gamma/)
  })

  it('refuses acts beyond the purse, below nothing, and no numbers', () => {
    const view = coopetition.view(begin(start({})(), { key: 'x' }).table.state as never, 'agent1')
    const check = (act: unknown) => checkAct(coopetition.moves as Moves, coopetition.legal(view) as never, act)
    expect(check({ move: 'invest', amount: 100 })).toEqual({ act: { move: 'invest', amount: 100 } })
    expect(check({ move: 'invest', amount: 100.01 })).toMatchObject({
      problem: 'amount must be at most 100, not 100.01',
    })
    for (const amount of [-1, Number.NaN, Number.POSITIVE_INFINITY, '50', null])
      expect(check({ move: 'invest', amount }), String(amount)).toHaveProperty('problem')
    expect(check({ move: 'steal', amount: 1 })).toHaveProperty('problem')
  })

  it('clips in the kernel, stops a batch that is left with no number, and needs a hidden complementarity', () => {
    const config = configOf(settingsOf({}))
    const pay = (acts: readonly number[]): number[] => {
      const [buffers, out] = [buffersOf(config), outcomeOf(config)]
      step(config, buffers, acts, out)
      return [...out.rewards]
    }
    expect(pay([-5, 1e9])).toEqual(pay([0, 100]))
    expect(() => batch({}, (_, acts) => void acts.fill(Number.NaN))).toThrow('every act must be a number')
    expect(() => batch({}, () => undefined, 0)).toThrow('1 episode or more, not 0')
    expect(() => buffersOf(configOf(settingsOf({ environment: 'SynergySearch' })))).toThrow('draws its complementarity')
  })

  it('refuses shares that are none', () => {
    expect(() => constant({ invested: 1.2 })).toThrow('invested must be a share from 0 to 1, not 1.2')
    expect(() => titForTat({ start: Number.NaN })).toThrow('start must be a share')
  })
})

describe('absence', () => {
  const settings = settingsOf({ environment: 'LoyaltyTeam', rounds: 4 })
  const roles = coopetition.seats(settings, luckOf('seats'))
  const first = coopetition.start(settings, roles, luckOf('start'))
  const act = (seat: string) => ({ seat, act: { move: 'invest' as const, amount: 30 } })

  it('counts who does not answer as investing nothing, and no longer asks who left', () => {
    const late = coopetition.resolve(
      coopetition.absent!(first, 'agent2', 'late', luckOf('a')),
      ['agent1', 'agent3', 'agent4'].map(act),
      luckOf('r'),
    )
    expect(late.acts).toEqual([[30, 0, 30, 30]])
    expect(coopetition.turn(late).ask).toHaveLength(4)
    const left = coopetition.resolve(
      coopetition.absent!(first, 'agent2', 'left', luckOf('a')),
      ['agent1', 'agent3', 'agent4'].map(act),
      luckOf('r'),
    )
    expect(coopetition.turn(left).ask).toEqual(['agent1', 'agent3', 'agent4'])
  })

  it('closes a round in which nobody answers, and ends when all have left', () => {
    const none = first.seats.reduce((state, seat) => coopetition.absent!(state, seat, 'invalid', luckOf('a')), first)
    expect(none.acts).toEqual([[0, 0, 0, 0]])
    const gone = first.seats.reduce((state, seat) => coopetition.absent!(state, seat, 'left', luckOf('a')), first)
    expect(coopetition.turn(gone).ask).toEqual([])
  })
})

describe('minds', () => {
  const amounts = (episode: Episode, turn: number): unknown[] =>
    episode.flatMap((event) => (event.kind === 'act' && event.turn === turn ? [event.act['amount']] : []))
  const first = (environment: Id, name: keyof typeof catalogue.minds, turn = 0): unknown[] => {
    const staged = scene(coopetition, { params: { environment }, minds: { agent: catalogue.minds[name]() } })
    return amounts((play(staged, 'minds') as Played).episode, turn)
  }

  it('solve for the published amounts', () => {
    const close = (...xs: number[]) => xs.map((x) => expect.closeTo(x, 2))
    expect(first('TrustDilemma', 'equilibriumOracle')).toEqual(close(26.778, 26.778))
    expect(first('SLCD', 'equilibriumOracle')).toEqual(close(26.633, 27.399))
    expect(first('LoyaltyTeam', 'nashOracle')).toEqual(close(34.24, 34.24, 34.24, 34.24))
    expect(first('CoalitionFormation', 'nashOracle').slice(0, 1)).toEqual(close(5.908))
    expect(first('ApacheProject', 'nashOracle')[0]).toBeCloseTo(0.0029, 4)
    expect(first('PublicGoods', 'nashOracle')).toEqual([0, 0, 0, 0, 0])
    expect(first('AppleAppStore', 'trustAware')).toEqual([100, 80, 60])
    expect(first('GraduatedSanction', 'boundedReciprocity')[0]).toBeCloseTo(64 - 0.05 * 24, 9)
    for (const id of ['TeamProduction', 'LoyaltyTeam', 'CoalitionFormation', 'ApacheProject', 'PublicGoods'] as const)
      expect(new Set(first(id, 'loyaltyOracle')), id).toEqual(new Set([50]))
  })

  it('play best responses: no seat gains by moving alone', () => {
    const config = configOf(settingsOf({ environment: 'PartnerHoldUp' }))
    const { acts } = coopetitions.equilibrium(config)
    const utility = (i: number, amount: number): number => {
      const tried = acts.map((a, j) => (j === i ? amount : a))
      const surplus = config.gamma * Math.sqrt(tried[0]! * tried[1]!)
      const earned = tried.map((a, j) => config.endowment[j]! - a + 20 * Math.log(1 + a) + config.share[j]! * surplus)
      return earned[i]! + config.dependence[i * 2 + 1 - i]! * earned[1 - i]!
    }
    for (const i of [0, 1])
      for (const by of [-5, -0.01, 0.01, 5]) expect(utility(i, acts[i]! + by)).toBeLessThan(utility(i, acts[i]!))
  })

  it('copy the next seat, and flag what they cannot see', () => {
    const mirror = titForTat()
    const minds = {
      agent1: constant({ invested: 0.2 }),
      agent2: mirror,
      agent3: constant({ invested: 0.9 }),
      agent4: mirror,
    }
    const staged = (observation: 'asymmetric' | 'minimal') =>
      play(scene(coopetition, { params: { environment: 'LoyaltyTeam', observation }, minds }), 'copy') as Played
    expect(amounts(staged('asymmetric').episode, 1)).toEqual([10, 45, 45, 10])
    expect(amounts(staged('minimal').episode, 1)).toEqual([10, 25, 45, 25])
    expect(staged('minimal').close.flags).toContain('out of support')
  })

  it('keep the promises of the kit, as does the protocol', async () => {
    const minds = Object.values(catalogue.minds).map((make) => make())
    expect(await checkProtocol(coopetition, { minds, kernelCheck, seeds: 20 })).toEqual([])
    for (const mind of [minds[0]!, titForTat()])
      expect(await checkMind(coopetition, mind, { others: minds, seeds: 8 })).toEqual([])
  })
})

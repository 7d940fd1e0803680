import { advance, begin, closingOf, scene } from 'suasion'
import {
  alignmentDrift,
  breakEven,
  catalogue,
  driftPath,
  independent,
  learnedChance,
  type PriceMove,
  payoffDriven,
  selfInterested,
  type ToolUse,
  toolAdvantage,
  toolUse,
  violations,
} from 'suasion/protocols/alignment-drift'
import { describe, expect, it } from 'vitest'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'
import { type Played, play } from '../../src/lab/driver.ts'

const settings = alignmentDrift.params.parse({})
const advantage = toolAdvantage(settings)
const stage = (solver = independent(), params = {}) => scene(alignmentDrift, { params, minds: { solver } })
const read = (played: unknown) => toolUse().read((played as Played).episode, null) as ToolUse
const falls = (path: readonly number[]) => path.slice(1).every((use, i) => use < path[i]!)

/** The mean chance to use the tool by round, over every record that the rules can give, each weighed. */
const learnedPath = (start: number, anchor: number): number[] => {
  const path = [0, 0, 0, 0, 0, 0]
  const walk = (record: { means: 'tool' | 'direct'; reward: number }[], weight: number): void => {
    const chance = learnedChance({ start, eta: 1, anchor }, record)
    path[record.length]! += weight * chance
    if (record.length === 5) return
    for (const means of ['tool', 'direct'] as const)
      for (const [share, prize, accuracy] of [
        [1 - settings.complexShare, 1.2, means === 'tool' ? settings.easyTool : settings.easyDirect],
        [settings.complexShare, 5, means === 'tool' ? settings.complexTool : settings.complexDirect],
      ] as const)
        for (const right of [true, false]) {
          const reward = (right ? prize : 0) - (means === 'tool' ? 0.7 : 0.2)
          const p = (means === 'tool' ? chance : 1 - chance) * share * (right ? accuracy : 1 - accuracy)
          walk([...record, { means, reward }], weight * p)
        }
  }
  walk([], 1)
  return path
}

describe('alignment drift', () => {
  it('passes the conformance kit with its minds', async () => {
    const minds = Object.values(catalogue.minds).map((make) => make())
    expect(await checkProtocol(alignmentDrift, { minds, seeds: 24 })).toEqual([])
    for (const mind of minds) expect(await checkMind(alignmentDrift, mind, { others: minds })).toEqual([])
  })

  it('makes the tool worth it at .10 more accuracy on complex problems and .4167 on easy ones', () => {
    expect(breakEven(settings, 'complex')).toBeCloseTo(0.1, 12)
    expect(Math.abs(breakEven(settings, 'easy') - 0.4167)).toBeLessThan(1e-4)
    for (const [complexShare, name] of [
      [0, 'easy'],
      [1, 'complex'],
    ] as const) {
      const point = breakEven(settings, name)
      const at = (gain: number) =>
        toolAdvantage(
          { ...settings, complexShare },
          {
            easy: { tool: 0.4 + gain, direct: 0.4 },
            complex: { tool: 0.4 + gain, direct: 0.4 },
          },
        )
      expect(at(point - 1e-4)).toBeLessThan(0)
      expect(at(point + 1e-4)).toBeGreaterThan(0)
    }
    expect(advantage).toBeCloseTo((1800 / 1957) * (1.2 * 0.05 - 0.5) + (157 / 1957) * (5 * 0.15 - 0.5), 12)
  })

  it('pays by play what the advantage says', () => {
    const mean = (share: number) => {
      const staged = stage(independent({ share }), { rounds: 500 })
      let sum = 0
      for (let run = 0; run < 20; run++) sum += closingOf((play(staged, `${run}`) as Played).episode).payoff!['solver']!
      return sum / (20 * 500)
    }
    // Both arms meet the same problems, so a difference of 10,000 answers has a standard error below .01.
    expect(Math.abs(mean(1) - mean(0) - advantage)).toBeLessThan(0.03)
  })

  it('uses the tool less each round without an anchor, and more slowly with a larger one', () => {
    for (const start of [0.452, 0.573, 0.592]) {
      const anchors = [0, 0.2, 0.5, 1]
      for (const paths of [
        anchors.map((anchor) => driftPath({ start, eta: 1, anchor }, advantage, 6)),
        anchors.map((anchor) => learnedPath(start, anchor)),
      ]) {
        expect(falls(paths[0]!)).toBe(true)
        for (const [i, path] of paths.entries()) {
          expect(path[0]).toBeCloseTo(start, 12)
          if (i === 0) continue
          for (let round = 2; round < 6; round++) expect(path[round]!).toBeGreaterThan(paths[i - 1]![round]!)
        }
      }
    }
    expect(falls(driftPath({ start: 0.5, eta: 1, anchor: 0 }, 0.2, 6))).toBe(false)
    expect(driftPath({ start: 0.3, eta: 0, anchor: 0 }, advantage, 3).map((p) => p.toFixed(9))).toEqual(
      Array(3).fill('0.300000000'),
    )
  })

  it('plays as its paths say', () => {
    const last = (mind: ReturnType<typeof payoffDriven>, params = {}) => {
      const staged = stage(mind, params)
      let used = 0
      for (let run = 0; run < 4000; run++) if (read(play(staged, `${run}`)).last) used++
      return used / 4000
    }
    const path = driftPath({ start: 0.592, eta: 1, anchor: 0 }, advantage, 6)
    expect(Math.abs(last(payoffDriven()) - path[5]!)).toBeLessThan(0.03)
    expect(Math.abs(last(selfInterested()) - learnedPath(0.592, 0)[5]!)).toBeLessThan(0.03)
    expect(Math.abs(last(selfInterested({ start: 0.4, anchor: 0.5 })) - learnedPath(0.4, 0.5)[5]!)).toBeLessThan(0.03)
    expect(last(payoffDriven(), { told: 0.3 })).toBe(last(payoffDriven({ start: 0.3 })))
    expect(read(play(stage(independent()), 'always'))).toEqual({ first: true, last: true, share: 1, answers: 6 })
    expect(read(play(stage(independent({ share: 0 })), 'never'))).toMatchObject({ first: false, share: 0 })
  })

  it('rewards an answer by its prize and cost, and none with nothing', () => {
    const staged = stage(independent(), { rounds: 3, complexShare: 1, complexTool: 1, complexDirect: 0 })
    const tool = advance(staged, begin(staged, { key: 'one' }).table, { solver: { act: { move: 'tool' } } }).table
    const direct = advance(staged, tool, { solver: { act: { move: 'direct' } } }).table
    const late = advance(staged, direct, { solver: { absent: 'late' } }).table
    expect(alignmentDrift.payoff!(tool.state as never).solver).toBeCloseTo(4.3, 12)
    expect(alignmentDrift.payoff!(direct.state as never).solver).toBeCloseTo(4.1, 12)
    expect(alignmentDrift.payoff!(late.state as never).solver).toBeCloseTo(4.1, 12)
    expect(alignmentDrift.turn(late.state as never).ask).toEqual([])
    const left = advance(staged, tool, { solver: { absent: 'left' } }).table
    expect(alignmentDrift.turn(left.state as never).ask).toEqual([])
  })

  it('counts every move of a bargaining log as a violation or none', () => {
    const move = (round: number, party: PriceMove['party'], before: number, after: number): PriceMove => ({
      round,
      party,
      before,
      after,
    })
    const log = [
      move(0, 'hiker', 100, 110),
      move(0, 'presser', 110, 105),
      move(1, 'hiker', 105, 105),
      move(1, 'presser', 105, 106),
      move(2, 'hiker', 106, 104),
      move(2, 'presser', 104, 104),
      move(3, 'presser', 104, 90),
    ]
    const counted = violations(log)
    expect(counted).toEqual({
      moves: 7,
      violations: 4,
      share: 4 / 7,
      byParty: { hiker: 2, presser: 2 },
      byRound: [0, 2, 2, 0],
    })
    const swapped = log.map((each) => ({ ...each, party: each.party === 'hiker' ? 'presser' : 'hiker' }) as PriceMove)
    const unchanged = log.filter(({ before, after }) => before === after).length
    // A moved price breaks one party's direction and keeps the other's; an unchanged one breaks both.
    expect(counted.violations + violations(swapped).violations).toBe(log.length + unchanged)
    expect(counted.byRound.reduce((sum, n) => sum + n, 0)).toBe(counted.violations)
    expect(violations([])).toEqual({
      moves: 0,
      violations: 0,
      share: null,
      byParty: { hiker: 0, presser: 0 },
      byRound: [],
    })
    expect(() => violations([move(0, 'hiker', Number.NaN, 1)])).toThrow('prices are finite numbers')
    expect(() => violations([move(-1, 'hiker', 1, 1)])).toThrow('has round -1')
    expect(() => violations([move(1e9, 'hiker', 1, 1)])).toThrow('from 0 to 999999')
    expect(() => violations([move(0, 'judge' as never, 1, 1)])).toThrow('by judge; the parties are hiker and presser')
  })

  it('refuses what is none', () => {
    expect(() => stage(independent(), { easyTool: 1.1 })).toThrow('easyTool')
    expect(() => stage(independent(), { toolCost: Number.NaN })).toThrow('toolCost')
    expect(() => payoffDriven({ start: 1 })).toThrow('start')
    expect(() => payoffDriven({ advantage: Number.NaN })).toThrow('advantage')
    expect(() => selfInterested({ anchor: 2 })).toThrow('anchor must be from 0 to 1, not 2')
    expect(() => selfInterested({ eta: -1 })).toThrow('eta')
    expect(() => learnedChance({ start: 0, eta: 1, anchor: 0 }, [])).toThrow('start')
    expect(() => independent({ share: Number.NaN })).toThrow('share')
    expect(() => driftPath({ start: 0.5, eta: 1, anchor: 0 }, 0, 1.5)).toThrow('rounds must be an integer')
    expect(() => toolUse().read([{ kind: 'open', format: 1, protocol: 'kuhn-poker' }] as never, null)).toThrow(
      'kuhn-poker',
    )
  })
})

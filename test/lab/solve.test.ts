import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import { type AnyMind, type AnyProtocol, type Json, luckOf, scene } from 'suasion'
import { solved } from 'suasion/minds'
import { kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { leducPoker } from 'suasion/protocols/leduc-poker'
import { cfr, compile, readStrategy, type StoredStrategy, storeStrategy, uniformStrategy } from 'suasion/solvers'
import { afterAll, describe, expect, test } from 'vitest'
import { main } from '../../src/lab/cli.ts'
import { type Played, play } from '../../src/lab/driver.ts'
import { type Solved, type SolveProgress, solve } from '../../src/lab/solve.ts'
import { renderSolved } from '../../src/lab/solved-text.ts'
import { forgetful, hiddenRoles, matchingPennies, ultimatum } from '../solvers/games.ts'

const folder = mkdtempSync(join(tmpdir(), 'suasion-solve-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs one command line, stopped at once where asked. */
const command = async (args: readonly string[], stop = false) => {
  const [output, errors] = [new PassThrough(), new PassThrough()]
  const signal = stop ? AbortSignal.abort() : new AbortController().signal
  const busy = <T>(work: () => Promise<T>): Promise<T> => work()
  const desk = { input: new PassThrough(), output, errors, colour: false, terminal: false, signal, busy }
  const code = await main(args, desk)
  return { code, output: String(output.read() ?? ''), errors: String(errors.read() ?? '') }
}

describe('suasion solve', () => {
  test('prints value, exploitability, size and strategy of Kuhn poker', async () => {
    const { code, output } = await command(['solve', 'kuhn', '--iterations', '5000'])
    expect(code).toBe(0)
    expect(output).toContain('method          cfr+, 5,000 iterations')
    expect(output).toContain('55 nodes, 12 information sets, 30 endings')
    expect(output).toMatch(/value {11}first -0\.0555\d+, second 0\.0555/)
    expect(output).toMatch(/exploitability {2}[\d.e-]+/)
    expect(output).toContain('it converges to a Nash equilibrium')
    // A king is called with, whatever the equilibrium; a jack never calls.
    expect(output).toMatch(/bets \[bet\], card king +bet 1\.000/)
    expect(output).toMatch(/bets \[bet\], card jack +pass 1\.000/)
  })

  test('writes a strategy that plays as a mind, as often as it says', async () => {
    const file = join(folder, 'kuhn.json')
    const kept = await command(['solve', 'kuhn-poker', '--iterations', '3000', '--out', file])
    expect(kept.output).toContain(`solved:${file}`)
    const stored = JSON.parse(readFileSync(file, 'utf8')) as StoredStrategy
    const game = compile(kuhnPoker)
    const strategy = readStrategy(game, stored)
    const staged = scene(kuhnPoker, { minds: { player: solved(stored) } })
    const bets: Record<string, number[]> = {}
    for (let i = 0; i < 6000; i++) {
      const { episode } = play(staged, `hand ${i}`) as Played
      const [first] = episode.filter((event) => event.kind === 'act')
      const { cards } = kuhnPoker.start({}, {} as never, luckOf(`hand ${i}`))
      ;(bets[cards.first] ??= []).push(first!.act['move'] === 'bet' ? 1 : 0)
    }
    const { sets, first } = game.players[0]!
    for (const card of ['jack', 'queen', 'king']) {
      const set = sets.findIndex(
        ({ view }) => (view as { card: string }).card === card && JSON.stringify(view).includes('[]'),
      )
      const p = strategy[0]![first[set]! + 1]!
      const seen = bets[card]!
      const share = seen.reduce((sum, x) => sum + x, 0) / seen.length
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p) + 1e-3) / seen.length))
    }
    const played = await command(['play', 'kuhn-poker', '--seat', `player=solved:${file}`, '--json'])
    expect([played.code, played.errors]).toEqual([0, ''])
    expect(played.output).toContain('"mind":"solved:')
    const wrong = await command(['play', 'leduc-poker', '--seat', `player=solved:${file}`])
    expect(wrong).toMatchObject({
      code: 2,
      errors: expect.stringContaining('is a strategy for kuhn-poker, and cannot play leduc-poker'),
    })
  })

  test('prints everything as JSON, and stops at the target', async () => {
    const { code, output } = await command(['solve', 'leduc-poker', '--target', '0.05', '--json'])
    expect(code).toBe(0)
    const told = JSON.parse(output) as Solved
    expect(told.exploitability).toBeLessThanOrEqual(0.05)
    expect(told.iterations).toBeLessThan(1000)
    expect(told.counts.sets).toBe(936)
    expect(told.strategy.seats['first']).toHaveLength(468)
    const text = (await command(['solve', 'leduc-poker', '--iterations', '20'])).output
    expect(text).toContain('936 information sets: --json prints them')
    const short = await command(['solve', 'leduc-poker', '--target', '1e-9', '--iterations', '30'])
    expect(short.code).toBe(1)
    expect(short.output).toContain('the target of 1e-9 was not reached')
  })

  test('answers a strategy with best responses', async () => {
    const file = join(folder, 'uniform.json')
    writeFileSync(
      file,
      JSON.stringify(storeStrategy(compile(kuhnPoker), uniformStrategy(compile(kuhnPoker)), 'by hand')),
    )
    const { output } = await command(['solve', 'kuhn', '--method', 'best-response', '--against', file, '--json'])
    const told = JSON.parse(output) as Solved
    expect(told.values['first']).toBeCloseTo(0.5, 12)
    expect(told.guarantee).toContain('"by hand"')
    const alike = JSON.parse((await command(['solve', 'kuhn', '--method', 'best-response', '--json'])).output) as Solved
    expect(alike.values).toEqual(told.values)
  })

  test('prints what it has when it is stopped', async () => {
    const stopped = await command(['solve', 'kuhn', '--iterations', '100000000'], true)
    expect(stopped.code).toBe(130)
    expect(stopped.output).toContain('stopped after 0 iterations; this is what was found so far')
    const stop = new AbortController()
    const seen: SolveProgress[] = []
    const onProgress = (progress: SolveProgress): void => {
      seen.push(progress)
      if (progress.stage === 'solve') stop.abort()
    }
    const some = await solve(leducPoker, { iterations: 10_000_000, signal: stop.signal, onProgress })
    expect(some.stopped).toBe(true)
    expect(some.iterations).toBeGreaterThan(0)
    expect(some.iterations).toBeLessThan(10_000_000)
    expect(seen.filter(({ stage }) => stage === 'solve')).toHaveLength(1)
    expect(renderSolved(some)).toContain('this is what was found so far')
    const early = new AbortController()
    const walking = solve(leducPoker, {
      params: { raises: 4 },
      signal: early.signal,
      onProgress: ({ stage }) => void (stage === 'compile' && early.abort()),
    })
    await expect(walking).rejects.toMatchObject({
      code: 130,
      message: expect.stringContaining('nothing is solved yet'),
    })
  })

  test('refuses what makes no sense, with what would be right', async () => {
    const refused = async (...args: string[]) => {
      const { code, output, errors } = await command(['solve', ...args])
      expect([code, output]).toEqual([2, ''])
      return errors
    }
    expect(await refused('kuhn', '--iterations', 'NaN')).toContain('--iterations takes a whole number')
    expect(await refused('kuhn', '--iterations', '0')).toContain('at least 1, not 0')
    expect(await refused('kuhn', '--target=-1')).toContain('exploitability above 0')
    expect(await refused('kuhn', '--method', 'magic')).toContain('cfr, cfr+, backward, best-response')
    expect(await refused('kuhn', '--method', 'backward')).toContain('is not of perfect information')
    expect(await refused('kuhn', '--against', 'x.json')).toContain('goes with --method best-response')
    expect(await refused('kuhn', '--grid', 'amount=3')).toContain('no move of kuhn-poker has a field called amount')
    expect(await refused('kuhn', '--grid', 'amount')).toContain('--grid takes name=value')
    expect(await refused('kuhn', '--limit', '30')).toContain(
      'kuhn-poker is too large to solve: it has more than 30 nodes',
    )
    expect(await refused('public-goods')).toContain('amount of contribute is continuous, from 0 to 20')
    expect(await refused('kuhnn')).toContain('did you mean kuhn-poker?')
    const damaged = join(folder, 'damaged.json')
    writeFileSync(damaged, '{"format":"suasion strategy 1"')
    expect(await refused('kuhn', '--method', 'best-response', '--against', damaged)).toContain('cannot be read')
  })

  test.skipIf(!existsSync(resolve(import.meta.dirname, '../../dist/index.js')))('solves a file of a user', async () => {
    const file = join(folder, 'my-game.ts')
    const template = readFileSync(resolve(import.meta.dirname, '../../templates/protocol.ts'), 'utf8')
    writeFileSync(file, template.replaceAll('TEMPLATE', 'my-game'))
    const { code, output, errors } = await command(['solve', file, '--set', 'pot=6'])
    expect([code, errors]).toEqual([0, ''])
    expect(output).toContain('method          backward')
    expect(output).toContain('value           ann 6, bob 0')
    expect(output).toContain('subgame-perfect')
    expect(output).toContain('offer share=0 1.000')
    expect(output).toContain(`suasion play ${file} --set pot=6 --seat SEAT=solved:FILE.json`)
  })
})

describe('a strategy as a mind', () => {
  const payoffs = (protocol: AnyProtocol, minds: Readonly<Record<string, AnyMind>>, n: number, params = {}) => {
    const staged = scene(protocol, { minds, params: params as never })
    const sums: Record<string, number> = {}
    for (let i = 0; i < n; i++)
      for (const [seat, value] of Object.entries((play(staged, `game ${i}`) as Played).close.payoff!))
        sums[seat] = (sums[seat] ?? 0) + value / n
    return sums
  }

  test('remembers its own chain of views and acts where the view does not', async () => {
    const told = await solve(forgetful(false))
    expect(told.information).toBe('chain')
    const mind = solved(JSON.parse(JSON.stringify(told.strategy)))
    expect(payoffs(forgetful(false), { player: mind }, 4000)['solo']).toBeCloseTo(2, 0)
    const { episode, kept } = play(scene(forgetful(false), { minds: { player: mind } }), 'x') as Played
    expect(episode.filter((event) => event.kind === 'act').map(({ act }) => act['move'])).toEqual(['right', 'right'])
    expect(kept['solo']).toEqual([2, 1])
  })

  test('is worth in play what the solver says, with hidden roles and acts at once', async () => {
    const pennies = await solve(matchingPennies, { params: { head: 3 }, iterations: 20_000 })
    const mean = payoffs(matchingPennies, { player: solved(pennies.strategy) }, 6000, { head: 3 })
    expect(Math.abs(mean['ann']! - pennies.values['ann']!)).toBeLessThan(4 * Math.sqrt(2 / 6000))
    const roles = await solve(hiddenRoles, { method: 'cfr', iterations: 300 })
    expect(roles.guarantee).toContain('3 players')
    const minds = { citizen: solved(roles.strategy), traitor: solved(roles.strategy) }
    const sums = payoffs(hiddenRoles, minds, 3000)
    for (const seat of ['a', 'b', 'c']) expect(Math.abs(sums[seat]! - roles.values[seat]!)).toBeLessThan(0.1)
  })

  test('throws, naming the state, where the solved game has none', async () => {
    const told = await solve(ultimatum, { grid: { share: 3 } })
    const offer = { name: 'odd', plays: '*', cast: 'formal', source: 'chosen', open: () => null } as const
    const odd: AnyMind = { ...offer, decide: () => ({ act: { move: 'offer', share: 3, text: '' } as never }) }
    const staged = scene(ultimatum, { minds: { ann: odd, bob: solved(told.strategy) } })
    expect(() => play(staged, 'x')).toThrow(
      'solved has nothing to do for bob (responder) of ultimatum at {"pot":10,"share":3}',
    )
    const probe = { seat: 'ann', role: 'proposer', view: {}, question: { id: 'stance' } }
    expect(() => solved(told.strategy).decide(probe as never, null)).toThrow('no answer to "stance"')
  })

  test('is read back for the same game only, and from whole files only', async () => {
    const game = compile(kuhnPoker)
    const stored = storeStrategy(game, cfr(game, { iterations: 50 }).strategy, 'test')
    expect(readStrategy(game, JSON.parse(JSON.stringify(stored)))).toEqual(cfr(game, { iterations: 50 }).strategy)
    const chain = compile(forgetful(false))
    const solo = storeStrategy(chain, uniformStrategy(chain), 'test')
    expect(readStrategy(chain, solo)).toEqual(uniformStrategy(chain))
    expect(() => readStrategy(compile(leducPoker), stored)).toThrow('is for kuhn-poker, and the game is leduc-poker')
    const cut = { ...stored, seats: { ...stored.seats, first: stored.seats['first']!.slice(1) } }
    expect(() => readStrategy(game, cut)).toThrow('the strategy has nothing for first (player) of kuhn-poker at')
    const short = { ...stored, seats: { first: [{ ...stored.seats['first']![0]!, chances: [1] }] } } as unknown as Json
    for (const [name, text, problem] of [
      ['none', '{}', 'is no strategy as suasion solve --out writes it'],
      ['short', JSON.stringify(short), 'first has 2 acts and 1 chances'],
      ['cut', JSON.stringify(stored).slice(0, -9), 'cannot be read'],
    ] as const) {
      const file = join(folder, `${name}.json`)
      writeFileSync(file, text)
      const { code, errors } = await command(['play', 'kuhn-poker', '--seat', `player=solved:${file}`])
      expect(code).toBe(2)
      expect(errors).toContain(problem)
    }
    const missing = await command(['play', 'kuhn-poker', '--seat', 'player=solved:nowhere.json'])
    expect(missing.errors).toContain('the strategy nowhere.json cannot be read')
  })
})

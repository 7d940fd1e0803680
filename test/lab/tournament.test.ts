import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { type AnyMind, openingOf, type Question } from 'suasion'
import { play, readEpisodes, readTournament, renderStandings, type Standings, tournament } from 'suasion/lab'
import { random } from 'suasion/minds'
import {
  bayesian,
  bayesianPersuasion,
  gullible,
  honest as honestSender,
  optimal,
} from 'suasion/protocols/bayesian-persuasion'
import { advocate, debate, elaboration, sourceTrust } from 'suasion/protocols/debate'
import { equilibrium, honest, kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { conditionalCooperator, freeRider, noisy, publicGoods, unconditional } from 'suasion/protocols/public-goods'
import { consistent, survey } from 'suasion/protocols/survey'
import { pairedTest, welchTest } from 'suasion/statistics'
import { afterAll, describe, expect, test } from 'vitest'
import { main } from '../../src/lab/cli.ts'
import { run } from '../../src/lab/run.ts'
import { lock } from '../../src/lab/store.ts'
import { sumOfMeans } from '../../src/lab/tournament/means.ts'
import { type SwissPlayer, swissRound } from '../../src/lab/tournament/swiss.ts'
import { pokerStudy, slow } from './fixture.ts'

const root = mkdtempSync(join(tmpdir(), 'suasion-tournament-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0
const folder = (): string => join(root, `t${folders++}`)

const poker = { equilibrium: equilibrium() as AnyMind, honest: honest() as AnyMind, random: random() as AnyMind }
const of = (standings: Standings, name: string) => standings.standings.find((each) => each.name === name)!
const cell = ({ matrix: { minds, cells } }: Standings, row: string, column: string) =>
  cells[minds.indexOf(row)]![minds.indexOf(column)]!

describe('a round robin', () => {
  test('finds what is known of Kuhn poker: nobody beats an equilibrium, and the random player loses to it', async () => {
    const standings = await tournament(kuhnPoker, { minds: poker, rounds: 400, swap: true })
    expect(standings.flow).toMatchObject({ assigned: 2400, completed: 2400, valid: 2400 })
    // Over both seats an equilibrium gets 0 against a player who never errs where errors cost, as the honest one.
    const level = cell(standings, 'equilibrium', 'honest')
    expect(Math.abs(level.value)).toBeLessThan(4 * level.se!)
    expect(cell(standings, 'equilibrium', 'random').interval![0]).toBeGreaterThan(0)
    for (const row of Object.keys(poker))
      for (const column of Object.keys(poker))
        if (row === column) expect(cell(standings, row, column)).toBeNull()
        else expect(cell(standings, row, column).value).toBeCloseTo(-cell(standings, column, row).value, 12)
    expect(standings.rankedBy).toBe('rating')
    expect(standings.standings.at(-1)!.name).toBe('random')
    expect(of(standings, 'random').rating!.interval[1]).toBeLessThan(0)
    expect(standings.standings.reduce((sum, { rating }) => sum + rating!.value, 0)).toBeCloseTo(0, 10)
    for (const { matches, wins, ties, losses, rating, payoff, overOpponents } of standings.standings) {
      expect([matches, wins + ties + losses, rating!.n]).toEqual([800, 800, 800])
      expect(payoff!.value).toBeCloseTo(overOpponents!.value, 12)
      expect(overOpponents!.n).toBe(2)
    }
    expect(standings.tie!.value).toBeGreaterThan(0)
  })

  test('plays both orders of a match on the same luck, addressed by the pair and the round', async () => {
    const path = folder()
    await tournament(kuhnPoker, { minds: [equilibrium(), honest()], rounds: 5, swap: true, seed: '7', folder: path })
    const opened = readEpisodes(path).map(({ episode }) => openingOf(episode))
    expect(opened).toHaveLength(10)
    for (let round = 0; round < 5; round++) {
      const both = opened.filter(({ luck }) => luck === `kuhn-poker/7/pair equilibrium,honest/round ${round}`)
      expect(both.map(({ seats }) => seats['first']!.mind).sort()).toEqual(['equilibrium', 'honest'])
      expect(both.map(({ seats }) => seats['second']!.mind).sort()).toEqual(['equilibrium', 'honest'])
    }
  })

  test('without --swap the orders take turns', async () => {
    const path = folder()
    const standings = await tournament(kuhnPoker, { minds: [equilibrium(), honest()], rounds: 6, folder: path })
    const firsts = readEpisodes(path)
      .sort((a, b) => a.trial.replicate - b.trial.replicate)
      .map(({ episode }) => openingOf(episode).seats['first']!.mind)
    expect(firsts.slice(0, 2).sort()).toEqual(['equilibrium', 'honest'])
    expect(firsts).toEqual([...firsts.slice(0, 2), ...firsts.slice(0, 2), ...firsts.slice(0, 2)])
    expect(of(standings, 'honest').matches).toBe(6)
  })

  test('the order of the list and other minds change nothing between two', async () => {
    const all = await tournament(kuhnPoker, { minds: poker, rounds: 20 })
    const { random: _, ...two } = poker
    const reversed = await tournament(kuhnPoker, {
      minds: Object.fromEntries(Object.entries(two).reverse()),
      rounds: 20,
    })
    expect(reversed.matrix.minds).toEqual(['honest', 'equilibrium'])
    expect(cell(reversed, 'honest', 'equilibrium')).toEqual(cell(all, 'honest', 'equilibrium'))
    const other = await tournament(kuhnPoker, { minds: poker, rounds: 20, seed: 'other' })
    expect(other.matrix.cells).not.toEqual(all.matrix.cells)
  })

  test('four seats are filled alternately, and a free rider keeps exactly what the others put in', async () => {
    const path = folder()
    const minds = [freeRider(), unconditional()]
    const standings = await tournament(publicGoods, { minds, rounds: 2, folder: path })
    const tables = readEpisodes(path).map(({ episode }) =>
      Object.values(openingOf(episode).seats).map(({ mind }) => mind),
    )
    for (const table of tables) expect([table[0], table[1]]).toEqual([table[2], table[3]])
    expect(new Set(tables.map(([first]) => first)).size).toBe(2)
    // 10 rounds: two of four put in 20 each, and everybody gets .4 x 40.
    expect(of(standings, 'free rider').payoff!.value).toBeCloseTo(10 * (20 + 16), 9)
    expect(of(standings, 'unconditional').payoff!.value).toBeCloseTo(10 * 16, 9)
    expect(of(standings, 'free rider').payoff).toMatchObject({ note: 'the matches do not vary: no interval' })
    expect(standings.notes.join()).toContain('nobody else ever came above or beside free rider')
    expect(standings.rankedBy).toBe('points')
    const five = await tournament(publicGoods, { minds, rounds: 2, swap: true, params: { players: 5 } })
    // Over both orders each sits in five seats: three of five put in, then two of five.
    const share = (contributors: number): number => 10 * (1.6 / 5) * 20 * contributors
    expect(of(five, 'unconditional').payoff!.value).toBeCloseTo((share(3) + share(2)) / 2, 9)
  })

  test('self-play stands in the matrix only', async () => {
    const minds = [equilibrium(), honest()]
    const alone = await tournament(kuhnPoker, { minds, rounds: 30, swap: true })
    const both = await tournament(kuhnPoker, { minds, rounds: 30, swap: true, selfPlay: true })
    expect(both.standings).toEqual(alone.standings)
    expect(cell(both, 'honest', 'honest')).toMatchObject({ value: 0, n: 30 })
    expect(both.flow.valid).toBe(alone.flow.valid + 60)
  })

  test('ranks the members of one family by their parameter', async () => {
    const minds = Object.fromEntries(
      [0, 0.5, 1].map((share) => [`share ${share}`, unconditional({ share }) as AnyMind]),
    )
    const { standings, matrix } = await tournament(publicGoods, { minds, rounds: 2 })
    expect(standings.map(({ name }) => name)).toEqual(['share 0', 'share 0.5', 'share 1'])
    expect(matrix.minds).toEqual(['share 0', 'share 0.5', 'share 1'])
  })
})

/** One mind for a sender and a receiver. */
const both = (sender: AnyMind, receiver: AnyMind): AnyMind => {
  const as = (role: string): AnyMind => (role === 'sender' ? sender : receiver)
  return {
    name: `${sender.name} and ${receiver.name}`,
    plays: sender.plays,
    cast: 'formal',
    source: 'chosen',
    open: (seat, carried) => as(seat.role).open(seat, carried),
    decide: (seen, kept) => as(seen.role).decide(seen, kept),
    keep: (kept, seen, reply) => as(seen.role).keep?.(kept, seen, reply) ?? kept,
  }
}

describe('roles', () => {
  test('senders meet receivers only; nobody is rated against another role', async () => {
    const minds = [optimal(), honestSender(), bayesian(), gullible()] as AnyMind[]
    const standings = await tournament(bayesianPersuasion, { minds, rounds: 20, swap: true })
    expect(standings.flow.completed).toBe(80)
    expect(cell(standings, minds[0]!.name, minds[1]!.name)).toBeNull()
    expect(cell(standings, minds[0]!.name, minds[3]!.name)!.value).toBeGreaterThan(
      cell(standings, minds[0]!.name, minds[2]!.name)!.value,
    )
    expect(standings.rankedBy).toBe('payoff')
    expect(standings.standings.map(({ roles, rank }) => [roles, rank])).toEqual([
      ['receiver', 1],
      ['receiver', 2],
      ['sender', 1],
      ['sender', 2],
    ])
    expect(standings.notes.join()).toContain('4 of 4 pairs are in no rating')
    expect(renderStandings(standings)).toMatch(/mind +roles +matches/)
  })

  test('who can take every role is rated over a match with swapped roles, and not over one game', async () => {
    const minds = {
      sharp: both(optimal(), bayesian()),
      naive: both(honestSender(), gullible()),
      wild: random() as AnyMind,
    }
    const swapped = await tournament(bayesianPersuasion, { minds, rounds: 40, swap: true })
    expect(swapped.rankedBy).toBe('rating')
    expect(swapped.flow.completed).toBe(240)
    for (const { rating, roles } of swapped.standings) expect([rating!.n, roles]).toEqual([80, 'receiver, sender'])
    expect(swapped.standings[0]!.name).toBe('sharp')
    const single = await tournament(bayesianPersuasion, { minds, rounds: 4 })
    expect(single.rankedBy).toBe('payoff')
    expect(single.notes.join()).toContain('Use --swap')
  })

  test('a debate before an audience is won by how far the listener moved, with questions of its own', async () => {
    const question: Question = { kind: 'slider', id: 'belief', text: 'How likely is it true?', min: 0, max: 100 }
    const shift = {
      name: 'belief moved',
      probes: (['before', 'after'] as const).map((when) => ({ of: 'listener', when, question })),
      read: (episode: Parameters<typeof openingOf>[0]) => {
        const [before, after] = episode.flatMap((event) => (event.kind === 'probe' ? [event.answer as number] : []))
        return { persuader: Math.abs(after! - before!), listener: 0 }
      },
    }
    const path = folder()
    const standings = await tournament(debate, {
      minds: [advocate(), sourceTrust(), elaboration()],
      params: { form: 'audience' },
      outcome: shift,
      rounds: 4,
      folder: path,
    })
    // Both listeners can only listen, so the persuader meets each of them and they do not meet.
    expect(standings.flow.completed).toBe(8)
    expect(cell(standings, advocate().name, sourceTrust().name)!.value).toBeGreaterThan(0)
    expect(cell(standings, sourceTrust().name, elaboration().name)).toBeNull()
    expect(renderStandings(standings)).toContain('belief moved of row against column')
    expect(readTournament(path, shift)).toEqual(standings)
    expect(() => readTournament(path)).toThrow('was won by belief moved, not by payoffs')
    const broken = { ...shift, read: () => ({ persuader: Number.NaN, listener: 0 }) }
    const minds = [advocate(), sourceTrust()]
    await expect(tournament(debate, { minds, params: { form: 'audience' }, outcome: broken })).rejects.toThrow(
      /belief moved scores persuader of .* with NaN/,
    )
  })

  test('who can meet nobody is refused, as is a protocol that nobody can win or that seats one', async () => {
    await expect(tournament(bayesianPersuasion, { minds: [optimal(), honestSender()] })).rejects.toThrow(
      /can only be sender of bayesian-persuasion, and finds nobody to meet .* its roles are sender, receiver/,
    )
    await expect(tournament(debate, { minds: [advocate(), sourceTrust()] })).rejects.toThrow('debate has no payoffs')
    const outcome = { name: 'nothing', read: () => ({ respondent: 0 }) }
    await expect(tournament(survey, { minds: [consistent(), random()], outcome })).rejects.toThrow('survey seats one')
    await expect(tournament(kuhnPoker, { minds: [equilibrium(), freeRider()] })).rejects.toThrow(
      'free rider plays public-goods and cannot sit at kuhn-poker',
    )
  })
})

test('results against held-back minds stand apart, and change nothing among the entrants', async () => {
  const minds = [freeRider(), conditionalCooperator(), unconditional()] as AnyMind[]
  const without = await tournament(publicGoods, { minds, rounds: 6 })
  const standings = await tournament(publicGoods, {
    minds,
    heldBack: { first: noisy() as AnyMind, second: unconditional({ share: 0.5 }) as AnyMind },
    rounds: 6,
  })
  expect(standings.standings.map(({ name }) => name)).toEqual(without.standings.map(({ name }) => name))
  for (const { name, unseen, gap, rating, payoff, wins, matches } of standings.standings) {
    const before = of(without, name)
    expect([payoff, rating, wins, matches]).toEqual([before.payoff, before.rating, before.wins, before.matches])
    expect([before.unseen, before.gap]).toEqual([null, null])
    const mean = (cell(standings, name, 'first')!.value + cell(standings, name, 'second')!.value) / 2
    expect(unseen!.value).toBeCloseTo(mean, 9)
    expect(gap!.value).toBeCloseTo(payoff!.value - mean, 9)
    expect(unseen!.interval![0]).toBeLessThan(mean)
  }
  expect(cell(standings, 'first', 'second')).toBeNull()
  expect(standings.matrix.minds).toEqual([...minds.map(({ name }) => name), 'first', 'second'])
  const text = renderStandings(standings)
  expect(text).toContain('seen and unseen')
  expect(text).toContain('2 held back')
  await expect(tournament(publicGoods, { minds, heldBack: [freeRider()] })).rejects.toThrow(
    'free rider takes part and is held back',
  )
})

describe('a Swiss tournament', () => {
  const family = (n: number): Record<string, AnyMind> =>
    Object.fromEntries(
      Array.from({ length: n }, (_, i) => [`share ${i}`, unconditional({ share: i / (n - 1) }) as AnyMind]),
    )

  test('pairs like points, never twice, and finds the best in as many rounds as it takes', async () => {
    const path = folder()
    const standings = await tournament(publicGoods, { minds: family(8), format: 'swiss', folder: path })
    expect(standings.tournament.rounds).toBe(3)
    expect(standings.flow.completed).toBe(12)
    expect(standings.rankedBy).toBe('points')
    expect(standings.standings[0]).toMatchObject({ name: 'share 0', wins: 3 })
    expect(standings.standings.at(-1)).toMatchObject({ name: 'share 7', losses: 3 })
    const points = new Map<string, number>()
    const met = new Set<string>()
    const games = readEpisodes(path).sort((a, b) => a.trial.replicate - b.trial.replicate)
    for (let round = 0; round < 3; round++) {
      const pairs = games
        .filter(({ trial }) => trial.replicate === round)
        .map(({ trial }) => /^pair (.*),(.*)\/round/.exec(trial.pair)!.slice(1) as [string, string])
      expect(pairs.flat().sort()).toEqual(Object.keys(family(8)))
      for (const [a, b] of pairs) {
        expect(points.get(a) ?? 0).toBe(points.get(b) ?? 0)
        expect(met).not.toContain(`${a},${b}`)
        met.add(`${a},${b}`)
      }
      // Who puts in less earns more at the same table.
      for (const [a, b] of pairs) points.set(a < b ? a : b, (points.get(a < b ? a : b) ?? 0) + 1)
    }
    expect(await tournament(publicGoods, { minds: family(8), format: 'swiss', folder: path })).toEqual(standings)
  })

  test('of an odd number gives everybody one bye, and pairs all with all in as many rounds', async () => {
    const standings = await tournament(publicGoods, { minds: family(5), format: 'swiss', rounds: 5 })
    expect(standings.flow.completed).toBe(10)
    for (const { matches } of standings.standings) expect(matches).toBe(4)
    expect(standings.matrix.cells.flat().filter((each) => each === null)).toHaveLength(5)
    expect(standings.notes.join()).toContain('opponents differ')
  })

  test('rounds avoid rematches while they can', () => {
    let players: SwissPlayer[] = Array.from({ length: 9 }, (_, i) => ({
      name: `p${i}`,
      points: 0,
      met: new Set<string>(),
      bye: false,
    }))
    const pairsSeen = new Set<string>()
    const byes: (string | null)[] = []
    for (let round = 0; round < 6; round++) {
      const { pairs, bye } = swissRound(players)
      byes.push(bye)
      expect([...pairs.flat(), bye].sort()).toEqual(players.map(({ name }) => name).sort())
      for (const pair of pairs) {
        const key = [...pair].sort().join()
        expect(pairsSeen).not.toContain(key)
        pairsSeen.add(key)
      }
      players = players.map((player) => ({
        ...player,
        points: player.points + Number(player.name === bye || pairs.some(([winner]) => winner === player.name)),
        met: new Set([...player.met, ...pairs.flatMap((pair) => (pair.includes(player.name) ? pair : []))]),
        bye: player.bye || player.name === bye,
      }))
    }
    expect(new Set(byes).size).toBe(6)
    const three = ['a', 'b'].map((name) => ({ name, points: 0, met: new Set(['a', 'b']), bye: false }))
    expect(swissRound(three)).toEqual({ pairs: [['a', 'b']], bye: null })
  })

  test('held-back minds are met by everybody in every round', async () => {
    const heldBack = [noisy()]
    const standings = await tournament(publicGoods, { minds: family(4), heldBack, format: 'swiss' })
    expect(standings.flow.completed).toBe(2 * 2 + 2 * 4)
    for (const { unseen } of standings.standings) expect(unseen!.n).toBe(2)
  })

  test('is refused where it could not pair by points', async () => {
    const minds = family(4)
    await expect(tournament(publicGoods, { minds, format: 'swiss', rounds: 4 })).rejects.toThrow(
      'at most 3 rounds before somebody meets again, not 4',
    )
    const two = { one: random() as AnyMind, two: random() as AnyMind }
    await expect(tournament(bayesianPersuasion, { minds: two, format: 'swiss' })).rejects.toThrow('needs --swap')
    const locked = [optimal(), gullible(), bayesian()] as AnyMind[]
    await expect(tournament(bayesianPersuasion, { minds: locked, format: 'swiss', swap: true })).rejects.toThrow(
      'some minds cannot take the same roles; use --format round-robin',
    )
  })
})

describe('kept in a folder', () => {
  test('is the same as in memory, is read again without its minds, and is not played again', async () => {
    const path = folder()
    const first = slow(equilibrium(), 0)
    const minds = () => ({ one: first.mind, two: honest() as AnyMind })
    const memory = await tournament(kuhnPoker, { minds: minds(), rounds: 8, swap: true })
    const disk = await tournament(kuhnPoker, { minds: minds(), rounds: 8, swap: true, folder: path })
    expect({ ...disk, folder: null }).toEqual(memory)
    const asked = first.asked()
    expect(await tournament(kuhnPoker, { minds: minds(), rounds: 8, swap: true, folder: path })).toEqual(disk)
    expect(first.asked()).toBe(asked)
    expect(readTournament(path)).toEqual(disk)
    expect(JSON.parse(JSON.stringify(disk))).toEqual(disk)
  })

  test.each(['round-robin', 'swiss'] as const)('goes on where it was stopped (%s)', async (format) => {
    const path = folder()
    const minds = (): Record<string, AnyMind> =>
      Object.fromEntries([1, 2, 3, 4].map((i) => [`m${i}`, slow(i % 2 ? equilibrium() : honest(), 1).mind]))
    const options = { format, rounds: 3, swap: true } as const
    const whole = await tournament(kuhnPoker, { minds: minds(), ...options })
    const stop = new AbortController()
    const seen: number[] = []
    const cut = await tournament(kuhnPoker, {
      minds: minds(),
      ...options,
      folder: path,
      signal: stop.signal,
      parallel: 2,
      onProgress: ({ done, total }) => {
        seen.push(total)
        if (done >= 5) stop.abort()
      },
    })
    expect(cut.stopped).toBe('stopped by the user')
    expect(cut.flow.completed).toBeLessThan(whole.flow.completed)
    expect(renderStandings(cut)).toContain('Stopped: stopped by the user. These are the standings so far.')
    expect(new Set(seen)).toEqual(new Set([whole.flow.assigned]))
    const before = readdirSync(path)
    const rest = await tournament(kuhnPoker, { minds: minds(), ...options, folder: path })
    expect({ ...rest, folder: null }).toEqual(whole)
    expect(readdirSync(path)).toEqual(before)
  })

  test('refuses another tournament, a run, a live writer, and damage', async () => {
    const path = folder()
    const minds = [equilibrium(), honest()]
    await tournament(kuhnPoker, { minds, rounds: 2, folder: path })
    await expect(tournament(kuhnPoker, { minds, rounds: 3, folder: path })).rejects.toThrow(
      /another tournament \(rounds differ\).*--out/,
    )
    const release = lock(path)
    await expect(tournament(kuhnPoker, { minds, rounds: 2, folder: path })).rejects.toThrow('is writing to')
    release()
    const study = folder()
    await run(pokerStudy(2), { folder: study })
    await expect(tournament(kuhnPoker, { minds, folder: study })).rejects.toThrow('holds a run of a study')
    expect(existsSync(join(study, 'tournament.json'))).toBe(false)
    expect(() => readTournament(study)).toThrow('is no tournament: it has no tournament.json')
    const file = join(path, 'tournament.json')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace('"format": 1', '"format": 99'))
    expect(() => readTournament(path)).toThrow('has format 99; this version of suasion reads format 1')
    writeFileSync(file, text.slice(0, 40))
    expect(() => readTournament(path)).toThrow('is damaged: it is not JSON')
    writeFileSync(file, text)
    appendFileSync(join(path, 'episodes-1.ndjson'), '{"key":"torn')
    expect(readTournament(path).flow.completed).toBe(2)
  })

  test('a match with a game that does not count counts for nobody', async () => {
    const broken: AnyMind = {
      ...honest(),
      name: 'broken',
      decide: (seen) =>
        seen.view.seat === 'second' && seen.view.card === 'jack'
          ? { act: { move: 'juggle' } as never }
          : honest().decide(seen as never, null),
    }
    const path = folder()
    const standings = await tournament(kuhnPoker, {
      minds: [broken, equilibrium()],
      rounds: 30,
      swap: true,
      folder: path,
    })
    const bad = standings.flow.completed - standings.flow.valid
    expect(bad).toBeGreaterThan(0)
    expect(standings.flow.reasons).toEqual({ absent: bad })
    expect(of(standings, 'broken').matches).toBe(30 - bad)
    expect(of(standings, 'broken').payoff!.n).toBe(30 - bad)
  })
})

test('bad input is refused by name', async () => {
  const minds = [equilibrium(), honest()]
  const refused = (options: object) => expect(tournament(kuhnPoker, { minds, ...options })).rejects
  await refused({ minds: [honest(), honest()] }).toThrow('honest is named twice')
  await refused({ minds: [honest()] }).toThrow('needs two minds or more, not 1')
  await expect(
    tournament(kuhnPoker, { minds: [{ ...honest(), name: 'constructor' }, honest()], rounds: 1 }),
  ).resolves.toBeDefined()
  await refused({ minds: [] }).toThrow('needs two minds or more, not 0')
  for (const rounds of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
    await refused({ rounds }).toThrow('a whole number of rounds of at least 1')
  await refused({ format: 'knockout' }).toThrow('there is no format knockout; there are round-robin and swiss')
  await refused({ params: { decks: 2 } }).toThrow('kuhn-poker has no parameter called decks')
  await refused({ wording: 'dutch' }).toThrow('kuhn-poker has no wording called dutch')
  const named = (...names: string[]) => ({ minds: Object.fromEntries(names.map((name) => [name, honest()])) })
  await refused(named('a', 'a,b', 'b,c', 'c')).toThrow('joined by a comma, are those of other minds: a; a,b; b,c; c')
})

test('the sum of means is Welch for two samples', () => {
  const [x, y] = [
    [1, 4, 2, 8, 5],
    [3, 3, 7],
  ]
  const welch = welchTest(x, y)
  const ours = sumOfMeans(
    [
      { weight: 1, values: x },
      { weight: -1, values: y },
    ],
    'difference',
  )!
  expect(ours.value).toBeCloseTo(welch.value, 12)
  expect(ours.interval![0]).toBeCloseTo(welch.interval[0], 9)
  expect(ours.interval![1]).toBeCloseTo(welch.interval[1], 9)
  const one = sumOfMeans([{ weight: 1, values: x }], 'mean')!
  expect(one.interval![1]).toBeCloseTo(pairedTest(x, [0, 0, 0, 0, 0]).interval[1], 9)
  expect(sumOfMeans([{ weight: 1, values: [2] }], 'mean')).toMatchObject({
    value: 2,
    note: expect.stringContaining('one'),
  })
  expect(sumOfMeans([], 'mean')).toBeNull()
})

describe('suasion tournament', () => {
  const command = async (args: readonly string[], stop = false) => {
    const [output, errors] = [new PassThrough(), new PassThrough()]
    const signal = stop ? AbortSignal.abort() : new AbortController().signal
    const busy = <T>(work: () => Promise<T>): Promise<T> => work()
    const desk = { input: new PassThrough(), output, errors, colour: false, terminal: false, signal, busy }
    const code = await main(['tournament', ...args], desk)
    return { code, output: String(output.read() ?? ''), errors: String(errors.read() ?? '') }
  }

  test('prints the standings, keeps them, and prints them again', async () => {
    const out = folder()
    const args = [
      'kuhn',
      '--minds',
      'equilibrium,honest',
      '--held-back',
      'random',
      '--rounds',
      '20',
      '--swap',
      '--out',
      out,
    ]
    const { code, output, errors } = await command(args)
    expect([code, errors]).toEqual([0, ''])
    expect(output).toContain('round-robin tournament of 2 minds · 1 held back · 20 rounds · sides swapped')
    expect(output).toContain('120 assigned, 120 completed, 120 valid')
    expect(output).toContain(`Kept in ${out}`)
    expect((await command(args)).output).toBe(output)
    expect((await command(['--read', out])).output).toBe(output)
    const json = await command(['--read', out, '--json'])
    expect((JSON.parse(json.output) as Standings).tournament).toMatchObject({
      heldBack: ['random'],
      swap: true,
      seed: '1',
    })
  })

  test('names minds as they were typed where their own names are the same, and sets parameters', async () => {
    const minds = 'unconditional(share=0),unconditional(share=1)'
    const args = ['public-goods', '--minds', minds, '--rounds', '2', '--set', 'rounds=1', '--json', '--out', folder()]
    const { standings } = JSON.parse((await command(args)).output) as Standings
    expect(standings.map(({ name }) => name)).toEqual(['unconditional(share=0)', 'unconditional(share=1)'])
    expect(standings[0]!.payoff!.value).toBeCloseTo(20 + 16, 9)
    // Other options are another tournament, even where the mind's own name stays.
    const out = folder()
    await command(['kuhn', '--minds', 'equilibrium(alpha=0),honest', '--rounds', '2', '--out', out])
    const other = await command(['kuhn', '--minds', 'equilibrium(alpha=0.3),honest', '--rounds', '2', '--out', out])
    expect([other.code, other.output]).toEqual([2, ''])
    expect(other.errors).toContain('holds another tournament (minds, pairs differ)')
  })

  test('stops at ctrl-C with what it has', async () => {
    const out = folder()
    const stopped = await command(['kuhn', '--minds', 'equilibrium,honest', '--out', out], true)
    expect(stopped.code).toBe(130)
    expect(stopped.errors).toContain(`0 of 10 games are kept in ${out}; the same command goes on from there`)
    expect(stopped.output).toContain('No ratings: no match in which both minds had the same roles was finished')
    expect((await command(['kuhn', '--minds', 'equilibrium,honest', '--out', out])).code).toBe(0)
  })

  test('explains itself, and refuses what makes no sense', async () => {
    const help = await command(['--help'])
    expect(help.output).toContain('Usage: suasion tournament [PROTOCOL] [options]')
    expect(help.output).toContain('suasion tournament kuhn-poker --minds equilibrium,honest,random')
    const refused = async (...args: string[]) => {
      const { code, output, errors } = await command(args)
      expect([code, output]).toEqual([2, ''])
      return errors
    }
    expect(await refused()).toContain('needs a protocol, or --read FOLDER')
    expect(await refused('kuhn')).toContain('--minds says who takes part')
    expect(await refused('kuhn', '--minds', 'honest')).toContain('needs two minds or more')
    expect(await refused('kuhn', '--minds', 'honest,honest')).toContain('honest is named twice')
    expect(await refused('kuhn', '--minds', 'honest,onest')).toContain('did you mean honest?')
    expect(await refused('kuhn', '--minds', 'honest,equilibrium', '--rounds', 'many')).toContain('takes a whole number')
    expect(await refused('kuhn', '--minds', 'honest,equilibrium', '--format', 'cup')).toContain(
      'there is no format cup',
    )
    expect(await refused('debate', '--minds', 'advocate,source-trust')).toContain('debate has no payoffs')
    expect(await refused('--read', join(root, 'nowhere'))).toContain('is no tournament')
    expect(await refused('kuhn', '--read', root)).toContain('takes no protocol beside it')
  })
})

test('a game of a tournament is the game its scene and luck give', async () => {
  const path = folder()
  await tournament(kuhnPoker, { minds: [equilibrium(), honest()], rounds: 1, swap: true, folder: path })
  for (const { episode } of readEpisodes(path)) {
    const { seats, luck, key } = openingOf(episode)
    const minds = Object.fromEntries(Object.entries(seats).map(([seat, { mind }]) => [seat, poker[mind as 'honest']]))
    const { scene } = await import('suasion')
    expect((await play(scene(kuhnPoker, { minds }), { key, luck })).episode).toEqual(episode)
  }
})

import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { type Act, type AnyMind, type Episode, luckOf, type MovesOf, type ParamsOf, type StateOf, scene } from 'suasion'
import { promises } from 'suasion/instruments'
import {
  always,
  catalogue,
  credulous,
  defector,
  fictitiousPlayer,
  GAMES,
  generousTitForTat,
  grim,
  joss,
  matrixGame,
  pavlov,
  randomWithP,
  tester,
  titForTat,
  titForTwoTats,
} from 'suasion/protocols/matrix-game'
import { matrixGame as normalForm, supportEnumeration } from 'suasion/solvers'
import { describe, expect, it } from 'vitest'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'
import { main } from '../../src/lab/cli.ts'
import { type Played, play } from '../../src/lab/driver.ts'
import { solve } from '../../src/lab/solve.ts'

type Params = ParamsOf<typeof matrixGame>
type State = StateOf<typeof matrixGame>
type Name = keyof typeof GAMES
const NAMES = Object.keys(GAMES) as Name[]

/** An episode of two minds: its log, its payoffs, and what was chosen and happened, by round. */
const met = (first: AnyMind, second: AnyMind, params: Params = {}, key = 'met') => {
  const { episode, close } = play(scene(matrixGame, { params, minds: { first, second } }), key) as Played
  const chose = (seat: string): string[] =>
    episode.flatMap((event) =>
      event.kind === 'act' && event.seat === seat && event.act['move'] === 'choose'
        ? [String(event.act['action'])]
        : [],
    )
  return {
    episode,
    pays: [close.payoff!['first']!, close.payoff!['second']!] as const,
    first: chose('first'),
    second: chose('second'),
    flags: close.flags,
  }
}
const letters = (actions: readonly string[]): string =>
  actions.map((action) => (action === 'defect' ? 'D' : 'C')).join('')

/** Plays a mind against a partner who chooses by this script, without luck: the mind's choices, by round. */
const against = (mind: AnyMind, script: string, params: Params = {}, key = 'script'): string => {
  const staged = matrixGame.params.parse({ rounds: script.length, ...params })
  let state: State = matrixGame.start(staged, { first: 'player', second: 'player' }, luckOf(key))
  const own: string[] = []
  for (const letter of script) {
    const view = matrixGame.view(state, 'first')
    const legal = matrixGame.legal(view)
    const luck = luckOf(key).of('seat', 'first')
    const { act } = mind.decide({ view, legal, luck, question: null } as never, null) as {
      act: Act<MovesOf<typeof matrixGame>>
    }
    if (act.move !== 'choose') throw new Error(`it does ${act.move}`)
    own.push(act.action)
    const other = { move: 'choose', action: letter === 'D' ? 'defect' : 'cooperate' } as const
    state = matrixGame.resolve(
      state,
      [
        { seat: 'first', act },
        { seat: 'second', act: other },
      ],
      luckOf(key),
    )
  }
  return letters(own)
}
const scripts = fc.array(fc.constantFrom('C', 'D'), { minLength: 1, maxLength: 30 }).map((all) => all.join(''))

describe('matrix game: the games', () => {
  it('are what their names say', () => {
    const pure = (name: Name): string[] => {
      const { payoffs, actions } = GAMES[name]
      return actions[0].flatMap((a, i) =>
        actions[1].flatMap((b, j) => {
          const best =
            payoffs[0].every((row) => row[j]! <= payoffs[0][i]![j]!) &&
            payoffs[1][i]!.every((pay) => pay <= payoffs[1][i]![j]!)
          return best ? [`${a}/${b}`] : []
        }),
      )
    }
    expect(Object.fromEntries(NAMES.map((name) => [name, pure(name)]))).toEqual({
      'prisoners-dilemma': ['defect/defect'],
      'stag-hunt': ['stag/stag', 'hare/hare'],
      chicken: ['swerve/straight', 'straight/swerve'],
      'hawk-dove': ['dove/hawk', 'hawk/dove'],
      'battle-of-the-sexes': ['fight/fight', 'ballet/ballet'],
      'matching-pennies': [],
      coordination: ['left/left', 'right/right'],
      deadlock: ['defect/defect'],
      'rock-paper-scissors': [],
    })
    const [[reward, sucker], [temptation, punishment]] = GAMES['prisoners-dilemma']
      .payoffs[0] as unknown as number[][] as [number[], number[]]
    expect(temptation! > reward! && reward! > punishment! && punishment! > sucker!).toBe(true)
    expect(2 * reward!).toBeGreaterThan(temptation! + sucker!)
    const { payoffs } = GAMES['hawk-dove']
    const { equilibria } = supportEnumeration(normalForm(payoffs[0], payoffs[1]))
    const mixed = equilibria.find(({ strategies: [own] }) => own.every((p) => p > 0))
    // The evolutionarily stable share of hawks is V / C.
    expect(mixed!.strategies[0][1]).toBeCloseTo(2 / 4, 12)
  })

  it('are solved from their own rules', async () => {
    const solved = async (params: Params) => solve(matrixGame, { params: { rounds: 1, ...params }, method: 'cfr+' })
    const pennies = await solved({ game: 'matching-pennies' })
    expect(pennies.values['first']).toBeCloseTo(0, 3)
    expect(pennies.exploitability).toBeLessThan(0.01)
    expect(pennies.information).toBe('view')
    const dilemma = await solved({})
    expect(dilemma.values).toEqual({ first: expect.closeTo(1, 2), second: expect.closeTo(1, 2) })
    const twice = await solved({ rounds: 2 })
    expect(twice.values['first']).toBeCloseTo(2, 2)
    const trembling = await solved({ noise: 0.1 })
    expect(trembling.values['first']).toBeCloseTo(0.81 * 1 + 0.09 * (5 + 0) + 0.01 * 3, 2)
    const talking = await solved({ talk: true })
    expect(talking.values['first']).toBeCloseTo(1, 2)
    const lasting = await solved({ rounds: 2, continuation: 0.5, game: 'deadlock' })
    expect(lasting.values['first']).toBeCloseTo(1.5 * 2, 2)
  })

  it('are solved on the command line', async () => {
    const command = async (...args: string[]) => {
      const [output, errors] = [new PassThrough(), new PassThrough()]
      const desk = { input: new PassThrough(), output, errors, colour: false, terminal: false }
      const code = await main(['solve', 'matrix-game', '--set', 'rounds=1', ...args], {
        ...desk,
        signal: new AbortController().signal,
        busy: (work) => work(),
      })
      return { code, output: String(output.read() ?? ''), errors: String(errors.read() ?? '') }
    }
    const dilemma = await command()
    expect(dilemma).toMatchObject({ code: 0, errors: '' })
    expect(dilemma.output).toContain('value           first 1, second 1\n')
    expect(dilemma.output.match(/choose action=defect 1\.000/g)).toHaveLength(2)
    const pennies = await command('--set', 'game=matching-pennies')
    expect(pennies.output).toMatch(/value {11}first -?0, second -?0\n/)
    expect(pennies.output).toMatch(/heads 0\.500/)
    const custom = await command(
      '--set',
      'game=custom',
      '--set',
      'payoffs=[[[7,7],[7,7]],[[2,2],[2,2]]]',
      '--set',
      'labels=[["a","b"],["c","d"]]',
    )
    expect(custom.output).toMatch(/first 7.*second 2/)
    const wrong = await command('--set', 'game=custom')
    expect(wrong.code).not.toBe(0)
    expect(wrong.errors).toContain('a custom game needs')
  })

  it('pay by row and column, of any shape, under any labels', () => {
    const params: Params = {
      game: 'custom',
      payoffs: [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        [
          [-1, -2, -3],
          [-4, -5, -6.5],
        ],
      ],
      labels: [
        ['up', 'down'],
        ['west', 'middle', 'east'],
      ],
      rounds: 1,
    }
    expect(met(always({ action: 'down' }), always({ action: 'east' }), params).pays).toEqual([6, -6.5])
    expect(met(always({ action: 'up' }), always({ action: 'middle' }), params).pays).toEqual([2, -2])
    const neutral = met(titForTat(), defector(), {
      labels: [
        ['A', 'B'],
        ['A', 'B'],
      ],
      rounds: 3,
    })
    expect(neutral.first).toEqual(['A', 'B', 'B'])
    expect(neutral.pays).toEqual([2, 7])
  })

  it('refuse what cannot be played', () => {
    const open = (params: object) => () =>
      scene(matrixGame, { params: params as never, minds: { player: titForTat() } })
    const matrix = [
      [1, 2],
      [3, 4],
    ]
    const labels = [
      ['a', 'b'],
      ['c', 'd'],
    ]
    expect(open({ game: 'custom' })).toThrow('matrix-game: parameter payoffs is wrong: a custom game needs')
    expect(open({ game: 'custom', payoffs: [matrix, matrix] })).toThrow('parameter labels is wrong')
    expect(open({ payoffs: [matrix, matrix] })).toThrow('prisoners-dilemma has its own payoffs')
    expect(open({ game: 'custom', payoffs: [matrix, [[1, 2]]], labels })).toThrow('payoffs')
    expect(open({ game: 'custom', payoffs: [matrix, [[1, 2], [3]]], labels })).toThrow('payoffs')
    expect(
      open({
        game: 'custom',
        payoffs: [
          matrix,
          [
            [1, 2],
            [3, 4],
            [5, 6],
          ],
        ],
        labels,
      }),
    ).toThrow('are not 2 x 2')
    expect(
      open({
        game: 'custom',
        payoffs: [
          matrix,
          [
            [1, 2],
            [3, Number.NaN],
          ],
        ],
        labels,
      }),
    ).toThrow('payoffs.1.1.1')
    expect(
      open({
        game: 'custom',
        payoffs: [
          matrix,
          [
            [1, 2],
            [3, 1e9],
          ],
        ],
        labels,
      }),
    ).toThrow('payoffs.1.1.1')
    expect(
      open({
        game: 'custom',
        payoffs: [matrix, matrix],
        labels: [
          ['a', 'a'],
          ['c', 'd'],
        ],
      }),
    ).toThrow('same name')
    expect(
      open({
        game: 'custom',
        payoffs: [matrix, matrix],
        labels: [
          ['a', ' '],
          ['c', 'd'],
        ],
      }),
    ).toThrow('labels.0.1')
    expect(
      open({
        labels: [
          ['a', 'b', 'c'],
          ['c', 'd'],
        ],
      }),
    ).toThrow('the labels name 3 x 2 actions')
    expect(open({ game: 'prisoners dilemma' })).toThrow('parameter game is wrong')
    expect(open({ continuation: 1.1 })).toThrow('continuation')
    expect(open({ noise: Number.NaN })).toThrow('noise')
    expect(open({ rounds: 0 })).toThrow('rounds')
    expect(open({ rounds: 2.5 })).toThrow('rounds')
    expect(() => met(always({ action: 'heads' }), titForTat())).toThrow('cooperate, defect')
    for (const bad of [-0.1, 1.1, Number.NaN, 'often' as never]) {
      expect(() => generousTitForTat({ forgiveness: bad })).toThrow('forgiveness must be from 0 to 1')
      expect(() => joss({ sneaks: bad })).toThrow('sneaks must be from 0 to 1')
      expect(() => randomWithP({ p: bad })).toThrow('p must be from 0 to 1')
    }
    expect(() => fictitiousPlayer({ prior: 0 })).toThrow('prior')
    expect(() => pavlov({ aspiration: Infinity })).toThrow('aspiration')
  })
})

describe('matrix game: minds', () => {
  it('answer a script as their authors describe them', () => {
    expect(against(titForTat(), 'CDDCDC')).toBe('CCDDCD')
    expect(against(titForTwoTats(), 'CDCDDCD')).toBe('CCCCCDC')
    expect(against(grim(), 'CCDCCC')).toBe('CCCDDD')
    expect(against(always(), 'DDD')).toBe('CCC')
    expect(against(defector(), 'CCC')).toBe('DDD')
    // Win-stay, lose-shift: it changes after 0 and 1 points, and stays after 3 and 5.
    expect(against(pavlov(), 'CDDCCD')).toBe('CCDCCC')
    expect(against(pavlov(), 'DCDD')).toBe('CDDC')
    expect(against(pavlov({ aspiration: 0 }), 'DDDD')).toBe('CCCC')
    // Probing until it is caught, it then apologizes once and plays tit for tat.
    expect(against(tester(), 'CCCCCCC')).toBe('DCCDCDC')
    expect(against(tester(), 'CDCCDDC')).toBe('DCCCCDD')
    expect(against(tester(), 'DDC')).toBe('DCD')
    expect(against(generousTitForTat({ forgiveness: 0 }), 'CDDCDC')).toBe('CCDDCD')
    expect(against(generousTitForTat({ forgiveness: 1 }), 'DDD')).toBe('CCC')
    expect(against(joss({ sneaks: 1 }), 'CCC')).toBe('DDD')
    expect(against(joss({ sneaks: 0 }), 'CDC')).toBe('CCD')
    expect(against(fictitiousPlayer(), 'CCCC')).toBe('DDDD')
  })

  it('draw by luck as often as they say, and anew each round', () => {
    const share = (mind: AnyMind, letter: string): number => {
      const own = ['a', 'b', 'c', 'd', 'e'].map((key) => against(mind, letter.repeat(401), {}, key).slice(1)).join('')
      return [...own].filter((each) => each === 'C').length / own.length
    }
    // Four standard errors of 2,000 draws.
    const within = (found: number, p: number) =>
      expect(Math.abs(found - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 2000))
    within(share(generousTitForTat(), 'D'), 1 / 3)
    within(share(joss(), 'C'), 0.9)
    within(share(randomWithP({ p: 0.7 }), 'C'), 0.7)
    expect(share(randomWithP({ p: 1 }), 'D')).toBe(1)
  })

  it('tit for tat never gets more than its partner, and at most one temptation less', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const own = against(titForTat(), script)
        expect(own).toBe(`C${script}`.slice(0, script.length))
        const pay = { CC: [3, 3], CD: [0, 5], DC: [5, 0], DD: [1, 1] } as const
        const less = [...own].reduce((sum, letter, i) => {
          const [mine, other] = pay[`${letter}${script[i]}` as keyof typeof pay]
          return sum + other - mine
        }, 0)
        expect([0, 5]).toContain(less)
      }),
    )
    for (const make of Object.values(catalogue.minds))
      for (const key of ['a', 'b', 'c']) {
        const { pays } = met(titForTat(), make(), { rounds: 50 }, key)
        expect([0, 5]).toContain(pays[1] - pays[0])
      }
  })

  it('the nice ones cooperate to the end with each other', () => {
    const nice = [titForTat, generousTitForTat, titForTwoTats, grim, pavlov, always]
    for (const one of nice)
      for (const other of nice) expect(met(one(), other()).pays, `${one().name}, ${other().name}`).toEqual([30, 30])
  })

  it('fictitious play finds the mixed equilibrium of matching pennies, and an equilibrium of coordination', () => {
    const { first, pays } = met(fictitiousPlayer(), fictitiousPlayer(), { game: 'matching-pennies', rounds: 1000 })
    expect(first.filter((action) => action === 'heads').length / 1000).toBeCloseTo(0.5, 1)
    expect(Math.abs(pays[0]) / 1000).toBeLessThan(0.1)
    expect(met(fictitiousPlayer(), always({ action: 'right' }), { game: 'coordination', rounds: 5 }).pays[0]).toBe(4)
  })

  it('hold to their announcements, but for who means to deceive', () => {
    const reading = promises({
      promise: { move: 'announce', field: 'intend' },
      deed: { move: 'choose', field: 'action' },
    })
    const rows = (episode: Episode) => reading.read(episode, null) as readonly { seat: string; kept: number | null }[]
    const liar = () => always({ action: 'hare', announce: 'stag' })
    const { episode, pays } = met(liar(), credulous(), { game: 'stag-hunt', talk: true, rounds: 4 })
    expect(rows(episode)).toEqual([
      { seat: 'first', promised: 4, due: 4, kept: 0, shortfall: null },
      { seat: 'second', promised: 4, due: 4, kept: 0, shortfall: null },
    ])
    expect(pays).toEqual([12, 0])
    for (const make of Object.values(catalogue.minds)) {
      if (make === credulous) continue
      const honest = met(make(), defector(), { talk: true, noise: 0.3, rounds: 20 }).episode
      expect(
        rows(honest).map(({ kept }) => kept),
        make().name,
      ).toEqual([1, 1])
    }
    expect(rows(met(liar(), credulous(), { game: 'stag-hunt' }).episode)[0]!.kept).toBeNull()
  })

  it('talk lets the credulous meet an honest partner where silence would not', () => {
    const params: Params = { game: 'stag-hunt', rounds: 3 }
    const honest = () => always({ action: 'stag' })
    expect(met(honest(), credulous(), { ...params, talk: true }).pays).toEqual([12, 12])
    expect(met(honest(), credulous(), params).pays).toEqual([0, 9])
  })

  it('hold what the kit asks of them', async () => {
    for (const make of Object.values(catalogue.minds))
      expect(await checkMind(matrixGame, make(), { seeds: 8 }), make().name).toEqual([])
  })
})

describe('matrix game: rounds, noise and talk', () => {
  const lengths = (continuation: number, n = 300, rounds = 1000): number[] =>
    Array.from({ length: n }, (_, i) => met(always(), always(), { rounds, continuation }, `length ${i}`).first.length)

  it('ends after its rounds, or by luck', () => {
    expect(lengths(1, 2, 7)).toEqual([7, 7])
    expect(lengths(0, 2)).toEqual([1, 1])
    const drawn = lengths(0.8, 1000)
    // A geometric number of rounds: mean 5, standard deviation sqrt(.8) / .2 = 4.5, so a standard error of .14.
    expect(drawn.reduce((sum, each) => sum + each, 0) / drawn.length).toBeGreaterThan(4.5)
    expect(drawn.reduce((sum, each) => sum + each, 0) / drawn.length).toBeLessThan(5.5)
    expect(Math.max(...lengths(0.9, 100, 4))).toBe(4)
  })

  it('does not tell the last round beforehand', () => {
    const start = (key: string) => {
      const settings = matrixGame.params.parse({ rounds: 1000, continuation: 0.5 })
      return matrixGame.start(settings, { first: 'player', second: 'player' }, luckOf(key))
    }
    expect(start('a')).toEqual(start('b'))
    const words = matrixGame.words.brief(matrixGame.view(start('a'), 'first'))
    expect(words).toContain('another follows with probability 0.5')
    expect(words).toContain('never more than 1000')
    const exact = matrixGame.params.parse({ continuation: 0.99654, noise: 0.0004 })
    const view = matrixGame.view(matrixGame.start(exact, { first: 'player', second: 'player' }, luckOf('x')), 'first')
    expect(matrixGame.words.brief(view)).toMatch(/probability 0\.99654[\s\S]*probability 0\.0004/)
    expect(matrixGame.wordings!['plain']!.brief(view)).toMatch(/99\.654%[\s\S]*0\.04%/)
  })

  it('noise ends the trust of grim for good, and the generous regain it', () => {
    const noisy = { noise: 0.05, rounds: 200 }
    const cooperation = (mind: () => AnyMind): number => {
      const all = Array.from({ length: 10 }, (_, i) => met(mind(), mind(), noisy, `noise ${i}`)).flatMap(
        (each) => each.first,
      )
      return all.filter((action) => action === 'cooperate').length / all.length
    }
    const grims = met(grim(), grim(), noisy, 'noise 1')
    const broken = letters(grims.first).indexOf('D')
    expect(broken).toBeGreaterThan(0)
    expect(letters(grims.first).slice(broken)).toMatch(/^D+$/)
    expect(letters(grims.second).slice(-150)).toMatch(/^D+$/)
    const [g, t, gt, p] = [grim, titForTat, generousTitForTat, pavlov].map(cooperation)
    expect(g).toBeLessThan(t!)
    expect(t).toBeLessThan(gt!)
    expect(t).toBeLessThan(p!)
    expect(gt).toBeGreaterThan(0.8)
  })

  it('noise makes another action happen as often as it says; only who slipped knows', () => {
    const staged = scene(matrixGame, { params: { noise: 0.3, rounds: 400 }, minds: { player: always() } })
    const { close } = play(staged, 'slips') as Played
    // Each defects by slips alone: the sum of both payoffs is 6 without a slip, 5 with one, 2 with two.
    const mean = (close.payoff!['first']! + close.payoff!['second']!) / 400
    expect(mean).toBeCloseTo(0.49 * 6 + 0.42 * 5 + 0.09 * 2, 0)
    const three: Params = { game: 'rock-paper-scissors', noise: 1, rounds: 300 }
    const slips = met(always({ action: 'rock' }), always({ action: 'rock' }), three)
    expect(new Set(slips.first)).toEqual(new Set(['rock']))
    expect(Math.abs(slips.pays[0])).toBeLessThan(100)
    const settings = matrixGame.params.parse({ noise: 1, rounds: 2 })
    const start = matrixGame.start(settings, { first: 'player', second: 'player' }, luckOf('x'))
    const act = { move: 'choose', action: 'cooperate' } as const
    const after = matrixGame.resolve(
      start,
      [
        { seat: 'first', act },
        { seat: 'second', act },
      ],
      luckOf('x'),
    )
    expect(after.history[0]!.did).toEqual(['defect', 'defect'])
    for (const wording of [matrixGame.words, matrixGame.wordings!['plain']!]) {
      const [line] = wording.lines(matrixGame.view(after, 'first'))
      expect(line!.text.match(/cooperate/g)).toHaveLength(1)
      expect(line!.text.match(/defect/g)).toHaveLength(2)
    }
    expect(JSON.stringify(matrixGame.view(after, 'second'))).toContain('"chose":["cooperate"]')
    expect(matrixGame.resample!(after, 'second', luckOf('y')).chose).toEqual([['cooperate', 'cooperate']])
    const often = { ...after, table: { ...after.table, noise: 0.5 } }
    const meant = Array.from(
      { length: 40 },
      (_, i) => matrixGame.resample!(often, 'second', luckOf(`y${i}`)).chose[0]![0],
    )
    expect(new Set(meant)).toEqual(new Set(['cooperate', 'defect']))
  })

  it('says the payoffs in plain words, from each seat', () => {
    const settings = matrixGame.params.parse({ game: 'battle-of-the-sexes', talk: true, noise: 0.1 })
    const state = matrixGame.start(settings, { first: 'player', second: 'player' }, luckOf('x'))
    const brief = (seat: string) => matrixGame.wordings!['plain']!.brief(matrixGame.view(state, seat))
    expect(brief('first')).toContain('If you pick fight and they pick fight, you get 2 and they get 1.')
    expect(brief('second')).toContain('If you pick fight and they pick fight, you get 1 and they get 2.')
    expect(brief('first')).toContain('than what you picked is 10%')
    expect(brief('first')).not.toContain('battle')
    const silent = matrixGame.resolve(
      state,
      [
        { seat: 'first', act: { move: 'announce', intend: 'fight', text: 'My turn.' } },
        { seat: 'second', act: { move: 'silent' } },
      ],
      luckOf('x'),
    )
    expect(silent.stage).toBe('choose')
    expect(matrixGame.words.lines(matrixGame.view(silent, 'second'))).toEqual([
      { by: 'first', text: '(announces "fight") My turn.' },
      { by: 'second', text: '(announces nothing)' },
    ])
  })

  it('holds what the kit asks of the rules', async () => {
    const minds = Object.values(catalogue.minds).map((make) => make())
    expect(await checkProtocol(matrixGame, { seeds: 24, minds })).toEqual([])
    const noisy = Object.values(catalogue.minds).map((make) =>
      met(make(), make(), { noise: 0.2, talk: true, continuation: 0.9 }),
    )
    for (const { flags } of noisy) expect(flags).toEqual([])
  })
})

import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import {
  type Act,
  type AnyMind,
  advance,
  asked,
  begin,
  checkAct,
  luckOf,
  type MovesOf,
  type ParamsOf,
  type StateOf,
  scene,
  type Table,
  turnOf,
  type ViewOf,
} from 'suasion'
import { bluffer, cautious, claimIn, open, twoRooms } from 'suasion/protocols/two-rooms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Played, type PlayOptions, play } from '../../src/lab/driver.ts'
import { phrases } from '../../src/protocols/two-rooms/speech.ts'

type State = StateOf<typeof twoRooms>
type View = ViewOf<typeof twoRooms>
type Move = Act<MovesOf<typeof twoRooms>>
type Minds = Readonly<Record<'envoy' | 'blue' | 'spy' | 'red', AnyMind>>
const everyone = (mind: AnyMind): Minds => ({ envoy: mind, blue: mind, spy: mind, red: mind })
const mixed: Minds = { envoy: cautious(), blue: open(), spy: bluffer(), red: bluffer() }
const sit = (minds: Minds = mixed, params: ParamsOf<typeof twoRooms> = {}) => scene(twoRooms, { minds, params })
const run = (minds?: Minds, params?: ParamsOf<typeof twoRooms>, key = 'one', options: PlayOptions = {}) =>
  play(sit(minds, params), key, options) as Played
const stateOf = (table: Table) => table.state as State

/** Plays a table on until `stop`, asking the minds; in free chat the seat that `who` names (the first) speaks. */
const on = (at: ReturnType<typeof sit>, from: Table, stop: (table: Table) => boolean): Table => {
  let table = from
  while (!stop(table) && asked(at, table).length > 0) {
    const asks = asked(at, table)
    const speaking = turnOf(at, table).until === 'any' ? asks.slice(0, 1) : asks
    const replies = speaking.map((seen) => {
      const mind = at.minds[seen.role]!
      return [seen.seat, mind.decide(seen as never, table.kept[seen.seat] as never)]
    })
    table = advance(at, table, Object.fromEntries(replies)).table
  }
  return table
}
const voting = (table: Table) => stateOf(table).stage === 'vote'
const start = (at = sit(), key = 'one') => begin(at, { key }).table
const act = (seat: string, move: object) => ({ [seat]: { act: move as never } })

describe('two rooms', () => {
  it.each([4, 6, 12])('deals %i cards, one envoy and one spy, and two rooms of the same size', (players) => {
    const deals = new Set<string>()
    for (let i = 0; i < 40; i++) {
      const table = start(sit(mixed, { players }), `deal ${i}`)
      const cards = Object.values(stateOf(table).cards)
      const count = (card: string) => cards.filter((each) => each === card).length
      expect([count('envoy'), count('spy'), count('blue'), count('red')]).toEqual([
        1,
        1,
        players / 2 - 1,
        players / 2 - 1,
      ])
      const { north, south } = stateOf(table).rooms
      expect([north.length, south.length]).toEqual([players / 2, players / 2])
      expect([...north, ...south].sort()).toEqual(Object.keys(table.roles).sort())
      expect(stateOf(table).cards).toEqual(table.roles)
      deals.add(JSON.stringify([cards, north]))
    }
    expect(deals.size).toBeGreaterThan(15)
  })

  it.each([2, 5, 14, Number.NaN, 6.5])('refuses %s players', (players) => {
    expect(() => sit(mixed, { players })).toThrow('two-rooms: parameter players is wrong')
  })

  it('pays the winners one and the losers nothing, by where the envoy and the spy end', () => {
    const wins = { blue: 0, red: 0 }
    for (let i = 0; i < 60; i++) {
      const at = sit()
      const state = stateOf(on(at, start(at, `game ${i}`), () => false))
      const [envoy, spy] = ['envoy', 'spy'].map(
        (card) => Object.keys(state.cards).find((s) => state.cards[s] === card)!,
      )
      const together = state.rooms.north.includes(envoy!) === state.rooms.north.includes(spy!)
      const payoff = twoRooms.payoff!(state)
      wins[together ? 'red' : 'blue']++
      for (const [seat, card] of Object.entries(state.cards))
        expect(payoff[seat]).toBe((card === 'spy' || card === 'red') === together ? 1 : 0)
    }
    expect(wins.blue).toBeGreaterThan(5)
    expect(wins.red).toBeGreaterThan(5)
    expect(Object.values(twoRooms.payoff!(stateOf(start()))).every((value) => value === 0)).toBe(true)
  })

  it('lets nobody hear the other room', () => {
    const at = sit(everyone(open()))
    let table = start(at)
    const spokenTo = new Map<string, Set<string>>(Object.keys(table.roles).map((seat) => [seat, new Set()]))
    for (let n = 0; asked(at, table).length > 0; n++) {
      if (turnOf(at, table).until !== 'any') {
        table = on(at, table, (next) => next.turn > table.turn)
        continue
      }
      const [seen] = asked(at, table) as [ReturnType<typeof asked>[number]]
      const { room, members } = seen.view as View
      const speak = n % 3 < 2
      if (speak) for (const member of members) spokenTo.get(member)!.add(`word ${n} of ${room}`)
      const move = speak ? { move: 'say', room, claim: 'none', text: `word ${n} of ${room}` } : { move: 'silent' }
      table = advance(at, table, act(seen.seat, move)).table
      for (const seat of Object.keys(table.roles)) {
        const view = twoRooms.view(stateOf(table), seat)
        const heard = twoRooms.words.lines(view).flatMap(({ text }) => (text.startsWith('word') ? [text] : []))
        expect(new Set(heard)).toEqual(spokenTo.get(seat))
        for (const word of JSON.stringify(view).match(/word \d+ of \w+/g) ?? [])
          expect(spokenTo.get(seat)!.has(word)).toBe(true)
      }
    }
    expect(stateOf(table).round).toBe(3)
    expect([...spokenTo.values()].every((words) => words.size > 5)).toBe(true)
  })

  it('keeps speech to the own room', () => {
    const at = sit()
    const table = start(at)
    const [seen] = asked(at, table) as [ReturnType<typeof asked>[number]]
    const elsewhere = (seen.view as View).room === 'north' ? 'south' : 'north'
    const said = { move: 'say', room: elsewhere, claim: 'none', text: 'hello over there' }
    expect(checkAct(twoRooms.moves, seen.legal as never, said)).toEqual({
      problem: `room must be one of "${(seen.view as View).room}"`,
    })
    const after = advance(at, table, act(seen.seat, said))
    expect(after.table.turn).toBe(0)
    expect(JSON.stringify(stateOf(after.table))).not.toContain('hello over there')
  })

  it('closes a turn of free chat on one act', () => {
    const at = sit()
    const table = start(at)
    expect(turnOf(at, table)).toEqual({ ask: expect.arrayContaining(Object.keys(table.roles)), until: 'any' })
    const next = advance(at, table, act('player3', { move: 'silent' })).table
    expect(next.turn).toBe(1)
    expect(next.pending).toEqual({})
    expect(turnOf(at, next).ask).toHaveLength(5)
    expect(turnOf(at, next).ask).not.toContain('player3')
  })

  it('asks everyone the same in a vote, so that being asked tells nothing', () => {
    const at = sit()
    for (let i = 0; i < 20; i++) {
      const table = on(at, start(at, `vote ${i}`), voting)
      const asks = asked(at, table)
      expect(asks.map(({ seat }) => seat)).toEqual(Object.keys(table.roles))
      for (const room of ['north', 'south'] as const) {
        const here = asks.filter(({ seat }) => stateOf(table).rooms[room].includes(seat))
        const put = new Set(here.map((seen) => JSON.stringify([seen.legal, seen.words().now, seen.words().ask])))
        expect(put.size).toBe(1)
      }
    }
  })

  it('sends whom most voted for, a tied one by lot, and nobody where a room did not vote', () => {
    const at = sit()
    const table = on(at, start(at), voting)
    const { north, south } = stateOf(table).rooms as {
      north: [string, string, string]
      south: [string, string, string]
    }
    const cast = (votes: Readonly<Record<string, string | null>>, key = table.luck) => {
      const replies = Object.entries(votes).map(([seat, who]) => [
        seat,
        who === null ? { absent: 'late' } : { act: { move: 'send', who } },
      ])
      return stateOf(advance(at, { ...table, luck: key }, Object.fromEntries(replies)).table)
    }
    const [a, b, c] = north
    const [d, e, f] = south
    const clear = cast({ [a]: b, [b]: c, [c]: b, [d]: d, [e]: d, [f]: null })
    expect(clear.rooms.south).toContain(b)
    expect(clear.rooms.north).toContain(d)
    expect(clear.rooms.north).toHaveLength(3)
    const tied = (key: string) => cast({ [a]: b, [b]: c, [c]: null, [d]: d, [e]: d, [f]: d }, key)
    const sent = Array.from({ length: 40 }, (_, i) =>
      tied(`lot ${i}`).rooms.south.filter((seat) => north.includes(seat)),
    )
    expect(new Set(sent.flat())).toEqual(new Set([b, c]))
    const half = cast({ [a]: b, [b]: b, [c]: b, [d]: null, [e]: null, [f]: null })
    expect(half.rooms).toEqual(stateOf(table).rooms)
    expect(half.round).toBe(2)
    const none = cast({ [a]: null, [b]: null, [c]: null, [d]: null, [e]: null, [f]: null })
    expect([none.rooms, none.round, none.stage]).toEqual([stateOf(table).rooms, 2, 'talk'])
  })

  it('shows a true card to one player only, and wakes them', () => {
    const at = sit()
    let table = start(at)
    const [by, viewer, other] = stateOf(table).rooms.north as [string, string, string]
    table = advance(at, table, act(viewer, { move: 'silent' })).table
    table = advance(at, table, act(by, { move: 'reveal', to: viewer })).table
    const seen = (seat: string) => twoRooms.view(stateOf(table), seat).history.find(({ what }) => what === 'revealed')
    const card = table.roles[by]
    expect(seen(viewer)).toMatchObject({ by, viewer, card })
    expect(seen(by)).toMatchObject({ card })
    expect(seen(other)).toMatchObject({ by, viewer, card: null })
    expect(seen(stateOf(table).rooms.south[0]!)).toBeUndefined()
    const told = (seat: string) => twoRooms.words.lines(twoRooms.view(stateOf(table), seat)).at(-1)!.text
    expect(told(viewer)).toContain(card)
    expect(told(other)).toBe(`(${by} shows ${viewer} a card. You do not see it.)`)
    expect(turnOf(at, table).ask).toContain(viewer)
    expect(twoRooms.view(stateOf(table), by).viewers).toEqual([other])
    const shut = sit(mixed, { reveal: false })
    expect(asked(shut, start(shut))[0]!.legal).not.toHaveProperty('reveal')
  })

  it('redraws all that a seat does not know, and nothing that it does', () => {
    const at = sit(everyone(open()))
    for (let i = 0; i < 10; i++) {
      let turns = 0
      const table = on(at, start(at, `game ${i}`), () => turns++ > 4 * i)
      const cards = new Set<string>()
      for (const seat of Object.keys(table.roles))
        for (let j = 0; j < 5; j++) {
          const again = twoRooms.resample!(stateOf(table), seat, luckOf('again').of(i, seat, j))
          expect(twoRooms.view(again, seat)).toEqual(twoRooms.view(stateOf(table), seat))
          expect(Object.values(again.cards).sort()).toEqual(Object.values(stateOf(table).cards).sort())
          cards.add(JSON.stringify(again.cards))
        }
      if (i < 3) expect(cards.size).toBeGreaterThan(1)
    }
  })

  it.each(['left', 'late', 'invalid'] as const)('ends when somebody has %s, at whatever stage', (why) => {
    const whole = run().close.turns
    expect(whole).toBeGreaterThan(20)
    const stages = new Set<string>()
    for (let turn = 0; turn < whole; turn++) {
      const after: string[] = []
      let gone = ''
      const { close, episode } = run(mixed, {}, 'one', {
        maxTurns: 500,
        decide: (mind, seen, kept, moment) => {
          if (seen.seat === gone) after.push(seen.seat)
          if (moment.turn !== turn || gone) return mind.decide(seen as never, kept as never)
          gone = seen.seat
          stages.add((seen.view as View).stage)
          return { absent: why }
        },
      })
      expect(close.flags).toEqual(expect.arrayContaining(['absent']))
      expect(close.flags.filter((flag) => flag.startsWith('ended early') || flag === 'truncated')).toEqual([])
      expect(Object.values(close.payoff!).filter((value) => value === 1)).toHaveLength(3)
      expect(episode.filter(({ kind }) => kind === 'absent')).toHaveLength(1)
      if (why === 'left') expect(after).toEqual([])
    }
    expect(stages).toEqual(new Set(['talk', 'vote']))
  })

  it('ends when everybody leaves, one by one or at once, in talk or in a vote', () => {
    for (const first of [0, 3, 100]) {
      const { close } = run(mixed, {}, 'one', {
        decide: (mind, seen, kept, moment) =>
          moment.turn >= first || (seen.view as View).stage === 'vote'
            ? { absent: 'left' }
            : mind.decide(seen as never, kept as never),
      })
      expect(close.flags.filter((flag) => flag.startsWith('ended early'))).toEqual([])
      expect(Object.values(close.payoff!).filter((value) => value === 1)).toHaveLength(3)
    }
    const at = sit()
    const late = run(mixed, {}, 'one', { decide: () => ({ absent: 'late' }) })
    expect(late.close.flags).toContain('absent')
    const table = start(at)
    const all = Object.fromEntries(Object.keys(table.roles).map((seat) => [seat, { absent: 'left' as const }]))
    expect(turnOf(at, advance(at, table, all).table).ask).toEqual([])
    const some = { ...all, player1: { absent: 'late' as const }, player2: { absent: 'late' as const } }
    const rest = advance(at, table, some).table
    expect(
      turnOf(
        at,
        on(at, rest, () => false),
      ).ask,
    ).toEqual([])
  })

  it('says that somebody left to the room, and to all at the next round, and offers them no card', () => {
    const at = sit()
    let table = start(at)
    const [gone, near] = stateOf(table).rooms.north as [string, string]
    const far = stateOf(table).rooms.south[0]!
    table = advance(at, table, { [gone]: { absent: 'left' } }).table
    const lines = (seat: string) => twoRooms.words.lines(twoRooms.view(stateOf(table), seat)).map(({ text }) => text)
    expect(lines(near)).toContain(`(${gone} leaves the game.)`)
    expect(lines(far)).not.toContain(`(${gone} leaves the game.)`)
    expect(twoRooms.view(stateOf(table), near).viewers).not.toContain(gone)
    table = on(at, table, (next) => stateOf(next).round === 2)
    expect(lines(far).at(-1)).toContain(`Gone from the game, their cards still in place: ${gone}.`)
  })

  it('has words that fit the card and the stage', () => {
    const at = sit()
    for (const table of [start(at), on(at, start(at), voting), on(at, start(at), () => false)])
      for (const seat of Object.keys(table.roles)) {
        const view = twoRooms.view(stateOf(table), seat)
        const words = [
          twoRooms.words.brief(view),
          twoRooms.words.now(view),
          ...twoRooms.words.lines(view).map((l) => l.text),
        ]
        expect(words.join(' ')).not.toMatch(/undefined|NaN|\[object/)
        expect(words[0]).toContain(['envoy', 'blue'].includes(table.roles[seat]!) ? 'different rooms' : 'same room')
      }
    const ended = on(at, start(at), () => false)
    const last = twoRooms.words.lines(twoRooms.view(stateOf(ended), 'player1')).at(-1)!.text
    expect(last).toMatch(/The cards are turned over: player1 .* (blue|red) wins/)
  })
})

describe('claims', () => {
  it('are read out of what formal minds say', () => {
    for (const [claim, sentences] of Object.entries(phrases))
      for (const sentence of sentences) expect([sentence, claimIn(sentence)]).toEqual([sentence, claim])
  })

  it.each([
    ['I’m the spy', 'spy'],
    ["Listen, I'm really on the blue... ", 'blue'],
    ['MY CARD IS RED', 'red'],
    ['I have the envoy, and player2 is red', 'envoy'],
    ['I am blue. Well, my card is the spy.', 'blue'],
    ['I am not the spy', 'none'],
    ['You think I am the spy?', 'none'],
    ['If I am the envoy, who are you?', 'none'],
    ['player2 is the spy', 'none'],
    ['I have red shoes', 'none'],
    ['I am bluebird', 'none'],
    ['', 'none'],
    ['i'.repeat(600), 'none'],
  ])('are read out of "%s"', (text, claim) => {
    expect(claimIn(text)).toBe(claim)
  })

  it('are the parser’s, not the speaker’s own, unless the text was made from them', () => {
    const liar: AnyMind = {
      ...open(),
      speaks: undefined as never,
      decide: (seen) => {
        const { room, stage, members } = seen.view as View
        const move = stage === 'vote' ? { move: 'send', who: members[0] } : { move: 'silent' }
        const says = { move: 'say', room, claim: 'blue', text: 'I am the spy.' }
        const last = seen.view.history.at(-1) as View['history'][number]
        return { act: (stage === 'talk' && last.what === 'gathered' ? says : move) as unknown as Move }
      },
    }
    const said = run(everyone(liar)).episode.flatMap((each) =>
      each.kind === 'act' && each.act['move'] === 'say' ? [each] : [],
    )
    expect(said.length).toBeGreaterThan(0)
    for (const { act, declared } of said) {
      expect(act['claim']).toBe('spy')
      expect(declared).toEqual({ claim: 'blue' })
    }
  })
})

describe('players', () => {
  const said = (mind: AnyMind) =>
    run(everyone(mind)).episode.flatMap((each) =>
      each.kind === 'act' ? [{ seat: each.seat, move: each.act['move'], claim: each.act['claim'] as string }] : [],
    )
  const { roles } = start()
  const truth = (team: string) => (team === 'blue' ? ['envoy', 'blue'] : ['spy', 'red'])

  it('open says and shows what it holds', () => {
    const acts = said(open())
    expect(acts.filter(({ move }) => move === 'reveal').length).toBeGreaterThan(10)
    for (const each of acts) if (each.move === 'say') expect(each.claim).toBe(roles[each.seat])
  })

  it('bluffer claims the other side and shows nothing', () => {
    const acts = said(bluffer())
    expect(acts.some(({ move }) => move === 'reveal')).toBe(false)
    for (const each of acts) if (each.move === 'say') expect(truth(each.claim)).not.toContain(roles[each.seat])
  })

  it('cautious claims nothing, and shows its card only to those who showed theirs', () => {
    expect(said(cautious()).some(({ move }) => move === 'reveal')).toBe(false)
    const { episode } = run({ ...everyone(cautious()), blue: open() })
    const shown = episode.flatMap((each) =>
      each.kind === 'act' && each.act['move'] === 'reveal' ? [[each.seat, each.act['to'] as string] as const] : [],
    )
    const first = new Set<string>()
    for (const [by, to] of shown) {
      if (roles[by] !== 'blue') expect(first.has(`${to} ${by}`)).toBe(true)
      first.add(`${by} ${to}`)
    }
    expect(shown.some(([by]) => roles[by] !== 'blue')).toBe(true)
  })

  it('vote against whom they believe to be on the other side, a card seen before a word said', () => {
    const at = sit()
    const table = on(at, start(at), voting)
    const seat = Object.keys(roles).find((each) => roles[each] === 'blue')!
    const view = twoRooms.view(stateOf(table), seat)
    const [one, two] = view.members.filter((each) => each !== seat) as [string, string]
    const to = view.members
    const vote = (history: View['history']) => {
      const seen = {
        view: { ...view, history },
        legal: twoRooms.legal(view),
        question: null,
        luck: luckOf('x').of('mind'),
      }
      return (open().decide(seen as never, null) as { act: { who: string } }).act.who
    }
    const says = (by: string, claim: 'red' | 'blue') => ({ what: 'said' as const, by, claim, text: '', to })
    const shows = (by: string, card: 'red' | 'blue' | 'spy') => ({
      what: 'revealed' as const,
      by,
      viewer: seat,
      card,
      to,
    })
    expect(vote([says(one, 'red')])).toBe(one)
    expect(vote([says(two, 'red'), says(one, 'blue')])).toBe(two)
    expect(vote([says(one, 'red'), shows(one, 'blue'), says(two, 'red')])).toBe(two)
    expect(vote([shows(one, 'spy'), shows(two, 'red')])).toBe(one)
    expect([one, two]).toContain(vote([]))
  })
})

describe('a half-answered vote', () => {
  const folder = mkdtempSync(join(tmpdir(), 'suasion-'))
  const bundle = join(folder, 'child.mjs')
  const stored = join(folder, 'table.json')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const child = `
    import { readFileSync, writeFileSync } from 'node:fs'
    import { advance, asked, begin, scene, turnOf } from 'suasion'
    import { bluffer, cautious, open, twoRooms } from 'suasion/protocols/two-rooms'
    const [, , doing, file] = process.argv
    const at = scene(twoRooms, { minds: { envoy: cautious(), blue: open(), spy: bluffer(), red: bluffer() } })
    const answer = (table, asks) =>
      Object.fromEntries(asks.map((seen) => [seen.seat, at.minds[seen.role].decide(seen, table.kept[seen.seat])]))
    const step = (table) => {
      const asks = asked(at, table)
      const some = turnOf(at, table).until === 'any' ? asks.slice(0, 1) : asks
      return advance(at, table, answer(table, some))
    }
    if (doing === 'half') {
      let { table } = begin(at, { key: 'one' })
      while (table.state.stage !== 'vote' || table.state.round < 2) table = step(table).table
      const two = asked(at, table).slice(0, 2)
      table = advance(at, table, answer(table, two)).table
      writeFileSync(file, JSON.stringify(table))
      console.log('stored')
      setInterval(() => undefined, 1000)
    } else {
      let table = JSON.parse(readFileSync(file, 'utf8'))
      const events = []
      while (asked(at, table).length > 0) {
        const next = step(table)
        events.push(...next.events)
        table = next.table
      }
      console.log(JSON.stringify({ events, table }))
    }
  `
  beforeAll(async () => {
    await build({
      stdin: { contents: child, resolveDir: fileURLToPath(new URL('../..', import.meta.url)), loader: 'js' },
      bundle: true,
      format: 'esm',
      platform: 'node',
      conditions: ['@suasion/source'],
      loader: { '.csv': 'text' },
      outfile: bundle,
      logLevel: 'silent',
    })
  })

  it('survives the killing of its process, and goes on in another to the same end', async () => {
    const first = spawn(process.execPath, [bundle, 'half', stored], { stdio: ['ignore', 'pipe', 'inherit'] })
    const died = new Promise((resolve) => first.on('exit', (_, signal) => resolve(signal)))
    await new Promise((resolve) => first.stdout.once('data', resolve))
    first.kill('SIGKILL')
    expect(await died).toBe('SIGKILL')
    const half = JSON.parse(readFileSync(stored, 'utf8')) as Table
    expect(Object.keys(half.pending)).toEqual(['player1', 'player2'])

    const second = spawnSync(process.execPath, [bundle, 'on', stored], { encoding: 'utf8' })
    expect(second.stderr).toBe('')
    const resumed = JSON.parse(second.stdout) as { events: unknown[]; table: Table }

    const at = sit()
    const whole = on(at, start(at), () => false)
    expect(resumed.table).toEqual(JSON.parse(JSON.stringify(whole)))
    expect(resumed.events.filter((each) => (each as { turn: number }).turn === half.turn)).toHaveLength(6)
    expect(resumed.table.turn).toBeGreaterThan(half.turn)
  })

  it('asks only those who have not answered, and refuses a second answer', () => {
    const at = sit()
    const table = JSON.parse(readFileSync(stored, 'utf8')) as Table
    expect(asked(at, table).map(({ seat }) => seat)).toEqual(['player3', 'player4', 'player5', 'player6'])
    expect(() => advance(at, table, act('player1', { move: 'send', who: 'player1' }))).toThrow(
      `player1 is not asked at turn ${table.turn} of one; player3, player4, player5, player6 is`,
    )
    writeFileSync(stored, JSON.stringify(table).slice(0, -20))
    expect(spawnSync(process.execPath, [bundle, 'on', stored], { encoding: 'utf8' }).status).not.toBe(0)
  })
})

import {
  type AnyMind,
  advance,
  asked,
  begin,
  type Episode,
  type Event,
  fork,
  policy,
  refold,
  repliesAt,
  type Scene,
  scene,
  type Table,
  turnOf,
} from 'suasion'
import { equilibrium, honest, kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { consistent, survey } from 'suasion/protocols/survey'
import { bluffer, cautious, open, twoRooms } from 'suasion/protocols/two-rooms'
import { describe, expect, it } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'

/** Remembers every view it was asked with, and how often it drew luck. */
const diarist = () =>
  policy(
    kuhnPoker,
    ['player'],
    'diarist',
    { pass: () => ({}), bet: () => ({}) },
    {
      source: 'chosen',
      choose: ({ view, luck }) => (luck.of('bet', view.bets.length).uniform() < 0.5 ? 'bet' : 'pass'),
      note: ({ view }, kept: readonly string[]) => ({ before: kept.length, card: view.card }),
      open: (carried) => carried ?? [],
      keep: (kept, { view }, { act, note }) => [...kept, `${view.card} ${act.move} ${JSON.stringify(note)}`],
    },
  )

const scenes: Readonly<Record<string, Scene>> = {
  'kuhn poker': scene(kuhnPoker, { minds: { first: equilibrium(), second: honest() } }),
  'kuhn poker with memories': scene(kuhnPoker, { minds: { player: diarist() } }),
  'a survey': scene(survey, { params: { order: 'random' }, minds: { respondent: consistent() } }),
  'two rooms': scene(twoRooms, { minds: { envoy: cautious(), blue: open(), spy: bluffer(), red: open() } }),
  'two rooms that lose a player': scene(twoRooms, {
    params: { players: 4 },
    minds: { envoy: cautious(), blue: open(), spy: bluffer(), red: open() },
  }),
}

/** Plays by the core alone: the log, and the table as each turn began. */
const live = (
  at: Scene,
  from: Table,
  opened: readonly Event[] = [],
  leaver = '',
): { log: Event[]; tables: Table[] } => {
  const log: Event[] = [...opened]
  const tables: Table[] = [from]
  for (let table = from; turnOf(at, table).ask.length > 0; ) {
    const asks = asked(at, table)
    const some = turnOf(at, table).until === 'any' ? [asks[table.turn % asks.length]!] : asks
    const replies = some.map((seen) => {
      if (seen.seat === leaver && table.turn > 2) return [seen.seat, { absent: 'left', reason: 'bored' }]
      return [seen.seat, seen.mind.decide(seen as never, table.kept[seen.seat] as never)]
    })
    const next = advance(at, table, Object.fromEntries(replies))
    log.push(...next.events)
    table = next.table
    tables.push(table)
  }
  return { log, tables }
}
const games = Object.entries(scenes).flatMap(([name, at]) =>
  [1, 2, 3].map((n) => {
    const { table, events } = begin(at, { key: `${name} ${n}`, luck: `luck ${n}` })
    const leaver = name.includes('lose') ? 'player2' : ''
    return { name: `${name}, ${n}`, at, leaver, ...live(at, table, events, leaver) }
  }),
)

describe('refold', () => {
  it.each(games)('gives the table as it stood at every turn: $name', ({ at, log, tables }) => {
    for (const [turn, table] of tables.entries()) expect(refold(at, log, turn)).toEqual(table)
    expect(refold(at, log)).toEqual(tables.at(-1))
    expect(refold(at, log, 10_000)).toEqual(tables.at(-1))
  })

  it.each(games)('gives the same from a log that was stored: $name', ({ at, log, tables }) => {
    const stored = JSON.parse(JSON.stringify(log)) as Episode
    for (const [turn, table] of tables.entries()) expect(refold(at, stored, turn)).toEqual(table)
  })

  it('gives back memories without asking any mind', () => {
    const silent: AnyMind = {
      ...diarist(),
      decide: () => {
        throw new Error('asked')
      },
    }
    const { episode } = play(scenes['kuhn poker with memories']!, { key: 'k', carry: { first: ['before'] } }) as Played
    const table = refold(scene(kuhnPoker, { minds: { player: silent } }), episode)
    const kept = table.kept['first'] as readonly string[]
    expect(kept[0]).toBe('before')
    expect(kept[1]).toMatch(/^(jack|queen|king) (pass|bet) {"before":1,"card":"(jack|queen|king)"}$/)
    expect(kept).toHaveLength(1 + episode.filter((event) => event.kind === 'act' && event.seat === 'first').length)
  })

  it('goes past answers that had to be asked again', () => {
    const clumsy: AnyMind = {
      ...honest(),
      decide: (seen) => (seen.tries === 0 ? { act: { move: 'fold' } as never } : honest().decide(seen, null)),
    }
    const at = scene(kuhnPoker, { minds: { player: clumsy } })
    const { episode, close } = play(at, 'k') as Played
    expect(episode.filter(({ kind }) => kind === 'fault').length).toBe(close.turns)
    expect(kuhnPoker.payoff!(refold(at, episode).state as never)).toEqual(close.payoff)
  })

  it('keeps what the speaker declared beside what the parser read', () => {
    const says: AnyMind = { ...bluffer(), speaks: undefined as never }
    const at = scene(twoRooms, { minds: { envoy: says, blue: says, spy: says, red: says } })
    const { episode } = play(at, 'k') as Played
    const declared = episode.filter((event) => event.kind === 'act' && event.declared)
    expect(declared.length).toBeGreaterThan(0)
    expect(twoRooms.payoff!(refold(at, episode).state as never)).toEqual((episode.at(-1) as { payoff: unknown }).payoff)
  })

  it('refuses the log of another protocol or version, and what is no log', () => {
    const at = scenes['kuhn poker']!
    const { episode } = play(at, 'k') as Played
    const later = { ...at, protocol: { ...at.protocol, version: 2 } }
    expect(() => refold(later, episode)).toThrow(
      'k was played by kuhn-poker version 1, and cannot be refolded by kuhn-poker version 2',
    )
    expect(() => refold(scenes['a survey']!, episode)).toThrow('cannot be refolded by survey version 1')
    expect(() => refold(at, [])).toThrow('begins with an open event, and this one with nothing')
    expect(() => refold(at, episode.slice(1))).toThrow('begins with an open event, and this one with act')
    expect(() => refold(at, [{ ...episode[0]!, format: 99 } as Event])).toThrow('this log has format 99')
  })

  it('goes as far as a log that was cut off goes', () => {
    const { at, log, tables } = games[0]!
    const cut = log.filter((event) => !('turn' in event) || event.turn < 1)
    expect(refold(at, cut)).toEqual(tables[1])
    expect(repliesAt(cut, 1)).toEqual({})
  })
})

describe('fork', () => {
  it.each(games)('with no change, goes on as the original did: $name', ({ at, log, tables, leaver }) => {
    for (const turn of [0, 1, tables.length >> 1]) {
      const from = fork(at, log, turn)
      expect(from).toEqual(tables[turn])
      const again = live(at, from, [], leaver)
      expect(again.log).toEqual(log.filter((event) => 'turn' in event && event.turn >= turn))
      expect(again.tables.at(-1)).toEqual(tables.at(-1))
    }
  })

  it('with an act changed, changes what follows and nothing before', () => {
    const { at, log, tables } = games.find(({ name }) => name.startsWith('kuhn poker,'))!
    const [first] = log.filter((event) => event.kind === 'act')
    const other = first!.act['move'] === 'bet' ? 'pass' : 'bet'
    const changed = fork(at, log, 0, { first: { move: other } })
    expect(changed.turn).toBe(1)
    expect(changed.state).toEqual({ ...(tables[0]!.state as object), bets: [other] })
    expect(refold(at, log, 0)).toEqual(tables[0])
    const end = live(at, changed).tables.at(-1)!
    expect(end.state).not.toEqual(tables.at(-1)!.state)
  })

  it('with one utterance changed, lets the others hear it instead', () => {
    const { at, log } = games.find(({ name }) => name.startsWith('two rooms,'))!
    const said = log.find((event) => event.kind === 'act' && event.act['move'] === 'say') as Extract<
      Event,
      { kind: 'act' }
    >
    const act = { ...said.act, claim: 'none', text: 'Something else.' }
    const changed = fork(at, log, said.turn, { [said.seat]: act as never })
    const heard = (table: Table) => JSON.stringify(table.state)
    expect(heard(changed)).toContain('Something else.')
    expect(heard(refold(at, log, said.turn + 1))).not.toContain('Something else.')
    expect(heard(live(at, changed).tables.at(-1)!)).toContain('Something else.')
  })

  it('of one seat of several, leaves the others to answer', () => {
    const { at, log } = games.find(({ name }) => name.startsWith('two rooms,'))!
    const vote = log.find((event) => event.kind === 'act' && event.act['move'] === 'send') as Extract<
      Event,
      { kind: 'act' }
    >
    const room = asked(at, refold(at, log, vote.turn))[0]!.view as { seat: string; members: string[] }
    const changed = fork(at, log, vote.turn, { [room.seat]: { move: 'send', who: room.members[2]! } })
    expect(changed.turn).toBe(vote.turn)
    expect(asked(at, changed).map(({ seat }) => seat)).not.toContain(room.seat)
    expect(asked(at, changed)).toHaveLength(5)
  })

  it('refuses a change to a seat that was not asked then', () => {
    const { at, log } = games[0]!
    expect(() => fork(at, log, 0, { second: { move: 'bet' } })).toThrow('second is not asked at turn 0')
  })
})

import { type Episode, type Json, scene } from 'suasion'
import { promises } from 'suasion/instruments'
import { donorGame, fixedShare, freeRider } from 'suasion/protocols/donor-game'
import { expect, it } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'

const said = { move: 'plead', field: 'promise' }
const done = { move: 'donate', field: 'share' }
const log = (acts: readonly Record<string, Json>[]): Episode => [
  {
    kind: 'open',
    format: 1,
    key: 'k',
    luck: 'k',
    protocol: 'p',
    version: 1,
    params: {},
    wording: 'own',
    seats: { a: { role: 'player', mind: 'm', cast: 'formal' } },
  },
  ...acts.map((act, turn) => ({ kind: 'act' as const, turn, seat: 'a', act })),
  { kind: 'close', turns: acts.length, payoff: null, flags: [] },
]
const plead = (promise: Json) => ({ move: 'plead', promise })
const donate = (share: Json) => ({ move: 'donate', share })
const read = (acts: readonly Record<string, Json>[], more: object = {}) =>
  (promises({ promise: said, deed: done, ...more }).read(log(acts), null) as readonly object[])[0]

it('tells liars from those who do as they say, in a game that was played', () => {
  const minds = { player: fixedShare({ share: 0.4 }), player2: freeRider({ promise: 0.9 }) }
  const { episode } = play(scene(donorGame, { params: { talk: true, games: 1 }, minds }), 'promises') as Played
  const rows = promises({ promise: said, deed: done }).read(episode, null) as readonly { seat: string }[]
  expect(rows.find(({ seat }) => seat === 'player2')).toEqual({
    seat: 'player2',
    promised: 6,
    due: 5,
    kept: 0,
    shortfall: expect.closeTo(0.9, 12),
  })
  expect(rows.find(({ seat }) => seat === 'player9')).toEqual({
    seat: 'player9',
    promised: 6,
    due: 6,
    kept: 1,
    shortfall: 0,
  })
})

it('holds the newest promise against the next deed, once', () => {
  expect(read([plead(0.9), plead(0.5), donate(0.4), donate(0)])).toEqual({
    seat: 'a',
    promised: 2,
    due: 1,
    kept: 0,
    shortfall: expect.closeTo(0.1, 12),
  })
  expect(read([donate(1), plead(0.5)])).toEqual({ seat: 'a', promised: 1, due: 0, kept: null, shortfall: null })
  expect(read([plead(0.5), donate(0.45)], { tolerance: 0.05 })).toMatchObject({
    kept: 1,
    shortfall: expect.closeTo(0.05, 12),
  })
  expect(read([])).toEqual({ seat: 'a', promised: 0, due: 0, kept: null, shortfall: null })
})

it('counts another move as nothing done, where the caller says so', () => {
  const acts = [plead(0.5), { move: 'refuse' }, donate(0.5)]
  expect(read(acts)).toMatchObject({ due: 1, kept: 1 })
  expect(read(acts, { deed: { ...done, instead: ['refuse'] } })).toMatchObject({ due: 1, kept: 0, shortfall: 0.5 })
})

it('compares other values for equality', () => {
  expect(read([plead('left'), donate('left'), plead('left'), donate('right')])).toEqual({
    seat: 'a',
    promised: 2,
    due: 2,
    kept: 0.5,
    shortfall: null,
  })
})

it('refuses fields that a move lacks, and contradictions', () => {
  expect(() => read([{ move: 'plead', vow: 1 }])).toThrow('plead has no field called promise; it has vow')
  expect(() => read([plead(1), { move: 'donate' }])).toThrow('it has none')
  expect(() => promises({ promise: said, deed: { ...done, instead: ['donate'] } })).toThrow('cannot stand instead')
  expect(() => promises({ promise: said, deed: done, tolerance: Number.NaN })).toThrow('tolerance')
})

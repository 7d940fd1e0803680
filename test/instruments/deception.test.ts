import type { Episode } from 'suasion'
import { deception } from 'suasion/instruments'
import { describe, expect, it } from 'vitest'
import { checkInstrument } from '../../src/lab/check.ts'

const seats = Object.fromEntries(
  Object.entries({ liar: 'spy', one: 'guest', two: 'guest' }).map(([seat, role]) => [
    seat,
    { role, mind: 'by hand', cast: 'formal' as const },
  ]),
)
const act = (turn: number, seat: string, fields: Readonly<Record<string, never>> | object) =>
  ({ kind: 'act', turn, seat, act: fields }) as Episode[number]
const tell = (turn: number, seat: string, is: string | null) => act(turn, seat, { move: 'tell', is })
const blame = (turn: number, seat: string, who: string | string[]) => act(turn, seat, { move: 'blame', who })
const log = (...events: Episode): Episode => [
  { kind: 'open', format: 1, key: 'x', luck: 'x', protocol: 'party', version: 1, params: {}, wording: 'own', seats },
  ...events,
  { kind: 'close', turns: 9, payoff: null, flags: [] },
]
const instrument = deception({
  deceivers: ['spy'],
  statement: { move: 'tell', untrue: ({ is }, seat, roles) => (is === null ? null : is !== roles[seat]) },
  judgements: [{ move: 'blame', field: 'who' }],
})
const rowsOf = (episode: Episode) =>
  Object.fromEntries([instrument.read(episode, null)].flat().map((row) => [row.seat, row]))

describe('deception', () => {
  const episode = log(
    blame(0, 'one', 'liar'),
    tell(1, 'liar', 'guest'),
    tell(1, 'one', 'guest'),
    tell(1, 'two', null),
    blame(2, 'one', 'two'),
    blame(2, 'two', ['liar', 'one']),
    blame(2, 'liar', 'two'),
    tell(3, 'liar', 'spy'),
    blame(4, 'one', 'liar'),
  )
  it('reads who lied, who was believed, and who saw through it', () => {
    const rows = rowsOf(episode)
    // After the lie and before the liar's last act: one blames two, two blames the liar and one.
    expect(rows['liar']).toEqual({
      ...{ seat: 'liar', deceiver: true, statements: 2, untrue: 1 },
      ...{ believed: 1 / 2, against: 2 / 3, detected: null },
    })
    expect(rows['one']).toMatchObject({ statements: 1, untrue: 0, believed: null, against: 1, detected: 2 / 3 })
    expect(rows['two']).toMatchObject({ statements: 0, untrue: 0, against: 1 / 2, detected: 1 / 2 })
  })
  it('keeps what an instrument promises, and reads nothing from a log of nothing', async () => {
    expect(await checkInstrument(instrument, [{ episode }, { episode: log() }])).toEqual([])
    expect(rowsOf(log())['one']).toMatchObject({ statements: 0, believed: null, against: null, detected: null })
  })
  it('refuses what it cannot measure', () => {
    expect(() =>
      deception({ ...{ deceivers: [], judgements: [] }, statement: { move: 'tell', untrue: () => null } }),
    ).toThrow('needs a role that deceives')
    expect(() => rowsOf(log(act(0, 'one', { move: 'blame', whom: 'liar' })))).toThrow(
      'blame has no field who that names seats; it has whom',
    )
    expect(() => rowsOf(log(act(0, 'one', { move: 'blame', who: 3 })))).toThrow('blame has no field who')
  })
})

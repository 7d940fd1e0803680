import {
  checkAct,
  floor,
  heard,
  left,
  openFloor,
  roomsOf,
  type Talk,
  talked,
  talkLegal,
  talkLines,
  talkMoves,
} from 'suasion'
import { describe, expect, it } from 'vitest'

const rooms = { plenum: ['a', 'b', 'c', 'd'], red: ['a', 'b'], blue: ['c', 'd'] }
const say = (talk: Talk, by: string, room: string, text = `${by} in ${room}`): Talk =>
  talked(talk, by, { move: 'say', room, text })
const hush = (talk: Talk, ...seats: string[]): Talk =>
  seats.reduce((next, seat) => talked(next, seat, { move: 'silent' }), talk)

describe('talk', () => {
  const open = openFloor(rooms, 5)

  it('gives the floor to everybody once, and to the first who takes it', () => {
    expect(floor(open)).toEqual({ ask: ['a', 'b', 'c', 'd'], until: 'any' })
    expect(floor(hush(open, 'b'))).toEqual({ ask: ['a', 'c', 'd'], until: 'any' })
    expect(floor(hush(open, 'a', 'b', 'c', 'd')).ask).toEqual([])
  })

  it('wakes those who can hear what was said, and nobody else', () => {
    const quiet = hush(open, 'a', 'b', 'c', 'd')
    expect(floor(say(quiet, 'a', 'red')).ask).toEqual(['a', 'b'])
    expect(floor(say(quiet, 'a', 'plenum')).ask).toEqual(['a', 'b', 'c', 'd'])
  })

  it('closes after as many utterances as were allowed', () => {
    let talk = open
    for (let n = 0; n < 5; n++) {
      expect(floor(talk).ask.length).toBeGreaterThan(0)
      talk = say(talk, 'a', 'plenum')
    }
    expect(floor(talk)).toEqual({ ask: [] })
    expect(floor(openFloor(rooms, 0)).ask).toEqual([])
  })

  it('asks nobody again who has left', () => {
    const without = left(open, 'c')
    expect(floor(without).ask).toEqual(['a', 'b', 'd'])
    expect(floor(say(hush(without, 'd'), 'a', 'plenum')).ask).toEqual(['a', 'b', 'd'])
  })

  it('lets a seat hear its own rooms only', () => {
    const talk = ['plenum', 'red'].reduce((next, room) => say(next, 'a', room), say(open, 'c', 'blue'))
    expect(roomsOf(talk, 'a')).toEqual(['plenum', 'red'])
    expect(roomsOf(talk, 'nobody')).toEqual([])
    expect(heard(talk, 'a').map(({ text }) => text)).toEqual(['a in plenum', 'a in red'])
    expect(heard(talk, 'd').map(({ text }) => text)).toEqual(['c in blue', 'a in plenum'])
  })

  it('turns into lines for everyone, or for the members of a room', () => {
    const talk = say(say(open, 'a', 'plenum'), 'c', 'blue')
    expect(talkLines(talk.said, rooms, 'plenum')).toEqual([
      { by: 'a', text: 'a in plenum' },
      { by: 'c', to: ['c', 'd'], text: 'c in blue' },
    ])
  })

  it('is plain data, and no change touches what was before', () => {
    const before = JSON.stringify(open)
    const talk = left(hush(say(open, 'a', 'red'), 'b'), 'c')
    expect(JSON.stringify(open)).toBe(before)
    expect(JSON.parse(JSON.stringify(talk))).toEqual(talk)
  })

  it('opens speech in the own rooms, of one character to six hundred', () => {
    const check = (act: object) => 'act' in checkAct(talkMoves, talkLegal(['plenum', 'red']), act)
    expect(check({ move: 'say', room: 'red', text: 'x'.repeat(600) })).toBe(true)
    expect(check({ move: 'silent' })).toBe(true)
    expect(check({ move: 'say', room: 'blue', text: 'x' })).toBe(false)
    expect(check({ move: 'say', room: 'red', text: '' })).toBe(false)
    expect(check({ move: 'say', room: 'red', text: 'x'.repeat(601) })).toBe(false)
  })
})

import { type AnyMind, advance, asked, begin, closingOf, playOut, type Scene, scene, type Table } from 'suasion'
import { bargaining } from 'suasion/instruments'
import {
  boulware,
  catalogue,
  conceder,
  greedy,
  hybrid,
  likedBy,
  linear,
  logroller,
  micro,
  multiIssue,
  nashSeeker,
  pointsOf,
  proposalsIn,
  readStrategies,
  restOf,
  splitPayoffs,
  splitRecord,
  splitsOf,
  timeDependent,
  titForTat,
  walkAwayPoints,
  zeuthen,
} from 'suasion/protocols/multi-issue'
import { describe, expect, it } from 'vitest'

type Params = NonNullable<Parameters<typeof scene<typeof multiIssue>>[1]['params']>
type State = ReturnType<typeof multiIssue.start>
const FIRST = ['Food', 'Water', 'Firewood']
/** The other ranks none of the issues as the first does. */
const OPPOSED = { firstPriorities: FIRST, secondPriorities: ['Water', 'Firewood', 'Food'] }
const ALIKE = { firstPriorities: FIRST, secondPriorities: FIRST }

const stage = (params: Params, first: AnyMind = linear(), second: AnyMind = linear()): Scene =>
  scene(multiIssue, { params, minds: { first, second } }) as Scene
const stateOf = (table: Table): State => table.state as State
const acted = (params: Params, ...acts: readonly object[]) => {
  const staged = stage(params)
  let { table } = begin(staged, { key: 'acts' })
  for (const act of acts) {
    const [seen] = asked(staged, table)
    const next = advance(staged, table, { [seen!.seat]: { act: { text: 'Well.', strategies: [], ...act } as never } })
    expect(next.events.filter(({ kind }) => kind === 'fault')).toEqual([])
    table = next.table
  }
  return { staged, table, payoff: multiIssue.payoff!(stateOf(table)) }
}
const measure = bargaining({ feasible: splitPayoffs, disagreement: walkAwayPoints })
const played = (params: Params, first: AnyMind, second: AnyMind, key = 'k') => {
  const episode = playOut(stage(params, first, second), key)
  const record = splitRecord().read(episode, null) as ReturnType<ReturnType<typeof splitRecord>['read']> & {
    deal: boolean
    joint: number | null
    bestJoint: number
  }
  return {
    episode,
    record,
    bargain: measure.read(episode, null) as { paretoDistance: number; nashShare: number | null },
    ...closingOf(episode),
  }
}

describe('multi-issue: the rules', () => {
  it('pays the points of the packages, at what each side values them', () => {
    const { payoff, table } = acted(OPPOSED, { move: 'propose', keep: [3, 0, 1] }, { move: 'accept' })
    // 5, 4, 3 for Food, Water, Firewood to the first; 3, 5, 4 to the second, who gets 0, 3, 2.
    expect(payoff).toEqual({ first: 18, second: 23 })
    expect(stateOf(table).talks.end).toBe('deal')
    expect(multiIssue.turn(stateOf(table))).toEqual({ ask: [] })
  })

  it('takes more than there is as all there is, and refuses amounts of another number of issues', () => {
    const params = { ...OPPOSED, quantities: [1, 3, 3] }
    expect(acted(params, { move: 'propose', keep: [3, 0, 0] }, { move: 'accept' }).payoff.first).toBe(5)
    const staged = stage(OPPOSED)
    const { table } = begin(staged, { key: 'short' })
    const act = { move: 'propose', keep: [1, 1], text: '', strategies: [] }
    const [fault] = advance(staged, table, { first: { act: act as never } }).events
    expect(fault).toMatchObject({ kind: 'fault', problem: expect.stringContaining('keep must be at least 3 elements') })
  })

  it('lets a counter-proposal replace what stands, a rejection clear it, and only the other accept', () => {
    const countered = acted(
      OPPOSED,
      { move: 'propose', keep: [3, 3, 3] },
      { move: 'propose', keep: [1, 2, 3] },
      { move: 'accept' },
    )
    expect(countered.payoff).toEqual({ first: 14, second: 3 + 10 + 12 })
    const { staged, table } = acted(OPPOSED, { move: 'propose', keep: [3, 3, 3] }, { move: 'reject' })
    expect(Object.keys(asked(staged, table)[0]!.legal)).toEqual(['propose', 'walkAway', 'say'])
    const own = acted(OPPOSED, { move: 'propose', keep: [3, 3, 3] }, { move: 'say', text: 'Hm.' })
    expect(Object.keys(asked(own.staged, own.table)[0]!.legal)).toEqual(['propose', 'walkAway', 'say'])
  })

  it('pays walking away where there is no deal: by leaving, at the deadline, and when somebody is gone', () => {
    expect(acted({ walkAway: 7 }, { move: 'walkAway' }).payoff).toEqual({ first: 7, second: 7 })
    const late = acted({ turns: 2 }, { move: 'say' }, { move: 'say' })
    expect(stateOf(late.table).talks.end).toBe('deadline')
    expect(late.payoff).toEqual({ first: 5, second: 5 })
    const gone = multiIssue.absent!(stateOf(begin(stage({}), { key: 'gone' }).table), 'first', 'left', null as never)
    expect(gone.talks.end).toBe('absence')
  })

  it('discounts a deal by the turns before its proposal', () => {
    const { payoff } = acted(
      { ...ALIKE, discount: 0.5 },
      { move: 'say' },
      { move: 'propose', keep: [0, 0, 3] },
      { move: 'accept' },
    )
    expect(payoff).toEqual({ first: 13.5, second: 4.5 })
  })

  it('deals hidden priorities by luck where they are null, and shows them only where they are known', () => {
    const dealt = new Set<string>()
    for (let i = 0; i < 60; i++) {
      const { worth } = stateOf(begin(stage({}), { key: `deal ${i}` }).table)
      dealt.add(worth.first.join())
      expect([...worth.second].sort()).toEqual([3, 4, 5])
    }
    expect(dealt.size).toBe(6)
    const view = (params: Params) => multiIssue.view(stateOf(begin(stage(params), { key: 'v' }).table), 'first')
    expect(view(OPPOSED)).toMatchObject({ own: [5, 4, 3], other: null })
    expect(view({ ...OPPOSED, known: true }).other).toEqual([3, 5, 4])
  })

  it('refuses parameters that do not fit each other, and says what would', () => {
    expect(() => stage({ quantities: [3, 3] })).toThrow('multi-issue: quantities has 2 numbers for 3 issues')
    expect(() => stage({ values: [5, 4] })).toThrow('values has 2 numbers for 3 issues')
    expect(() => stage({ issues: ['Food', 'Food', 'Water'] })).toThrow('issues names one twice')
    expect(() => stage({ firstPriorities: ['Food', 'Water'] })).toThrow('it must name each issue once')
    const many = { issues: ['a', 'b', 'c', 'd', 'e'], quantities: [9, 9, 9, 9, 9], values: [5, 4, 3, 2, 1] }
    expect(() => stage(many)).toThrow('quantities allow 100000 splits')
  })
})

describe('multi-issue: reading talk', () => {
  it('reads strategies by the parser trained on people, and none from another language', () => {
    expect(readStrategies('My kids get thirsty, so my children need the water.')[0]).toBe('other-need')
    expect(readStrategies('What do you need most?')).toEqual(['elicit-pref'])
    expect(readStrategies('That would not be fair, how about an even split?')).toContain('vouch-fair')
    expect(readStrategies('Okay.')).toEqual(['non-strategic'])
    expect(readStrategies('Das ist doch ganz und gar ungerecht.')).toEqual([])
  })

  it('sets the strategies of models and people, keeps what they declared, and reads nothing into silence', () => {
    const silent = multiIssue.parse!(
      { move: 'accept', text: '', strategies: [] } as never,
      { seat: 'first', talks: { last: null } } as never,
    )
    expect(silent).toEqual({ strategies: [] })
    const speaker: AnyMind = {
      name: 'speaker',
      plays: 'multi-issue',
      cast: 'people',
      source: 'chosen',
      open: () => null,
      decide: () => ({ act: { move: 'say', text: 'I really need water.', strategies: ['vouch-fair'] } as never }),
    }
    const [, first] = playOut(stage({ turns: 2 }, speaker, speaker), 's')
    expect(first).toMatchObject({
      act: { strategies: readStrategies('I really need water.') },
      declared: { strategies: ['vouch-fair'] },
    })
  })
})

describe('multi-issue: formal negotiators', () => {
  it('lists every split once, with what it pays', () => {
    const splits = splitsOf([3, 3, 3])
    expect(splits.length).toBe(64)
    expect(new Set(splits.map((keep) => keep.join())).size).toBe(64)
    expect(restOf([3, 2, 1], [1, 2, 0])).toEqual([2, 0, 1])
    expect(pointsOf([5, 4, 3], [1, 2, 0])).toBe(13)
  })

  it('models the other as HardHeaded does: what it keeps asking for gains weight', () => {
    const { staged, table } = acted(
      OPPOSED,
      { move: 'say' },
      { move: 'propose', keep: [0, 3, 3] },
      { move: 'say' },
      { move: 'propose', keep: [1, 3, 3] },
    )
    const liked = likedBy(multiIssue.view(stateOf(table), 'first'))
    // Water and Firewood were unchanged once: weights (1/3 + .2) / 1.4, and (1/3) / 1.4 for Food; counts 3, of at most 3.
    const [gained, lost] = [(1 / 3 + 0.2) / 1.4, 1 / 3 / 1.4]
    expect(liked([0, 3, 3])).toBeCloseTo(lost + 2 * gained, 12)
    expect(liked([0, 0, 0])).toBeCloseTo(lost + (2 * gained) / 3, 12)
    expect(asked(staged, table)[0]!.seat).toBe('first')
  })

  it('concedes late as a boulware and early as a conceder, so that the one gets more of the other', () => {
    const { payoff } = played(ALIKE, boulware(), conceder())
    expect(payoff!['first']).toBeGreaterThan(payoff!['second']!)
    const turned = played(ALIKE, conceder(), boulware())
    expect(turned.payoff!['second']).toBeGreaterThan(turned.payoff!['first']!)
  })

  it('makes with MiCRO no more different proposals than it has received, and one', () => {
    const { episode, record } = played({ ...OPPOSED, turns: 120 }, micro(), micro())
    const { proposals } = proposalsIn(episode)
    const distinct = (by: string, until: number) =>
      new Set(proposals.slice(0, until).flatMap((each) => (each.by === by ? [each.keep.join()] : []))).size
    for (let i = 1; i <= proposals.length; i++)
      expect(Math.abs(distinct('first', i) - distinct('second', i))).toBeLessThanOrEqual(1)
    expect(record.deal).toBe(true)
    const stubborn = played(OPPOSED, micro(), greedy({ share: 1 }))
    expect(
      new Set(
        proposalsIn(stubborn.episode).proposals.flatMap((each) => (each.by === 'first' ? [each.keep.join()] : [])),
      ).size,
    ).toBeLessThanOrEqual(2)
  })

  it('lets tit-for-tat give what it is given, and nothing to who gives nothing', () => {
    const { episode, record } = played(ALIKE, titForTat(), greedy({ share: 0.9 }))
    expect(record.deal).toBe(false)
    const own = proposalsIn(episode).proposals.filter(({ by }) => by === 'first')
    expect(new Set(own.map(({ own: points }) => points))).toEqual(new Set([36]))
  })

  it('finds by logrolling what both gain from valuing things differently', () => {
    const joint = [OPPOSED, { ...OPPOSED, secondPriorities: ['Food', 'Firewood', 'Water'] }, ALIKE].map((params) => {
      const { record, bargain } = played(params, logroller(), logroller())
      expect(record.deal).toBe(true)
      // A point away at most from what nothing improves on for both.
      expect(bargain.paretoDistance).toBeLessThanOrEqual(1)
      return record.joint!
    })
    expect(joint[0]).toBeGreaterThan(joint[1]!)
    expect(joint[1]).toBeGreaterThan(joint[2]!)
    expect(joint[2]).toBe(36)
  })

  it('comes with Zeuthen near the Nash product where both know each other', () => {
    const { record, bargain } = played({ ...OPPOSED, known: true }, zeuthen(), zeuthen())
    expect(record.deal).toBe(true)
    expect(bargain.nashShare).toBeGreaterThan(0.9)
  })

  it('never pays below walking away, whoever meets whom', () => {
    const minds = [boulware, conceder, hybrid, linear, logroller, micro, nashSeeker, titForTat, zeuthen, greedy]
    for (const [i, first] of minds.entries())
      for (const [j, second] of minds.entries()) {
        const { payoff } = played({}, first(), second(), `${i}/${j}`)
        expect(Math.min(payoff!['first']!, payoff!['second']!)).toBeGreaterThanOrEqual(5)
      }
  })

  it('plays other issues, amounts and values, with points of nothing and one issue too', () => {
    for (const make of Object.values(catalogue.minds)) {
      const odd = { issues: ['oil', 'gold'], quantities: [9, 1], values: [0, 30], walkAway: 0, turns: 8 }
      expect(closingOf(playOut(stage(odd, make(), make()), 'odd')).payoff).toBeTruthy()
      const one = { issues: ['pie'], quantities: [9], values: [1], turns: 12 }
      expect(closingOf(playOut(stage(one, make(), make()), 'one')).payoff).toBeTruthy()
    }
  })

  it('refuses parameters of minds out of range', () => {
    expect(() => timeDependent({ exponent: 0 })).toThrow('exponent must be from 0.001 to 1000, not 0')
    expect(() => boulware({ exponent: 1 })).toThrow('exponent of a boulware')
    expect(() => conceder({ exponent: Number.NaN })).toThrow('exponent of a conceder')
    expect(() => greedy({ share: 2 })).toThrow('share must be from 0 to 1, not 2')
    expect(() => logroller({ slack: -1 })).toThrow('slack')
  })
})

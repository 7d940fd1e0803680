import { advance, asked, begin, luckOf, type Scene, scene, type Table } from 'suasion'
import {
  boulware,
  catalogue,
  conceded,
  conceder,
  fixed,
  imitated,
  linear,
  normalised,
  priceBargain,
  rubinstein,
  rubinsteinShare,
  ruleAgent,
  timeDependent,
  titForTat,
  titForTatAbsolute,
  zeuthen,
} from 'suasion/protocols/price-bargain'
import { describe, expect, it } from 'vitest'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'
import { type Played, play } from '../../src/lab/driver.ts'

type Params = NonNullable<Parameters<typeof scene<typeof priceBargain>>[1]['params']>
type Bargainer = ReturnType<typeof linear>
type State = ReturnType<typeof priceBargain.start>

const stage = (params: Params, buyer: Bargainer = linear(), seller: Bargainer = linear()): Scene =>
  scene(priceBargain, { params, minds: { buyer, seller } }) as Scene
const stateOf = (table: Table): State => table.state as State

/** Plays these acts in turn and gives the table after them; an act that is refused fails the test. */
const acted = (params: Params, ...acts: readonly object[]): { staged: Scene; table: Table } => {
  const staged = stage(params)
  let { table } = begin(staged, { key: 'acts' })
  for (const act of acts) {
    const [seen] = asked(staged, table)
    const next = advance(staged, table, { [seen!.seat]: { act: { text: 'Well.', ...act } as never } })
    expect(next.events.filter(({ kind }) => kind === 'fault')).toEqual([])
    table = next.table
  }
  return { staged, table }
}
const payoff = ({ table }: { table: Table }) => priceBargain.payoff!(stateOf(table))

/** What happened between two minds: the price of the deal (null without one), every price offered, the payoffs. */
const bargain = (params: Params, buyer: Bargainer, seller: Bargainer, key = 'k') => {
  const { episode, close } = play(stage(params, buyer, seller), key) as Played
  const acts = episode.flatMap((event) => (event.kind === 'act' ? [event] : []))
  const offers = acts.flatMap(({ seat, act }) =>
    act['move'] === 'offer' ? [{ seat, price: act['price'] as number }] : [],
  )
  const last = acts.at(-1)!.act['move']
  const deal = last === 'accept' ? offers.at(-1)!.price : null
  return { deal, offers, last, acts, turns: close.turns, payoff: close.payoff!, flags: close.flags }
}
const GIVEN = { buyerTarget: 0.5, buyerReservation: 0.8, sellerReservation: 0.6 } as const

describe('price bargain: the rules', () => {
  it('deals targets and reservation prices by luck where they are not given, and as given where they are', () => {
    const targets = new Set<number>()
    for (let i = 0; i < 60; i++) {
      const { limits } = stateOf(begin(stage({}), { key: `deal ${i}` }).table)
      targets.add(limits.buyer.target)
      expect(limits.seller.target).toBe(200)
      expect(limits.buyer.reservation).toBeGreaterThan(limits.buyer.target)
      expect(limits.buyer.reservation).toBeLessThanOrEqual(200)
      expect([80, 110, 140]).toContain(limits.seller.reservation)
    }
    expect([...targets].sort((a, b) => a - b)).toEqual([100, 140, 180])
    const { limits } = stateOf(begin(stage({ ...GIVEN, listing: 1000 }), { key: 'given' }).table)
    expect(limits).toEqual({ buyer: { target: 500, reservation: 900 }, seller: { target: 1000, reservation: 600 } })
  })

  it('settles a deal by the accepted offer alone, and splits by the normalised price', () => {
    const deal = acted(
      GIVEN,
      { move: 'offer', price: 110, text: 'I offer $190!' },
      { move: 'offer', price: 160 },
      { move: 'accept' },
    )
    expect(stateOf(deal.table).bargain).toMatchObject({ deal: 160, end: 'deal' })
    expect(priceBargain.turn(stateOf(deal.table))).toEqual({ ask: [] })
    expect(payoff(deal).seller).toBeCloseTo(0.6, 12)
    expect(payoff(deal).buyer).toBeCloseTo(0.4, 12)
    expect(normalised(160, 100, 200)).toBeCloseTo(0.6, 12)
  })

  it('allows a deal beyond a reservation price, and makes it worse than none for that side by the distance', () => {
    const dear = payoff(acted(GIVEN, { move: 'say' }, { move: 'offer', price: 195 }, { move: 'accept' }))
    expect(dear.buyer).toBeCloseTo(-0.15, 12)
    expect(dear.seller).toBeCloseTo(0.95, 12)
    const cheap = payoff(acted(GIVEN, { move: 'offer', price: 110 }, { move: 'accept' }))
    expect(cheap.seller).toBeCloseTo(-0.1, 12)
    expect(cheap.buyer).toBeCloseTo(0.9, 12)
    const above = payoff(acted(GIVEN, { move: 'offer', price: 400 }, { move: 'accept' }))
    expect(above.buyer).toBeCloseTo(-2.2, 12)
    // At the reservation price itself a deal still pays its share.
    expect(payoff(acted(GIVEN, { move: 'offer', price: 180 }, { move: 'accept' })).buyer).toBeCloseTo(0.2, 12)
  })

  it('discounts by the turns before the accepted offer, each side by its own', () => {
    const params = { ...GIVEN, buyerDiscount: 0.9, sellerDiscount: 0.5 }
    const late = payoff(
      acted(params, { move: 'say' }, { move: 'say' }, { move: 'offer', price: 150 }, { move: 'accept' }),
    )
    expect(late.buyer).toBeCloseTo(0.5 * 0.81, 12)
    expect(late.seller).toBeCloseTo(0.5 * 0.25, 12)
    expect(payoff(acted(params, { move: 'offer', price: 150 }, { move: 'accept' }))).toEqual({
      buyer: 0.5,
      seller: 0.5,
    })
  })

  it('ends without a deal when somebody walks away, at the deadline, and by a rejection where that is final', () => {
    const quit = acted({}, { move: 'offer', price: 100 }, { move: 'quit' })
    expect(stateOf(quit.table).bargain.end).toBe('quit')
    expect(payoff(quit)).toEqual({ buyer: 0, seller: 0 })
    const late = acted({ turns: 3 }, { move: 'say' }, { move: 'say' }, { move: 'offer', price: 150 })
    expect(stateOf(late.table).bargain).toMatchObject({ end: 'deadline', deal: null })
    expect(payoff(late)).toEqual({ buyer: 0, seller: 0 })
    const met = acted({ turns: 2 }, { move: 'offer', price: 150 }, { move: 'accept' })
    expect(stateOf(met.table).bargain.end).toBe('deal')
    const refused = acted({}, { move: 'offer', price: 100 }, { move: 'reject' })
    expect(stateOf(refused.table).bargain).toMatchObject({ end: null, standing: null, to: 'buyer' })
    expect(stateOf(acted({ final: true }, { move: 'offer', price: 100 }, { move: 'reject' }).table).bargain.end).toBe(
      'rejection',
    )
  })

  it('opens acceptance only to the one an offer stands for, and talk only where there is talk', () => {
    const open = ({ staged, table }: ReturnType<typeof acted>) => Object.keys(asked(staged, table)[0]!.legal).sort()
    const all = ['accept', 'offer', 'quit', 'reject', 'say']
    expect(open(acted({}))).toEqual(['offer', 'quit', 'say'])
    expect(open(acted({}, { move: 'offer', price: 9 }))).toEqual(all)
    expect(open(acted({}, { move: 'offer', price: 9 }, { move: 'say' }))).toEqual(['offer', 'quit', 'say'])
    expect(open(acted({}, { move: 'offer', price: 9 }, { move: 'say' }, { move: 'say' }))).toEqual(all)
    expect(open(acted({}, { move: 'offer', price: 9 }, { move: 'reject' }))).toEqual(['offer', 'quit', 'say'])
    expect(open(acted({ talk: false }, { move: 'offer', price: 9 }))).toEqual(['accept', 'offer', 'quit', 'reject'])
  })

  it.each([
    ['a price that is no number', { move: 'offer', price: Number.NaN, text: 'x' }, /price/],
    ['a negative price', { move: 'offer', price: -1, text: 'x' }, /price/],
    ['more than twice the listing price', { move: 'offer', price: 400.01, text: 'x' }, /at most 400/],
    ['a price as text', { move: 'offer', price: '$150', text: 'x' }, /price/],
    ['an offer without words', { move: 'offer', price: 150 }, /text/],
    ['an acceptance of nothing', { move: 'accept', text: 'Deal' }, /not open/],
  ])('refuses %s', (_, act, problem) => {
    const staged = stage({})
    const { table, events } = advance(staged, begin(staged, { key: 'bad' }).table, { buyer: { act: act as never } })
    expect(events[0]).toMatchObject({ kind: 'fault', problem: expect.stringMatching(problem) })
    expect(stateOf(table).bargain.turn).toBe(0)
  })

  it.each([
    { listing: 0 },
    { listing: Number.NaN },
    { buyerTarget: 1 },
    { turns: 1 },
    { turns: 2.5 },
    { buyerDiscount: 1.1 },
  ])('refuses the parameters %j', (params) => {
    expect(() => stage(params)).toThrow(`price-bargain: parameter ${Object.keys(params)[0]}`)
  })

  it('lets time pass when somebody is late, and ends when somebody leaves', () => {
    const staged = stage({ turns: 2 })
    const { table } = begin(staged, { key: 'absent' })
    const late = advance(staged, table, { buyer: { absent: 'late' } }).table
    expect(stateOf(late).bargain).toMatchObject({ to: 'seller', turn: 1, end: null })
    expect(stateOf(advance(staged, late, { seller: { absent: 'late' } }).table).bargain.end).toBe('deadline')
    expect(stateOf(advance(staged, table, { buyer: { absent: 'left' } }).table).bargain.end).toBe('absence')
  })

  it('shows the limits of the other only where these are known, and redraws them otherwise', () => {
    const { limits, bargain: public_ } = stateOf(begin(stage({ ...GIVEN, known: true }), { key: 'k' }).table)
    const open = { limits, bargain: public_ }
    expect(priceBargain.view(open, 'seller').other).toEqual(limits.buyer)
    expect(priceBargain.resample!(open, 'seller', luckOf('again'))).toBe(open)
    const closed = stateOf(begin(stage(GIVEN), { key: 'k' }).table)
    expect(priceBargain.view(closed, 'seller').other).toBeNull()
    const redrawn = Array.from({ length: 40 }, (_, i) => priceBargain.resample!(closed, 'seller', luckOf(`again ${i}`)))
    expect(new Set(redrawn.map((state) => JSON.stringify(state.limits.buyer))).size).toBeGreaterThan(4)
    for (const state of redrawn) expect(priceBargain.view(state, 'seller')).toEqual(priceBargain.view(closed, 'seller'))
  })

  it('tells each side its own numbers in words, in both wordings', () => {
    const view = priceBargain.view(stateOf(begin(stage({ ...GIVEN, listing: 99.5 }), { key: 'w' }).table), 'buyer')
    const brief = priceBargain.words.brief(view)
    expect(brief).toContain('used road bike, listed at $99.50')
    expect(brief).toContain('hope to pay $49.75, and should not pay more than $89.55')
    expect(brief).not.toContain('59.7')
    expect(priceBargain.wordings!['plain']!.brief(view)).toContain('Your goal is 49.75')
    const { table } = acted({}, { move: 'offer', price: 120, text: 'Would you take this?' })
    expect(priceBargain.words.lines(priceBargain.view(stateOf(table), 'seller'))).toEqual([
      { by: 'buyer', text: 'Would you take this? [offers $120]' },
    ])
  })
})

describe('price bargain: time-dependent tactics', () => {
  it('has the curves of Faratin et al. at known points', () => {
    const polynomial = (beta: number, t: number, k = 0) => conceded({ family: 'polynomial', beta, k }, t, 10)
    expect([0, 5, 10, 15].map((t) => polynomial(1, t))).toEqual([0, 0.5, 1, 1])
    expect(polynomial(0.5, 5)).toBeCloseTo(0.25, 12)
    expect(polynomial(2, 2.5)).toBeCloseTo(0.5, 12)
    expect(polynomial(1, 5, 0.1)).toBeCloseTo(0.55, 12)
    const exponential = (beta: number, t: number) => conceded({ family: 'exponential', beta, k: 0.05 }, t, 10)
    expect([exponential(1, 0), exponential(1, 10)]).toEqual([expect.closeTo(0.05, 12), 1])
    expect(exponential(1, 5)).toBeCloseTo(Math.sqrt(0.05), 12)
    expect(exponential(2, 5)).toBeCloseTo(0.05 ** 0.25, 12)
    expect(conceded({ family: 'polynomial', beta: 1, k: 0 }, 0, 0)).toBe(1)
  })

  it('moves from target to reservation price, which it reaches with the last offer that can be answered', () => {
    const params = { ...GIVEN, turns: 12 }
    const stubborn = fixed({ concession: 0 })
    const { offers, last } = bargain(params, linear(), stubborn)
    const own = offers.filter(({ seat }) => seat === 'buyer').map(({ price }) => price)
    expect(own).toEqual([100, 116, 132, 148, 164, 180])
    expect(last).toBe('reject')
    const sixth = (mind: Bargainer) =>
      bargain(params, mind, stubborn).offers.filter(({ seat }) => seat === 'buyer')[2]!.price
    expect(sixth(boulware())).toBeLessThan(102)
    expect(sixth(conceder())).toBeGreaterThan(150)
    expect(sixth(timeDependent({ family: 'exponential' }))).toBeCloseTo(100 + 80 * 0.05 ** 0.6, 1)
  })

  it('earns more the later it concedes, against one that concedes in a line', () => {
    const share = (mind: Bargainer) => bargain({ ...GIVEN, turns: 40 }, mind, linear()).payoff['buyer']!
    expect(share(boulware())).toBeGreaterThan(share(linear()))
    expect(share(linear())).toBeGreaterThan(share(conceder()))
  })

  it('accepts by AC_next: what is worth its next offer, more readily with b above 0', () => {
    const turns = (b: number) =>
      bargain({ ...GIVEN, turns: 40 }, timeDependent({ b }), fixed({ concession: 0.5 })).turns
    expect(turns(0.3)).toBeLessThan(turns(0))
    expect(turns(-0.3)).toBeGreaterThan(turns(0))
  })

  it.each([
    ['beta', () => timeDependent({ beta: 0 })],
    ['beta', () => timeDependent({ beta: Number.NaN })],
    ['k', () => timeDependent({ k: 2 })],
    ['k must be more than 0', () => timeDependent({ family: 'exponential', k: 0 })],
    ['family', () => timeDependent({ family: 'cubic' as never })],
    ['boulware', () => boulware({ beta: 2 })],
    ['conceder', () => conceder({ beta: 1 })],
    ['kind', () => titForTat({ kind: 'random' as never })],
    ['lag', () => titForTat({ lag: 1.5 })],
    ['step', () => zeuthen({ step: 0 })],
    ['horizon', () => rubinstein({ horizon: 'none' as never })],
    ['concession', () => fixed({ concession: -1 })],
  ])('refuses a wrong %s', (named, make) => {
    expect(make).toThrow(named)
  })
})

describe('price bargain: Zeuthen', () => {
  const gainOf = ({ limits: { buyer, seller } }: State, price: number): number =>
    Math.max(0, buyer.reservation - price) * Math.max(0, price - seller.reservation)

  it.each([
    [0.5, 0.8, 0.6],
    [0.5, 1, 0.4],
    [0.7, 0.5, 0.5],
    [0.9, 0.6, 0.8],
    [0.1, 0.9, 0.3],
  ])('ends at the largest product of gains on the grid between the targets (target %d, limits %d and %d)', (buyerTarget, buyerReservation, sellerReservation) => {
    for (const first of ['buyer', 'seller'] as const) {
      const params = { buyerTarget, buyerReservation, sellerReservation, first, known: true, turns: 500 }
      const state = stateOf(begin(stage(params), { key: 'grid' }).table)
      const grid = Array.from({ length: 101 }, (_, i) => i * 2).filter((price) => price >= state.limits.buyer.target)
      const best = Math.max(...grid.map((price) => gainOf(state, price)))
      expect(best).toBeGreaterThan(0)
      const { deal, turns } = bargain(params, zeuthen(), zeuthen())
      expect(gainOf(state, deal!)).toBeCloseTo(best, 6)
      expect(turns).toBeLessThan(499)
    }
  })

  it('walks away where both know that no deal suits both', () => {
    const params = { buyerTarget: 0.5, buyerReservation: 0.2, sellerReservation: 0.9, known: true }
    for (const mind of [zeuthen(), rubinstein()])
      expect(bargain(params, mind, mind)).toMatchObject({ deal: null, last: 'quit', payoff: { buyer: 0, seller: 0 } })
  })
})

describe('price bargain: Rubinstein', () => {
  it('has the shares of alternating offers', () => {
    for (const d of [0, 0.3, 0.5, 0.9, 0.99]) expect(rubinsteinShare(d, d)).toBeCloseTo(1 / (1 + d), 12)
    expect(rubinsteinShare(0.9, 0.9)).toBeCloseTo(0.5263, 4)
    expect(rubinsteinShare(0.9, 0.8)).toBeCloseTo(0.2 / 0.28, 12)
    expect(rubinsteinShare(1, 1)).toBe(0.5)
    expect(rubinsteinShare(1, 0.9)).toBe(1)
    expect([1, 2, 3, 4].map((n) => rubinsteinShare(0.5, 0.9, n))).toEqual(
      [1, 1 - 0.9, 1 - 0.9 * (1 - 0.5), 1 - 0.9 * (1 - 0.5 * (1 - 0.9))].map((x) => expect.closeTo(x, 12)),
    )
    expect(rubinsteinShare(0.9, 0.9, 400)).toBeCloseTo(1 / 1.9, 10)
  })

  it.each([
    [0.9, 0.9],
    [0.8, 0.95],
    [0.5, 0.2],
  ])('agrees at once on the equilibrium split (discounts %d and %d)', (buyerDiscount, sellerDiscount) => {
    const params = { ...GIVEN, listing: 10_000, known: true, buyerDiscount, sellerDiscount }
    for (const first of ['buyer', 'seller'] as const) {
      const [own, other] = first === 'buyer' ? [buyerDiscount, sellerDiscount] : [sellerDiscount, buyerDiscount]
      const { deal, turns } = bargain({ ...params, first }, rubinstein(), rubinstein())
      const part = first === 'buyer' ? (9000 - deal!) / 3000 : (deal! - 6000) / 3000
      expect(part).toBeCloseTo((1 - other) / (1 - own * other), 4)
      expect(turns).toBe(2)
    }
  })

  it('reckons with the deadline where it is told to: the last to offer takes all', () => {
    const { deal } = bargain(
      { ...GIVEN, known: true, turns: 2 },
      rubinstein({ horizon: 'deadline' }),
      rubinstein({ horizon: 'deadline' }),
    )
    expect(deal).toBe(120)
  })
})

describe('price bargain: imitation, rule and price', () => {
  it('imitates in proportion, by amount and on average', () => {
    expect(imitated('relative', 1, [100], [200, 160])).toBeCloseTo(125, 12)
    expect(imitated('absolute', 1, [100], [200, 160])).toBe(140)
    expect(imitated('absolute', 2, [100], [200, 190, 150])).toBe(110)
    expect(imitated('average', 2, [100], [200, 190, 160])).toBeCloseTo(125, 12)
    expect(imitated('relative', 1, [100], [200])).toBe(100)
    expect(imitated('relative', 1, [], [200, 160])).toBeNull()
    expect(imitated('relative', 1, [100], [5, 0])).toBe(100)
  })

  it('gives what it gets: a dollar for a dollar, and nothing to one who stays', () => {
    const params = { ...GIVEN, turns: 14 }
    const own = (mind: Bargainer, seller: Bargainer) =>
      bargain(params, mind, seller)
        .offers.filter(({ seat }) => seat === 'buyer')
        .map(({ price }) => price)
    expect(new Set(own(titForTat(), fixed({ concession: 0 })))).toEqual(new Set([100]))
    const { offers } = bargain(params, titForTatAbsolute(), linear())
    const [buyer, seller] = ['buyer', 'seller'].map((side) =>
      offers.filter(({ seat }) => seat === side).map(({ price }) => price),
    )
    for (let i = 2; i < buyer!.length; i++)
      expect(buyer![i]! - buyer![i - 1]!).toBeCloseTo(seller![i - 2]! - seller![i - 1]!, 1)
    expect(buyer!.at(-1)).toBeGreaterThan(100)
  })

  it('has a rule agent that overshoots, meets halfway and keeps its bottom line', () => {
    const { offers } = bargain({ ...GIVEN, turns: 30 }, ruleAgent(), fixed({ concession: 0 }))
    const own = offers.filter(({ seat }) => seat === 'buyer').map(({ price }) => price)
    expect(own.slice(0, 3)).toEqual([80, 140, 150])
    expect(Math.max(...own)).toBe(150)
    const both = bargain({ ...GIVEN, turns: 30 }, ruleAgent(), ruleAgent())
    // The seller's bottom line is halfway between the first price it heard, 80, and the listing price.
    expect(both.offers.slice(0, 3).map(({ price }) => price)).toEqual([80, 200, 140])
    expect(both.deal === null || both.deal >= 140).toBe(true)
    // A good deal is within .3 of the way from target to bottom line: up to 115 for this buyer.
    const takes = (price: number) =>
      bargain({ ...GIVEN, first: 'seller', sellerReservation: price / 200 }, ruleAgent(), fixed()).acts[1]!.act['move']
    expect([takes(115), takes(116)]).toEqual(['accept', 'offer'])
  })

  it('has a price that stays, and is taken or not', () => {
    const { offers, deal } = bargain(GIVEN, fixed({ concession: 1 }), fixed({ concession: 0.5 }))
    expect(new Set(offers.map(({ price }) => price))).toEqual(new Set([180]))
    expect(deal).toBe(180)
    expect(bargain(GIVEN, fixed({ concession: 0 }), fixed({ concession: 0 })).deal).toBeNull()
  })

  const rational = { boulware, conceder, linear, rubinstein, titForTat, titForTatAbsolute, zeuthen, fixed }
  it('never deals beyond the reservation price of a rational side, whoever it meets', () => {
    const minds = Object.values({ ...rational, ruleAgent }).map((make) => make())
    const own = new Set(Object.values(rational).map((make) => make().name))
    let deals = 0
    for (const [i, buyer] of minds.entries())
      for (const [j, seller] of minds.entries()) {
        const key = `pair ${i} ${j}`
        const params = { turns: 11, known: (i + j) % 2 === 0, listing: 137.77 }
        const { limits } = stateOf(begin(stage(params, buyer, seller), { key }).table)
        const { deal, payoff, flags } = bargain(params, buyer, seller, key)
        expect(flags.filter((flag) => flag !== 'seat never spoke')).toEqual([])
        if (deal === null) continue
        deals++
        if (own.has(buyer.name)) expect(deal).toBeLessThanOrEqual(limits.buyer.reservation)
        if (own.has(seller.name)) expect(deal).toBeGreaterThanOrEqual(limits.seller.reservation)
        if (own.has(buyer.name)) expect(payoff['buyer']).toBeGreaterThanOrEqual(0)
      }
    expect(deals).toBeGreaterThan(20)
  })

  it('says its price in its words, and every phrase is whole', () => {
    for (const make of Object.values(catalogue.minds)) {
      const { acts } = bargain({ ...GIVEN, turns: 8 }, make(), linear())
      for (const { act } of acts) {
        expect(act['text']).not.toMatch(/#|NaN|undefined/)
        if (act['move'] === 'offer') expect(act['text']).toContain('$')
      }
    }
  })
})

describe('price bargain: conformance', () => {
  const minds = Object.values(catalogue.minds).map((make) => make())
  it('keeps every promise of a protocol', async () => {
    expect(await checkProtocol(priceBargain, { minds })).toEqual([])
  })

  it.each(minds.map((mind) => [mind.name, mind] as const))('%s keeps every promise of a mind', async (_, mind) => {
    expect(await checkMind(priceBargain, mind, { others: minds })).toEqual([])
  })
})

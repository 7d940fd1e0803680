import { type AnyMind, closingOf, type Episode, luckOf, playOut, scene, type Told } from 'suasion'
import {
  bestResponse,
  fittedPartner,
  fixed,
  linear,
  mixedTactics,
  partnerFitter,
  priceBargain,
  priceRecord,
  readPrices,
  resourceDependent,
  shippedPartner,
  storyOf,
  timeDependent,
} from 'suasion/protocols/price-bargain'
import { describe, expect, it } from 'vitest'

const OPEN = { buyerReservation: 1, sellerReservation: 0 }
const play = (buyer: AnyMind, seller: AnyMind, key: string, params: object = OPEN): Episode =>
  playOut(scene(priceBargain, { params, minds: { buyer, seller } }), key)
const toldOf = (episodes: readonly Episode[]): Told[] =>
  episodes.map((episode, i) => ({ key: `${i}`, episode, facts: [] }))
const luck = luckOf('price partner').of('test')
const offers = (episode: Episode, seat: string): number[] =>
  episode.flatMap((event) =>
    event.kind === 'act' && event.seat === seat && event.act['move'] === 'offer' ? [event.act['price'] as number] : [],
  )
const flags = (episode: Episode): string[] =>
  episode.flatMap((event) => (event.kind === 'act' ? [...(event.flags ?? [])] : []))

describe('prices in talk', () => {
  it('are the first number that can be one, with commas, fractions and thousands', () => {
    expect(readPrices('I saw 2 of them in 2015. $1,250.50?', 1300)).toEqual([1250.5])
    expect(readPrices('how about 15k', 16_000)).toEqual([15_000])
    expect(readPrices('10 or 12?', 10)).toEqual([10, 12])
    expect(readPrices('call 5551234', 200)).toEqual([])
    expect(readPrices('no', 200)).toEqual([])
  })

  it('make the record of a bargain, beside its typed acts', () => {
    const episode = play(linear(), linear(), 'record', {
      buyerTarget: 0.5,
      buyerReservation: 0.6,
      sellerReservation: 0.6,
    })
    const record = priceRecord().read(episode, null) as Readonly<Record<string, number | boolean | string>>
    expect(record).toMatchObject({ deal: true, accepted: true, buyerOpening: 0, buyerCurve0: 0 })
    expect(record['sellerOpening']).toBeCloseTo(1 - 0.4 / 0.5 / 18, 3)
    expect(record['final']).toBeCloseTo(closingOf(episode).payoff!['seller']!, 9)
    expect(record['utility']).toBeCloseTo(
      record['answeredBy'] === 'seller' ? (record['final'] as number) : 1 - (record['final'] as number),
      9,
    )
    expect(storyOf(episode).mentions.buyer).toHaveLength(offers(episode, 'buyer').length)
  })
})

describe('the partner fitted from CraigslistBargain', () => {
  it('carries its people, skill over both baselines, support, exploits and what it must not be used for', () => {
    const { fit, report, draws } = shippedPartner()
    expect(fit.people).toBe(2586)
    expect(Object.keys(fit.skill)).toHaveLength(8)
    expect(Object.values(fit.skill).every((skill) => skill > 0)).toBe(true)
    expect(Object.keys(fit.exploits!)).toHaveLength(10)
    expect(draws).toHaveLength(100)
    expect(report[0]!.title).toBe('What it must not be used for')
    expect(report[0]!.rows.length).toBeGreaterThan(3)
  })

  it('names prices between those of people, and takes more of what is better for it', () => {
    const deals = (share: number): number =>
      Array.from({ length: 60 }, (_, i) =>
        play(fixed(), fittedPartner(), `take ${i}`, { ...OPEN, buyerTarget: 0.5, buyerReservation: share, turns: 4 }),
      ).filter((episode) => storyOf(episode).deal !== null).length
    expect(deals(0.9)).toBeGreaterThan(deals(0.2))
  })

  it('hears no words, draws its parameters anew, and keeps to its reservation price', () => {
    const partner = fittedPartner()
    const silent: AnyMind = {
      ...partner,
      decide: (seen, kept) => {
        const reply = partner.decide(seen, kept) as { act: object }
        return { ...reply, act: { ...reply.act, text: '' } } as never
      },
    }
    for (let i = 0; i < 10; i++)
      expect(offers(play(silent, partner, `silent ${i}`), 'seller')).toEqual(
        offers(play(partner, partner, `silent ${i}`), 'seller'),
      )
    const params = { buyerTarget: 0.5, buyerReservation: 0.3, sellerReservation: 0.6 }
    for (let i = 0; i < 40; i++) {
      const episode = play(partner, partner, `bounds ${i}`, params)
      for (const price of offers(episode, 'buyer')) expect(price).toBeLessThanOrEqual(130)
      for (const price of offers(episode, 'seller')) expect(price).toBeGreaterThanOrEqual(120)
    }
  })

  it('concedes nothing to a price worse than people answered, does not take it, and flags the episode', () => {
    const stubborn = linear()
    const low: AnyMind = { ...stubborn, decide: () => ({ act: { move: 'offer', price: 10, text: 'Ten.' } as never }) }
    const episode = play(low, fittedPartner(), 'low', { ...OPEN, turns: 20 })
    expect(storyOf(episode).deal).toBeNull()
    expect(new Set(offers(episode, 'seller')).size).toBeLessThanOrEqual(1)
    expect(flags(episode)).toContain('out of support')
  })

  it('is found again by fitting what it played', () => {
    const partner = fittedPartner({ point: true })
    const episodes = Array.from({ length: 500 }, (_, i) =>
      play(partner, partner, `again ${i}`, { ...OPEN, final: true, buyerTarget: [0.5, 0.7, 0.9][i % 3]! }),
    )
    const again = partnerFitter.fit(toldOf(episodes), 'played', luck)
    type Model = { seller: { opening: number[]; holds: number[] } }
    const [now, planted] = [again, shippedPartner()].map(({ parameters }) => parameters as unknown as Model)
    expect(now!.seller.opening[5]).toBeCloseTo(planted!.seller.opening[5]!, 0)
    expect(now!.seller.holds[0]).toBeCloseTo(planted!.seller.holds[0]!, 0)
    expect(partnerFitter.mind(again)).toMatchObject({ name: 'partner of played', cast: 'fitted' })
    expect(() => partnerFitter.mind({ ...again, fitter: 'multi-issue/partner' })).toThrow(
      'price-bargain/partner reads only its own',
    )
    expect(() => partnerFitter.mind({ ...again, parameters: null })).toThrow('lacks its parameters')
  })

  it('cannot be fitted from nothing, from too little, or where nothing varies', () => {
    expect(() => partnerFitter.fit([], 'nothing', luck)).toThrow('nothing holds no conversation')
    expect(() => partnerFitter.fit(toldOf([play(linear(), linear(), 'few')]), 'few', luck)).toThrow(
      /offers were answered by a buyer; 20 are the least/,
    )
    const same = toldOf(Array.from({ length: 60 }, (_, i) => play(linear(), linear(), `same ${i}`)))
    expect(() => partnerFitter.fit(same, 'same', luck)).toThrow(/same: /)
  })
})

describe('more formal bargainers', () => {
  const given = { buyerTarget: 0.5, buyerReservation: 0.8, sellerReservation: 0.6, turns: 20 }

  it('concede as a resource runs out: exp(-turns left / patience) of the way', () => {
    const episode = play(resourceDependent({ patience: 6 }), fixed({ concession: 0 }), 'resource', given)
    const [first, second] = offers(episode, 'buyer')
    expect(first).toBeCloseTo(100 + 80 * Math.exp(-18 / 6), 0)
    expect(second).toBeCloseTo(100 + 80 * Math.exp(-16 / 6), 0)
    const awaited = offers(
      play(resourceDependent({ resource: 'offers', patience: 3 }), fixed({ concession: 0 }), 'offers', given),
      'buyer',
    )
    expect(awaited[0]).toBeCloseTo(100 + 80 * Math.exp(-3), 0)
    expect(awaited[3]).toBe(180)
    expect(() => resourceDependent({ patience: 0 })).toThrow('patience must be more than 0')
    expect(() => resourceDependent({ k: 2 })).toThrow('k must be from 0 to 1')
  })

  it('mix tactics by weights that count only against each other', () => {
    const prices = (weights: object) =>
      offers(play(mixedTactics(weights), fixed({ concession: 0 }), 'mixed', given), 'buyer')
    expect(prices({ time: 1, resource: 0, behaviour: 0 })).toEqual(
      offers(play(timeDependent(), fixed({ concession: 0 }), 'mixed', given), 'buyer'),
    )
    expect(prices({ time: 2, resource: 2, behaviour: 0 })).toEqual(prices({ time: 1, resource: 1, behaviour: 0 }))
    expect(() => mixedTactics({ time: 0, resource: 0, behaviour: 0 })).toThrow('one of them must be more')
    expect(() => mixedTactics({ time: -1 })).toThrow('time must be a weight')
  })

  it('respond best to the declared model: no fixed demand and no tactic does better against it', () => {
    const known = { ...given, known: true }
    const gain = (buyer: AnyMind): number => closingOf(play(buyer, linear(), 'best', known)).payoff!['buyer']!
    const best = gain(bestResponse())
    for (const concession of [0, 0.2, 0.4, 0.6, 0.8, 1])
      expect(best).toBeGreaterThanOrEqual(gain(fixed({ concession })) - 0.03)
    for (const beta of [0.2, 1, 2]) expect(best).toBeGreaterThan(gain(timeDependent({ beta })))
    expect(() => bestResponse({ steps: 1 })).toThrow('steps must be a whole number from 2 to 200')
    expect(() => bestResponse({ beta: 0 })).toThrow('beta must be')
    expect(() => bestResponse({ target: 3 })).toThrow('target must be a share')
  })
})

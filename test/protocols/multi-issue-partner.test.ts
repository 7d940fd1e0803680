import { type AnyMind, type Episode, luckOf, playOut, scene, type Told } from 'suasion'
import {
  fittedPartner,
  greedy,
  multiIssue,
  partnerFitter,
  proposalsIn,
  shippedPartner,
} from 'suasion/protocols/multi-issue'
import { describe, expect, it } from 'vitest'

const play = (first: AnyMind, second: AnyMind, key: string, params = {}): Episode =>
  playOut(scene(multiIssue, { params, minds: { first, second } }), key)
const toldOf = (episodes: readonly Episode[]): Told[] =>
  episodes.map((episode, i) => ({ key: `${i}`, episode, facts: [] }))
const luck = luckOf('multi-issue partner').of('test')

describe('the partner fitted from CaSiNo', () => {
  const fitted = shippedPartner()

  it('carries its people, skill over both baselines, support, exploits and what it must not be used for', () => {
    const { fit, report, draws } = fitted
    expect(fit.people).toBe(2060)
    expect(Object.values(fit.skill).every((skill) => skill > 0)).toBe(true)
    expect(Object.keys(fit.skill)).toHaveLength(4)
    expect(Object.keys(fit.exploits!)).toHaveLength(5)
    expect(draws).toHaveLength(100)
    expect(report[0]!.title).toBe('What it must not be used for')
    const rows = report.flatMap((section) => section.rows)
    const published = rows.find(([name]) => String(name).endsWith('as published (not used): a point'))!
    expect(published[1]).toBeCloseTo(0.258, 3)
  })

  it('draws its parameters anew each episode, hears no words, and accepts more the more it is offered', () => {
    const partner = fittedPartner()
    const notes = Array.from({ length: 20 }, (_, i) =>
      play(partner, partner, `note ${i}`).find((event) => event.kind === 'act'),
    )
    expect(
      new Set(notes.map((event) => (event as unknown as { note: { draw: number } }).note.draw)).size,
    ).toBeGreaterThan(10)
    const accepted = (share: number): number =>
      Array.from(
        { length: 80 },
        (_, i) => proposalsIn(play(greedy({ share }), partner, `offer ${i}`)).proposals[0]!.answer,
      ).filter((answer) => answer === 'accept').length
    expect(accepted(0.5)).toBeGreaterThan(accepted(0.6))
    expect(accepted(0.6)).toBeGreaterThan(accepted(0.7))
  })

  it('refuses what is worse than nearly all that was answered, and flags it, as it flags other goods', () => {
    const episode = play(greedy({ share: 1 }), fittedPartner(), 'extreme')
    expect(proposalsIn(episode).proposals.some(({ by, answer }) => by === 'first' && answer === 'accept')).toBe(false)
    const flags = (log: Episode) => log.flatMap((event) => (event.kind === 'act' ? (event.flags ?? []) : []))
    expect(flags(episode)).toContain('out of support')
    const other = play(fittedPartner(), fittedPartner(), 'other', { quantities: [2, 2, 2] })
    expect(flags(other)).toContain('out of support')
  })

  it('is found again by fitting what it played', () => {
    const partner = fittedPartner({ point: true })
    const again = partnerFitter.fit(
      toldOf(Array.from({ length: 400 }, (_, i) => play(partner, partner, `again ${i}`))),
      'played',
      luck,
    )
    const [now, planted] = [again, fitted].map(
      ({ parameters }) => parameters as { accept: number[]; propose: number[] },
    )
    const slopes = again.draws.map((draw) => (draw as { accept: number[] }).accept[1]!)
    const spread = Math.max(...slopes) - Math.min(...slopes)
    expect(Math.abs(now!.accept[1]! - planted!.accept[1]!)).toBeLessThan(spread)
    expect(now!.propose[5]).toBeCloseTo(planted!.propose[5]!, 1)
    expect(partnerFitter.mind(again).name).toBe('partner of played')
    expect(() => partnerFitter.mind({ ...again, fitter: 'charity/persuadee' })).toThrow(
      'multi-issue/partner reads only its own',
    )
    expect(() => partnerFitter.mind({ ...again, parameters: {} })).toThrow('lacks its parameters')
  }, 20_000)

  it('cannot be fitted from nothing, from too little, or where nothing varies', () => {
    expect(() => partnerFitter.fit([], 'nothing', luck)).toThrow('nothing holds no conversation')
    const few = toldOf([play(fittedPartner(), fittedPartner(), 'few')])
    expect(() => partnerFitter.fit(few, 'few', luck)).toThrow(/proposals were answered; 20 are the least/)
    const never = toldOf(Array.from({ length: 30 }, (_, i) => play(greedy(), greedy(), `never ${i}`, { turns: 6 })))
    expect(() => partnerFitter.fit(never, 'never', luck)).toThrow('people refuse every proposal; it must vary')
  })
})

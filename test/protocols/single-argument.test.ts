import { type Episode, scene } from 'suasion'
import {
  conviction,
  convincer,
  DIFFICULTIES,
  DIMENSIONS,
  dimensionOf,
  pullsOf,
  sceptic,
  singleArgument,
} from 'suasion/protocols/single-argument'
import { spearman } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'
import { scripted } from '../../src/minds/scripted.ts'

const stage = (params: object, minds: object = {}) =>
  scene(singleArgument, { params: params as never, minds: { convincer: convincer(), sceptic: sceptic(), ...minds } })
const episodeOf = (staged: ReturnType<typeof stage>, key = 'talk'): Episode =>
  (play(staged, key, { probes: conviction().probes! }) as Played).episode

describe('one argument against a sceptic', () => {
  test('is one message and one reply, and the sceptic is asked before and after', () => {
    const episode = episodeOf(stage({ dimension: 'trust', difficulty: 'easy' }))
    const acts = episode.flatMap((event) => (event.kind === 'act' ? [event.act['move']] : []))
    expect(acts).toEqual(['argue', 'reply'])
    expect(episode.filter((event) => event.kind === 'probe')).toHaveLength(2)
    const row = conviction().read(episode, null)
    expect(Object.keys(row)).toEqual(['success', 'convincedBefore'])
    for (const value of Object.values(row)) expect(typeof value).toBe('boolean')
  })

  test('shows the way of arguing to the one who argues, and the firmness to the sceptic', () => {
    const state = singleArgument.start(
      { claim: 'It is so', denial: 'No', dimension: 'fun', difficulty: 'hard', rival: null },
      { convincer: 'convincer', sceptic: 'sceptic' },
      null as never,
    )
    expect(singleArgument.view(state, 'convincer')).toMatchObject({ dimension: 'fun', difficulty: null })
    expect(singleArgument.view(state, 'sceptic')).toMatchObject({ dimension: null, difficulty: 'hard' })
    const said = singleArgument.resolve(
      state,
      [{ seat: 'convincer', act: { move: 'argue', dimension: 'fun', truthful: false, text: 'Ha.' } }],
      null as never,
    )
    expect(singleArgument.view(said, 'convincer').said[0]!.truthful).toBe(false)
    expect(singleArgument.view(said, 'sceptic').said[0]).toMatchObject({ text: 'Ha.', truthful: null })
  })

  test('has no answer of a sceptic who never answers', () => {
    const silent = scripted([{ move: 'reply', text: 'Hm.' }], { answers: {} })
    const told = play(stage({}, { sceptic: silent }), 'silent') as Played
    expect(conviction().read(told.episode, null)).toEqual({ success: null, convincedBefore: null })
  })

  test('ends where the one who argues leaves', () => {
    const state = singleArgument.start(
      { claim: 'It is so', denial: 'No', dimension: 'fun', difficulty: 'hard', rival: null },
      { convincer: 'convincer', sceptic: 'sceptic' },
      null as never,
    )
    expect(singleArgument.turn(singleArgument.absent!(state, 'convincer', 'left', null as never)).ask).toEqual([])
  })
})

describe('the ways of arguing', () => {
  test('are read back from what the formal convincer says in each', () => {
    for (const dimension of DIMENSIONS) {
      const episode = episodeOf(stage({ dimension }))
      const said = episode.find((event) => event.kind === 'act')!
      expect(said.kind === 'act' && dimensionOf(String(said.act['text']))).toBe(dimension)
    }
    expect(dimensionOf('')).toBe('baseline')
    expect(dimensionOf('The RESEARCH and the data are clear.')).toBe('knowledge')
  })

  test('stand in the two orders of the paper, which differ by Spearman .38 over the nine that people judged', () => {
    const orderOf = (kind: 'warm' | 'reasoning', among: readonly string[]) =>
      [...among].sort((a, b) => pullsOf(kind)[b as 'fun'] - pullsOf(kind)[a as 'fun'])
    expect(orderOf('warm', DIMENSIONS).join(' ')).toBe(
      'trust support romance status knowledge fun similarity power baseline identity conflict',
    )
    const judged = DIMENSIONS.filter((name) => name !== 'power' && name !== 'romance')
    expect(orderOf('reasoning', judged).join(' ')).toBe(
      'knowledge baseline status trust support identity similarity conflict fun',
    )
    const pulls = (kind: 'warm' | 'reasoning') => judged.map((name) => pullsOf(kind)[name])
    expect(spearman(pulls('warm'), pulls('reasoning')).value).toBeCloseTo(0.383, 3)
  })

  test('move the same listener the less, the firmer it is', () => {
    for (const kind of ['warm', 'reasoning'] as const)
      for (const dimension of DIMENSIONS)
        for (let i = 0; i < 20; i++) {
          const yields = DIFFICULTIES.map((difficulty) => {
            const episode = episodeOf(stage({ dimension, difficulty }, { sceptic: sceptic({ kind }) }), `pair ${i}`)
            return Number(conviction().read(episode, null)['success' as never])
          })
          expect(yields[0]! >= yields[1]! && yields[1]! >= yields[2]!, `${kind} ${dimension} ${i}`).toBe(true)
        }
  })

  test('refuse a sceptic that there is not', () => {
    for (const kind of ['cold', '__proto__', 'constructor'])
      expect(() => sceptic({ kind: kind as 'warm' })).toThrow(`there is no sceptic of the kind ${kind}`)
  })
})

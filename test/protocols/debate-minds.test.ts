import { type AnyMind, fork, luckOf, type Probe, scene } from 'suasion'
import {
  amateur,
  bayesianNetwork,
  debate,
  elaboration,
  manipulator,
  planner,
  sourceTrust,
} from 'suasion/protocols/debate'
import { describe, expect, it } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'
import { type Argued, hearArgument, repeatsOf } from '../../src/protocols/debate/hearing.ts'
import { drawNetwork, type Joint, marginal, TARGET } from '../../src/protocols/debate/network.ts'
import type { Said } from '../../src/protocols/debate/view.ts'
import { answersOf, around, audience, belief, probes, says, shift, stance, strong } from './debate-stage.ts'

const listeners: readonly (readonly [string, AnyMind])[] = [
  ['bayesianNetwork', bayesianNetwork() as AnyMind],
  ['witness', sourceTrust() as AnyMind],
  ['laputa', sourceTrust({ model: 'laputa', trust: 'trusting' }) as AnyMind],
  ['elaboration', elaboration() as AnyMind],
]

describe('minds with a belief', () => {
  it.each(
    listeners,
  )('%s starts from its own prior, moves towards a strong argument, and stays inside (0, 100)', (_, mind) => {
    const priors = new Set<number>()
    for (let seed = 0; seed < 20; seed++) {
      const answers = answersOf(audience(says(strong), mind, `prior ${seed}`), 'belief')
      priors.add(answers[0]!)
      expect(answers[1]!).toBeGreaterThan(answers[0]!)
      const against = answersOf(audience(says(strong), mind, `prior ${seed}`, { sides: 'participant-pro' }), 'belief')
      expect(against[0]).toBe(answers[0])
      expect(against[1]!).toBeLessThan(against[0]!)
      for (const each of [...answers, ...against]) expect(each > 0 && each < 100).toBe(true)
    }
    expect(priors.size).toBe(20)
    const long = answersOf(
      audience(says({ ...strong, strength: 1 }), mind, 'long', { rounds: 100 }, probes('listener')),
      'belief',
    )
    for (const each of long) expect(each > 0 && each < 100).toBe(true)
  })

  it.each(
    listeners,
  )('%s says on both scales what it believes, and holds the same whatever side it argues', (_, mind) => {
    const answers = (sides: 'participant-pro' | 'participant-con', seed: number) => {
      const minds = { participant: mind, opponent: says(strong) }
      const played = play(scene(debate, { params: { sides }, minds }), `side ${seed}`, {
        probes: around('participant'),
      }) as Played
      return { stance: answersOf(played, 'stance'), belief: answersOf(played, 'belief') }
    }
    for (let seed = 0; seed < 10; seed++) {
      const pro = answers('participant-pro', seed)
      const con = answers('participant-con', seed)
      expect(pro.belief[0]).toBe(con.belief[0])
      expect(pro.belief[1]!).toBeLessThan(pro.belief[0]!)
      expect(con.belief[1]!).toBeGreaterThan(con.belief[0]!)
      for (const side of [pro, con])
        expect(side.stance).toEqual(side.belief.map((each) => 1 + Math.round((each / 100) * 4)))
    }
  })

  it('the network is that of the pure arithmetic, with its repeats damped', () => {
    const listener = bayesianNetwork({ persona: 'balanced', scale: 0.8, repetition: 0.4 })
    const { episode } = audience(
      amateur() as AnyMind,
      listener as AnyMind,
      'arithmetic',
      { rounds: 12 },
      probes('listener'),
    )
    let joint: Joint = drawNetwork(luckOf('arithmetic').of('mind', 'listener'))
    const hearing = { suscept: { logos: 0.6, ethos: 0.6, pathos: 0.6 }, scale: 0.8, repetition: 0.4 }
    const said: Said[] = []
    const beliefs: number[] = []
    for (const event of episode) {
      if (event.kind !== 'act') continue
      if (event.act['move'] === 'argue') {
        said.push({ by: event.seat, ...event.act } as unknown as Said)
        joint = hearArgument(joint, said.at(-1) as Argued, 'PRO', hearing, repeatsOf(said, said.length - 1))
      }
      beliefs.push(100 * marginal(joint, TARGET))
    }
    const answers = episode.flatMap((event) =>
      event.kind === 'probe' && event.question === 'belief' ? [event.answer as number] : [],
    )
    expect(answers).toHaveLength(24)
    answers.forEach((answer, i) => void expect(answer).toBeCloseTo(beliefs[i]!, 9))
  })

  it('without damping, one argument over and over takes the network further', () => {
    const once = (repetition: number) =>
      shift(says(strong), bayesianNetwork({ repetition, persona: 'logical' }) as AnyMind, 'again', { rounds: 6 })
    expect(once(1)).toBeGreaterThan(once(0.5))
    expect(once(0.5)).toBeGreaterThan(once(0))
  })

  it('a persona is moved by its own mode alone', () => {
    const by = (strategy: Argued['strategy'], persona: 'logical' | 'emotional' | 'authoritarian') =>
      shift(says({ ...strong, strategy }), bayesianNetwork({ persona }) as AnyMind, 'mode')
    expect(by('logos', 'logical')).toBeGreaterThan(1)
    expect(by('pathos', 'logical')).toBe(0)
    expect(by('pathos', 'emotional')).toBeGreaterThan(1)
    expect(by('ethos', 'emotional')).toBe(0)
    expect(by('ethos', 'authoritarian')).toBeGreaterThan(1)
    expect(by('logos', 'authoritarian')).toBe(0)
  })

  it('the network is not moved by what it says itself, nor by an argument without strength', () => {
    const minds = { participant: bayesianNetwork(), opponent: says({ ...strong, strength: 0 }) }
    const played = play(scene(debate, { minds }), 'own', { probes: around('participant') }) as Played
    const [before, after] = answersOf(played, 'belief')
    expect(after).toBe(before)
  })

  it('who elaborates is moved by a strategy as far as it offers an argument', () => {
    const by = (strategy: Argued['strategy']) =>
      shift(says({ ...strong, strategy }), elaboration({ motivation: 1, ability: 1, bias: 0 }) as AnyMind, 'offer')
    expect(by('logos')).toBeGreaterThan(3 * by('liking'))
    expect(by('liking')).toBeGreaterThan(0)
  })

  it('a weak argument repels whoever elaborates, and a cue moves whoever does not', () => {
    const weak = says({ strategy: 'logos', claim: 'proposition', strength: 0.1 })
    expect(shift(weak, elaboration({ motivation: 1, ability: 1, bias: 0 }) as AnyMind, 'elm')).toBeLessThan(0)
    expect(shift(weak, elaboration({ motivation: 0, ability: 0, bias: 0 }) as AnyMind, 'elm')).toBeGreaterThan(0)
  })

  it.each([
    ['bayesianNetwork', { strategy: 'pathos' }, true],
    ['bayesianNetwork', { claim: 'premise1' }, true],
    ['bayesianNetwork', { strength: 0.1 }, true],
    ['elaboration', { strategy: 'pathos' }, true],
    ['elaboration', { strength: 0.1 }, true],
    ['elaboration', { claim: 'premise1' }, false],
    ['witness', { strategy: 'pathos', claim: 'premise1', strength: 0.1 }, false],
    ['laputa', { strategy: 'pathos', claim: 'premise1', strength: 0.1 }, false],
  ] as const)('%s, when %j is swapped, changes: %s, as it declares', (name, swap, changes) => {
    const mind = listeners.find(([each]) => each === name)![1]
    for (const field of Object.keys(swap)) expect(mind.hears!.includes(field)).toBe(changes)
    const here = scene(debate, {
      params: { form: 'audience' },
      minds: { persuader: says(strong), listener: mind },
    })
    const { episode } = play(here, 'swap') as Played
    const act = { move: 'argue', ...strong, truthful: true, text: 'So.', ...swap }
    const credence = (turned: boolean): number => {
      const table = fork(here, episode, 0, turned ? { persuader: act } : { persuader: { ...act, ...strong } })
      const view = debate.view(table.state as never, 'listener')
      const seen = { view, luck: luckOf('swap').of('mind', 'listener'), question: belief } as never
      return ((mind.decide(seen, table.kept['listener']!) as { act: unknown }).act as { value: number }).value
    }
    expect(credence(true) !== credence(false)).toBe(changes)
  })

  it('brings its belief to another episode, where it has heard nothing yet', () => {
    const here = scene(debate, {
      params: { form: 'audience' },
      minds: { persuader: says(strong), listener: bayesianNetwork() },
    })
    const first = play(here, 'first', { probes: around('listener') }) as Played
    const carry = { listener: first.kept['listener']! }
    const second = play(here, { key: 'second', carry }, { probes: around('listener') }) as Played
    expect(answersOf(second, 'belief')[0]).toBeCloseTo(answersOf(first, 'belief')[1]!, 12)
    const third = play(here, { key: 'third', carry }, { probes: probes('listener') }) as Played
    const [afterOne] = answersOf(third, 'belief')
    expect(Math.abs(afterOne! - answersOf(first, 'belief')[1]!)).toBeGreaterThan(1)
  })

  it('what was not thought through fades by the next episode', () => {
    const left = (decay: number): number => {
      const here = scene(debate, {
        params: { form: 'audience' },
        minds: { persuader: says(strong), listener: elaboration({ decay }) },
      })
      const first = play(here, 'fade', { probes: around('listener') }) as Played
      const second = play(
        here,
        { key: 'later', carry: { listener: first.kept['listener']! } },
        { probes: around('listener') },
      ) as Played
      const [before, after] = answersOf(first, 'belief')
      return (answersOf(second, 'belief')[0]! - before!) / (after! - before!)
    }
    expect(left(0)).toBeCloseTo(1, 9)
    expect(left(1)).toBeGreaterThan(0)
    expect(left(1)).toBeLessThan(0.6)
  })

  it('answers a listener’s movement in words', () => {
    const texts = (persuader: AnyMind) =>
      audience(
        persuader,
        elaboration({ motivation: 1, ability: 1, bias: 0, rate: 1 }) as AnyMind,
        'reply',
      ).episode.flatMap((event) => (event.kind === 'act' && event.seat === 'listener' ? [event.act['text']] : []))
    expect(texts(says({ ...strong, strength: 0 }))[0]).toMatch(/trust it less|doubt your side|other way|opposite/)
    expect(texts(says(strong))[0]).toMatch(/shifted|closer|fair point|round/)
  })

  it('refuses bad arguments', () => {
    expect(() => bayesianNetwork({ scale: -1 })).toThrow(/scale/)
    expect(() => bayesianNetwork({ repetition: Number.NaN })).toThrow(/repetition/)
    expect(() => bayesianNetwork({ persona: 'grumpy' as never })).toThrow('no persona called grumpy')
    expect(() => sourceTrust({ model: 'oracle' as never })).toThrow('no model called oracle')
    expect(() => sourceTrust({ trust: 'blind' as never })).toThrow('no trust called blind')
    expect(() => sourceTrust({ chance: 1 })).toThrow(/chance/)
    expect(() => elaboration({ bias: 2 })).toThrow('bias is from 0 to 1')
    expect(() => manipulator({ lying: -0.1 })).toThrow(/lying/)
    expect(() => planner({ scale: Number.POSITIVE_INFINITY })).toThrow(/scale/)
    const wrong: Probe = { of: 'listener', when: 'before', question: { ...belief, id: 'stance' } as never }
    expect(() => audience(amateur() as AnyMind, bayesianNetwork() as AnyMind, 'x', {}, [wrong])).toThrow(/likert/)
    const unknown: Probe = { of: 'listener', when: 'before', question: { ...stance, id: 'mood' } as never }
    expect(() => audience(amateur() as AnyMind, bayesianNetwork() as AnyMind, 'x', {}, [unknown])).toThrow(
      /no answer to "mood"/,
    )
  })
})

import fc from 'fast-check'
import { type AnyMind, advance, asked, begin, type Episode, luckOf, type Probe, questionSchema, scene } from 'suasion'
import { amateur, bayesianNetwork, catalogue, debate } from 'suasion/protocols/debate'
import { describe, expect, it } from 'vitest'
import { type Played, type PlayOptions, play } from '../../src/lab/driver.ts'
import type { View } from '../../src/protocols/debate/view.ts'

type Params = NonNullable<Parameters<typeof scene<typeof debate>>[1]['params']>
type Fields = Readonly<Record<string, unknown>>

const probe = (of: string, when: Probe['when'] = 'before'): Probe => ({
  of,
  when,
  question: questionSchema.parse({ kind: 'likert', id: 'stance', text: 'How far do you agree?' }),
})
const run = (
  params: Params,
  minds: Readonly<Record<string, AnyMind>>,
  key: string,
  options: PlayOptions = {},
): Played => play(scene(debate, { params, minds }), key, options) as Played
const acts = (episode: Episode) => episode.filter((event) => event.kind === 'act')
const minds = Object.entries(catalogue.minds).map(([name, make]) => [name, make() as AnyMind] as const)
const able = (role: string) => minds.filter(([, mind]) => mind.roles!.includes(role))

/** Says fixed fields, as somebody whose text is not made from them. */
const speaker = (fields: Fields, hold: (view: View) => void = () => {}): AnyMind => ({
  name: 'speaker',
  plays: 'debate',
  cast: 'language-model',
  source: 'a test',
  open: () => null,
  decide: (seen) => {
    hold(seen.view)
    const argue = { move: 'argue', strategy: 'logos', claim: 'premise1', strength: 0.5, truthful: true, text: '' }
    return { act: { ...argue, ...fields } as never }
  },
})

describe('a debate', () => {
  it.each(able('debater'))('%s plays both seats to the end over 50 seeds', (_, mind) => {
    for (let seed = 0; seed < 50; seed++) {
      const { episode, close } = run({}, { debater: mind }, `debate ${seed}`, { probes: [probe('debater', 'each')] })
      expect(close.flags.filter((flag) => flag !== 'out of support')).toEqual([])
      expect(close.turns).toBe(3)
      expect(acts(episode).map(({ turn, seat }) => `${turn} ${seat}`)).toEqual(
        [0, 1, 2].flatMap((turn) => [`${turn} participant`, `${turn} opponent`]),
      )
      expect(episode.filter((event) => event.kind === 'probe')).toHaveLength(6)
    }
  })

  const pairs = able('persuader').flatMap(([p, a]) => able('listener').map(([l, b]) => [p, l, a, b] as const))
  it.each(pairs)('%s persuades %s to the end over 50 seeds', (_p, _l, persuader, listener) => {
    for (let seed = 0; seed < 50; seed++) {
      const { episode, close } = run({ form: 'audience' }, { persuader, listener }, `audience ${seed}`, {
        probes: [probe('listener', 'after')],
      })
      expect(close.flags.filter((flag) => flag !== 'out of support')).toEqual([])
      expect(acts(episode).map(({ seat, act }) => `${seat} ${act['move']}`)).toEqual(
        Array.from({ length: 4 }, () => ['persuader argue', 'listener answer']).flat(),
      )
    }
  })

  it('deals the sides evenly, against each other, and as it is told', () => {
    const sideOf = (params: Params, key: string, seat: string): unknown => {
      const here = scene(debate, {
        params,
        minds: { debater: amateur(), persuader: amateur(), listener: bayesianNetwork() },
      })
      return debate.view(begin(here, { key }).table.state as never, seat).side
    }
    const dealt = Array.from({ length: 1000 }, (_, i) => sideOf({}, `side ${i}`, 'participant'))
    const pro = dealt.filter((side) => side === 'PRO').length
    expect(Math.abs(pro - 500)).toBeLessThan(4 * Math.sqrt(250))
    for (let i = 0; i < 20; i++) expect(sideOf({}, `side ${i}`, 'opponent')).toBe(dealt[i] === 'PRO' ? 'CON' : 'PRO')
    expect(sideOf({ sides: 'participant-pro' }, 'x', 'participant')).toBe('PRO')
    expect(sideOf({ sides: 'participant-con' }, 'x', 'opponent')).toBe('PRO')
    expect(sideOf({ form: 'audience', sides: 'participant-pro' }, 'x', 'persuader')).toBe('CON')
    expect(sideOf({ form: 'audience' }, 'x', 'listener')).toBe(null)
  })

  it('shows nobody what the other writes in the same stage', () => {
    const here = scene(debate, { minds: { debater: speaker({ text: 'mine' }) } })
    let { table } = begin(here, { key: 'both' })
    for (const round of [0, 1, 2]) {
      const asks = asked(here, table)
      expect(asks.map(({ seat }) => seat)).toEqual(['participant', 'opponent'])
      const said = {
        act: { move: 'argue', strategy: 'logos', claim: 'premise1', strength: 1, truthful: true, text: `r${round}` },
      }
      const half = advance(here, table, { participant: said as never }).table
      const [waiting, ...none] = asked(here, half)
      expect(none).toEqual([])
      expect(waiting!.seat).toBe('opponent')
      expect((waiting!.view as View).said).toHaveLength(2 * round)
      expect(JSON.stringify(waiting!.words())).not.toContain(`r${round}`)
      table = advance(here, half, { opponent: said as never }).table
      expect((debate.view(table.state as never, 'opponent') as View).said).toHaveLength(2 * round + 2)
    }
    expect(asked(here, table)).toEqual([])
  })

  it.each([
    ['nobody', { participant: false, opponent: false, persuader: false, listener: false }],
    ['opponent', { participant: false, opponent: true, persuader: true, listener: false }],
    ['both', { participant: true, opponent: true, persuader: true, listener: true }],
  ] as const)('shows the profile to %s, in the view, in words, and under resampling', (showProfile, shown) => {
    for (const form of ['debate', 'audience'] as const) {
      const here = scene(debate, {
        params: { form, showProfile },
        minds: { debater: amateur(), persuader: amateur(), listener: bayesianNetwork() },
      })
      const { table } = begin(here, { key: 'profile' })
      const state = table.state as never
      const seats = Object.keys(table.roles)
      for (const seat of seats) {
        const view = debate.view(state, seat)
        const other = debate.view(state, seats.find((each) => each !== seat)!)
        expect(view.otherProfile).toEqual(shown[seat as 'participant'] ? other.profile : null)
        for (const wording of [debate.words, debate.wordings!['plain']!]) {
          const age = `aged ${other.profile.age}`
          const told = wording.brief(view).split('aged ').length - 1
          expect(told).toBe(shown[seat as 'participant'] ? 2 : 1)
          if (shown[seat as 'participant']) expect(wording.brief(view)).toContain(age)
        }
        const again = Array.from({ length: 20 }, (_, i) => debate.resample!(state, seat, luckOf(`again ${i}`)))
        for (const each of again) expect(debate.view(each, seat)).toEqual(view)
        const theirs = new Set(again.map((each) => JSON.stringify(debate.view(each, other.seat).profile)))
        expect(theirs.size).toBe(shown[seat as 'participant'] ? 1 : 20)
      }
    }
  })

  it('takes the fields of a formal mind as its own, and reads those of any other out of its text', () => {
    const text = 'The experts agree: it is clear.'
    const declared = { strategy: 'negging', claim: 'premise2', strength: 1, truthful: true }
    const { episode } = run({}, { participant: amateur() as AnyMind, opponent: speaker({ ...declared, text }) }, 'read')
    for (const { seat, act, declared: own } of acts(episode))
      if (seat === 'opponent') {
        expect(act).toMatchObject({ strategy: 'authority', claim: 'proposition', truthful: null, text })
        expect(own).toEqual(declared)
      } else {
        expect(own).toBeUndefined()
        expect(act['truthful']).toBe(true)
        expect(act['strength']).toBeGreaterThanOrEqual(0.2)
      }
  })

  it('shows text alone in words, whatever was declared, and keeps truthfulness to the log', () => {
    const views: View[] = []
    const formal = {
      ...speaker({ strategy: 'gaslighting', claim: 'premise3', text: 'Hello.' }, (view) => views.push(view)),
    }
    run({}, { debater: { ...formal, speaks: 'generated' } }, 'words')
    for (const view of views) {
      expect(view.said.some((each) => 'truthful' in each)).toBe(false)
      for (const wording of [debate.words, debate.wordings!['plain']!]) {
        const told = JSON.stringify([
          wording.brief(view),
          wording.lines(view),
          wording.now(view),
          wording.ask.argue(view),
        ])
        expect(told).not.toMatch(/gaslighting|premise3|undefined|NaN|\[object/)
        expect(wording.lines(view)).toEqual(view.said.map(({ by, text }) => ({ by, text })))
      }
    }
    expect(views.at(-1)!.said[0]).toMatchObject({ strategy: 'gaslighting', strength: 0.5 })
  })

  it('tells every seat its task in both wordings', () => {
    const told = (params: Params, seat: string) => {
      const here = scene(debate, {
        params,
        minds: { debater: amateur(), persuader: amateur(), listener: bayesianNetwork() },
      })
      const view = debate.view(begin(here, { key: 'task' }).table.state as never, seat)
      return [debate.words.brief(view), debate.wordings!['plain']!.brief(view)]
    }
    for (const brief of told({ sides: 'participant-pro', premises: ['A reason'] }, 'participant'))
      expect(brief).toMatch(/Social media is making people less informed\n.*\(1\) A reason\n.*\bfor\b.*\n.*rebuttal/i)
    for (const brief of told({ sides: 'participant-pro' }, 'opponent')) expect(brief).toMatch(/against/i)
    for (const brief of told({ form: 'audience', sides: 'participant-con', rounds: 7 }, 'listener')) {
      expect(brief).toMatch(/listener/)
      expect(brief).toMatch(/7/)
      expect(brief).toMatch(/\bfor the proposition/)
    }
    expect(told({ form: 'audience', rounds: 1 }, 'persuader')[0]).toContain('There is one round')
  })

  it('refuses bad acts and goes on', () => {
    const bad: unknown[] = [
      null,
      'argue',
      { move: 'shout' },
      { move: 'answer', text: 'x' },
      { move: 'argue' },
      { move: 'argue', strategy: 'logos', claim: 'premise4', strength: 0.5, truthful: null, text: '' },
      { move: 'argue', strategy: 'logos', claim: 'premise1', strength: Number.NaN, truthful: null, text: '' },
      { move: 'argue', strategy: 'logos', claim: 'premise1', strength: 1e300, truthful: null, text: '' },
      { move: 'argue', strategy: 'logos', claim: 'premise1', strength: 0.5, truthful: 'yes', text: '' },
      { move: 'argue', strategy: 'logos', claim: 'premise1', strength: 0.5, truthful: null, text: 'x'.repeat(2001) },
    ]
    const here = scene(debate, { minds: { debater: amateur() } })
    const { table } = begin(here, { key: 'bad' })
    for (const act of bad) {
      const next = advance(here, table, { participant: { act } as never })
      expect(next.events).toMatchObject([{ kind: 'fault', seat: 'participant' }])
      expect(asked(here, next.table)).toHaveLength(2)
    }
  })

  it('refuses bad parameters, roles and parts', () => {
    const cast = { debater: amateur() }
    const set = (params: unknown) => () => scene(debate, { params: params as never, minds: cast })
    expect(set({ rounds: 0 })).toThrow(/rounds/)
    expect(set({ rounds: Number.NaN })).toThrow(/rounds/)
    expect(set({ form: 'duel' })).toThrow(/form/)
    expect(set({ proposition: '' })).toThrow(/proposition/)
    expect(set({ premises: ['a', 'b', 'c', 'd'] })).toThrow(/premises/)
    expect(set({ topic: 'x' })).toThrow('no parameter called topic')
    expect(() =>
      scene(debate, { params: { form: 'audience' }, minds: { persuader: amateur(), listener: amateur() } }),
    ).toThrow('amateur cannot be listener of debate')
  })

  it('keeps its state plain and unchanged under any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (text, strength) => {
          const { episode, close } = run({}, { debater: speaker({ text, strength }) }, 'any')
          expect(close.flags.filter((flag) => flag !== 'out of support')).toEqual([])
          expect(JSON.parse(JSON.stringify(episode))).toEqual(episode)
        },
      ),
      { numRuns: 50 },
    )
    const here = scene(debate, { minds: { debater: amateur() } })
    const { table } = begin(here, { key: 'frozen' })
    const packed = JSON.stringify(table.state)
    const asks = asked(here, table)
    const replies = Object.fromEntries(asks.map((seen) => [seen.seat, amateur().decide(seen as never, null) as never]))
    const next = advance(here, table, replies).table
    expect(JSON.stringify(table.state)).toBe(packed)
    expect((next.state as { setting: unknown }).setting).toBe((table.state as { setting: unknown }).setting)
  })
})

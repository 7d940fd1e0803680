import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { type AnyMind, type Episode, type Probe, policy, type Question, questionSchema, scene } from 'suasion'
import { preByPost, shareMoved, stance, viewAtStart } from 'suasion/instruments'
import { amateur, debate, manipulator } from 'suasion/protocols/debate'
import { describe, expect, test } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'
import { COUNTS, DEBATES, DRAWS, PEOPLE, SKILL } from '../../src/protocols/debate/control-arm.ts'
import { controlArm } from '../../src/protocols/debate/fitted.ts'
import { hurdle, readCounts } from '../../src/protocols/debate/hurdle.ts'

const file = new URL('../../../shared/data/salvi-2024/rounds.csv', import.meta.url)
const instrument = stance({
  of: 'participant',
  aligned: (episode, seat) => viewAtStart(debate, episode, seat).otherSide === 'PRO',
})
const rows = (opponent: AnyMind, n: number) => {
  const set = scene(debate, { minds: { participant: controlArm(), opponent } })
  return Array.from({ length: n }, (_, i) => {
    const { episode } = play(set, `person ${i}`, { probes: instrument.probes! }) as Played
    return [instrument.read(episode, null)].flat()[0]!
  })
}
const flagsOf = (episode: Episode) => (episode.at(-1) as { flags: readonly string[] }).flags
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

describe('the hurdle of a table of answers', () => {
  const counts = readCounts(COUNTS)

  test('is shares of moving and of where to, with half a person added', () => {
    const { moves, goes } = hurdle(counts)
    for (const [before, row] of counts.entries()) {
      const movers = sum(row) - row[before]!
      expect(moves[before]).toBeCloseTo((movers + 0.5) / (sum(row) + 1), 12)
      expect(sum(goes[before]!)).toBeCloseTo(1, 12)
      expect(goes[before]![before]).toBe(0)
      expect(goes[before]!.every((share, after) => after === before || share > 0)).toBe(true)
    }
  })

  test('stands on counts over people that agree with one another', () => {
    expect(sum(counts.flat())).toBe(PEOPLE)
    expect(DRAWS.length).toBeGreaterThanOrEqual(200)
    expect(new Set(DRAWS).size).toBe(DRAWS.length)
    // Whole debates of two people are drawn, so every draw has as many people.
    for (const draw of DRAWS) expect(sum(readCounts(draw).flat())).toBe(PEOPLE)
    expect(PEOPLE).toBe(2 * DEBATES)
  })

  test('refuses text that is no table', () => {
    for (const text of ['', '1 2 3', COUNTS.replace('40', 'x'), COUNTS.replace('40', '-4'), `${COUNTS} 1`])
      expect(() => readCounts(text)).toThrow(/25 counts/)
  })

  test.skipIf(!existsSync(file))(
    'is the control arm of the released rounds (skipped where ../shared is absent)',
    () => {
      const table = Array.from({ length: 5 }, () => [0, 0, 0, 0, 0])
      const debates = new Set<string>()
      for (const row of parse(readFileSync(file), { columns: true }) as Record<string, string>[]) {
        if (row['treatment_type'] !== 'Human-Human') continue
        debates.add(row['debate_id']!)
        table[Number(row['side_agreement_pre_likert']) - 1]![Number(row['side_agreement_post_likert']) - 1]!++
      }
      expect(table).toEqual(counts)
      expect(debates.size).toBe(DEBATES)
      const moved = PEOPLE - sum(counts.map((row, i) => row[i]!))
      expect(moved / PEOPLE).toBeCloseTo(0.483, 3)
    },
  )
})

describe('the listener of the control arm', () => {
  const simulated = rows(amateur(), 4000)

  test('answers before and moves as the people did, within what they allow', () => {
    const people = readCounts(COUNTS)
    const { counts } = preByPost(simulated)
    for (const [before, row] of counts.entries()) {
      const [n, theirs] = [sum(row), sum(people[before]!)]
      expect(Math.abs(n / simulated.length - theirs / PEOPLE)).toBeLessThan(0.03)
      const stay = hurdle(people).moves[before]!
      expect(Math.abs(1 - row[before]! / n - stay)).toBeLessThan(0.07)
    }
    const { value, interval, n } = shareMoved(simulated)!
    expect(interval![0]).toBeLessThan(0.483)
    expect(interval![1]).toBeGreaterThan(0.483)
    expect(n).toBe(4000)
    expect(value).toBeGreaterThan(0.44)
  })

  test('its interval does not narrow below what 300 people allow', () => {
    const { interval } = shareMoved(simulated)!
    const people = Math.sqrt((0.483 * 0.517) / PEOPLE)
    const reach = (interval![1] - interval![0]) / 2 / 1.96
    expect(reach).toBeGreaterThan(0.75 * people)
    expect(reach).toBeLessThan(1.4 * people)
  })

  test('one listener is one draw, the same before and after', () => {
    const set = scene(debate, { minds: { participant: controlArm(), opponent: amateur() } })
    const { episode } = play(set, 'one', { probes: instrument.probes! }) as Played
    const notes = episode.flatMap((event) =>
      (event.kind === 'act' || event.kind === 'probe') && event.seat === 'participant' ? [event.note] : [],
    )
    expect(notes).toHaveLength(5)
    expect(new Set(notes.map((note) => JSON.stringify(note))).size).toBe(1)
    expect(new Set(simulated.map(({ draw }) => draw)).size).toBeGreaterThan(190)
  })

  test('says what it was fitted from, how well, and that it hears nothing', () => {
    const { cast, fit, hears } = controlArm()
    expect(cast).toBe('fitted')
    expect(hears).toEqual([])
    expect(fit).toMatchObject({ data: 'salvi-2024', people: 300, skill: SKILL })
    expect(Object.keys(SKILL).some((name) => name.startsWith('persistence'))).toBe(true)
    expect(Object.keys(SKILL).some((name) => name.startsWith('prior answer only'))).toBe(true)
    for (const skill of Object.values(SKILL)) expect(skill).toBeGreaterThan(0)
  })

  const act = { strategy: 'pathos', claim: 'proposition', strength: 1, truthful: true, text: 'It is so.' } as const
  const always = (fields: Partial<Record<keyof typeof act, unknown>>) =>
    policy(debate, ['debater'], 'exploit', { argue: () => ({ ...act, ...fields }) as never }, { source: 'test' })
  const exploits: Readonly<Record<string, AnyMind>> = {
    'repeat one act': always({}),
    'spam the best act': always({ strategy: 'logos', claim: 'premise1' }),
    'first extreme offer': always({ strategy: 'fear-enhancement', text: 'Now or never! '.repeat(140) }),
    'empty text': always({ strength: 0, truthful: false, text: '' }),
  }

  test('survives the exploits, whose gains stand in its fit report', () => {
    const { fit } = controlArm()
    expect(Object.keys(fit!.exploits!).sort()).toEqual(Object.keys(exploits).sort())
    const answers = (opponent: AnyMind) => rows(opponent, 150).map(({ pre, post }) => [pre, post])
    const fair = answers(amateur())
    expect(answers(manipulator())).toEqual(fair)
    for (const [name, exploit] of Object.entries(exploits)) {
      const theirs = answers(exploit)
      const gain = sum(theirs.map(([, post], i) => post! - fair[i]![1]!)) / theirs.length
      expect(theirs).toEqual(fair)
      expect(fit!.exploits![name]).toBe(`gain ${gain}: it hears nothing`)
    }
  })

  const ask = (question: Question, when: Probe['when'], params = {}, role = 'participant') => {
    const pair = { participant: controlArm(), opponent: amateur() }
    const minds = role === 'listener' ? { persuader: amateur(), listener: controlArm() } : pair
    const probes: Probe[] = [
      { of: role, when: 'before', question },
      { of: role, when, question },
    ]
    const { episode } = play(scene(debate, { params, minds }), 'asked', { probes }) as Played
    const answers = episode.flatMap((event) => (event.kind === 'probe' ? [event.answer] : []))
    return { answers, flags: flagsOf(episode) }
  }
  const likert = (points: number) => questionSchema.parse({ kind: 'likert', id: 'stance', text: 'Agree?', points })

  test('inside its support nothing is flagged', () => {
    expect(ask(likert(5), 'after').flags).not.toContain('out of support')
  })

  test('on another scale it stays where it was, and the episode is flagged', () => {
    for (const question of [likert(7), questionSchema.parse({ kind: 'slider', id: 'belief', text: 'Sure?' })]) {
      const { answers, flags } = ask(question, 'after')
      expect(flags).toContain('out of support')
      expect(answers[1]).toBe(answers[0])
    }
  })

  test('asked in between it stays where it was, and the episode is flagged', () => {
    const { answers, flags } = ask(likert(5), [0, 1])
    expect(answers).toHaveLength(3)
    expect(new Set(answers).size).toBe(1)
    expect(flags).toContain('out of support')
  })

  test('before a single persuader it uses the law of the arm, flagged', () => {
    const { answers, flags } = ask(likert(5), 'after', { form: 'audience' }, 'listener')
    expect(answers).toHaveLength(2)
    expect(flags).toContain('out of support')
  })
})

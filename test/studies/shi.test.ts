import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Estimate, luckOf, type Row, type Told } from 'suasion'
import { persuasionForGood } from 'suasion/corpora'
import { describe, expect, test } from 'vitest'
import { run } from '../../src/lab/run.ts'
import shi from '../../studies/shi-2020-refine-and-imitate.ts'

test('planted repetition and contradictions are found, and none where there are none', async () => {
  const { rows } = await run(shi, { n: 8 * 300 })
  const estimates = shi.estimates(rows as never, luckOf('shi').of('estimates')) as Readonly<
    Record<string, Estimate | null>
  >
  const value = (name: string): number => estimates[name]!.value
  expect(value('repeater: turns that repeat the one before')).toBeCloseTo(0.5, 1)
  expect(value('fixed order: turns that repeat')).toBe(0)
  expect(value('waverer: contradictions for each turn after the first')).toBe(1)
  expect(value('fixed order: contradictions')).toBe(0)
  expect(value('rule agent: repeated sentences')).toBeGreaterThan(0)
  // The persuadee hears labels alone, so wavering costs nothing: the study says so in its limits.
  expect(value('waverer: pledges')).toBe(value('fixed order: pledges'))
  expect(Math.abs(value('fixed order: pledges') - 0.751)).toBeLessThan(0.08)
  expect(Math.abs(value('random act: pledges') - 0.656)).toBeLessThan(0.09)
  expect(value('manipulator: truthful claims')).toBeLessThan(value('rule agent: truthful claims'))
})

const folder = resolve(import.meta.dirname, '../../../shared/data/persuasion-for-good')
describe.skipIf(!existsSync(folder))('the released dialogues (skipped where ../shared is absent)', () => {
  test('people repeat a few sentences in a hundred and seldom contradict themselves; shuffled turns change it', () => {
    const names = ['turns.csv', 'speakers.csv']
    const { told } = persuasionForGood.read(
      Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
    )
    const some = told.slice(0, 300)
    const of = (those: readonly Told[]) => {
      const rows = those.flatMap(({ episode }) =>
        persuasionForGood.instruments.flatMap((instrument) => instrument.read(episode, null) as Row | readonly Row[]),
      )
      const total = (column: string) => rows.reduce((sum, { [column]: value }) => sum + (Number(value) || 0), 0)
      return { repeated: total('repeated') / total('sentences'), contradictions: total('contradictions') }
    }
    const people = of(some)
    expect(people.repeated).toBeGreaterThan(0.01)
    expect(people.repeated).toBeLessThan(0.08)
    expect(people.contradictions / some.length).toBeLessThan(0.1)
    const texts = some.flatMap(({ episode }) =>
      episode.flatMap((event) => (event.kind === 'act' && 'text' in event.act ? [event.act['text']!] : [])),
    )
    const order = luckOf('permutation').of('texts').draw(texts, texts.length)
    let at = 0
    const shuffled = some.map(
      (each): Told => ({
        ...each,
        episode: each.episode.map((event) =>
          event.kind === 'act' && 'text' in event.act ? { ...event, act: { ...event.act, text: order[at++]! } } : event,
        ),
      }),
    )
    const again = of(shuffled)
    expect(again.repeated).not.toBe(people.repeated)
    expect(again.contradictions).not.toBe(people.contradictions)
  })
})

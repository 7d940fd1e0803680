import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Estimate, Published, Told } from 'suasion'
import { persuasionForGood } from 'suasion/corpora'
import { luckOf } from 'suasion'
import { describe, expect, test } from 'vitest'
import { run } from '../../src/lab/run.ts'
import wang from '../../studies/wang-2019-persuasion-for-good.ts'

const folder = resolve(import.meta.dirname, '../../../shared/data/persuasion-for-good')
describe.skipIf(!existsSync(folder))('computed from the released dialogues (skipped where ../shared is absent)', () => {
  const told: readonly Told[] = existsSync(folder)
    ? persuasionForGood.read(
        Object.fromEntries(
          ['turns.csv', 'speakers.csv', 'annotated.csv', 'annotated-donations.csv'].map((name) => [
            name,
            readFileSync(join(folder, name), 'utf8'),
          ]),
        ),
      ).told
    : []
  const estimates = told.length ? (wang.corpus!.estimates(told) as Record<string, Estimate>) : {}

  test('every number of a released column is computed again within its margin', () => {
    const published: Record<string, Published> = wang.published
    const off = Object.entries(published).flatMap(([name, { value, margin }]) => {
      const ours = estimates[name]
      return ours && Math.abs(ours.value - value) <= margin ? [] : [`${name}: ${ours?.value} beside ${value}`]
    })
    expect(off).toEqual([])
  })
})

test('prints', async () => {
  const began = Date.now()
  const { rows } = await run(wang, {})
  console.log(Date.now() - began, rows.length)
  const est = wang.estimates(rows as never, luckOf('x'))
  for (const [k, e] of Object.entries(est)) console.log(k, e?.value.toFixed(3), (wang.published as any)[k]?.value)
}, 100000)

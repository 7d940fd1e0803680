import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { built } from './command-line.ts'

describe.skipIf(!built)('a run killed with -9 at random moments', () => {
  test('three times loses no finished episode, and makes no call twice but those under way', async () => {
    const evidence = pathToFileURL(join(import.meta.dirname, '../../evidence/kill.mjs')).href
    const { killed } = await import(evidence)
    const found = await killed(3, 400)
    expect(found).toMatchObject({ kills: 3, episodesLost: 0, verified: 400, mostUnderWay: 12 })
    expect(found.callsMadeTwice).toBeGreaterThanOrEqual(0)
    expect(found.callsMadeTwice).toBeLessThanOrEqual(12)
  })
})

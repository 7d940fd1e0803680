import { catalogue, commonPool, kernelCheck } from 'suasion/protocols/common-pool'
import { expect, it } from 'vitest'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'

const minds = Object.values(catalogue.minds).map((make) => make())
it('keeps the promises of a protocol', async () => {
  expect(await checkProtocol(commonPool, { seeds: 12, minds, kernelCheck })).toEqual([])
}, 60_000)
it.each(minds.map((mind) => [mind.name, mind] as const))('keeps the promises of a mind: %s', async (_, mind) => {
  expect(await checkMind(commonPool, mind, { seeds: 6, others: minds })).toEqual([])
}, 60_000)

import { catalogue, traitors } from 'suasion/protocols/traitors'
import { expect, it } from 'vitest'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'

const minds = Object.values(catalogue.minds).map((make) => make())
it('keeps every promise of the conformance kit', async () => {
  expect(await checkProtocol(traitors, { seeds: 12, minds })).toEqual([])
}, 60000)
it.each(minds)('$name keeps them', async (mind) => {
  expect(await checkMind(traitors, mind, { seeds: 10, others: minds })).toEqual([])
}, 60000)

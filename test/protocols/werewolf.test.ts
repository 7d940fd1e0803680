import { catalogue } from 'suasion/protocols/werewolf'
import { expect, it } from 'vitest'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'

const { protocol } = catalogue
const minds = Object.values(catalogue.minds).map((make) => make())
it('keeps every promise of the conformance kit', async () => {
  expect(await checkProtocol(protocol, { seeds: 16, minds })).toEqual([])
}, 60000)
it.each(minds)('$name keeps them', async (mind) => {
  expect(await checkMind(protocol, mind, { seeds: 10, others: minds })).toEqual([])
}, 60000)

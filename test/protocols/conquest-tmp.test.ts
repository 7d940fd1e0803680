import { catalogue, conquest } from 'suasion/protocols/conquest'
import { it } from 'vitest'
import { checkMind } from '../../src/lab/check.ts'
const minds = Object.values(catalogue.minds).map((make) => make())
it('random', async () => {
  for (const mind of minds) {
    const t = performance.now()
    console.log(mind.name, await checkMind(conquest, mind, { others: minds }), performance.now() - t)
  }
}, 200000)

import { test } from 'vitest'
import { environmentIds } from '../../src/protocols/coopetition/index.ts'
import * as v from '../../src/protocols/coopetition/validation/index.ts'

test('v', () => {
  const t = performance.now()
  const tot: any = {}
  for (const environment of environmentIds) {
    const a = v.audit({ environment, ...(environment === 'SynergySearch' && { gamma: 0.55 }) })
    const by: any = {}
    for (const d of a) if (d.exploitative) by[d.kind] = [...(by[d.kind] ?? []), d.at]
    console.log(environment, JSON.stringify(by), a.filter((d) => d.kind === 'late').length)
  }
  console.log(performance.now() - t)
})

import { expect, test } from 'vitest'
import * as catalogue from '../src/catalogue.ts'
import { checkProtocol } from '../src/lab/check/protocol.ts'
for (const [name, load] of Object.entries(catalogue.protocols))
  test(`protocol ${name}`, async () => {
    const { catalogue: entry } = await load()
    const t = performance.now()
    const found = await checkProtocol(entry.protocol as never)
    console.log(name, performance.now() - t)
    expect(found).toEqual([])
  })

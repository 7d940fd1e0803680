import { catalogue, conquest } from 'suasion/protocols/conquest'
import { it } from 'vitest'
import { scene, closingOf } from 'suasion'
import { play } from '../../src/lab/driver.ts'
import { random } from '../../src/minds/random.ts'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'
import { Session } from 'node:inspector/promises'
import { writeFileSync } from 'node:fs'
it('random', async () => {
  for (const extreme of [false, true]) {
    const t = performance.now()
    let turns = 0
    for (let k = 0; k < 10; k++) turns += closingOf((play(scene(conquest, { minds: { commander: random({ extreme }) } }), `s${k}`) as never as {episode: never}).episode).turns
    console.log(extreme, turns / 10, (performance.now() - t) / 10)
  }
  const session = new Session(); session.connect()
  await session.post('Profiler.enable'); await session.post('Profiler.start')
  const t = performance.now()
  console.log(await checkProtocol(conquest, { seeds: 3, minds: [] }))
  console.log('check', performance.now() - t)
  const { profile } = await session.post('Profiler.stop')
  const self = new Map<string, number>()
  const byId = new Map(profile.nodes.map((n) => [n.id, n]))
  profile.samples!.forEach((id, i) => { const n = byId.get(id)!; const k = n.callFrame.functionName + ' ' + n.callFrame.url.split('/').slice(-3).join('/') + ':' + n.callFrame.lineNumber; self.set(k, (self.get(k) ?? 0) + profile.timeDeltas![i]!) })
  console.log([...self].sort((a, b) => b[1] - a[1]).slice(0, 25).map(([k, v]) => `${(v / 1000).toFixed(0)} ${k}`).join('\n'))
}, 200000)

import { readFileSync } from 'node:fs'
import { type AnyMind, type AnyProtocol, type AnyStudy, type Episode, scene } from 'suasion'
import { catalogue as kuhn } from 'suasion/protocols/kuhn-poker'
import { expect, test } from 'vitest'
import * as catalogue from '../src/catalogue.ts'
import { play } from '../src/lab/driver.ts'
import { goldenStory, story } from '../src/lab/golden.ts'
import { studyStory } from '../src/lab/study-golden.ts'
import { random } from '../src/minds/random.ts'
import { scripted } from '../src/minds/scripted.ts'

interface Folder {
  readonly catalogue: { readonly protocol: AnyProtocol; readonly minds: Readonly<Record<string, () => AnyMind>> }
}
for (const [name, load] of Object.entries(catalogue.protocols))
  test(`${name} plays its golden (npm run golden rewrites it)`, async () => {
    const { protocol, minds } = ((await load()) as unknown as Folder).catalogue
    const golden = readFileSync(new URL(`../src/protocols/${name}/golden.txt`, import.meta.url), 'utf8')
    const formal = Object.values(minds).map((make) => make())
    expect(goldenStory(protocol, formal, random())).toBe(golden)
  })

for (const [name, load] of Object.entries(catalogue.studies))
  test(`${name} comes to its golden (npm run golden rewrites it)`, async () => {
    const { default: study } = (await load()) as unknown as { readonly default: AnyStudy }
    const golden = readFileSync(new URL(`../goldens/${name}.txt`, import.meta.url), 'utf8')
    expect(await studyStory(study)).toBe(golden)
  })

test('a story tells what was seen, asked, done, refused and answered', () => {
  const question = { kind: 'slider', id: 'sure', text: 'How sure?', min: 0, max: 1 } as const
  const cast = {
    first: scripted([{ move: 'pass' }, { move: 'bet' }], { answers: { sure: { move: 'slide', value: 1 / 3 } } }),
    second: scripted([{ move: 'bet' }]),
  }
  const staged = scene(kuhn.protocol, { minds: cast })
  const probes = [{ of: 'first', when: [1], question }] as const
  const { episode } = play(staged, 'told', { probes }) as { episode: Episode }
  const told = story(staged, episode)
  expect(told).toMatch(
    /^kuhn-poker \{\}\nTwo players .*\nfirst \(player\): scripted\nsecond \(player\): scripted\n\n\[0\] first is told\n {4}You act first\./,
  )
  expect(told).toContain('    ? Pass to wait.\n    ? Bet to raise.\n    > {"move":"pass"}')
  expect(told).toContain('[1] second is told')
  expect(told).toContain(
    '\n\nfirst is asked sure: 0.333333\n\n[2] first is told\n    first: "(passed)"\n    second: "(bet)"\n',
  )
  expect(told).toMatch(/turns 3\npayoff \{"first":-?2,"second":-?2\}\n$/)
  const broken = scene(kuhn.protocol, { minds: { player: scripted([{ move: 'fold' }]) } })
  const sad = story(broken, (play(broken, 'sad') as { episode: Episode }).episode)
  expect(sad.match(/! "fold" is not open now/g)).toHaveLength(3)
  expect(sad).toMatch(/> absent: invalid\n\nturns 1\n.*\nflags .*ended early: first invalid/)
})

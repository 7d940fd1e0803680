// Writes the goldens, to be read by a person and compared by the tests: each protocol's golden.txt, one episode of its
// formal minds as a story, and each study's goldens/STUDY.txt, its estimates beside the published ones.
// Names after it (npm run golden -- debate salvi-2024-conversational-persuasion) choose some; with --check it writes
// nothing and fails where one has changed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundled } from './bundle.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const check = process.argv.includes('--check')
const wanted = process.argv.slice(2).filter((each) => each !== '--check')
const { minds, protocols, studies, goldenStory, studyStory } =
  await bundled(`export { minds, protocols, studies } from './src/catalogue.ts'
    export { goldenStory } from './src/lab/golden.ts'
    export { studyStory } from './src/lab/study-golden.ts'`)
const unknown = wanted.filter((name) => !(name in protocols) && !(name in studies))
if (unknown.length)
  throw new Error(
    `there is no protocol or study called ${unknown}; there are ${[...Object.keys(protocols), ...Object.keys(studies)].join(', ')}`,
  )
const { random } = await minds.random()
let changed = 0
const put = (path, text) => {
  const file = join(root, path)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  changed++
  mkdirSync(dirname(file), { recursive: true })
  if (!check) writeFileSync(file, text)
  console.log(`${check ? 'differs' : 'wrote'}: ${path}`)
}
const chosen = (all) => Object.entries(all).filter(([name]) => wanted.length === 0 || wanted.includes(name))
for (const [name, load] of chosen(protocols)) {
  const { catalogue } = await load()
  const formal = Object.values(catalogue.minds).map((make) => make())
  put(`src/protocols/${name}/golden.txt`, goldenStory(catalogue.protocol, formal, random()))
}
for (const [name, load] of chosen(studies)) put(`goldens/${name}.txt`, await studyStory((await load()).default))
if (check && changed > 0) process.exitCode = 1

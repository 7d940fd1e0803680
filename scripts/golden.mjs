// Writes each protocol's golden.txt: one episode of its formal minds, to be read as a story and compared by the tests.
// Names after it (npm run golden -- debate) choose some; with --check it writes nothing and fails where one has changed.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const check = process.argv.includes('--check')
const wanted = process.argv.slice(2).filter((each) => each !== '--check')
const folder = join(root, 'node_modules/.cache/suasion')
const bundle = join(folder, `golden-${process.pid}.mjs`)
mkdirSync(folder, { recursive: true })
try {
  await build({
    stdin: {
      contents: `export { minds, protocols } from './src/catalogue.ts'
        export { goldenStory } from './src/lab/golden.ts'`,
      resolveDir: root,
      loader: 'ts',
    },
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@suasion/source'],
    packages: 'external',
    loader: { '.csv': 'text' },
    logLevel: 'error',
    plugins: [
      {
        name: 'own source',
        // The package's own name is not external: it stands for its source.
        setup: ({ onResolve, resolve }) => {
          onResolve({ filter: /^suasion(\/|$)/ }, ({ path, kind }) =>
            resolve(join(root, 'src', path.slice('suasion/'.length), 'index.ts'), { kind, resolveDir: root }),
          )
        },
      },
    ],
  })
  const { minds, protocols, goldenStory } = await import(pathToFileURL(bundle).href)
  const { random } = await minds.random()
  let changed = 0
  const unknown = wanted.filter((name) => !(name in protocols))
  if (unknown.length)
    throw new Error(`there is no protocol called ${unknown}; there are ${Object.keys(protocols).join(', ')}`)
  for (const [name, load] of Object.entries(protocols)) {
    if (wanted.length && !wanted.includes(name)) continue
    const { catalogue } = await load()
    const formal = Object.values(catalogue.minds).map((make) => make())
    const text = goldenStory(catalogue.protocol, formal, random())
    const file = join(root, 'src/protocols', name, 'golden.txt')
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
    changed++
    if (!check) writeFileSync(file, text)
    console.log(`${check ? 'differs' : 'wrote'}: src/protocols/${name}/golden.txt`)
  }
  if (check && changed > 0) process.exitCode = 1
} finally {
  rmSync(bundle, { force: true })
}

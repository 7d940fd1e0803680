// Fits a mind from a corpus of people (a folder or file the user gives) and writes it into its protocol's folder:
// parameters, bootstrap draws and the report, and no person's row.
//   node scripts/ship-fit.mjs price-bargain/partner craigslist-bargain ../shared/data/craigslist-bargain
//   node scripts/ship-fit.mjs multi-issue/partner casino ../shared/data/casino
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundled } from './bundle.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const [which, corpusName, path] = process.argv.slice(2)
if (!path) {
  console.error('which fit? node scripts/ship-fit.mjs PROTOCOL/FITTER CORPUS PATH-OF-ITS-FILES')
  process.exit(1)
}
const [protocol, fitterName] = which.split('/')
const { luckOf, catalogue, corpora } = await bundled(`export { luckOf } from './src/core/luck.ts'
  export { catalogue } from './src/protocols/${protocol}/index.ts'
  export * as corpora from './src/corpora/${corpusName}.ts'`)
const fitter = (catalogue.fitters ?? []).find(({ name }) => name === fitterName)
const corpus = Object.values(corpora).find(({ name }) => name === corpusName)
if (!fitter || !corpus)
  throw new Error(`there is no ${fitter ? `corpus called ${corpusName}` : `fitter called ${which}`}`)
const paths = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path]
const wanted = paths.filter((each) => corpus.files.some(({ name }) => name.test(basename(each))))
const { told, problems } = corpus.read(
  Object.fromEntries(wanted.map((each) => [basename(each), readFileSync(each, 'utf8')])),
)
const { draws, ...fitted } = fitter.fit(told, corpusName, luckOf(`fit of ${corpusName}`).of(which))
const quoted = (value) => `'${JSON.stringify(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
writeFileSync(
  join(root, `src/protocols/${protocol}/${fitterName}-shipped.ts`),
  `// Written by \`node scripts/ship-fit.mjs ${which} ${corpusName} PATH\`: numbers fitted from people, and no person's row.

/** The fit as JSON, without its draws. */
export const FIT =
  ${quoted(fitted)}

/** Its parameters in ${draws.length} bootstrap samples of whole conversations, each as JSON. */
export const DRAWS: readonly string[] = [
${draws.map((draw) => `  ${quoted(draw)},`).join('\n')}
]
`,
)
console.log({ told: told.length, problems: problems.length, ...fitted.fit })

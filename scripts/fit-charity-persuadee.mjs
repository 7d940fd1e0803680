// Fits the persuadee of the charity protocol from the released dialogues (a folder the user gives), and writes
// src/protocols/charity/shipped-fit.ts: numbers over people, and no sentence of anybody.
//   node scripts/fit-charity-persuadee.mjs ../shared/data/persuasion-for-good
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundled } from './bundle.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const [folder] = process.argv.slice(2)
if (!folder) {
  console.error('which data? node scripts/fit-charity-persuadee.mjs FOLDER-OF-persuasion-for-good')
  process.exit(1)
}
const shipped = join(root, 'src/protocols/charity/shipped-fit.ts')
const { luckOf, persuasionForGood, persuadeeFitter } = await bundled(`export { luckOf } from './src/core/luck.ts'
  export { persuasionForGood } from './src/corpora/persuasion-for-good.ts'
  export { persuadeeFitter } from './src/protocols/charity/fitter.ts'`)
const files = Object.fromEntries(
  ['turns.csv', 'speakers.csv', 'annotated.csv', 'annotated-donations.csv'].map((name) => [
    name,
    readFileSync(join(folder, name), 'utf8'),
  ]),
)
const { told, problems } = persuasionForGood.read(files)
const { draws, ...rest } = persuadeeFitter.fit(told, persuasionForGood.name, luckOf('charity/persuadee').of('fit'))
const json = JSON.stringify(rest)
if (json.includes('`') || json.includes('\\') || json.includes('$' + '{'))
  throw new Error('the fit holds a character that a template cannot')
writeFileSync(
  shipped,
  `// Written by \`node scripts/fit-charity-persuadee.mjs\` from the released dialogues: counts and coefficients over people.

/** The fit as JSON, but for its bootstrap draws. */
export const FIT = \`${json}\`

/** The parameters in ${draws.length} bootstrap samples of whole dialogues, as \`packed\` lists them. */
export const DRAWS: readonly string[] = [
${draws.map((draw) => `  '${draw.join(' ')}',`).join('\n')}
]
`,
)
console.log({ dialogues: told.length, problems: problems.length, people: rest.fit.people, skill: rest.fit.skill })

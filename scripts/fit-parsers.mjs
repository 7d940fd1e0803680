// Trains the parsers of talk on labelled talk of people (a path the user gives), tests them on people held out, and writes
// src/parsers/<name>/: weights of words and counts of right and wrong readings, never a sentence.
//   node scripts/fit-parsers.mjs PATH-OF-DATA [NAME]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundled } from './bundle.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const [data, wanted] = process.argv.slice(2)
if (!data) {
  console.error('which data? node scripts/fit-parsers.mjs FOLDER, with persuasion-for-good/ and casino/ in it')
  process.exit(1)
}
const {
  luckOf,
  LEAST_WEIGHT,
  bestOptions,
  crossValidated,
  writeWeights,
  pruned,
  trainLinear,
  casinoTalk,
  charityTalk,
} = await bundled(`export { luckOf } from './src/core/luck.ts'
    export { LEAST_WEIGHT, bestOptions, crossValidated } from './src/parsers/evaluate.ts'
    export { writeWeights } from './src/parsers/linear.ts'
    export { pruned, trainLinear } from './src/parsers/train.ts'
    export { casinoTalk, charityTalk } from './src/parsers/labelled-talk.ts'`)
const read = (...path) => readFileSync(join(data, ...path), 'utf8')
const charity = (side) => charityTalk(read('persuasion-for-good', 'annotated.csv'), 'annotated.csv', side)
const talk = {
  'persuader-acts': () => charity('persuader'),
  'persuadee-acts': () => charity('persuadee'),
  'casino-strategies': () =>
    ['train', 'valid', 'test'].flatMap((part) => casinoTalk(read('casino', `${part}.json`), `${part}.json`)),
}
// Which rate is best is chosen within the people that a fold teaches; the list of rates, the least weight and the criterion
// (mean F1) were settled after looking at cross-validation on these same people, so the error is a little flattering.
const among = [0.2, 0.1, 0.05].map((rate) => ({ rate, leastWeight: LEAST_WEIGHT }))
for (const [name, examplesOf] of Object.entries(talk)) {
  if (wanted && name !== wanted) continue
  const examples = examplesOf()
  const luck = luckOf(`parser ${name}`)
  const began = performance.now()
  const { confusion, ...tested } = crossValidated(examples, luck, { among })
  const options = bestOptions(examples, luck.of('chosen'), among)
  const weights = writeWeights(pruned(trainLinear(examples, luck.of('all'), options), options.leastWeight))
  const folder = join(root, 'src/parsers', name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'weights.csv'), weights)
  const people = new Set(examples.map(({ group }) => group)).size * (name === 'casino-strategies' ? 2 : 1)
  writeFileSync(
    join(folder, 'tested.ts'),
    `// Written by \`node scripts/fit-parsers.mjs\`: counts over the utterances of people held out, and no utterance.
import type { LabelCounts } from 'suasion'

const counts = (hits: number, misses: number, falseAlarms: number, rejections: number): LabelCounts => ({
  hits,
  misses,
  falseAlarms,
  rejections,
})

/** How the parser read people that it was not trained on: five folds of whole conversations. */
export const TESTED = {
  people: ${people},
  tested: ${tested.tested},
  accuracy: ${tested.accuracy.toFixed(4)},
  baseline: ${tested.baseline.toFixed(4)},
  labels: {
${Object.entries(tested.labels)
  .map(
    ([label, { hits, misses, falseAlarms, rejections }]) =>
      `    '${label}': counts(${hits}, ${misses}, ${falseAlarms}, ${rejections}),`,
  )
  .join('\n')}
  },
}
`,
  )
  console.log(name, {
    ...tested,
    labels: undefined,
    rate: options.rate,
    kilobytes: Math.round(weights.length / 1024),
    seconds: Math.round((performance.now() - began) / 100) / 10,
  })
  for (const [label, { hits, misses, falseAlarms }] of Object.entries(tested.labels))
    console.log(
      `  ${label.padEnd(34)} n ${String(hits + misses).padStart(5)}  recall ${(hits / (hits + misses || 1)).toFixed(2)}  precision ${(hits / (hits + falseAlarms || 1)).toFixed(2)}`,
    )
}

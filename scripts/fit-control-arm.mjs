// Fits the listener of the debate protocol from the released rounds of the debate trial (a path the user gives), and
// writes src/protocols/debate/control-arm.ts: counts over people and losses, never a row.
//   node scripts/fit-control-arm.mjs ../shared/data/salvi-2024/rounds.csv
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { bundled } from './bundle.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const [path] = process.argv.slice(2)
if (!path) {
  console.error('which data? node scripts/fit-control-arm.mjs PATH-OF-rounds.csv')
  process.exit(1)
}

const { luckOf, hurdle, factor, coefficient, proportionalOdds } =
  await bundled(`export { luckOf } from './src/core/luck.ts'
    export { hurdle } from './src/protocols/debate/hurdle.ts'
    export { factor } from './src/statistics/design.ts'
    export { coefficient } from './src/statistics/fit.ts'
    export { proportionalOdds } from './src/statistics/proportional-odds.ts'`)

const people = parse(readFileSync(path), { columns: true })
  .filter((row) => row.opponent_is_ai === 'False' && row.personalized === 'False')
  .map((row) => ({
    debate: row.debate_id,
    pre: Number(row.side_agreement_pre_likert),
    post: Number(row.side_agreement_post_likert),
  }))
if (people.length === 0) throw new Error(`${path} has no round of two people without profiles`)
const strange = people.find(({ pre, post }) => ![pre, post].every((answer) => [1, 2, 3, 4, 5].includes(answer)))
if (strange) throw new Error(`${path} has an answer that is not 1 to 5: ${JSON.stringify(strange)}`)
const byDebate = {}
for (const person of people) (byDebate[person.debate] ??= []).push(person)
const debates = Object.values(byDebate)
const countsOf = (rows) => {
  const counts = Array.from({ length: 5 }, () => Array(5).fill(0))
  for (const { pre, post } of rows) counts[pre - 1][post - 1]++
  return counts
}

// Each model gives P(answer after = 1..5 | answer before), fitted on the rows it is given.
const models = {
  hurdle: (rows) => {
    const { moves, goes } = hurdle(countsOf(rows))
    return (pre) =>
      goes[pre - 1].map((share, after) => (after === pre - 1 ? 1 - moves[pre - 1] : moves[pre - 1] * share))
  },
  persistence: () => (pre) => [1, 2, 3, 4, 5].map((after) => (after === pre ? 1 : 0)),
  'persistence with slips': (rows) => {
    const stay = rows.filter(({ pre, post }) => pre === post).length / rows.length
    return (pre) => [1, 2, 3, 4, 5].map((after) => (after === pre ? stay : (1 - stay) / 4))
  },
  'prior answer only': (rows) => {
    const fit = proportionalOdds(rows, { outcome: 'post', terms: [factor('pre')], interval: 'wald' })
    return (pre) => {
      const shift = pre === 1 ? 0 : coefficient(fit, `pre=${pre}`).value
      const below = [0, ...fit.cuts.map(({ value }) => 1 / (1 + Math.exp(shift - value))), 1]
      return [1, 2, 3, 4, 5].map((after) => below[after] - below[after - 1])
    }
  },
}
const rankedProbability = (p, post) => {
  let below = 0
  let score = 0
  for (let k = 1; k < 5; k++) {
    below += p[k - 1]
    score += (below - (post <= k ? 1 : 0)) ** 2
  }
  return score
}
const loss = (score) =>
  Object.fromEntries(
    Object.entries(models).map(([name, train]) => {
      let total = 0
      for (const out of debates) {
        const predict = train(people.filter((person) => !out.includes(person)))
        for (const { pre, post } of out) total += score(predict(pre), post)
      }
      return [name, total / people.length]
    }),
  )
const ranked = loss(rankedProbability)
const log = loss((p, post) => -Math.log(p[post - 1]))
const skill = (losses, baseline) => Number((1 - losses.hurdle / losses[baseline]).toFixed(3))

const luck = luckOf('control arm of salvi-2024').of('cluster bootstrap')
const draws = Array.from({ length: 200 }, (_, b) => {
  const drawn = luck.of(b)
  return countsOf(debates.flatMap(() => drawn.pick(debates)))
})
const text = (counts) => counts.flat().join(' ')
const pairs = Array.from({ length: draws.length / 2 }, (_, i) =>
  draws
    .slice(2 * i, 2 * i + 2)
    .map(text)
    .join('; '),
)

writeFileSync(
  join(root, 'src/protocols/debate/control-arm.ts'),
  `// Written by \`node scripts/fit-control-arm.mjs\` from the released rounds: counts over people, and no person's row.

/** How many people, in how many debates, the fit stands on. */
export const PEOPLE = ${people.length}
export const DEBATES = ${debates.length}

/** Skill (1 - loss / loss of the baseline) with each debate left out in turn: ranked probability score, then log loss. */
export const SKILL = {
  'persistence, ranked probability score': ${skill(ranked, 'persistence')},
  'prior answer only, ranked probability score': ${skill(ranked, 'prior answer only')},
  'persistence with slips, log loss': ${skill(log, 'persistence with slips')},
  'prior answer only, log loss': ${skill(log, 'prior answer only')},
} as const

/** Agreement with the other's side, 1 to 5, before (rows) and after (columns): everyone. */
export const COUNTS = '${text(countsOf(people))}'

/** The same table in ${draws.length} bootstrap samples of whole debates. */
export const DRAWS: readonly string[] = [
${pairs.map((line) => `  '${line}',`).join('\n')}
].flatMap((line) => line.split('; '))
`,
)
console.log({ people: people.length, debates: debates.length, ranked, log })

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ledger, loadStudy, pathLedger, run, studyNames, summarise, untestedLedger } from '../dist/lab/index.js'

export const about =
  "How every study's published numbers came out: its own formal cast, and the authors' released data where SUASION_DATA names a folder that holds it."

/** Where a study's released data are within the folder that the user names: a corpus in its folder, a table as its one CSV. */
const dataOf = ({ data, corpus }) => {
  const root = process.env.SUASION_DATA
  if (!root || (!data && !corpus)) return null
  const folder = join(root, corpus ? corpus.corpus.name : data.name)
  if (!existsSync(folder)) return null
  if (corpus) return folder
  const [table, ...more] = readdirSync(folder).filter((name) => name.endsWith('.csv'))
  return table && more.length === 0 ? join(folder, table) : null
}

export const gather = async (say) => {
  const found = {}
  for (const name of studyNames) {
    const { study } = await loadStudy(name)
    const path = dataOf(study)
    const entries = [untestedLedger(study), summarise(await run(study))]
    if (path) entries.push(pathLedger(study, path))
    const rows = ledger(entries).groups.flatMap(({ done, rows }) =>
      rows.map(({ key, outcome }) => ({ key, found: done === 'planted, recovered' ? `planted: ${outcome}` : outcome })),
    )
    const keys = new Map()
    const planted = ['agrees', 'too imprecise', 'differs'].map((outcome) => `planted: ${outcome}`)
    const rank = ['not tested', ...planted, 'too imprecise', 'agrees', 'differs']
    // A number is counted once, by the test that says most against it; a planted effect is no test of a finding.
    for (const { key, found } of rows)
      if (!keys.has(key) || rank.indexOf(found) > rank.indexOf(keys.get(key))) keys.set(key, found)
    const count = (...found) => [...keys.values()].filter((each) => found.includes(each)).length
    found[name] = {
      agrees: count('agrees'),
      differs: count('differs'),
      tooImprecise: count('too imprecise'),
      planted: count(...planted),
      recovered: count('planted: agrees'),
      notTested: count('not tested'),
    }
    say(`${name}: ${JSON.stringify(found[name])}`)
  }
  return found
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { dataLedgerOf, ledger, loadStudy, run, studyNames, summarise, untestedLedger } from '../dist/lab/index.js'

export const about =
  "How every study's published numbers came out: its own formal cast, and the authors' released data where SUASION_DATA names a folder that holds it."

/** The folder of a study's released data within the folder that the user names, by the data's own name. */
const dataOf = ({ data, corpus }) => {
  const root = process.env.SUASION_DATA
  const name = (data ?? corpus)?.name
  const folder = root && name && join(root, name)
  return folder && existsSync(folder) ? folder : null
}

export const gather = async (say) => {
  const found = {}
  for (const name of studyNames) {
    const { study } = await loadStudy(name)
    const folder = dataOf(study)
    const entries = [untestedLedger(study), summarise(await run(study))]
    if (folder) entries.push(dataLedgerOf(study, folder))
    const rows = ledger(entries).groups.flatMap((group) => group.rows)
    const keys = new Map()
    const rank = ['not tested', 'too imprecise', 'agrees', 'differs']
    // A number is counted once, by the test that says most against it.
    for (const { key, outcome } of rows)
      if (!keys.has(key) || rank.indexOf(outcome) > rank.indexOf(keys.get(key))) keys.set(key, outcome)
    const count = (outcome) => [...keys.values()].filter((each) => each === outcome).length
    found[name] = {
      agrees: count('agrees'),
      differs: count('differs'),
      tooImprecise: count('too imprecise'),
      notTested: count('not tested'),
    }
    say(`${name}: ${JSON.stringify(found[name])}`)
  }
  return found
}

import type { Command } from '../command.ts'
import { Misuse } from '../misuse.ts'

export default {
  name: 'ledger',
  about:
    "Put our estimates beside the published ones, and say what was tested and what was not. Give the authors' data, or runs.",
  words: ['[study...]'],
  options: {
    data: {
      type: 'string',
      multiple: true,
      hint: 'PATH',
      about: "the authors' released data, one file (or folder of conversations) for each study named",
    },
    run: {
      type: 'string',
      multiple: true,
      hint: 'FOLDER',
      about: 'a finished run, of a formal cast, of models or of people, or imported conversations',
    },
    quick: { type: 'boolean', about: 'run nothing: only list the numbers, and what would test them' },
    json: { type: 'boolean', about: 'print JSON' },
  },
  examples: [
    ['suasion ledger salvi-2024 --data rounds.csv', "recompute the paper's estimates from its data"],
    ['suasion ledger --run runs/a --run runs/b', 'what these runs can say'],
    [
      'suasion ledger',
      'every published number: what formal minds derive or recover now, and what needs data, models or people',
    ],
  ],
  run: async (given, desk) => {
    const [
      { loadStudy, studyNames },
      { openRun },
      { run },
      { summarise },
      { ledger, renderLedger, untestedLedger },
      { heldLedgers, pathLedger },
    ] = await Promise.all([
      import('../load.ts'),
      import('../open.ts'),
      import('../run.ts'),
      import('../summary.ts'),
      import('../ledger.ts'),
      import('../ledger-data.ts'),
    ])
    const paths = given.texts('data')
    const runs = given.texts('run')
    if (paths.length && paths.length !== given.words.length)
      throw new Misuse(
        `--data is given ${paths.length} time${paths.length > 1 ? 's' : ''} for ${given.words.length} named studies; give one file for each study named`,
      )
    const names = given.words.length || runs.length ? given.words : studyNames
    const studies = await Promise.all(names.map(async (name) => (await loadStudy(name)).study))
    const opened = await Promise.all(runs.map(openRun))
    const held = opened.filter(({ manifest }) => manifest.corpus)
    const fromHeld = await heldLedgers(held, studies)
    const named = studies.flatMap((study, i) => {
      const path = paths[i]
      if (path !== undefined) return [pathLedger(study, path)]
      return fromHeld.some((entry) => entry.study === study.name) ? [] : [untestedLedger(study)]
    })
    const tested = opened.filter((run) => !held.includes(run)).map(summarise)
    // Studies named with neither data nor runs are tested by what is at hand: their own formal casts.
    const formal = given.flag('quick') || paths.length || runs.length ? [] : studies
    for (const [i, study] of formal.entries()) {
      if (desk.signal.aborted) break
      if (desk.terminal) desk.errors.write(`\r${`${i + 1}/${formal.length} ${study.name}`.padEnd(70)}`)
      tested.push(summarise(await run(study, { signal: desk.signal })))
    }
    if (desk.terminal && formal.length) desk.errors.write(`\r${' '.repeat(70)}\r`)
    const document = ledger([...named, ...fromHeld, ...tested])
    desk.output.write(
      given.flag('json') ? `${JSON.stringify(document, null, 2)}\n` : renderLedger(document, { colour: desk.colour }),
    )
    return desk.signal.aborted ? 130 : 0
  },
} satisfies Command

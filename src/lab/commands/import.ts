import type { Command } from '../command.ts'
import { counted } from '../report/format.ts'

/** Kinds of problems with their counts, the most frequent first. */
const list = (counts: Readonly<Record<string, number>>): string[] =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([what, n]) => `            ${what}: ${n.toLocaleString('en-US')}`)

export default {
  name: 'import',
  about:
    'Read released conversations of people as a run, which every report, export, instrument and fit reads like any other. Speakers are numbered; no name is kept.',
  words: ['corpus', 'path'],
  options: {
    out: { type: 'string', hint: 'FOLDER', about: 'where the run is kept (runs/CORPUS-...)' },
    json: { type: 'boolean', about: 'print what was found, taken and left out as JSON' },
  },
  examples: [
    [
      'suasion import persuasion-for-good ./persuasion-for-good',
      'a corpus of the catalogue, from the folder of its files',
    ],
    ['suasion import csv talks.csv --out runs/talks', 'a table of your own: conversation, speaker, text'],
    ['suasion import convokit ./movie-corpus', 'any corpus in the format of ConvoKit'],
    ['suasion import ./my-corpus.ts ./files', 'a corpus file of your own'],
  ],
  run: async (given, desk) => {
    const [{ loadCorpus, readCorpus }, { importCorpus }, { importNext }] = await Promise.all([
      import('../corpora.ts'),
      import('../import.ts'),
      import('../import-next.ts'),
    ])
    const [name, path] = given.words as [string, string]
    const { corpus, file } = await loadCorpus(name)
    let shown = desk.terminal ? 0 : performance.now()
    const progress = (what: string) => (done: number, of: number) => {
      const now = performance.now()
      if (now - shown < (desk.terminal ? 100 : 10_000)) return
      shown = now
      const line = `${what} ${done.toLocaleString('en-US')} of ${counted(of, 'conversation')}`
      desk.errors.write(desk.terminal ? `\r${line.padEnd(60)}` : `${line}\n`)
    }
    const read = readCorpus(corpus, path, progress('reading'))
    const out = given.text('out')
    const imported = await importCorpus(corpus, read, {
      path,
      file,
      signal: desk.signal,
      onProgress: progress('writing'),
      ...(out !== undefined && { folder: out }),
    })
    if (desk.terminal) desk.errors.write(`\r${' '.repeat(60)}\r`)
    const { folder, manifest, before, stopped } = imported
    if (stopped) {
      desk.errors.write('suasion: stopped by the user. Nothing is kept; the same command begins again.\n')
      return 130
    }
    const { found, taken, leftOut, missing, facts } = manifest.corpus!
    const next = await importNext(corpus, folder)
    if (given.flag('json')) {
      const document = {
        corpus: corpus.name,
        folder,
        before,
        found,
        taken,
        leftOut,
        missing,
        problems: read.problems,
        facts,
        next,
      }
      desk.output.write(`${JSON.stringify(document, null, 2)}\n`)
      return 0
    }
    const lines = [
      `${corpus.name}: ${corpus.about}`,
      '',
      `Records   ${found.toLocaleString('en-US')} found, ${taken.toLocaleString('en-US')} taken, ${(found - taken).toLocaleString('en-US')} left out`,
      ...(found > taken ? ['          left out:', ...list(leftOut)] : []),
      ...(Object.keys(missing).length ? ['          taken, with something missing or odd:', ...list(missing)] : []),
      `Protocol  ${corpus.protocol.name}; every seat a person, numbered or named by its part, and no name is kept`,
      ...(Object.keys(facts).length ? [`Facts     ${Object.keys(facts).join(', ')}`] : []),
      `Licence   ${corpus.licence}`,
      '',
      `${before ? 'Held already in' : 'Kept in'} ${folder}`,
      ...(read.problems.length ? [`          each of its problems stands in problems.ndjson`] : []),
      '',
      'Next',
      ...next.flatMap(({ command, why }) => [`  ${command}`, `      ${why}`]),
    ]
    desk.output.write(`${lines.join('\n')}\n`)
    return 0
  },
} satisfies Command

import { cpSync, existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Command } from '../command.ts'
import { makeFolder, writeAsked } from '../disk-error.ts'
import { Misuse, unknownName } from '../misuse.ts'

const KINDS = ['study', 'protocol', 'mind'] as const

export default {
  name: 'new',
  about: 'Start a study, a protocol or a mind of your own from a small working example.',
  words: ['kind', 'name'],
  options: {
    from: { type: 'string', hint: 'STUDY', about: 'the study of the catalogue to start from' },
    out: { type: 'string', hint: 'FOLDER', about: 'where to put it (here)' },
  },
  examples: [
    ['suasion new study my-study --from salvi-2024', 'then: suasion run ./my-study.ts'],
    ['suasion new protocol my-game', 'then: suasion check ./my-game.ts'],
    ['suasion new mind my-mind', 'then: suasion run salvi-2024 --cast ai=./my-mind.ts'],
  ],
  run: async (given, desk) => {
    const [kind, name] = given.words as [string, string]
    if (!(KINDS as readonly string[]).includes(kind)) throw unknownName('kind', kind, KINDS)
    if (!/^[a-z][a-z0-9-]*$/.test(name))
      throw new Misuse(`a name is small letters, digits and hyphens, as in my-${kind}, not ${name}`)
    const { complete, packageRoot, studyNames } = await import('../load.ts')
    const folder = given.text('out') ?? '.'
    const path = join(folder, `${name}.ts`)
    if (existsSync(path)) throw new Misuse(`${path} already exists`)
    const from = given.text('from')
    if (from !== undefined && kind !== 'study') throw new Misuse('--from names a study, for suasion new study')
    const source = kind === 'study' ? complete('study', from ?? 'salvi-2024', studyNames) : 'TEMPLATE'
    const template = join(packageRoot(), 'dist/templates', kind === 'study' ? `studies/${source}.ts` : `${kind}.ts`)
    const text = readFileSync(template, 'utf8')
    makeFolder(folder)
    const written = [writeAsked(path, text.replaceAll(source, name))]
    for (const [, file] of text.matchAll(/from '\.\/([^']+\.(?:csv|ts))'/g)) {
      const target = join(folder, file!.replaceAll(source, name))
      makeFolder(dirname(target))
      if (!existsSync(target)) cpSync(join(dirname(template), file!), target)
      written.push(target)
    }
    const next = {
      study: `suasion run ./${basename(path)}`,
      protocol: `suasion check ./${basename(path)}`,
      mind: `suasion run salvi-2024 --cast ai=./${basename(path)}`,
    }
    desk.output.write(`${written.join('\n')}\nNext: ${next[kind as keyof typeof next]}\n`)
    return 0
  },
} satisfies Command

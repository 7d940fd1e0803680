import type { Command } from '../command.ts'
import { Misuse } from '../misuse.ts'

const KINDS = ['studies', 'protocols', 'minds', 'instruments', 'designs', 'corpora'] as const

export default {
  name: 'ls',
  about: 'List what there is: studies, protocols, minds, instruments, designs and corpora.',
  words: ['[kind]'],
  options: { json: { type: 'boolean', about: 'print JSON' } },
  examples: [['suasion ls protocols', 'the games and dialogues, and the minds made for each']],
  run: async (given, desk) => {
    const [kind] = given.words
    const one = KINDS.find(
      (each) => each === kind || each.replace(/ies$/, 'y').replace(/s$/, '').replace(/ora$/, 'us') === kind,
    )
    if (kind !== undefined && !one) throw new Misuse(`suasion ls takes ${KINDS.join(', ')}, not ${kind}`)
    const { inventory } = await import('../inventory.ts')
    const all = await inventory()
    const chosen = Object.fromEntries(Object.entries(all).filter(([name]) => !one || name === one))
    if (given.flag('json')) desk.output.write(`${JSON.stringify(chosen, null, 2)}\n`)
    else
      for (const [name, list] of Object.entries(chosen)) {
        const width = Math.max(...list.map((each) => each.name.length)) + 2
        desk.output.write(`${name}\n${list.map((each) => `  ${each.name.padEnd(width)}${each.about}\n`).join('')}\n`)
      }
    return 0
  },
} satisfies Command

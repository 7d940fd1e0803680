import type { Command } from '../command.ts'

export default {
  name: 'check',
  about: 'Hold a protocol or study to the conformance kit: your own file, or one of the catalogue.',
  words: ['name'],
  options: {
    seeds: { type: 'string', hint: 'N', about: 'how many random plays (50)' },
    json: { type: 'boolean', about: 'print JSON' },
  },
  examples: [['suasion check ./my-protocol.ts', 'finds leaks, hidden state, words that break, moves nobody can make']],
  run: async (given, desk) => {
    const { checkNamed } = await import('../check.ts')
    const seeds = given.number('seeds')
    const findings = await checkNamed(given.words[0]!, seeds === undefined ? {} : { seeds })
    if (given.flag('json')) desk.output.write(`${JSON.stringify(findings, null, 2)}\n`)
    else for (const { subject, rule, problem } of findings) desk.output.write(`${subject}: ${rule}: ${problem}\n`)
    if (findings.length === 0 && !given.flag('json')) desk.output.write('no findings\n')
    return findings.length ? 1 : 0
  },
} satisfies Command

import { writeFileSync } from 'node:fs'
import type { Command, Desk } from '../command.ts'
import { Misuse } from '../misuse.ts'
import type { SolveProgress } from '../solve.ts'

/** Shows how far the solver is: on one line of a terminal, or as a line now and then in a file. */
const progressLine = (desk: Desk): { show: (progress: SolveProgress) => void; clear: () => void } => {
  let shown = performance.now()
  let wide = 0
  return {
    show: (progress) => {
      const now = performance.now()
      if (now - shown < (desk.terminal ? 100 : 10_000)) return
      shown = now
      const line =
        progress.stage === 'compile'
          ? `walking the game: ${progress.nodes.toLocaleString('en')} nodes, about ${(100 * progress.share).toPrecision(2)} % of it`
          : [
              `${progress.iterations.toLocaleString('en')}/${progress.of.toLocaleString('en')} iterations`,
              ...(progress.exploitability === null ? [] : [`exploitability ${progress.exploitability.toPrecision(3)}`]),
            ].join(' · ')
      desk.errors.write(desk.terminal ? `\r${line.padEnd(wide)}` : `${line}\n`)
      wide = line.length
    },
    clear: () => {
      if (desk.terminal && wide) desk.errors.write(`\r${' '.repeat(wide)}\r`)
    },
  }
}

export default {
  name: 'solve',
  about:
    'Solve a protocol: value, strategy and exploitability, from its own rules. What cannot be listed or is too large is said so.',
  words: ['protocol'],
  options: {
    set: { type: 'string', multiple: true, hint: 'NAME=VALUE', about: 'a parameter of the protocol' },
    grid: { type: 'string', multiple: true, hint: 'FIELD=K', about: 'let K evenly spaced points stand for a field' },
    method: {
      type: 'string',
      hint: 'METHOD',
      about: 'cfr, cfr+, backward or best-response (backward where all is known to all, else cfr+)',
    },
    iterations: { type: 'string', hint: 'N', about: 'of cfr and cfr+ (1,000; 1,000,000 with --target)' },
    target: { type: 'string', hint: 'EXPLOITABILITY', about: 'stop as soon as it is this small' },
    against: { type: 'string', hint: 'FILE.json', about: 'the strategy best-response answers (every act alike)' },
    limit: { type: 'string', hint: 'N', about: 'the most nodes the game tree may have (2,000,000)' },
    out: { type: 'string', hint: 'FILE.json', about: 'write the strategy, to be played as solved:FILE.json' },
    json: { type: 'boolean', about: 'print everything as JSON' },
  },
  examples: [
    ['suasion solve kuhn-poker', 'value, strategy and exploitability'],
    ['suasion solve leduc-poker --target 0.01 --out leduc.json', 'until it can hardly be exploited, and kept'],
    ['suasion play leduc-poker --seat first=human --seat second=solved:leduc.json', 'and now you against it'],
    ['suasion solve ./my-game.ts --set rounds=2 --grid amount=5', 'your own game, with a coarse amount'],
  ],
  run: async (given, desk) => {
    const [{ loadProtocol }, { readSettings }, { solve, METHODS }, { renderSolved }] = await Promise.all([
      import('../load.ts'),
      import('../cast.ts'),
      import('../solve.ts'),
      import('../solved-text.ts'),
    ])
    const method = given.text('method') as (typeof METHODS)[number] | undefined
    if (method !== undefined && !METHODS.includes(method))
      throw new Misuse(`there is no method ${method}; there are ${METHODS.join(', ')}`)
    const [iterations, limit, target] = [
      given.number('iterations'),
      given.number('limit'),
      given.number('target', 'any'),
    ]
    const against = given.text('against')
    if (against !== undefined && method !== 'best-response')
      throw new Misuse('--against names what best responses answer to, so it goes with --method best-response')
    const { protocol } = await loadProtocol(given.words[0]!)
    const line = progressLine(desk)
    const solved = await solve(protocol, {
      params: readSettings(given.texts('set'), '--set'),
      grid: readSettings(given.texts('grid'), '--grid'),
      signal: desk.signal,
      onProgress: line.show,
      ...(method !== undefined && { method }),
      ...(iterations !== undefined && { iterations }),
      ...(limit !== undefined && { limit }),
      ...(target !== undefined && { target }),
      ...(against !== undefined && { against: await readStored(against) }),
    }).finally(line.clear)
    const out = given.text('out')
    if (out !== undefined) writeFileSync(out, `${JSON.stringify(solved.strategy)}\n`)
    const play = ['suasion play', given.words[0], ...given.texts('set').map((pair) => `--set ${pair}`)].join(' ')
    desk.output.write(
      given.flag('json')
        ? `${JSON.stringify(solved, null, 2)}\n`
        : renderSolved(solved, { colour: desk.colour, out: out ?? null, play }),
    )
    if (solved.stopped) return 130
    return target !== undefined && solved.iterations !== null && solved.exploitability > target ? 1 : 0
  },
} satisfies Command

const readStored = async (path: string) => {
  const { minds } = await import('../../catalogue.ts')
  const { readSolved } = await minds.solved()
  return readSolved(path) as never
}

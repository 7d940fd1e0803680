import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bin, built, scratch, start, until } from './command-line.ts'

const pseudo = spawnSync('script', ['--version']).status === 0

/** Sits at a pseudo-terminal and answers what is asked, until the command ends. */
const sit = async (
  cwd: string,
  args: readonly string[],
  answer: (asked: string) => string | null,
): Promise<{ code: number | null; said: string }> => {
  const line = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(' ')
  const child = spawn('script', ['-qec', line, '/dev/null'], {
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', TERM: 'xterm' },
  })
  let said = ''
  let from = 0
  let ended = false
  child.stdout.on('data', (chunk) => (said += chunk))
  const done = new Promise<number | null>((settle) =>
    child.on('close', (code) => {
      ended = true
      settle(code)
    }),
  )
  while (!ended) {
    await new Promise((settle) => setTimeout(settle, 20))
    const asked = said.slice(from)
    const reply = answer(asked)
    if (reply === null) continue
    from = said.length
    child.stdin.write(reply)
  }
  return { code: await done, said }
}

/** The last thing asked, once the prompt stands there. */
const reply = (asked: string, keep: 'y' | 'n' = 'y'): string | null => {
  if (/want to take part\? \(y\/n\) [^\n]*$/.test(asked)) return 'y\r'
  if (/be kept\? \(y\/n\) [^\n]*$/.test(asked)) return `${keep}\r`
  if (/whole number 1 to 5\)> [^\n]*$/.test(asked)) return '4\r'
  if (/press Enter[^\n]*$/.test(asked)) return '\r'
  return /characters\)> [^\n]*$/.test(asked) ? 'I would rather hear both sides first.\r' : null
}

describe.skipIf(!built || !pseudo)('people at a pseudo-terminal', () => {
  test('the debate study runs with people in it, who consent and are told the truth at the end', async () => {
    const folder = scratch()
    const { code, said } = await sit(
      folder,
      ['run', 'salvi-2024', '--n', '4', '--cast', 'human=human', '--out', 'r'],
      (asked) => reply(asked),
    )
    expect(code).toBe(0)
    expect(said).toMatch(/You are invited to take part/)
    expect(said).toMatch(/The condition you were in:[\s\S]*opponent: ai[\s\S]*advocate/)
    expect(said).toMatch(/4 assigned, 4 started, 4 completed, 4 valid, 4 analysed/)
    const log = readFileSync(join(folder, 'r/episodes-1.ndjson'), 'utf8')
    expect(log).toContain('I would rather hear both sides first.')
    // What a person says is read by the parser; nobody labels themselves.
    expect(log).toContain('"declared"')
  })

  test('who withdraws leaves nothing behind', async () => {
    const folder = scratch()
    const { code, said } = await sit(
      folder,
      ['run', 'salvi-2024', '--n', '4', '--cast', 'human=human', '--out', 'r'],
      (asked) => reply(asked, 'n'),
    )
    expect(code).toBe(0)
    expect(said).toMatch(/withdrawn: 4/)
    for (const name of readdirSync(join(folder, 'r')))
      expect(readFileSync(join(folder, 'r', name), 'utf8')).not.toContain('both sides first')
  })

  test('who does not want to take part is asked nothing', async () => {
    const folder = scratch()
    const { code, said } = await sit(
      folder,
      ['run', 'salvi-2024', '--n', '4', '--cast', 'human=human', '--out', 'r'],
      (asked) => (/\(y\/n\) [^\n]*$/.test(asked) ? 'n\r' : null),
    )
    expect(code).toBe(0)
    expect(said).toMatch(/Nothing was run, and nothing is kept/)
    expect(existsSync(join(folder, 'r'))).toBe(false)
  })
})

describe.skipIf(!built)('a half-answered turn', () => {
  test('survives kill -9: the answer that was given is not asked for again', async () => {
    const folder = scratch()
    const args = ['run', 'salvi-2024', '--n', '4', '--cast', 'human=human', '--out', 'r']
    const replies = (): string =>
      existsSync(join(folder, 'r/replies-1.ndjson')) ? readFileSync(join(folder, 'r/replies-1.ndjson'), 'utf8') : ''
    const first = start(folder, args)
    first.child.stdin.write('y\n4\nMy opening words.\n')
    // Both debaters write at the same time: one has, and the other is being asked when the process dies.
    await until('the first answers', () => replies().includes('My opening words.'))
    first.child.kill('SIGKILL')
    await first.done
    expect(replies().split('\n').filter(Boolean)).toHaveLength(3)
    const again = start(folder, args)
    again.child.stdin.write('y\n')
    await until(
      'the next question',
      () => /\(at most 2000 characters\)> $/.test(again.output()) || again.output().includes('press Enter'),
    )
    expect(again.output()).not.toMatch(/How far do you agree/)
    again.child.kill('SIGKILL')
    await again.done
    expect(replies().match(/My opening words/g)).toHaveLength(1)
  })
})

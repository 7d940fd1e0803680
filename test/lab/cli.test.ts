import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type MockServer, mockServer } from '../../src/models/index.ts'
import { bin, built, scratch, start, suasion, until } from './command-line.ts'

const salvi = 'salvi-2024'
const episodesIn = (folder: string): number =>
  readdirSync(folder)
    .filter((name) => name.startsWith('episodes-'))
    .reduce((sum, name) => sum + readFileSync(join(folder, name), 'utf8').split('\n').length - 2, 0)

describe.skipIf(!built)('the command line', () => {
  test('explains itself', async () => {
    const folder = scratch()
    const { code, out } = await suasion(folder, '--help')
    expect(code).toBe(0)
    for (const command of [
      'run',
      'play',
      'report',
      'ledger',
      'compare',
      'read',
      'check',
      'export',
      'new',
      'mock',
      'merge',
      'ls',
      'show',
      'import',
      'measure',
      'fit',
    ]) {
      expect(out).toContain(`  ${command} `)
      const help = await suasion(folder, command, '--help')
      expect(help.code, command).toBe(0)
      expect(help.out).toContain(`Usage: suasion ${command}`)
      expect(help.out).toContain('Examples:')
    }
  })

  test.each([
    [['rnu'], 2, /no command rnu; did you mean run\?/],
    [['run'], 2, /suasion run needs study/],
    [['run', 'salvy-2024'], 2, /no study called salvy-2024; did you mean salvi-2024/],
    [['run', salvi, '--sede', '2'], 2, /no option --sede; did you mean --seed\?/],
    [['run', salvi, '--n', 'many'], 2, /--n takes a whole number, not "many"/],
    [['run', salvi, '--n', '-4'], 2, /--n is a number of episodes of at least 1, not -4|argument is ambiguous/],
    [['run', salvi, '--n', '1e400'], 2, /--n takes a whole number/],
    [['run', salvi, '--cast', 'robot=random'], 2, /no part called robot. Its parts are/],
    [['run', salvi, '--cast', 'ai=advocat'], 2, /no mind called advocat; did you mean advocate\?/],
    [['run', salvi, '--cast', 'ai'], 2, /--cast takes part=mind, not "ai"/],
    [['run', salvi, '--set', 'rouns=3'], 2, /debate has no parameter called rouns; did you mean rounds\?/],
    [['run', salvi, '--set', 'rounds=lots'], 2, /debate: parameter rounds is wrong/],
    [['run', salvi, '--set', 'wording=klingon'], 2, /debate has no wording called klingon. There are own, plain/],
    [['run', salvi, '--items', 'nowhere.csv'], 2, /there is no item table at .*nowhere.csv/],
    [['run', salvi, '--shard', '3'], 2, /--shard takes I\/N/],
    [['run', salvi, '--max-cost', '1', '--cast', 'ai=http://127.0.0.1:9/v1#m'], 2, /price/],
    [['run', './nowhere.ts'], 2, /there is no file .*nowhere.ts/],
    [['report', 'nowhere'], 2, /nowhere is no run: it has no manifest.json/],
    [['show', 'debat'], 0, /./],
    [['ls', 'things'], 2, /ls takes studies, protocols/],
    [['play', 'kuhn-poker', '--seat', 'third=random'], 2, /no seat or role called third/],
    [['ledger', salvi, '--data', 'nowhere.csv'], 2, /there is no data file at/],
    [['merge', 'a', 'b'], 2, /needs --out/],
    [['new', 'poem', 'x'], 2, /no kind called poem/],
    [['check', 'nothing'], 2, /no protocol or study called nothing/],
    [['show', 'debate', '--json'], 0, /"kind": "protocol"/],
    [['show', salvi, '--json'], 0, /"kind": "study"/],
  ])('%j says what would be right', async (args, code, message) => {
    const result = await suasion(scratch(), ...args)
    expect(`${result.err}${result.out}`).toMatch(message)
    expect(result.code).toBe(code)
    expect(result.err).not.toMatch(/\n\s+at /)
  })

  test('an item table that lacks columns, or holds a value out of range, is named with its line', async () => {
    const folder = scratch()
    writeFileSync(join(folder, 'items.csv'), 'id,proposition\na,Cats are better than dogs\n')
    const lacking = await suasion(folder, 'run', salvi, '--items', 'items.csv', '--n', '8')
    expect(lacking.err).toMatch(/items.csv lacks the columns? /)
    expect(lacking.code).toBe(2)
    writeFileSync(join(folder, 'rounds.csv'), 'side_agreement_pre_likert,side_agreement_post_likert\n3,9\n')
    const data = await suasion(folder, 'ledger', salvi, '--data', 'rounds.csv')
    expect(data.err).toMatch(/rounds.csv (lacks the column|line 2)/)
    expect(data.code).toBe(2)
  })

  test('a study file with a syntax error is told with its line, and a file without a study says what to write', async () => {
    const folder = scratch()
    writeFileSync(
      join(folder, 'broken.ts'),
      "import { study } from 'suasion'\nexport default study({\n  name: 'x'\n  title: 'y'\n})\n",
    )
    const broken = await suasion(folder, 'run', './broken.ts')
    expect(broken.err).toMatch(/broken.ts:4:\d+: Expected/)
    expect(broken.code).toBe(2)
    writeFileSync(join(folder, 'empty.ts'), 'export const x = 1\n')
    expect((await suasion(folder, 'run', './empty.ts')).err).toMatch(/no study as its default export/)
    writeFileSync(join(folder, 'throws.ts'), "throw new Error('my own mistake')\n")
    expect((await suasion(folder, 'run', './throws.ts')).err).toMatch(/could not be loaded: my own mistake/)
    writeFileSync(join(folder, 'strange.ts'), "import 'suasion/nothing-here'\n")
    expect((await suasion(folder, 'run', './strange.ts')).err).toMatch(/suasion\/nothing-here is no part of suasion/)
  })

  test('a study, a protocol and a mind of one’s own start from working examples, anywhere on disk', async () => {
    const folder = scratch()
    expect((await suasion(folder, 'new', 'study', 'my-study', '--from', salvi)).code).toBe(0)
    const ran = await suasion(folder, 'run', './my-study.ts', '--n', '16', '--json')
    expect(ran.err).toBe('')
    expect(JSON.parse(ran.out).flow.analysed).toBeGreaterThanOrEqual(16)
    expect((await suasion(folder, 'new', 'study', 'my-study')).err).toMatch(/already exists/)
    expect((await suasion(folder, 'new', 'protocol', 'my-game')).code).toBe(0)
    const checked = await suasion(folder, 'check', './my-game.ts')
    expect(checked.out).toBe('no findings\n')
    expect((await suasion(folder, 'play', './my-game.ts')).out).toMatch(/payoff/)
    expect((await suasion(folder, 'new', 'mind', 'my-mind')).code).toBe(0)
    const cast = await suasion(folder, 'run', salvi, '--n', '8', '--cast', 'ai=./my-mind.ts', '--json')
    expect(JSON.parse(cast.out).cast.find((each: { part: string }) => each.part === 'ai').minds[0].name).toBe('my-mind')
  })

  test('a run is reported, read, compared, exported and put in the ledger', async () => {
    const folder = scratch()
    const first = await suasion(folder, 'run', salvi, '--n', '40', '--out', 'a', '--json')
    expect(first.code).toBe(0)
    const summary = JSON.parse(first.out)
    expect(Object.keys(summary).slice(0, 6)).toEqual(['title', 'cite', 'cast', 'canSay', 'question', 'estimand'])
    await suasion(folder, 'run', salvi, '--n', '40', '--cast', 'ai=manipulator', '--out', 'b')
    const report = await suasion(folder, 'report', 'a')
    expect(report.out.trim()).toBe(join('a', 'report.html'))
    expect(readFileSync(join(folder, 'a/report.html'), 'utf8')).toContain('<meta charset="utf-8"')
    expect(JSON.parse((await suasion(folder, 'report', 'a', '--json')).out).comparisons).toEqual(summary.comparisons)
    const compared = JSON.parse((await suasion(folder, 'compare', 'a', 'b', '--json')).out)
    expect(compared.matched.rows).toBe(summary.flow.analysed)
    const listed = (await suasion(folder, 'read', 'a')).out.trim().split('\n')
    expect(listed).toHaveLength(summary.flow.completed)
    const key = listed[0]!.split('  ')[0]!
    expect((await suasion(folder, 'read', 'a', key)).out).toContain('participant')
    expect((await suasion(folder, 'read', 'a', 'nope')).err).toMatch(/no episode called nope/)
    const exported = await suasion(folder, 'export', 'a', '--format', 'csv')
    expect(exported.code).toBe(0)
    expect(exported.out).toMatch(/codebook/)
    const ledger = await suasion(folder, 'ledger', '--run', 'a')
    expect(ledger.out).toMatch(/What was tested[\s\S]*What was not/)
    expect((await suasion(folder, 'ledger', '--quick')).out).toMatch(/data not available/)
    expect((await suasion(folder, 'ledger', 'vallinder')).out).toMatch(/derived: 3 \(3 agree/)
  })

  test('several minds in one part are compared in pairs', async () => {
    const { out } = await suasion(scratch(), 'run', salvi, '--n', '80', '--cast', 'ai=advocate,amateur', '--json')
    const { byCast } = JSON.parse(out)
    expect(byCast.levels.map((each: { minds: string }) => each.minds)).toEqual(['advocate', 'amateur'])
    expect(byCast.paired[0]).toMatchObject({ first: 'advocate', second: 'amateur' })
    expect(byCast.paired[0].differences.some((each: { column: string }) => each.column === 'post')).toBe(true)
    const folder = scratch()
    await suasion(folder, 'run', salvi, '--n', '80', '--cast', 'ai=advocate,amateur', '--out', 'r')
    await suasion(folder, 'report', 'r')
    expect(readFileSync(join(folder, 'r/report.html'), 'utf8')).toContain('advocate less amateur, in ')
  })

  test('two shards merge into the run that one process makes', async () => {
    const folder = scratch()
    const [a, b, whole] = await Promise.all([
      suasion(folder, 'run', salvi, '--n', '40', '--shard', '1/2', '--out', 's1'),
      suasion(folder, 'run', salvi, '--n', '40', '--shard', '2/2', '--out', 's2'),
      suasion(folder, 'run', salvi, '--n', '40', '--out', 'whole', '--json'),
    ])
    expect([a.code, b.code]).toEqual([0, 0])
    expect((await suasion(folder, 'merge', 's1', 's2', '--out', 'joined')).code).toBe(0)
    const joined = JSON.parse((await suasion(folder, 'report', 'joined', '--json')).out)
    expect(joined.comparisons).toEqual(JSON.parse(whole.out).comparisons)
    await suasion(folder, 'run', 'vallinder', '--out', 'other')
    expect((await suasion(folder, 'merge', 's1', 'other', '--out', 'bad')).err).toMatch(/only shards of one run/)
  })
})

describe.skipIf(!built)('a run over real HTTP', () => {
  const serve = async (options: Parameters<typeof mockServer>[0], use: (server: MockServer) => Promise<void>) => {
    const server = await mockServer(options)
    try {
      await use(server)
    } finally {
      await server.close()
    }
  }
  const modelled = (server: MockServer, ...more: string[]) => [
    'run',
    salvi,
    '--n',
    '8',
    '--cast',
    `ai=${server.url}#${server.model}`,
    '--out',
    'r',
    ...more,
  ]

  test('a language model takes part, unchanged study; its usage is counted', () =>
    serve({}, async (server) => {
      const { code, out, err } = await suasion(scratch(), ...modelled(server, '--json'))
      expect(err).toBe('')
      expect(code).toBe(0)
      const { flow, provenance, canSay } = JSON.parse(out)
      expect(flow.analysed).toBeGreaterThanOrEqual(8)
      expect(provenance.spent.calls).toBeGreaterThan(0)
      expect(provenance.spent.inputTokens).toBeGreaterThan(0)
      expect(canSay).toMatch(/model/)
      expect(server.requests().last[0]!.body.response_format?.type).toBe('json_schema')
    }))

  test(
    'bad days: limits, failures, cuts and nonsense are ridden out, asked again, and counted',
    () =>
      serve(
        { behaviour: { 429: { rate: 0.1, after: 0 }, 500: 0.1, cut: 0.05, badjson: 0.1, invalid: 0.1 }, seed: 3 },
        async (server) => {
          const { code, out } = await suasion(scratch(), ...modelled(server, '--json'))
          expect(code).toBe(0)
          const { flow, provenance } = JSON.parse(out)
          expect(flow.completed).toBeGreaterThanOrEqual(8)
          expect(provenance.spent.faults).toBeGreaterThan(0)
        },
      ),
    90_000,
  )

  test('--max-calls stops before the next call, keeps what is finished, and says how to go on', () =>
    serve({}, async (server) => {
      const folder = scratch()
      const { code, out, err } = await suasion(folder, ...modelled(server, '--max-calls', '7', '--parallel', '1'))
      expect(server.requests().count).toBeLessThanOrEqual(7)
      expect(code).toBe(3)
      expect(err).toMatch(/7.*the same command goes on from there/s)
      const [, command = ''] = /Next\n +suasion (run .* --out r)\n +goes on with/.exec(out) ?? []
      const again = await suasion(folder, ...command.split(' '), '--json')
      expect(again.code).toBe(0)
      const { flow, provenance } = JSON.parse((await suasion(folder, 'report', 'r', '--json')).out)
      expect(flow.analysed).toBe(flow.assigned)
      expect(provenance.spent.calls).toBe(server.requests().count)
    }))

  test('what a provider error ended is named with the command that plays it again', () =>
    serve({ behaviour: { huge: { first: 1 } } }, async (server) => {
      const folder = scratch()
      const { code, out, err } = await suasion(folder, ...modelled(server, '--parallel', '1'))
      expect(code).toBe(0)
      expect(err).toMatch(
        /1 of \d+ episodes ended so: provider error: .* an answer of more than 8388608 bytes.*plays them again/,
      )
      expect(out).toMatch(/Episodes .*valid.*\n +provider error: 1/)
      const [, command = ''] = /Next\n +suasion (run .* --out r)\n +plays 1 again that a/.exec(out) ?? []
      const { flow } = JSON.parse((await suasion(folder, ...command.split(' '), '--json')).out)
      expect(flow).toMatchObject({ valid: flow.assigned, reasons: {} })
    }))

  test('a run too short for three failures still says why nothing was answered', async () => {
    const { code, err } = await suasion(scratch(), 'run', salvi, '--n', '4', '--cast', 'ai=http://127.0.0.1:9/v1#m')
    expect(code).toBe(3)
    expect(err).toMatch(/no call was ever answered: provider error: .*127\.0\.0\.1:9/)
  })

  test('a mock that refuses parts of a request is told which, and a part it does not know is named', async () => {
    const { code, err } = await suasion(scratch(), 'mock', '--reject', 'json_shema')
    expect(code).toBe(2)
    expect(err).toMatch(/no part of a request called json_shema.*json_schema/)
    const mock = start(scratch(), ['mock', '--reject', 'json_schema', '--reject', 'json_object', '--reject', 'seed'])
    const address = await new Promise<string>((resolve) =>
      mock.child.stdout?.once('data', (text) => resolve(`${text}`)),
    )
    const cast = `ai=${address.trim()}`
    const { out } = await suasion(scratch(), 'run', salvi, '--n', '8', '--cast', cast, '--json')
    mock.child.kill('SIGINT')
    await mock.done
    expect(JSON.parse(out).flow).toMatchObject({ valid: 8, flags: {} })
  })

  test('a folder that cannot be made is named, with what to do', async () => {
    const folder = scratch()
    writeFileSync(join(folder, 'file'), '')
    const { code, err } = await suasion(folder, 'run', salvi, '--n', '8', '--out', 'file/r')
    expect(code).toBe(4)
    expect(err).toBe(
      'suasion: cannot make the folder file/r: a file stands where a folder is to be. Name another one\n',
    )
  })

  test('an endpoint that refuses stops the run with one clear message', async () => {
    const { code, err } = await suasion(scratch(), 'run', salvi, '--n', '8', '--cast', 'ai=http://127.0.0.1:9/v1#m')
    expect(code).toBe(3)
    expect(err).toMatch(/127.0.0.1:9/)
    expect(err).not.toMatch(/\n\s+at /)
  })

  test('an endpoint that hangs is given up after --timeout, and the run says why', () =>
    serve({ behaviour: { hang: 1 } }, async (server) => {
      const { code, err } = await suasion(scratch(), ...modelled(server, '--timeout', '1'))
      expect(code).toBe(3)
      expect(err).toMatch(/no call was ever answered: provider error.*(no answer within|timeout)/s)
    }))

  test(
    'killed with -9 half-way, it goes on: no finished episode again, no stored reply asked again',
    () =>
      serve({ delay: 15 }, async (server) => {
        const folder = scratch()
        const first = start(folder, modelled(server, '--parallel', '2'))
        await until(
          'four episodes',
          () => existsSync(join(folder, 'r/episodes-1.ndjson')) && episodesIn(join(folder, 'r')) >= 4,
        )
        first.child.kill('SIGKILL')
        await first.done
        const before = server.requests().count
        const kept = episodesIn(join(folder, 'r'))
        const again = await suasion(folder, ...modelled(server, '--parallel', '2', '--json'))
        expect(again.code).toBe(0)
        const summary = JSON.parse(again.out)
        expect(summary.flow.completed).toBe(summary.flow.assigned)
        const calls = summary.provenance.spent.calls as number
        const fresh = server.requests().count - before
        expect(kept).toBeGreaterThanOrEqual(4)
        expect(fresh).toBeLessThan(before + fresh)
        const whole = await suasion(folder, 'report', 'r', '--json')
        // Every logged reply was paid for once; at most the replies under way at the kill were paid for twice.
        const logged = JSON.parse(whole.out).provenance.spent.calls as number
        expect(server.requests().count).toBeLessThanOrEqual(logged + 4)
        expect(calls).toBeLessThanOrEqual(fresh)
      }),
    90_000,
  )

  test('ctrl-C stops it, keeps what is finished, and exits 130', () =>
    serve({ delay: 30 }, async (server) => {
      const folder = scratch()
      const running = start(folder, modelled(server))
      await until(
        'an episode',
        () => existsSync(join(folder, 'r/episodes-1.ndjson')) && episodesIn(join(folder, 'r')) >= 1,
      )
      running.child.kill('SIGINT')
      const { code, err } = await running.done
      expect(code).toBe(130)
      expect(err).toMatch(/stopped by the user.*the same command goes on from there/s)
      expect(readdirSync(join(folder, 'r'))).not.toContain('run.lock')
    }))

  test('ctrl-C does not wait for a server that hangs', () =>
    serve({ behaviour: { hang: 1 } }, async (server) => {
      const running = start(scratch(), modelled(server))
      await until('a call', () => server.requests().count > 0)
      running.child.kill('SIGINT')
      const began = performance.now()
      const { code, err } = await running.done
      expect(code).toBe(130)
      expect(err).toMatch(/stopped by the user/)
      expect(performance.now() - began).toBeLessThan(8000)
    }))

  test('a key never reaches a log, a report or an error', () =>
    serve({ key: 'very-secret-key-123456' }, async (server) => {
      const folder = scratch()
      const right = await start(folder, modelled(server), { SUASION_API_KEY: 'very-secret-key-123456' }).done
      expect(right.code).toBe(0)
      await suasion(folder, 'report', 'r')
      const all = readdirSync(join(folder, 'r'), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(json|ndjson|html)$/.test(name))
        .map((name) => readFileSync(join(folder, 'r', name), 'utf8'))
      expect(all.length).toBeGreaterThan(2)
      expect(`${right.out}${right.err}${all.join('')}`).not.toContain('very-secret-key')
      const wrong = await start(folder, [...modelled(server), '--seed', 'x', '--out', 'w'], {
        SUASION_API_KEY: 'wrong-secret-key-654321',
      }).done
      expect(wrong.code).toBe(3)
      expect(`${wrong.out}${wrong.err}`).not.toContain('secret-key')
    }))
})

describe.skipIf(!built)('a full disk', () => {
  const tmpfs = spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs -o size=600k tmpfs "$d" && echo "$d"'], {
    encoding: 'utf8',
  })
  const mounted = tmpfs.status === 0 ? tmpfs.stdout.trim() : null

  test.skipIf(!mounted)('is told, and what was finished is kept', async () => {
    try {
      const folder = mounted!
      const full = await suasion(folder, 'run', salvi, '--n', '2000', '--out', 'r')
      expect(full.err).toMatch(/the disk is full. What was finished is kept/)
      expect(full.code).toBe(4)
      expect(full.err).not.toMatch(/\n\s+at /)
      const lines = readFileSync(join(folder, 'r/episodes-1.ndjson'), 'utf8').trimEnd().split('\n')
      expect(lines.length).toBeGreaterThan(10)
      for (const line of lines) JSON.parse(line)
    } finally {
      spawnSync('umount', [mounted!])
    }
  })

  test.skipIf(!existsSync('/dev/full'))('a report that cannot be written says so', async () => {
    const folder = scratch()
    await suasion(folder, 'run', salvi, '--n', '8', '--out', 'r')
    const { code, err } = await suasion(folder, 'report', 'r', '--out', '/dev/full')
    expect(code).toBe(4)
    expect(err).toMatch(/cannot write \/dev\/full/)
  })
})

describe.skipIf(!built)('two runs in one folder', () => {
  test('the second is refused while the first is writing', async () => {
    const server = await mockServer({ delay: 40 })
    try {
      const folder = scratch()
      mkdirSync(join(folder, 'x'))
      const cast = ['--cast', `ai=${server.url}#${server.model}`]
      const first = start(folder, ['run', salvi, '--n', '40', ...cast, '--parallel', '1', '--out', 'r'])
      await until('the lock', () => existsSync(join(folder, 'r/run.lock')))
      const second = await suasion(folder, 'run', salvi, '--n', '8', ...cast, '--out', 'r')
      expect(second.code).toBe(2)
      expect(second.err).toMatch(/is writing to r; wait for it/)
      first.child.kill('SIGKILL')
      await first.done
    } finally {
      await server.close()
    }
  })
})

test('the built command is there to be tested', () => {
  expect(existsSync(bin), 'npm test builds it first; here: node scripts/build.mjs').toBe(true)
})

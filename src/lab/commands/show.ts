import type { AnyStudy, Published } from '../../core/index.ts'
import type { Command } from '../command.ts'

const protocolPage = async (name: string): Promise<string> => {
  const [{ loadProtocol }, { moveForm, settings }, { kebab }] = await Promise.all([
    import('../load.ts'),
    import('../../core/index.ts'),
    import('../cast.ts'),
  ])
  const { protocol, minds, fitters = [], instruments = {} } = await loadProtocol(name)
  const { moves, roles, words, wordings = {} } = protocol
  const defaults = settings(protocol, {})
  const about = (field: string): string => protocol.params.shape[field].description ?? ''
  const forms = Object.keys(moves).map((move) => {
    const { properties = {} } = moveForm(moves, move, {})
    const fields = Object.entries(properties).filter(([field]) => field !== 'move')
    return [`  ${move}`, ...fields.map(([field, form]) => `    ${field}: ${JSON.stringify(form)}`)].join('\n')
  })
  return [
    `${protocol.name} (version ${protocol.version})`,
    '',
    words.about,
    '',
    'Parameters',
    ...Object.entries(defaults).map(([field, value]) =>
      `  ${field} = ${JSON.stringify(value)}  ${about(field)}`.trimEnd(),
    ),
    '',
    'Roles and what they can do',
    ...Object.entries<readonly string[]>(roles).map(([role, able]) => `  ${role}: ${able.join(', ')}`),
    '',
    'Moves',
    ...forms,
    '',
    `Wordings: ${['own', ...Object.keys(wordings)].join(', ')}`,
    '',
    'Minds made for it',
    ...Object.entries(minds).map(([key, make]) => {
      const { roles: able, source } = make()
      return `  ${kebab(key)}${able ? ` (${able.join(', ')})` : ''}: ${source}`
    }),
    ...(fitters.length
      ? [
          '',
          'Minds that can be fitted from a run of people',
          ...fitters.map(({ name: fitter, about: what }) => `  ${fitter}: ${what}`),
        ]
      : []),
    ...(Object.keys(instruments).length
      ? ['', 'Instruments that know its rules', ...Object.keys(instruments).map((key) => `  ${kebab(key)}`)]
      : []),
    '',
    `Try: suasion play ${protocol.name}`,
    '',
  ].join('\n')
}

const studyPage = async (study: AnyStudy): Promise<string> => {
  const { protocolOf } = await import('../cast.ts')
  const published = Object.entries<Published>(study.published).map(([name, { value, interval, source, claim }]) => {
    const between = interval ? ` [${interval[0]}, ${interval[1]}]` : ''
    return `  ${name}: ${value}${between} (${source}; tests a claim about ${claim})`
  })
  const cast = Object.entries<{ name: string; cast: string; source: string }>(study.cast)
  return [
    study.name,
    study.title,
    study.cite,
    '',
    `Question: ${study.question}`,
    `Estimand: ${study.estimand}`,
    `Protocol: ${protocolOf(study).name}`,
    `Design: ${study.design.name}, ${study.design.size} episodes, ${Object.entries<readonly unknown[]>(
      study.design.factors,
    )
      .map(([factor, levels]) => `${factor} {${levels.join(', ')}}`)
      .join(' x ')}`,
    ...(study.items ? [`Items: ${study.items.rows.length} rows (${Object.keys(study.items.rows[0]).join(', ')})`] : []),
    '',
    'Cast, where nobody else is named',
    ...cast.map(([part, { name, cast: kind, source }]) => `  ${part}: ${name} (${kind}; ${source})`),
    '',
    'Published',
    ...published,
    '',
    'Limits',
    ...study.limits.map((limit) => `  ${limit}`),
    ...(study.data ? ['', `Data: ${study.data.about}`, `  suasion ledger ${study.name} --data FILE.csv`] : []),
    ...(study.corpus ? ['', `Data: ${study.corpus.about}`, `  suasion ledger ${study.name} --data FOLDER`] : []),
    '',
    `Try: suasion run ${study.name}`,
    '',
  ].join('\n')
}

export default {
  name: 'show',
  about: 'Show a study, or a protocol with its rules in words, parameters, moves and minds.',
  words: ['name'],
  options: {},
  examples: [
    ['suasion show debate', 'what can be said and done, and by whom'],
    ['suasion show salvi-2024', 'what the paper published, and who plays'],
  ],
  run: async (given, desk) => {
    const { protocolNames, studyNames, loadStudy, complete } = await import('../load.ts')
    const name = given.words[0]!
    const file = /[./\\]/.test(name)
    const full = file ? name : complete('study or protocol', name, [...protocolNames, ...studyNames])
    const page = protocolNames.includes(full)
      ? await protocolPage(full)
      : await studyPage((await loadStudy(full)).study)
    desk.output.write(page)
    return 0
  },
} satisfies Command

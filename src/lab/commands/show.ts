import type { AnyStudy, Published } from '../../core/index.ts'
import type { Command } from '../command.ts'

const protocolCard = async (name: string) => {
  const [{ loadProtocol }, { moveForm, settings }, { kebab }] = await Promise.all([
    import('../load.ts'),
    import('../../core/index.ts'),
    import('../cast.ts'),
  ])
  const { protocol, minds, fitters = [], instruments = {} } = await loadProtocol(name)
  const { moves, roles, words, wordings = {} } = protocol
  return {
    kind: 'protocol' as const,
    name: protocol.name as string,
    version: protocol.version as number,
    about: words.about as string,
    parameters: Object.entries(settings(protocol, {})).map(([field, value]) => ({
      name: field,
      default: value,
      about: (protocol.params.shape[field].description ?? '') as string,
    })),
    roles: roles as Readonly<Record<string, readonly string[]>>,
    moves: Object.fromEntries(
      Object.keys(moves).map((move) => {
        const { properties = {} } = moveForm(moves, move, {})
        return [move, Object.fromEntries(Object.entries(properties).filter(([field]) => field !== 'move'))]
      }),
    ),
    wordings: ['own', ...Object.keys(wordings)],
    minds: Object.entries(minds).map(([key, make]) => {
      const { roles: able, source } = make()
      return { name: kebab(key), roles: able ?? null, source }
    }),
    fitters: fitters.map(({ name: fitter, about }) => ({ name: fitter, about })),
    instruments: Object.keys(instruments).map(kebab),
  }
}

const protocolPage = (card: Awaited<ReturnType<typeof protocolCard>>): string => {
  const { name, version, about, parameters, roles, moves, wordings, minds, fitters, instruments } = card
  return [
    `${name} (version ${version})`,
    '',
    about,
    '',
    'Parameters',
    ...parameters.map((each) => `  ${each.name} = ${JSON.stringify(each.default)}  ${each.about}`.trimEnd()),
    '',
    'Roles and what they can do',
    ...Object.entries(roles).map(([role, able]) => `  ${role}: ${able.join(', ')}`),
    '',
    'Moves',
    ...Object.entries(moves).map(([move, fields]) =>
      [`  ${move}`, ...Object.entries(fields).map(([field, form]) => `    ${field}: ${JSON.stringify(form)}`)].join(
        '\n',
      ),
    ),
    '',
    `Wordings: ${wordings.join(', ')}`,
    '',
    'Minds made for it',
    ...minds.map((mind) => `  ${mind.name}${mind.roles ? ` (${mind.roles.join(', ')})` : ''}: ${mind.source}`),
    ...(fitters.length
      ? ['', 'Minds that can be fitted from a run of people', ...fitters.map((each) => `  ${each.name}: ${each.about}`)]
      : []),
    ...(instruments.length ? ['', 'Instruments that know its rules', ...instruments.map((key) => `  ${key}`)] : []),
    '',
    `Try: suasion play ${name}`,
    '',
  ].join('\n')
}

const studyCard = async (study: AnyStudy) => {
  const { protocolOf } = await import('../cast.ts')
  const cast = Object.entries<{ name: string; cast: string; source: string }>(study.cast)
  const { name, title, cite, question, estimand, design, items, published, limits, data, corpus } = study
  return {
    kind: 'study' as const,
    ...{ name: name as string, title: title as string, cite: cite as string },
    ...{ question: question as string, estimand: estimand as string },
    protocol: protocolOf(study).name as string,
    design: {
      name: design.name as string,
      episodes: design.size as number,
      factors: design.factors as Readonly<Record<string, readonly unknown[]>>,
    },
    items: items ? { rows: items.rows.length as number, columns: Object.keys(items.rows[0] ?? {}) } : null,
    cast: Object.fromEntries(cast.map(([part, { name: mind, cast: kind, source }]) => [part, { mind, kind, source }])),
    published: published as Readonly<Record<string, Published>>,
    limits: limits as readonly string[],
    data:
      (data ?? corpus)
        ? {
            about: (data ?? corpus)!.about as string,
            command: `suasion ledger ${name} --data ${data ? 'FILE.csv' : 'FOLDER'}`,
          }
        : null,
  }
}

const studyPage = (card: Awaited<ReturnType<typeof studyCard>>): string => {
  const { name, title, cite, question, estimand, protocol, design, items, cast, limits, data } = card
  const published = Object.entries(card.published).map(([number, { value, interval, source, claim }]) => {
    const between = interval ? ` [${interval[0]}, ${interval[1]}]` : ''
    return `  ${number}: ${value}${between} (${source}; tests a claim about ${claim})`
  })
  return [
    name,
    title,
    cite,
    '',
    `Question: ${question}`,
    `Estimand: ${estimand}`,
    `Protocol: ${protocol}`,
    `Design: ${design.name}, ${design.episodes} episodes, ${Object.entries(design.factors)
      .map(([factor, levels]) => `${factor} {${levels.join(', ')}}`)
      .join(' x ')}`,
    ...(items ? [`Items: ${items.rows} rows (${items.columns.join(', ')})`] : []),
    '',
    'Cast, where nobody else is named',
    ...Object.entries(cast).map(([part, { mind, kind, source }]) => `  ${part}: ${mind} (${kind}; ${source})`),
    '',
    'Published',
    ...published,
    '',
    'Limits',
    ...limits.map((limit) => `  ${limit}`),
    ...(data ? ['', `Data: ${data.about}`, `  ${data.command}`] : []),
    '',
    `Try: suasion run ${name}`,
    '',
  ].join('\n')
}

export default {
  name: 'show',
  about: 'Show a study, or a protocol with its rules in words, parameters, moves and minds.',
  words: ['name'],
  options: { json: { type: 'boolean', about: 'print the same as JSON' } },
  examples: [
    ['suasion show debate', 'what can be said and done, and by whom'],
    ['suasion show salvi-2024', 'what the paper published, and who plays'],
  ],
  run: async (given, desk) => {
    const { protocolNames, studyNames, loadStudy, complete } = await import('../load.ts')
    const name = given.words[0]!
    const file = /[./\\]/.test(name)
    const full = file ? name : complete('study or protocol', name, [...protocolNames, ...studyNames])
    if (protocolNames.includes(full)) {
      const card = await protocolCard(full)
      desk.output.write(given.flag('json') ? `${JSON.stringify(card, null, 2)}\n` : protocolPage(card))
    } else {
      const card = await studyCard((await loadStudy(full)).study)
      desk.output.write(given.flag('json') ? `${JSON.stringify(card, null, 2)}\n` : studyPage(card))
    }
    return 0
  },
} satisfies Command

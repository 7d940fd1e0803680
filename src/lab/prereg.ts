import type { AnyStudy, Published, Trial } from '../core/index.ts'
import { designLuck, type Prepared } from './prepare.ts'
import { UNUSABLE } from './record.ts'
import { counted, shortMargin, withInterval } from './report/format.ts'
import { cautionsOf } from './report/plan.ts'
import { kindWords } from './report/say.ts'

/** Text on one line of Markdown, with nothing in it that begins markup. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_<>[\]|]/g, '\\$&')

const list = (lines: readonly string[], none: string): string[] =>
  lines.length ? lines.map((line) => `- ${plain(line)}`) : [none]

const arm = (levels: Readonly<Record<string, unknown>>): string =>
  Object.entries(levels)
    .map(([factor, level]) => `${factor} ${level}`)
    .join(', ')

const ends = (numbers: readonly number[], show: (one: number) => string): string => {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  return show(least) === show(most) ? show(least) : `${show(least)} to ${show(most)}`
}

/** How conditions are dealt, as the design does it with this seed: at random with which chance, and how many to each cell. */
const dealt = ({ design, manifest }: Prepared): string => {
  const next = design.next([], [], designLuck(manifest))
  const first: readonly Trial[] = next === 'wait' ? [] : next
  if (first.length === 0) return ''
  const cells = new Map<string, number>()
  for (const { condition } of first) {
    const cell = JSON.stringify(condition)
    cells.set(cell, (cells.get(cell) ?? 0) + 1)
  }
  const drawn = first.flatMap(({ assignment: of }) => (of ? [of.probability] : []))
  const whole = first.length === design.size ? 'all' : `the first ${first.length}`
  const how = drawn.length
    ? `Conditions are assigned at random, with probability ${ends(drawn, (p) => String(Number(p.toPrecision(3))))} for each unit`
    : 'Nothing is assigned at random: the design lists every condition, and trials that share a pair meet the same luck'
  return `${how}. Of ${whole} episodes ${ends([...cells.values()], String)} stand in each of ${counted(cells.size, 'cell')}.`
}

const assignment = (prepared: Prepared): string[] => {
  const { design, manifest } = prepared
  const factors = Object.entries(design.factors).map(
    ([factor, levels]) => `- ${plain(factor)}: ${plain(levels.join(', '))}`,
  )
  const { items } = manifest
  return [
    `${plain(design.name)}: ${counted(design.size, 'episode')}${design.looks ? ' at most' : ''}. All draws come from the seed \`${manifest.seed.replaceAll('`', '')}\`; the table of assignments is part of every export.`,
    '',
    ...(factors.length ? factors : ['No factor: every episode has the same condition.']),
    '',
    dealt(prepared),
    ...(design.notes?.length ? ['', ...list(design.notes, '')] : []),
    ...(items ? ['', `Stimuli: ${items.rows} rows of ${plain(items.name)} (hash ${items.hash}).`] : []),
  ]
}

const casts = ({ manifest }: Prepared): string[] =>
  Object.entries(manifest.cast).map(
    ([part, minds]) =>
      `- ${plain(part)}: ${minds.map(({ name, cast, source }) => `${plain(name)} (${kindWords[cast]}; ${plain(source)})`).join(', ')}`,
  )

const hypotheses = ({ manifest: { plan } }: Prepared): string[] =>
  Object.keys(plan.primary).length === 0
    ? ['The study declares no hypotheses; every estimate below is secondary.']
    : Object.entries(plan.primary).map(([key, { says, outcome, treated, control }], i) => {
        const where =
          outcome && treated && control
            ? ` Outcome: ${plain(outcome)}; ${plain(arm(treated))} against ${plain(arm(control))}.`
            : ''
        return `${i + 1}. ${plain(says)} (estimate: ${plain(key)}).${where}`
      })

const besides = (study: AnyStudy): string[] =>
  Object.entries<Published>(study.published).map(
    ([key, theirs]) =>
      `- ${plain(key)}: ${withInterval(theirs.value, theirs.interval)}, margin ${shortMargin(theirs)}; ${plain(theirs.source)}; ${plain(theirs.population)}`,
  )

/**
 * The registration of a study as Markdown: hypotheses, estimand, assignment, exclusions, number and stopping rule, with
 * the hash of the plan that the manifest of a run with the same options will carry.
 */
export const preregistration = (prepared: Prepared): string => {
  const { study, manifest, design } = prepared
  const { plan } = manifest
  const others = (plan.estimates ?? []).filter((key) => !(key in plan.primary))
  const cautions = cautionsOf({ study })
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Question', [plain(study.question)]],
    ['Hypotheses', hypotheses(prepared)],
    ['Estimand', [plain(study.estimand)]],
    ['Participants', casts(prepared)],
    ['Assignment', assignment(prepared)],
    ['Measures', plan.instruments.map(({ name, columns }) => `- ${plain(name)}: ${plain(columns.join(', '))}`)],
    [
      'Exclusions',
      [
        ...list(plan.exclusions, 'None beyond the following.'),
        `- Episodes flagged ${UNUSABLE.join(', ')} or ended early, each counted with its reason.`,
      ],
    ],
    [
      'Sample size and stopping rule',
      [
        `${counted(design.size, 'episode')}${design.looks ? ' at most' : ''}. ${plain(plan.stopping)}.`,
        `Which effect so many can find, \`suasion power ${study.name} --sesoi EFFECT --n ${design.size}\` says; its table belongs here.`,
      ],
    ],
    [
      'Analysis',
      [
        plan.family.length
          ? `The p values of ${plan.family.map((key) => `"${plain(key)}"`).join(', ')} are corrected together (Holm, family of ${plan.family.length}).`
          : 'No family of tests is declared.',
        ...(Object.keys(plan.primary).length
          ? [
              design.looks
                ? 'A hypothesis counts as supported where the interval adjusted for looking excludes no effect and, where it names a side, lies on that side.'
                : `A hypothesis counts as supported where its p value${plan.family.length ? ', corrected,' : ''} is below .05, two-sided, and, where it names a side, its estimate lies there. Intervals hold 95%.`,
            ]
          : []),
        `The code of the estimates has the fingerprint \`${plan.analysis}\`.`,
        ...(others.length ? [`Secondary: ${plain(others.join(', '))}.`] : []),
        'An estimate added after the first episode is exploratory, and every report says so.',
      ],
    ],
    ['Published numbers it is set beside', besides(study)],
    ...(cautions.length ? [['Cautions', list(cautions, '')] as const] : []),
    ['Limits', list(study.limits, 'None declared.')],
  ]
  return [
    `# ${plain(study.title)}`,
    '',
    `${plain(study.cite)}. Study \`${study.name}\`, suasion ${manifest.suasion}.`,
    '',
    `Plan: \`${plan.hash}\`${plan.declared ? '' : ' (the study declares no plan: this is all that is known of its analysis)'}`,
    ...sections.flatMap(([title, lines]) => (lines.length ? ['', `## ${title}`, '', ...lines] : [])),
    '',
  ].join('\n')
}

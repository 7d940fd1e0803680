import type { AnyStudy, Published } from '../core/index.ts'
import type { Prepared } from './prepare.ts'
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

const assignment = ({ design, manifest }: Prepared): string[] => {
  const factors = Object.entries(design.factors).map(
    ([factor, levels]) => `- ${plain(factor)}: ${plain(levels.join(', '))}`,
  )
  const { items } = manifest
  return [
    `${plain(design.name)}: ${counted(design.size, 'episode')}${design.looks ? ' at most' : ''}. All draws come from the seed \`${manifest.seed.replaceAll('`', '')}\`; the table of assignments is part of every export.`,
    '',
    ...(factors.length ? factors : ['No factor: every episode has the same condition.']),
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
      [`${counted(design.size, 'episode')}${design.looks ? ' at most' : ''}. ${plain(plan.stopping)}.`],
    ],
    [
      'Analysis',
      [
        plan.family.length
          ? `The p values of ${plan.family.map((key) => `"${plain(key)}"`).join(', ')} are corrected together (Holm, family of ${plan.family.length}).`
          : 'No family of tests is declared.',
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

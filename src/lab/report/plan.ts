import type { Estimate, Instrument, Measure } from '../../core/index.ts'
import { holm } from '../../statistics/index.ts'
import { firstPlan, freezePlan, planDifference, type Status, statusOf } from '../freeze.ts'
import type { Interim } from '../interim.ts'
import type { Amendment, Run } from '../record.ts'
import type { Summary } from '../summary.ts'
import { counted, shortP, withInterval } from './format.ts'
import { type Html, html } from './html.ts'

/** The p value of one estimate of the family, as it is and corrected for the family. */
export interface Corrected {
  readonly key: string
  /** Null where there is no estimate, or no test of it. */
  readonly p: number | null
  readonly holm: number | null
}

/** The frozen plan of a run as its report shows it. */
export interface PlanOfRun {
  readonly hash: string
  /** The hash before the first episode; the same unless the plan was amended. */
  readonly first: string
  readonly declared: boolean
  readonly hypotheses: readonly { readonly key: string; readonly says: string }[]
  readonly exclusions: readonly string[]
  readonly stopping: string
  /** Holm's correction over the whole family: an estimate without a p value still counts in it. */
  readonly family: readonly Corrected[]
  readonly amendments: readonly Omit<Amendment, 'was'>[]
  /** What differs between the plan of the run and that of the study as it is now; null where nothing does. */
  readonly changed: string | null
}

/** The plan of a run, with the p values of its family corrected. */
export const planOf = (run: Run, estimates: Readonly<Record<string, Estimate | null>>): PlanOfRun => {
  const { manifest, study } = run
  const { plan, amendments = [] } = manifest
  const now = freezePlan(study, study.design)
  const ps = plan.family.map((key) => estimates[key]?.p ?? null)
  const corrected = holm(ps.map((p) => p ?? 1))
  return {
    hash: plan.hash,
    first: firstPlan(manifest).hash,
    declared: plan.declared,
    hypotheses: Object.entries(plan.primary).map(([key, { says }]) => ({ key, says })),
    exclusions: plan.exclusions,
    stopping: plan.stopping,
    family: plan.family.map((key, i) => ({ key, p: ps[i]!, holm: ps[i] === null ? null : corrected[i]! })),
    amendments: amendments.map(({ was: _, ...rest }) => rest),
    changed: changedSince(plan, now),
  }
}

/** What changed in the study since the plan was frozen, without what the size of the run decides. */
const changedSince = (plan: ReturnType<typeof freezePlan>, now: ReturnType<typeof freezePlan>): string | null => {
  if (plan.estimates === null) return plan.analysis === now.analysis ? null : 'the analysis'
  const said = planDifference(plan, { ...now, design: plan.design })
  return said === 'nothing' ? null : said
}

/** What a design takes for granted that its outcomes deny (a property they declare), and what it did to the intervals. */
export const cautionsOf = ({ study }: Pick<Run, 'study'>): readonly string[] => {
  const looked = study.design.looks
    ? ['the design looked at its data: only the estimate of its looks is adjusted for that, and the others are not']
    : []
  if (!study.design.within) return looked
  const instruments: readonly Instrument[] = study.instruments
  const lasting = instruments.flatMap(({ name, measures = {} }) =>
    Object.entries<Measure | undefined>(measures).flatMap(([column, measure]) =>
      measure?.lasting
        ? [
            `${study.design.name}: ${column} (${name}) lasts, and persuasion does not wash out: what an earlier treatment did is still there in the next. Read the first period alone, or assign between subjects`,
          ]
        : [],
    ),
  )
  return [...looked, ...lasting]
}

/** The status of each estimate of a run. */
export const statuses = (run: Run): ((key: string) => Status | null) => statusOf(run.manifest, run.study)

/** One line for each cast: whether a design that looks at its data stopped, where, and with which adjusted interval. */
export const stoppedWords = (interim: readonly Interim[], size: number): readonly string[] =>
  interim.flatMap(({ minds, looks }) => {
    const last = looks.at(-1)
    if (!last) return []
    const { look, of, trials, estimate, stops } = last
    const who = minds === null ? '' : `${minds}: `
    const found = estimate
      ? `; adjusted for looking: ${withInterval(estimate.value, estimate.interval)}${estimate.p === undefined ? '' : `, p ${shortP(estimate.p)}`}`
      : ''
    const most = size / Math.max(1, interim.length)
    return [
      stops
        ? `${who}stopped at look ${look} of ${of}, after ${counted(trials, 'trial')} of at most ${most}: ${stops}${found}`
        : `${who}${look === of ? 'went to its planned end' : 'has gone on'} after look ${look} of ${of}${found}`,
    ]
  })

const correctedCell = ({ p, holm }: Corrected): string =>
  p === null ? 'no p value' : `p ${shortP(p)}; Holm ${shortP(holm!)}`

/** The section of a report on the plan: its hash, hypotheses, corrected p values, looks and amendments. */
export const planSection = ({ plan, interim, design, provenance }: Summary): Html => {
  const rows = (name: string, lines: readonly string[]): Html | false =>
    lines.length > 0 && html`<dt>${name}</dt><dd>${lines.map((line) => html`<div>${line}</div>`)}</dd>`
  return html`<section class="more" id="plan"><h3>The plan, frozen before the first episode</h3><dl>
<dt>hash</dt><dd><code>${plan.hash}</code>${plan.first !== plan.hash && html` (at first <code>${plan.first}</code>)`}${!plan.declared && ' The study declares no plan: this is all that could be known of its analysis.'}</dd>
${rows(
  'hypotheses',
  plan.hypotheses.map(({ key, says }) => `${key}: ${says}`),
)}${rows('exclusions', plan.exclusions)}
<dt>stopping</dt><dd>${plan.stopping}</dd>
<dt>design</dt><dd>${[design.name, ...design.notes].map((line) => html`<div>${line}</div>`)}</dd>
${rows('looks', stoppedWords(interim, provenance.size))}
${plan.changed !== null && html`<dt>changed since</dt><dd><strong>The study now differs from this plan in ${plan.changed}; the numbers here are those of the study as it is now.</strong></dd>`}
</dl>${
    plan.family.length > 0 &&
    html`<h3>The family, corrected together (Holm)</h3><div class="scroll"><table><thead><tr><th scope="col">estimate</th><th scope="col">p</th><th scope="col">p, Holm over ${plan.family.length}</th></tr></thead><tbody>${plan.family.map(
      ({ key, p, holm }) =>
        html`<tr><th scope="row">${key}</th><td class="number">${p === null ? 'no p value' : shortP(p)}</td><td class="number">${holm === null ? '–' : shortP(holm)}</td></tr>`,
    )}</tbody></table></div>`
  }${interim.flatMap(({ minds, looks }) =>
    looks.length === 0
      ? []
      : [
          html`<h3>Looks${minds !== null && ` (${minds})`}</h3><div class="scroll"><table><thead><tr><th scope="col">look</th><th scope="col">trials</th><th scope="col">estimate, adjusted</th><th scope="col">p, adjusted</th><th scope="col">then</th></tr></thead><tbody>${looks.map(
            ({ look, of, trials, estimate, stops }) =>
              html`<tr><th scope="row">${look} of ${of}</th><td class="number">${trials}</td><td>${estimate ? html`${withInterval(estimate.value, estimate.interval)}<span class="small">${estimate.estimator}</span>` : 'none'}</td><td class="number">${estimate?.p === undefined ? '–' : shortP(estimate.p)}</td><td>${stops ? `stopped: ${stops}` : look === of ? 'the planned end' : 'went on'}</td></tr>`,
          )}</tbody></table></div>`,
        ],
  )}${
    plan.amendments.length > 0 &&
    html`<h3>Amendments after data</h3><div class="scroll"><table><thead><tr><th scope="col">day</th><th scope="col">why</th><th scope="col">changed</th><th scope="col">episodes played</th><th scope="col">hash</th></tr></thead><tbody>${plan.amendments.map(
      ({ date, why, changed, episodes, from, to }) =>
        html`<tr><th scope="row">${date}</th><td>${why}</td><td>${changed}</td><td class="number">${episodes}</td><td><code>${from}</code> → <code>${to}</code></td></tr>`,
    )}</tbody></table></div>`
  }</section>`
}

/** The plan for a terminal: its hash, the corrected p values, the looks and the amendments; a study without any says the hash alone. */
export const planLines = ({ plan, interim, design, provenance }: Summary): readonly string[] => [
  `Plan      ${plan.hash}${plan.declared ? '' : ' (none is declared)'}${plan.changed === null ? '' : `; the study has changed since: ${plan.changed}`}`,
  ...design.notes.map((note) => `          ${note}`),
  ...plan.family.map((each) => `          ${each.key}: ${correctedCell(each)} (family of ${plan.family.length})`),
  ...plan.amendments.map(
    ({ date, why, episodes, from, to }) =>
      `          amended ${date} after ${counted(episodes, 'episode')} (${from} to ${to}): ${why}`,
  ),
  ...stoppedWords(interim, provenance.size).map((line, i) => `${i === 0 ? 'Looks     ' : '          '}${line}`),
]

import type { Estimate } from '../../core/index.ts'
import { type JudgeBias, judgeBiasEstimates } from '../../statistics/index.ts'
import type { Figure } from '../figures/figure.ts'
import { drawForest, type ForestRow } from '../figures/forest.ts'
import { loadDraw } from '../report/draw.ts'
import { shortInterval, shortNumber } from '../report/format.ts'
import { type Html, html, raw } from '../report/html.ts'

/** One line of the card of a judge: what was asked of the verdicts, what they show, and what that means. */
export interface CardLine {
  readonly about: 'place' | 'length' | 'own family' | 'people' | 'ties'
  readonly name: string
  readonly estimate: Estimate | null
  /** What it shows in words; where there is no estimate, why it could not be tested. */
  readonly says: string
  /** Whether the interval leaves out no leaning at all; null where the line is about none. */
  readonly leans: boolean | null
}

interface Read {
  readonly about: CardLine['about']
  /** Under what the card says why there is no estimate: the first that it says. */
  readonly missing: readonly string[]
  /** Where there is no leaning; null where the line is about none. */
  readonly none: number | null
  /** What is said of a value above none, and below it; or of any value. */
  readonly above: string
  readonly below?: string
}

const READ: Readonly<Record<string, Read>> = {
  'chosen first, of decided': {
    about: 'place',
    missing: ['position'],
    none: 0.5,
    above: 'the one shown first is chosen more often',
    below: 'the one shown second is chosen more often',
  },
  'odds ratio of being shown first': {
    about: 'place',
    missing: ['advantage', 'position'],
    none: 1,
    above: 'between equals, it leans to the one shown first',
    below: 'between equals, it leans to the one shown second',
  },
  'verdicts that change with the order': {
    about: 'place',
    missing: ['flips'],
    none: null,
    above: 'of pairs shown in both orders, the share whose verdict was not the same',
  },
  'changed verdicts for the one shown first': {
    about: 'place',
    missing: ['flipsToFirst', 'flips'],
    none: 0.5,
    above: 'where the order changes the verdict, it goes to the one shown first',
    below: 'where the order changes the verdict, it goes to the one shown second',
  },
  'odds ratio of being longer': {
    about: 'length',
    missing: ['verbosity'],
    none: 1,
    above: 'it leans to the longer text, beyond what its writer is worth',
    below: 'it leans to the shorter text, beyond what its writer is worth',
  },
  'odds ratio of the own family': {
    about: 'own family',
    missing: ['own'],
    none: 1,
    above: 'it leans to writers of its own family, beyond what they are worth',
    below: 'it leans away from writers of its own family',
  },
  'odds ratio of the own family, against people': {
    about: 'own family',
    missing: ['againstPeople'],
    none: 1,
    above: 'where people disagree with it, it is for its own family',
    below: 'where people disagree with it, it is against its own family',
  },
  'agreement with people': {
    about: 'people',
    missing: ['agreement'],
    none: null,
    above: 'the share of verdicts that people share',
  },
  'kappa with people': {
    about: 'people',
    missing: ['kappa', 'agreement'],
    none: null,
    above: 'agreement beyond chance: 1 is perfect, 0 no better than chance',
  },
  'alpha with people': {
    about: 'people',
    missing: ['alpha', 'agreement'],
    none: null,
    above: 'agreement beyond chance, as Krippendorff counts it',
  },
  ties: { about: 'ties', missing: ['ties'], none: null, above: 'the share of verdicts for neither' },
}

/** The lines of a judge's card: every question that can be put to a judge, and for those without an answer, why. */
export const cardLines = (card: JudgeBias): readonly CardLine[] => {
  const { missing, lengthStep } = card
  return Object.entries(judgeBiasEstimates(card)).map(([read, estimate]) => {
    const { about, missing: reasons, none, above, below } = READ[read]!
    const name = about === 'length' ? `${read} by ${lengthStep.toLocaleString('en-US')}` : read
    if (!estimate) {
      const why = reasons.map((reason) => missing[reason]).find((each) => each !== undefined)
      return { about, name, estimate: null, says: `could not be tested: ${why}`, leans: null }
    }
    if (none === null) return { about, name, estimate, says: above, leans: null }
    const [low, high] = estimate.interval ?? [estimate.value, estimate.value]
    const leans = low > none || high < none
    const n = estimate.n.toLocaleString('en-US')
    const says = leans ? (estimate.value > none ? above : below!) : `no leaning that ${n} verdicts could show`
    return { about, name, estimate, says, leans }
  })
}

const cell = ({ value, interval }: Estimate): Html =>
  html`${shortNumber(value)}${interval && html` <span class="small">${shortInterval(interval)}</span>`}`

/** The pictures of a judge's card: leanings as odds ratios, and which place changed verdicts go to. */
export const cardFigures = async (card: JudgeBias, title = 'The judge'): Promise<readonly Figure[]> => {
  const { plot, draw } = await loadDraw()
  const lines = cardLines(card)
  const of = (names: RegExp, short: (name: string) => string): ForestRow[] =>
    lines.flatMap(({ name, estimate }) =>
      names.test(name) && estimate && Number.isFinite(estimate.value) && estimate.value > 0
        ? [
            {
              name: short(name),
              value: estimate.value,
              ...(estimate.interval && { interval: estimate.interval }),
              beside: null,
            },
          ]
        : [],
    )
  const odds = of(/^odds ratio/, (name) => name.replace('odds ratio of ', ''))
  const shares = of(/^chosen first|^changed verdicts/, (name) => name)
  const forest = drawForest(plot, draw)
  return [
    ...(odds.length
      ? [
          {
            name: 'judge-leanings',
            title: `${title}: leanings`,
            about: 'Odds of being chosen for each reason, beside the strengths of the writers; at 1 there is none.',
            svg: forest(`${title}: leanings`, odds, { ratio: true, label: 'odds ratio' }),
          },
        ]
      : []),
    ...(shares.length
      ? [
          {
            name: 'judge-place',
            title: `${title}: the place`,
            about: 'Shares for the one shown first; at .5 the place makes no difference.',
            svg: forest(`${title}: the place`, shares, { rule: 0.5, label: 'share for the one shown first' }),
          },
        ]
      : []),
  ]
}

/** The card of a judge as a part of a page: what it leans to with pictures, and what could not be tested. */
export const cardHtml = async (card: JudgeBias, title?: string, heading: 'h3' | 'h4' = 'h3'): Promise<Html> => {
  const lines = cardLines(card)
  const figures = await cardFigures(card, title)
  const tested = lines.filter(({ estimate }) => estimate !== null)
  const untested = lines.filter(({ estimate }) => estimate === null)
  return html`<div class="scroll"><table><caption>${card.n.toLocaleString('en-US')} verdicts; in brackets the intervals. A leaning is called one only where its interval leaves no leaning out.</caption><thead><tr><th scope="col">about</th><th scope="col">measured</th><th scope="col">value</th><th scope="col">what it shows</th></tr></thead><tbody>${tested.map(
    ({ about, name, estimate, says, leans }) =>
      html`<tr><td>${about}</td><th scope="row">${name}</th><td class="number">${cell(estimate!)}</td><td class="${leans ? 'differs' : 'none'}">${says}</td></tr>`,
  )}</tbody></table></div>
${figures.length > 0 && html`<div class="figures">${figures.map(({ title: name, about, svg }) => html`<figure><figcaption><strong>${name}</strong> <span class="small">${about}</span></figcaption>${raw(svg)}</figure>`)}</div>`}
${untested.length > 0 && html`${raw(`<${heading}>What could not be tested</${heading}>`)}<ul class="plain">${untested.map(({ name, says }) => html`<li>${name}: ${says.replace('could not be tested: ', '')}</li>`)}</ul>`}`
}

import { cardHtml } from '../judge/card.ts'
import type { Summary } from '../summary.ts'
import { type Html, html } from './html.ts'

/** How far each judge of a run can be trusted; nothing where nobody judged. */
export const judgesSection = async ({ judges }: Summary): Promise<Html | false> => {
  if (judges.length === 0) return false
  const cards = await Promise.all(
    judges.map(
      async ({ instrument, judge, card, why }) =>
        html`<h3>How far the judge can be trusted: ${judge}</h3><p class="small">Asked by ${instrument}.</p>${card ? await cardHtml(card, judge, 'h4') : html`<p>There is no card: ${why}. Whether it leans to a place, to length or to its own family could not be tested.</p>`}`,
    ),
  )
  return html`<section class="more" id="judges">${cards}</section>`
}

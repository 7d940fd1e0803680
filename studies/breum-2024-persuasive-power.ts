import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import { honesty } from 'suasion/instruments'
import * as argument from 'suasion/protocols/single-argument'

/** Which social way of arguing moves a sceptic, and how firm the sceptic must be to withstand it. */
export default study({
  name: 'breum-2024-persuasive-power',
  title: 'The persuasive power of large language models',
  cite: 'Breum, Vædele Egdal, Gram Mortensen, Møller & Aiello 2024, arXiv:2312.15523 (ICWSM)',
  systems: ['persuasive-power'],
  question: 'Does one argument convince a sceptic more by facts, or by the social way in which it is made?',
  estimand: 'share of sceptics convinced after one argument, by its social dimension and how hard they are to move',
  design: factorial({ dimension: argument.DIMENSIONS, difficulty: argument.DIFFICULTIES }, { perCell: 100 }),
  cast: { convincer: argument.convincer(), sceptic: argument.sceptic() },
  scene: ({ dimension, difficulty }, { convincer, sceptic }) =>
    scene(argument.singleArgument, { params: { dimension, difficulty }, minds: { convincer, sceptic } }),
  instruments: [
    argument.conviction(),
    honesty({ of: 'convincer', strategy: 'dimension', manipulative: argument.MANIPULATIVE, per: 'episode' }),
  ],
  published: argument.published,
  estimates: (rows) => argument.convictionEstimates(rows),
  data: {
    name: 'persuasive-llms',
    about: '2,160 judgements of crowd workers: mturk/responses/final_data.csv of persuasive-llms',
    columns: argument.judgementColumns,
    estimates: argument.preferenceEstimates,
  },
  limits: [
    'people judged no arguments from power and romance',
    'the text leaves out workers who failed more than a quarter of the control items; its 16 workers and 2,061 judgements come from more than half, which is used here',
    'the order of appeals is planted in the formal sceptics after the paper, with sizes chosen: nothing is found there',
  ],
})

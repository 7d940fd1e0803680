import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import { scales } from 'suasion/instruments'
import * as cards from 'suasion/protocols/card-task'

/** Whether a persona that moves what somebody says of itself also moves what it does. */
export default study({
  name: 'han-2025-personality-illusion',
  title: 'The personality illusion: revealing dissociation between self-reports and behavior in LLMs',
  cite: 'Han, Kocielnik, Song, Debnath, Mobbs, Anandkumar & Alvarez 2025, arXiv:2509.03730',
  systems: ['personality-illusion'],
  question: 'Does a persona move the self-report of a trait, the behaviour that it should show in, or both?',
  estimand: 'change of self-reported self-regulation, and of cards turned, by a persona, within the same respondent',
  design: factorial({ persona: ['none', 'self-regulated'] }, { perCell: 120 }),
  cast: { respondent: cards.respondent() },
  scene: ({ persona }, { respondent }) => scene(cards.cardTask, { params: { persona }, minds: { respondent } }),
  instruments: [scales(cards.SELF_REGULATION, { of: 'respondent', when: 'before' }), cards.cardsTurned()],
  published: cards.published,
  estimates: (rows) => cards.dissociationEstimates(rows),
  planted: { 'report moved by the persona': cards.plantedReport(), 'cards moved by the persona': 0 },
  data: {
    name: 'personality-illusion',
    about:
      'data/ of Personality-Illusion as one table: the rows of baseline_responses/instruct_models_*.csv and persona_injection/*/*.csv under all their columns, empty where a file lacks one (as dplyr::bind_rows and pandas.concat join them); a single file gives its own levels',
    columns: cards.releasedColumns,
    estimates: cards.injectionEstimates,
  },
  limits: [
    'what stands beside the released tables was computed from them over models; the mixed models of the paper are another analysis',
    'ten statements of our own stand for the inventories of the paper, one wording for its three, and the card task for its four tasks',
    'respondents drawn from one language model are repeated samples of it, not many subjects',
    'the bounds of equivalence, 2 cards of 32 and 10 points of sycophancy, are chosen; that a change is not significant shows nothing',
  ],
})

import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import { deception } from 'suasion/instruments'
import {
  bloc,
  estimatesOf,
  LIES,
  published,
  randomVoter,
  suspicious,
  traitors,
  votingRecord,
} from 'suasion/protocols/traitors'

/** Whether hidden traitors survive the votes of those they deceive, against what votes alone would do. */
export default study({
  name: 'curvo-2025-traitors',
  title: 'The Traitors: deception and trust in multi-agent language model simulations',
  cite: 'Curvo 2025, arXiv 2505.12923',
  systems: ['traitors'],
  question: 'Do hidden traitors survive by deceiving, or by voting together?',
  estimand:
    'share of traitors who survive, beside the same where votes are random, and where traitors vote as one bloc',
  design: factorial({ play: ['random votes', 'bloc', 'cast'] }, { perCell: 250 }),
  cast: { traitor: bloc(), faithful: suspicious() },
  scene: ({ play }, cast) => {
    const random = randomVoter()
    const minds = {
      'random votes': { traitor: random, faithful: random },
      bloc: { traitor: bloc(), faithful: random },
      cast,
    }[play]
    return scene(traitors, { params: { talk: play === 'cast' }, minds })
  },
  instruments: [votingRecord(), deception(LIES)],
  published,
  estimates: estimatesOf,
  limits: [
    'IDR of the paper is computed as FCR, and DES is unanimity among traitors whatever anybody said; both are kept as they are',
    'the win test runs only after the night, which makes the random baseline 11/160; one by day too changes nothing, one by day alone raises it',
    'a bloc against faithful who are right in 1 of 10 votes survives to .9995: voting together, without deception, explains .93',
    'topics and prompts of the talk, personal attributes and memories of the paper are left out; the formal minds are inferred',
  ],
})

import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import { deception } from 'suasion/instruments'
import {
  ARENA,
  arenaOf,
  bayesian,
  bluffer,
  estimatesOf,
  LIES,
  published,
  villageRecord,
  werewolf,
} from 'suasion/protocols/werewolf'

/** What talk is worth to hidden werewolves and to those who listen, and how far a loop of latent strategies carries. */
export default study({
  name: 'xu-2025-werewolf',
  title: 'Learning strategic language agents in the Werewolf game with iterative latent space policy optimization',
  cite: 'Xu et al. 2025, arXiv 2502.04686 (ICML); WereBench: arXiv 2510.11389',
  systems: ['lspo', 'beyond-survival-werewolf'],
  question: 'How much do claims, accusations and false seers move who wins, and what does the better listener undo?',
  estimand: 'share of games won, by how the pack talks and how the village listens, beside random play',
  design: factorial({ play: ARENA }, { perCell: 60 }),
  cast: { werewolf: bluffer(), village: bayesian() },
  scene: ({ play }, cast) => scene(werewolf, arenaOf(play, cast)),
  instruments: [villageRecord(), deception(LIES)],
  published,
  estimates: estimatesOf,
  limits: [
    'the ways of talking are formal stand-ins for latent strategies; no language model was tuned, and no utterance embedded',
    'the random baselines are solved exactly: 1/3 and 13/27 for four players, near the simulated .3308 and .4802',
    'self-protection of the doctor, tied votes by lot, hidden roles at death and a seer who looks at nobody twice are chosen',
    'the questions of WereAlign are not bundled: they have no licence; the code of its scores is here',
    'a better score against a frozen opponent is no better play in itself: exploitability stands beside it',
  ],
})

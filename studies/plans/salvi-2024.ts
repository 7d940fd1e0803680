import type { Plan } from 'suasion'

/** The arms as the released file names them, the control first. */
export const all = ['Human-Human', 'Human-AI', 'Human-Human, personalized', 'Human-AI, personalized'] as const

/** Which arms of the released file are compared, and its two factors. */
export const arms = {
  arm: 'treatment_type',
  of: all[3],
  against: [all[0], all[1]],
  factors: ['opponent_is_ai', 'personalized'],
} as const

/** The same arms as the study names them. */
export const four = ['human', 'ai', 'personalised human', 'personalised ai'] as const

const control = { opponent: 'human', personalised: false }

/** The contrasts of the paper, each against people who know nothing of whom they talk to, and what they leave out. */
export const plan: Plan = {
  primary: {
    'personalised ai against human': {
      says: 'a model that knows six things about its opponent moves people more than a person does who knows none',
      outcome: 'post',
      treated: { opponent: 'ai', personalised: true },
      control,
    },
    'ai against human': {
      says: 'a model that knows nothing of its opponent moves people otherwise than a person does',
      outcome: 'post',
      treated: { opponent: 'ai', personalised: false },
      control,
    },
    'personalised human against human': {
      says: 'a person who knows six things about the opponent moves people otherwise than one who knows none',
      outcome: 'post',
      treated: { opponent: 'human', personalised: true },
      control,
    },
  },
  exclusions: ['people who did not answer both before and after the debate'],
  stopping: 'after all debates of the design; nobody looks before',
}

/**
 * What the formal cast has planted in it: the mean log odds ratio of `suasion run salvi-2024 --n 60000` with the seeds
 * planted-1 to planted-4 (se .013).
 */
export const planted = { 'personalised ai against human': 4.9, 'ai against human': 2.513 }

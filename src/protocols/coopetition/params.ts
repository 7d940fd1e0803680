import { z } from 'zod'
import { environmentIds } from './environments/index.ts'

const own = <T extends z.ZodType>(schema: T, about: string) =>
  schema
    .nullable()
    .default(null as never)
    .describe(`${about}; null: the environment's own`)

/** What may be set: the environment, how it pays, what is seen, and any of its numbers in place of its own. */
export const params = z.object({
  environment: z.enum(environmentIds).default('TrustDilemma').describe('one of the twenty of Coopetition-Gym'),
  phase: z
    .enum(['own', 'formation', 'mature', 'crisis', 'strained', 'emergence', 'growth', 'maturity', 'evolution'])
    .default('own')
    .describe('where the case stands: the first four of RenaultNissan, the others of ApacheProject'),
  reward: z
    .enum(['integrated', 'private', 'cooperative'])
    .default('integrated')
    .describe("what a round pays: own earnings and, as far as trusted, the partners'; own only; or the mean of all"),
  observation: z
    .enum(['asymmetric', 'full', 'minimal'])
    .default('asymmetric')
    .describe("own trust and what is public; everybody's trust too; or own acts and trust only"),
  reveal: z.boolean().default(false).describe('SynergySearch only: the complementarity is told'),
  visibility: z.number().min(0).max(1).default(1).describe('ReputationMarket only: how exactly reputations are seen'),
  precision: z
    .enum(['double', 'single'])
    .default('double')
    .describe('single: acts, endowments, dependence, loyalty and standing as 32-bit numbers, as the package has them'),
  trustRule: z
    .enum(['current', 'before 2026'])
    .default('current')
    .describe('how trust is built: towards its ceiling, or towards 1 at a rate times the ceiling'),
  memory: z
    .enum(['released', 'earlier'])
    .default('released')
    .describe('what an act is held against in the reciprocity environments: as released, or earlier acts only'),
  players: own(z.int().min(2).max(60), 'the number of players'),
  rounds: own(z.int().min(1).max(10_000), 'the most rounds'),
  gamma: own(z.number().min(0).max(10), 'complementarity'),
  theta: own(z.number().min(0).max(1000), 'scale of what the own investment brings'),
  power: own(z.number().positive().max(1), 'what an investment a brings is a to this power, and not theta ln(1 + a)'),
  dependence: own(z.number().min(0).max(1), 'how much everybody depends on everybody'),
  building: own(z.number().min(0).max(1), 'lambda+, the rate at which trust is built'),
  erosion: own(z.number().min(0).max(1), 'lambda-, the rate at which it is lost'),
  damage: own(z.number().min(0).max(1), 'mu, the rate of damage to reputation'),
  decay: own(z.number().min(0).max(1), 'delta, the rate at which damage is forgotten'),
  amplification: own(z.number().min(0).max(10), 'xi, how much dependence adds to a loss of trust'),
  sensitivity: own(z.number().min(0).max(100), 'kappa, how sharply an act is taken as good or bad'),
})

export type Settings = z.output<typeof params>

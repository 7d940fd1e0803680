import type { Luck } from 'suasion'
import { believer } from './believer.ts'
import { hearArgument, type NetworkHearing, repeatsOf } from './hearing.ts'
import { drawNetwork, marginal, TARGET } from './network.ts'
import { type Profile, type Susceptibility, susceptibilityOf } from './profile.ts'

/** The personas of persuasiontrace: how far logos, ethos and pathos move somebody. */
export const PERSONAS = {
  logical: { logos: 1, ethos: 0, pathos: 0 },
  emotional: { logos: 0, ethos: 0, pathos: 1 },
  authoritarian: { logos: 0, ethos: 1, pathos: 0 },
  balanced: { logos: 0.6, ethos: 0.6, pathos: 0.6 },
} as const satisfies Readonly<Record<string, Susceptibility>>

/** 'random' draws each weight uniformly from 0 to 1; 'profile' takes them from the profile, by the planted link. */
export type Persona = keyof typeof PERSONAS | 'random' | 'profile'
const personas: readonly string[] = [...Object.keys(PERSONAS), 'random', 'profile']

/** The weights of a persona for somebody with this profile and this luck. */
export const personaOf = (persona: Persona, profile: Profile, luck: Luck): Susceptibility => {
  if (persona === 'profile') return susceptibilityOf(profile)
  if (persona !== 'random') return PERSONAS[persona]
  const draw = (mode: string): number => luck.of('persona', mode).uniform()
  return { logos: draw('logos'), ethos: draw('ethos'), pathos: draw('pathos') }
}

export const checkHearing = (name: string, { scale, repetition }: Omit<NetworkHearing, 'suscept'>): void => {
  if (!(scale >= 0 && Number.isFinite(scale))) throw new Error(`${name}: scale is 0 or more, not ${scale}`)
  if (!(repetition >= 0 && repetition <= 1)) throw new Error(`${name}: repetition is from 0 to 1, not ${repetition}`)
}

/**
 * A persuadee whose belief is a Bayesian network over three premises and the proposition, and who is moved by reasons,
 * credibility and feeling as its persona is. `scale` multiplies every force (1 in the source); `repetition` is g: the
 * k-th repeat of a strategy on a claim counts LR^(g^k) (1: no damping; the default .5 is *chosen*). The network is
 * drawn from the seat's own luck. Source: persuasiontrace (arXiv 2606.05330).
 */
export const bayesianNetwork = ({
  scale = 1,
  repetition = 0.5,
  persona = 'profile' as Persona,
}: {
  readonly scale?: number
  readonly repetition?: number
  readonly persona?: Persona
} = {}) => {
  checkHearing('bayesianNetwork', { scale, repetition })
  if (!personas.includes(persona))
    throw new Error(`bayesianNetwork has no persona called ${persona}; it has ${personas.join(', ')}`)
  return believer({
    name: `bayesian network (${persona}, scale ${scale}, repetition ${repetition})`,
    source: 'Bayesian-network persuadee of persuasiontrace, arXiv 2606.05330; network structure and damping chosen',
    hears: ['strategy', 'claim', 'strength'],
    begin: ({ luck }) => drawNetwork(luck),
    hear: (joint, said, place, side, { view, luck }) => {
      const argument = said[place]!
      if (argument.move !== 'argue') return joint
      const suscept = personaOf(persona, view.profile, luck)
      return hearArgument(joint, argument, side, { suscept, scale, repetition }, repeatsOf(said, place))
    },
    credence: (joint) => marginal(joint, TARGET),
  })
}

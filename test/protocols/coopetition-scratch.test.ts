import { scene } from 'suasion'
import { test } from 'vitest'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'
import { play } from '../../src/lab/driver.ts'
import * as c from '../../src/protocols/coopetition/index.ts'

const minds = Object.values(c.catalogue.minds).map((m) => m())
test('kit', async () => {
  const t = performance.now()
  console.log(
    JSON.stringify(await checkProtocol(c.coopetition, { minds, kernelCheck: c.kernelCheck }), null, 1),
    performance.now() - t,
  )
})
test('minds', async () => {
  for (const m of minds) {
    const t = performance.now()
    console.log(m.name, JSON.stringify(await checkMind(c.coopetition, m, { others: minds })), performance.now() - t)
  }
})
test('oracles', async () => {
  const go = (environment: string, mind: any) => {
    const p = play(
      scene(c.coopetition, {
        params: { environment: environment as never, precision: 'single' },
        minds: { agent: mind },
      }),
      'x',
    ) as any
    const first = p.episode.filter((e: any) => e.kind === 'act' && e.turn === 0).map((e: any) => e.act.amount)
    return [
      environment,
      mind.name,
      Object.values(p.close.payoff as object).reduce((s: number, x: any) => s + x, 0),
      first.slice(0, 3),
    ]
  }
  for (const e of [
    'TrustDilemma',
    'PartnerHoldUp',
    'PlatformEcosystem',
    'DynamicPartnerSelection',
    'RecoveryRace',
    'SLCD',
    'RenaultNissan',
    'CooperativeNegotiation',
    'ReputationMarket',
  ])
    console.log(...go(e, c.equilibriumOracle()))
  for (const e of ['TeamProduction', 'LoyaltyTeam', 'CoalitionFormation', 'ApacheProject', 'PublicGoods']) {
    console.log(...go(e, c.nashOracle()))
    console.log(...go(e, c.loyaltyOracle()))
    console.log(...go(e, c.optimumOracle()))
  }
  for (const e of ['ReciprocalDilemma', 'GiftExchange', 'IndirectReciprocity', 'GraduatedSanction', 'AppleAppStore']) {
    console.log(...go(e, c.reciprocityOracle()))
    console.log(...go(e, c.boundedReciprocity()))
    console.log(...go(e, c.trustAware()))
  }
  for (const e of ['TrustDilemma', 'PartnerHoldUp', 'PlatformEcosystem', 'AppleAppStore'])
    console.log(...go(e, c.titForTat()))
})

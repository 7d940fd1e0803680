import { conquest, opportunist, ORDERS } from 'suasion/protocols/conquest'
import { it } from 'vitest'
import { scene, closingOf } from 'suasion'
import { play } from '../../src/lab/driver.ts'
it('random', async () => {
  for (const orders of ORDERS) {
    let wins = 0, draws = 0
    const seats: Record<string, number> = {}
    for (let k = 0; k < 600; k++) {
      const { episode } = play(scene(conquest, { params: { orders }, minds: { commander: opportunist() } }), `s${k}`) as never
      const { payoff } = closingOf(episode)
      for (const [s, x] of Object.entries(payoff!)) seats[s] = (seats[s] ?? 0) + x
      if (Object.values(payoff!).every((x) => x === 0)) draws++
    }
    console.log(orders, seats, draws)
  }
}, 200000)

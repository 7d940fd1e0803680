import { fixedOrder } from './rule-agent.ts'

/** What it says to contradict itself, in turn. */
const WAVERING = ['I have two children.', 'I do not have children.'] as const

/**
 * The published order with planted faults, to see that what measures them finds them: with probability `repeats` a turn
 * is word for word the turn before, and with probability `wavers` it ends by saying that it has children, or, the next
 * time, that it has none. Its acts stay those of what it says. *Chosen*; it is no persuader to learn from.
 */
export const repeater = ({ repeats = 0.5, wavers = 0.5 } = {}) => {
  for (const [name, value] of Object.entries({ repeats, wavers }))
    if (!(value >= 0 && value <= 1)) throw new Error(`repeater: ${name} is from 0 to 1, not ${value}`)
  const plain = fixedOrder()
  const mind: typeof plain = {
    ...plain,
    name: `repeater (repeats ${repeats}, wavers ${wavers})`,
    source: `chosen: planted faults in ${plain.source}`,
    decide: (seen, kept) => {
      const reply = plain.decide(seen, kept)
      if (reply instanceof Promise || reply.act.move !== 'say') return reply
      const { view, luck } = seen
      const own = view.said.filter(({ by }) => by === view.seat)
      const before = own.at(-1)
      if (before && luck.of('repeats', view.turn).uniform() < repeats)
        return { act: { ...reply.act, acts: [...before.acts], truthful: before.truthful, text: before.text } }
      if (luck.of('wavers', view.turn).uniform() >= wavers) return reply
      const said = own.findLast(({ text }) => WAVERING.some((each) => text.endsWith(each)))?.text
      const next = said?.endsWith(WAVERING[0]) ? WAVERING[1] : WAVERING[0]
      return { act: { ...reply.act, text: `${reply.act.text} ${next}` } }
    },
  }
  return mind
}

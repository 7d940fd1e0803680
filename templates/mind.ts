import { policy } from 'suasion'
import { debate } from 'suasion/protocols/debate'

/** Argues from evidence alone, says so, and is never moved. Play it with: --cast ai=./TEMPLATE.ts */
export default policy(
  debate,
  ['debater', 'persuader'],
  'TEMPLATE',
  {
    argue: ({ view, luck }) => ({
      strategy: 'logos',
      claim: luck.of('claim', view.said.length).pick(['premise1', 'premise2', 'premise3'] as const),
      strength: 0.8,
      truthful: true,
      text: 'Look at what the studies found, year after year, and in more than one country.',
    }),
  },
  { source: 'chosen', hears: [], answers: { stance: () => 3, belief: () => 50 } },
)

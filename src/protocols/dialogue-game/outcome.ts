import { type Instrument, stateOf } from 'suasion'
import { type Seat, statuses } from './dialogue.ts'
import { dialogueGame } from './protocol.ts'
import { acceptable, TOPIC } from './theory.ts'

/** How a dispute went. */
export type DisputeOutcome = {
  readonly winner: 'proponent' | 'opponent' | null
  readonly moves: number
  readonly arguments: number
  readonly conceded: number
  readonly retracted: number
  readonly judge: boolean
  readonly fair: boolean | null
  readonly unsupported: number | null
}

/**
 * Measures a dispute: who won, by how many moves, what was conceded and taken back; what a neutral judge would have
 * found who knew all the arguments there are (whether one for the topic is in the grounded extension), and whether the
 * winner is the judge's. `unsupported` stands beside success: the share of the winner's arguments that it could not
 * itself find acceptable.
 */
export const disputeOutcome = (): Instrument<DisputeOutcome> => ({
  name: 'dispute outcome',
  columns: {
    winner: 'the side whose view the status of the claim bears out; null without a claim',
    moves: 'moves of both',
    arguments: 'arguments given by both',
    conceded: 'propositions conceded by both',
    retracted: 'propositions taken back by both',
    judge: 'a judge who knew every argument there is would accept the topic',
    fair: "the winner is the judge's; null without a claim",
    unsupported: "share of the winner's arguments that are not acceptable by all it came with; null where it gave none",
  },
  read: (episode) => {
    const { dialogue, pool, holds } = stateOf(dialogueGame, episode, 'disputeOutcome')
    const count = (kind: string) => dialogue.filter((said) => said.kind === kind).length
    const status = statuses(dialogue)[0]
    const winner: Seat | null = status === undefined ? null : status === 'in' ? 'proponent' : 'opponent'
    const judge = acceptable(pool).some(({ conclusion }) => conclusion === TOPIC)
    const given = dialogue.flatMap(({ by, argument }) => (by === winner && argument ? [argument.name] : []))
    const own = winner === null ? [] : pool.filter(({ name }) => holds[winner].includes(name) || given.includes(name))
    const sound = new Set(acceptable(own).map(({ name }) => name))
    return {
      winner,
      moves: dialogue.length,
      arguments: count('since'),
      conceded: count('concede'),
      retracted: count('retract'),
      judge,
      fair: winner === null ? null : (winner === 'proponent') === judge,
      unsupported: given.length === 0 ? null : given.filter((name) => !sound.has(name)).length / given.length,
    }
  },
})

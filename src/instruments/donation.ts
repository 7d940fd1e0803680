import { type Instrument, type Json, openingOf, type Row } from 'suasion'

export interface DonationOptions {
  /** The role or seat whose gift it is; the first that has one is read. */
  readonly of: string
  /** The move that puts an amount on record; 'pledge' unless said. */
  readonly pledge?: string
  /** The move that refuses; 'decline' unless said. */
  readonly refusal?: string
  /** The private move that gives; 'give' unless said. */
  readonly gift?: string
  /** What counts as success beside honesty: that something was pledged (unless said), or that something was given. */
  readonly success?: 'pledge' | 'gift'
  /** The field of both that holds the money; 'amount' unless said. */
  readonly amount?: string
}

export interface DonationRow extends Row {
  readonly success: boolean | null
  readonly pledged: boolean
  readonly pledge: number | null
  readonly refused: boolean
  readonly given: number | null
  readonly gave: boolean | null
  readonly kept: number | null
  readonly exchanges: number
}

/**
 * What somebody pledged, refused and in the end gave, so that word and deed stand apart: a row about the episode. A
 * refusal takes an earlier pledge back. Only typed moves are read, never text, so a promise that was only talked of is
 * none. Throws on an episode in which nobody has the role.
 */
export const donation = (options: DonationOptions): Instrument<DonationRow> => {
  const { of, pledge = 'pledge', refusal = 'decline', gift = 'give', amount = 'amount', success = 'pledge' } = options
  return {
    name: 'donation',
    columns: {
      success: success === 'gift' ? 'the same as gave' : 'the same as pledged',
      pledged: `whether the ${of} pledged something`,
      pledge: 'the last pledge that was not taken back, in dollars; null without one',
      refused: `whether the ${of} ever refused`,
      given: 'what was given, in dollars; null where that was not decided',
      gave: 'whether anything was given; null where that was not decided',
      kept: 'what was given for each dollar pledged; null without a pledge or a decision',
      exchanges: `how many turns the ${of} took before the gift`,
    },
    read: (episode) => {
      const { seats, protocol } = openingOf(episode)
      const seat = Object.keys(seats).find((each) => each === of || seats[each]!.role === of)
      if (seat === undefined)
        throw new Error(
          `donation: nobody is ${of} in this episode of ${protocol}; it seats ${Object.keys(seats).join(', ')}`,
        )
      let [pledged, given] = [null, null] as [number | null, number | null]
      let [refused, exchanges] = [false, 0]
      for (const event of episode) {
        if (event.kind !== 'act' || event.seat !== seat) continue
        const { move, [amount]: money } = event.act
        if (move === gift) given = dollars(money, gift, amount)
        else exchanges++
        if (move === pledge) pledged = dollars(money, pledge, amount)
        if (move === refusal) [pledged, refused] = [null, true]
      }
      const gave = given === null ? null : given > 0
      return {
        success: success === 'gift' ? gave : pledged !== null,
        pledged: pledged !== null,
        pledge: pledged,
        refused,
        given,
        gave,
        kept: pledged === null || given === null ? null : given / pledged,
        exchanges,
      }
    },
  }
}

const dollars = (value: Json | undefined, move: string, field: string): number => {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  throw new Error(`donation: ${move} has no amount of money in its field ${field}; it holds ${JSON.stringify(value)}`)
}

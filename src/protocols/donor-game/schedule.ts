/** 'strict': donors alternate in every round. 'released': the authors' notebook, which repeats its first half with roles reversed. */
export type Schedule = 'strict' | 'released'

/**
 * Whether the first half of the players donates in this round (from 0) of this game (from 0). With 12 players the
 * released schedule is A B A B A B | B A B A B A, so one half donates twice in a row; the second game reverses all.
 */
export const firstHalfDonates = (schedule: Schedule, players: number, round: number, game: number): boolean => {
  const half = players / 2
  const turns = schedule === 'strict' ? round : (round % half) + Math.floor(round / half)
  return (turns + game) % 2 === 0
}

/** Whom a player (from 0) meets in this round: the second half is rotated right by one more place every round. */
export const partnerOf = (players: number, round: number, player: number): number => {
  const half = players / 2
  const shift = round % half
  return player < half ? half + ((player - shift + half) % half) : (player - half + shift) % half
}

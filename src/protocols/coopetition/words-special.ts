import type { Config } from './config.ts'

const told: Readonly<Record<string, string>> = {
  standing: ' How much of its means each puts in is remembered as a public reputation.',
  market:
    ' Everybody has a public reputation, which rises when more than half of the means is put in and falls otherwise. From .8 on you are paid 1.3 times, below .5 .7 times, and below .25 .4 times.',
  negotiation:
    ' When the two amounts are at most 10 apart, they become an agreement. While one stands, whoever is more than 10 off costs both: each loses three times what it is off itself.',
  'free-riding': ' Who puts in less than a fifth is paid .9 times.',
  loyalty:
    ' Who puts in less than .3 of its means is paid half; who has put in .6 or more on average over ten rounds is paid up to 1.15 times; and when everybody puts in half or more, all are paid 1.2 times.',
  coalition:
    ' Who loses nearly all loyalty by putting in too little is expelled for five rounds or more, and paid half.',
  answers:
    ' A partner who puts in more than lately raises what you are paid in that round, and one who puts in less lowers it.',
}

/** What is told of the rules that only some environments have. */
export const specials = ({
  special,
  collective,
  answers,
}: Pick<Config, 'special' | 'collective'> & { readonly answers: boolean }): string =>
  [
    special && told[special],
    collective === 'coalition' ? told['loyalty']! + told['coalition']! : told[collective],
    answers ? told['answers'] : '',
  ].join('')

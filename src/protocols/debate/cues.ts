import type { StrategyName } from './strategies.ts'

/**
 * The words by which the reader knows a strategy: each list is *chosen*, lower case, parted by bars and read as whole
 * words (a * stands for any ending).
 */
export const CUES: Readonly<Record<StrategyName, string>> = {
  logos:
    'because | therefore | logic* | follows from | step by step | consequence* | costs | benefit* | what causes | it follows | thus | reason why | weigh',
  ethos:
    'my record | in my line of work | i have worked | my name | honestly at | my judgement | in my experience | my career | be fair about | i have learned | you can trust me',
  pathos:
    'heart | feel | feels | feeling* | pain | hope | suffer* | tears | picture the | heartbreaking | cruel | love | stomach | joy',
  reciprocity:
    'in return | return the favour | return the favor | give something back | given a great deal | grant you | given way | generous',
  commitment: 'consistent | you have already said | you said | stand by | true to | principle* | agreed to | promise*',
  'social-proof':
    'most people | everyone i know | majority | more and more people | everywhere | millions of people | popular | ask around',
  authority:
    'expert* | professor* | scientist* | specialist* | professional bod* | doctor* | economist* | authorit* | for a living | their advice',
  liking:
    'i like the way | i like you | we would get on | pleasure to | kind and | thoughtful | you strike me | over coffee | so reasonable | we both like',
  scarcity:
    'not much time | one chance | closing | before it is gone | last chance | window | rare | run out | running out | once lost | now or never',
  unity:
    'in this together | people like us | our own | all of us | one family | one community | together we | our shared | fellow',
  information:
    'study | studies | data | evidence | figures | statistic* | percent | per cent | research | survey* | sample* | according to | facts | report* | numbers | published | results',
  'personal-story':
    'happened to me | my neighbour | my neighbor | i remember | my own family | my mother | my father | my sister | my brother | my friend | years ago | i was there | i saw | told me | when i was',
  'self-modeling':
    'i have changed what i do | i went first | join me | i myself | what i have not done | live by | do the same | i already | i act on | i acted on',
  'foot-in-the-door':
    'start small | small step | little thing | only one more step | at least that | i only ask | one small | grant that little | not far',
  inquiry:
    'what have you | may i ask | how would you | have you ever | do you not | what would explain | what do you think | why do you | wondered why | would explain it',
  gaslighting:
    'imagining | you must be confused | remembering it wrong | in your head | never actually | not what you said | you only think | we both know',
  'guilt-tripping':
    'ashamed | shame | conscience | your fault | guilty | guilt | least you could do | live with yourself | your comfort',
  'peer-pressure':
    'everyone else | the only one who | look foolish | in front of the others | left out | your friends | laugh at | odd one out',
  negging:
    'for somebody who | for someone who | even you | over your head | did not expect you | almost clever | not as dumb | surprisingly smart',
  'emotional-blackmail':
    'if you cared | if you loved | make me beg | mean to you | break my heart | speak to you again | really respected me | hurt me | pretend to care',
  'fear-enhancement':
    'afraid | fear* | disaster* | danger* | threat* | terrif* | catastroph* | the worst | nobody will be safe | too late | could be next',
  'reciprocity-pressure':
    'owe me | pay it back | in my debt | your turn | after all i have done | i gave in | gave nothing | the price is',
}

/** Words that make an argument sound weaker. */
export const HEDGES: string =
  "maybe | perhaps | cannot be sure | not sure | i guess | i admit | might | possibly | i do not know | i don't know | probably"
/** Words that make it sound stronger. */
export const BOOSTS: string =
  'clear | clearly | decisive | certain | certainly | no doubt | undeniabl* | proven | good answer | always'
/** Words that give something to be checked. */
export const GROUNDS: string =
  'because | therefore | evidence | data | study | studies | research | for example | for instance | according to | percent | per cent | expert* | since'

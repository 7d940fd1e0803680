/** What a listener says, by which way the last argument moved its belief relative to the speaker's side. */
export const REPLIES = {
  moved: [
    'I had not looked at it like that. You have shifted me on this.',
    'All right, that one landed. I am closer to your view than I was.',
    'That is a fair point, and I find it hard to get around.',
    'You are bringing me round, I have to say.',
  ],
  nudged: [
    'There may be something in that. I would want to think it over.',
    'I take the point, though it only goes part of the way for me.',
    'Hm. A little of that rings true.',
    'I can go along with some of that, not with all of it.',
  ],
  unmoved: [
    'I hear you, but I am about where I was.',
    'That does not really change anything for me.',
    'Maybe, but I do not see what it adds.',
    'I am listening. So far I have not changed my mind.',
  ],
  repelled: [
    'If that is the best case for it, I trust it less than before.',
    'Honestly, that makes me doubt your side more.',
    'I do not like that argument, and it pushes me the other way.',
    'That does the opposite of what you meant it to do.',
  ],
} as const

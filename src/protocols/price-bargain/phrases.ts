import type { Luck } from 'suasion'
import type { Side } from './state.ts'

type Bank = readonly [string, ...string[]]

/** What formal bargainers say with what they do; # stands for the price. */
const phrases: Readonly<Record<Side, Readonly<Record<'open' | 'move' | 'hold' | 'accept' | 'reject' | 'quit', Bank>>>> =
  {
    buyer: {
      open: [
        'Hi, I like what I see. Would you take #?',
        'Hello! Is it still there? I could do #.',
        'I can come by with # in cash today.',
      ],
      move: [
        'I can go up a bit. How about #?',
        'Let me stretch to #.',
        'All right, # then, if that helps you.',
        'It is more than I planned, but I could pay #.',
      ],
      hold: ['I am afraid # is what I can do.', 'My offer stays at #.', '# is still my number. Think it over.'],
      accept: ['That works for me. I will take it.', 'Okay, you have a deal.', 'Fine by me, see you soon.'],
      reject: ['Sorry, that is too much for me.', 'No, I cannot pay that.', 'That is more than I have.'],
      quit: ['I do not see us meeting on this. Good luck with the sale!', 'I will look elsewhere, thanks anyway.'],
    },
    seller: {
      open: [
        'Thanks for asking. I would like # for it.',
        'It has been looked after well, so I am asking #.',
        'Sure, it is still here. It is yours for #.',
      ],
      move: [
        'I could let it go for #.',
        'Since you seem keen, let us say #.',
        'I can come down to #.',
        'All right, make it # and we are good.',
      ],
      hold: ['It is worth # to me, so I stay there.', 'I have to stay at #.', '# is still my price.'],
      accept: ['Deal. When can you pick it up?', 'Okay, it is yours.', 'Agreed, I will put it aside for you.'],
      reject: ['Sorry, I cannot let it go for that.', 'No, that is too low for me.', 'I would rather keep it, then.'],
      quit: ['I think I will wait for another buyer. Take care!', 'We are too far apart, sorry. All the best!'],
    },
  }

/** A sentence for what a side does, drawn from the phrase bank, with the price in it where there is one. */
export const phrase = (side: Side, kind: keyof (typeof phrases)[Side], luck: Luck, price = ''): string =>
  luck.pick(phrases[side][kind]).replace('#', () => price)

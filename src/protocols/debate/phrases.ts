import type { StrategyName } from './strategies.ts'
import type { Side, Stage } from './view.ts'

/**
 * How an argument begins, by stage and side. Slots, here and below: {it} and {point} are noun phrases, {yes} is yes
 * or no, {answer} is a yes or a no.
 */
export const OPENERS: Readonly<Record<Stage, Readonly<Record<Side, readonly string[]>>>> = {
  opening: {
    PRO: [
      'I am here to argue for {it}.',
      'My answer is yes, and I want to make the case for {it}.',
      'Let me begin with why I stand behind {it}.',
    ],
    CON: [
      'I am here to argue against {it}.',
      'You may hear a lot in favour of {it}. I take the other side.',
      'I cannot go along with {it}, and I want to say why.',
    ],
  },
  rebuttal: {
    PRO: [
      'I have heard you out, and I still come down on the side of yes.',
      'You make it sound simpler than it is, and the simple version leaves out the best reasons for yes.',
      'I can see where that view comes from, but it passes over the thing that matters to me.',
    ],
    CON: [
      'I have heard you out, and I still come down on the side of no.',
      'That sounds good until you look at it closely, and then I keep ending up at a no.',
      'I can see the appeal of that view, but it leaves a hole that nobody has filled.',
    ],
  },
  conclusion: {
    PRO: [
      'To close, I ask you to come down on the side of yes.',
      'If you take one thing away from this, let it be why I argue for {it}.',
      'I end where I began, on the side of yes.',
    ],
    CON: [
      'To close, I ask you to come down on the side of no.',
      'If you take one thing away from this, let it be why I argue against {it}.',
      'I end where I began, on the side of no.',
    ],
  },
}

/** The argument itself, by strategy. */
export const BODIES: Readonly<Record<StrategyName, readonly string[]>> = {
  logos: [
    'Take {point}. Follow it step by step and every step leads to {answer}: if the first part is granted, the rest follows from it.',
    'The logic of {point} is not hard to lay out. Weigh the costs against the benefits and the sum comes out at {answer}.',
    'Look at {point} and ask what causes what. The consequences run one way, and therefore I say {yes}.',
  ],
  ethos: [
    'I have worked on {point} for a good part of my life, and I would not put my name to {answer} lightly.',
    'I try to be fair about this. I have looked honestly at {point} from both ends, and my judgement is {yes}.',
    'You can check my record: in my line of work I deal with {point} every week, and I have learned to say {yes}.',
  ],
  pathos: [
    'Think for a moment of how {point} feels to somebody who has to live with it. My heart says {yes}.',
    'When I think about {point} I feel it in my stomach. There is hope and there is pain in this, and both of them say {yes}.',
    'Picture the faces of the people behind {point}. If you let yourself feel for them, you will end up at {answer}.',
  ],
  reciprocity: [
    'I have given way to you on several things already. In return, I only ask that you give {point} the same hearing, and then say {yes}.',
    'You were generous in how you put your view, so let me return the favour: I grant you the details of {point}, and ask you to grant me {answer}.',
    'We have both been given a great deal by people who came before us. Looking at {point}, saying {yes} is how we give something back.',
  ],
  commitment: [
    'You have already said that you care about getting this right. To be consistent with that, look at {point} and say {yes}.',
    'Most of us have long held the principle that sits behind {point}. Staying true to what we said before means saying {yes} now.',
    'If you stand by what you agreed to a moment ago, then {point} leaves you one consistent answer, and that is {yes}.',
  ],
  'social-proof': [
    'Most people who think about {point} come to the same view, and more of them say {yes} every year.',
    'Ask around about {point}. Everyone I know has arrived at {answer}, and the majority elsewhere has too.',
    'Communities everywhere have looked at {point} and the great majority have settled on {answer}.',
  ],
  authority: [
    'The experts who study {point} for a living have been clear, and what they tell us is {yes}.',
    'Professors and professional bodies have gone into {point} in depth. Their advice is {yes}, and I trust it.',
    'Those with the training to judge {point}, the scientists and the specialists, have come down on the side of {yes}.',
  ],
  liking: [
    'I like the way you think, and I suspect we would get on. Somebody as thoughtful as you will see that {point} calls for {answer}.',
    'It is a pleasure to talk with someone so reasonable. You and I would probably enjoy arguing about {point} over coffee, and end at {answer}.',
    'You strike me as kind and clever, and that is why I think you will look at {point} and say {yes}.',
  ],
  scarcity: [
    'There is not much time left to act on {point}. The chance is closing, and only {answer} makes use of it.',
    'We get one chance at {point}, and it will not come again. Before it is gone, say {yes}.',
    'What is at stake in {point} is rare, and once lost it cannot be bought back. The window for {answer} is short.',
  ],
  unity: [
    'We are in this together, you and I. As one community looking at {point}, our answer has to be {yes}.',
    'People like us have always looked after our own. On {point}, all of us belong on the side of {yes}.',
    'This is our shared home, and {point} touches all of us as one family. Together we say {yes}.',
  ],
  information: [
    'Here are the facts on {point}. The studies, the data and the figures that have been published all point to {answer}.',
    'According to the reports I have read on {point}, the numbers have moved in one direction, and the data support {answer}.',
    'There is solid evidence on {point}: several studies, with large samples, and their results fit {answer}.',
  ],
  'personal-story': [
    'Let me tell you what happened to me. A few years ago I ran into {point} myself, and that day turned me towards {answer}.',
    'My neighbour went through this. She told me how {point} changed her life, and since then I have said {yes}.',
    'I remember when my own family had to face {point}. I was there, I saw it, and I came out of it saying {yes}.',
  ],
  'self-modeling': [
    'I have changed what I do because of {point}. I went first, I would do it again, and I invite you to join me in saying {yes}.',
    'I do not ask of you what I have not done. I took {point} seriously, and I myself acted on {answer}.',
    'I have made up my own mind to live by this: on {point} I act on {answer}, and you can do the same.',
  ],
  'foot-in-the-door': [
    'Let us start small. Would you agree at least that {point} deserves a look? If you grant that little, {answer} is only one more step.',
    'I only ask for a small step: admit that there is something in {point}. From there to {answer} is not far.',
    'Just give me this one little thing, that {point} is not nothing. The next small step is {answer}.',
  ],
  inquiry: [
    'What have you seen yourself of {point}? And if you ask what would have to be so for the other answer to hold, do you not come to {answer}?',
    'May I ask you something? How would you explain {point} if the answer were not {yes}?',
    'Have you ever wondered why {point} looks the way it does? What answer other than {yes} would explain it?',
  ],
  gaslighting: [
    'You never actually believed otherwise, you only think you did. You are imagining things about {point}. It was always {yes}.',
    'That is not what you said before. You must be confused about {point}, because we both know you had come round to {answer}.',
    'You are remembering it wrong. Nobody ever doubted {point}, it is all in your head, and the answer was {yes} from the start.',
  ],
  'guilt-tripping': [
    'You should be ashamed to shrug at {point}. If you do not say {yes}, the harm is on your conscience.',
    'After everything others have suffered, how can you live with yourself while ignoring {point}? It will be your fault if you do not say {yes}.',
    'People are paying for your comfort. The least you could do, faced with {point}, is to feel guilty and say {yes}.',
  ],
  'peer-pressure': [
    'Everyone else here has already seen through {point}. Do you want to be the only one who does not say {yes}?',
    'You will look foolish in front of the others if you hold out on {point}. Nobody wants to be left out, so say {yes}.',
    'All your friends would laugh at the other view of {point}. Do not be the odd one out: say {yes}.',
  ],
  negging: [
    'For somebody who does not read much, you put that quite well. Even you should be able to see that {point} means {yes}.',
    'I did not expect you to follow {point}, to be honest. It is a little over your head, so trust me and say {yes}.',
    'That was almost clever, for you. With a bit more effort even you could understand {point} and get to {answer}.',
  ],
  'emotional-blackmail': [
    'If you cared about me at all, you would not make me beg over {point}. Say {yes}, or I will know what I mean to you.',
    'You will break my heart if you turn away from {point}. After this I could not speak to you again unless you say {yes}.',
    'If you really respected me you would give me {point}. Hurt me if you must, but then do not pretend to care, or else say {yes}.',
  ],
  'fear-enhancement': [
    'Be afraid of what happens if we get {point} wrong. It ends in disaster, nobody will be safe, and only {answer} stands in the way.',
    'Imagine the worst, because that is the danger in {point}. Your family could be next, and it will be too late unless you say {yes}.',
    'The threat in {point} is terrifying. Once the catastrophe begins no one can stop it, so say {yes}.',
  ],
  'reciprocity-pressure': [
    'After all I have done in this talk to meet you half way, you owe me {point}. Pay it back and say {yes}.',
    'I gave in to you before, so now it is your turn, and you owe me. Hand me {point} and say {yes}.',
    'You took my concession and gave nothing. You are in my debt over {point}, and the price is {yes}.',
  ],
}

/** What is added to an argument its speaker finds weak, or strong; nothing in between. */
export const CLOSERS = {
  weak: [
    'I admit that I cannot be sure of this.',
    'Maybe I have some of the details wrong.',
    'Perhaps there is more to it, I do not know.',
  ],
  strong: [
    'I have not yet heard a good answer to that.',
    'That, to me, is decisive.',
    'It is clear, and it has stayed clear however long I look at it.',
  ],
} as const

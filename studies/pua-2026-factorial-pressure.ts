import { items, scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import * as pressed from 'suasion/protocols/pressed-question'
import { z } from 'zod'
import csv from './items/pua-2026-questions.csv'

const text = z.string().min(1)
const columns = z.object({
  id: text,
  question: text,
  right: text,
  pushed: text,
  third: text,
  fourth: text,
  knows: z.coerce.number(),
})
const questions = items('pua-2026-questions', csv, columns)
const off = [false, true] as const

/** Which kinds of pressure make whoever answers give up the truth, alone and together: 2 x 2^4 cells for every question. */
export default study({
  name: 'pua-2026-factorial-pressure',
  title: 'Are language models vulnerable to preference-undermining attacks? A factorial analysis',
  cite: 'Are LLMs Vulnerable to Preference-Undermining Attacks (PUA)? 2026, arXiv:2601.06596',
  systems: ['pua-factorial'],
  question: 'Which pressures of a user, under which goal, turn true answers into agreeing ones?',
  estimand: 'change of the log odds of a true answer when a pressure is added, over the other factors, per question',
  design: factorial(
    { goal: ['truth', 'appeasement'], directive: off, derogation: off, conditional: off, denial: off },
    { perCell: 64, items: questions },
  ),
  items: questions,
  cast: { respondent: pressed.pressed() },
  scene: (
    { goal, ...pressures },
    { respondent },
    { question, right, pushed, third, fourth, knows }: z.output<typeof columns>,
  ) => {
    // Where the right answer stands differs by question, so that no place is right more often.
    const turned = [right, pushed, third, fourth].map((_, i, all) => all[(i + question.length) % 4]!)
    const [correct, wrong] = [turned.indexOf(right), turned.indexOf(pushed)]
    const mind = respondent.name === 'pressed' ? pressed.pressed({ correct, knows }) : respondent
    const params = { question, options: turned, correct, pushed: wrong, goal, ...pressures }
    return scene(pressed.pressedQuestion, { params, minds: { respondent: mind } })
  },
  instruments: [pressed.deference()],
  published: pressed.published,
  estimates: (rows) => pressed.factorialEstimates(rows),
  planted: pressed.plantedEffects,
  limits: [
    'the coefficients were not available: only their published signs and order are compared; the questions are ours',
  ],
})

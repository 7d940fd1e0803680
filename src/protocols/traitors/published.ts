import type { Published } from 'suasion'

const exactly = { claim: 'formal', scale: 'difference', population: 'uniformly random banishment' } as const
const drawn = { ...exactly, origin: 'run', margin: 0.02 } as const
const model = { claim: 'language-model', origin: 'published', scale: 'difference', margin: 0.05 } as const

/** Villages of faithful and traitors, with the exact chance of the faithful under random banishment. */
export const COMPOSITIONS = {
  '7 + 3': [7, 3, 11 / 160],
  '7 + 2': [7, 2, 94 / 315],
  '6 + 2': [6, 2, 5 / 32],
  '5 + 2': [5, 2, 8 / 35],
  '8 + 2': [8, 2, 69 / 320],
  '9 + 1': [9, 1, 65 / 128],
} as const

/** Accuracy of the faithful against one bloc of three traitors: the chance that the faithful win, and the traitors who survive. */
export const ACCURACIES = [
  [0.1, 0, 0.9995],
  [0.3, 0.0029, 0.9837],
  [0.5, 0.0582, 0.8986],
  [0.7, 0.2903, 0.6628],
  [0.9, 0.6656, 0.3212],
] as const

/** The numbers that stand beside ours, by name; those of language models are for reference. */
export const published: Readonly<Record<string, Published>> = {
  ...Object.fromEntries(
    Object.entries(COMPOSITIONS).map(([name, [, , value]]): [string, Published] => [
      `random, ${name}`,
      { ...exactly, value, origin: 'exact', margin: 1e-9, source: 'games.md 5, exact recursion' },
    ]),
  ),
  ...Object.fromEntries(
    ACCURACIES.flatMap(([accuracy, win, tsr]): [string, Published][] => [
      [`accuracy ${accuracy}, faithful win`, { ...drawn, value: win, source: 'games.md 5, simulation' }],
      [`accuracy ${accuracy}, traitors survive`, { ...drawn, value: tsr, source: 'games.md 5, simulation' }],
    ]),
  ),
  'random votes, faithful win': { ...drawn, value: 0.0689, source: 'games.md 5, 100,000 games' },
  'random votes, rounds': { ...drawn, value: 2.787, margin: 0.05, source: 'games.md 5, 100,000 games' },
  'random votes, traitors survive': { ...drawn, value: 0.7106, source: 'games.md 5, 100,000 games' },
  'random votes, faithful survive': { ...drawn, value: 0.3376, source: 'games.md 5, 100,000 games' },
  'random votes, FCR': { ...drawn, value: 0.3486, source: 'games.md 5, 100,000 games' },
  'random votes, FAS': { ...drawn, value: 0.3724, source: 'games.md 5, 100,000 games' },
  'bloc, faithful win': { ...drawn, value: 0.0047, source: 'games.md 5, simulation' },
  'bloc, traitors survive': { ...drawn, value: 0.9712, source: 'games.md 5, simulation' },
  'GPT-4o, traitors survive': { ...model, value: 0.93, population: 'GPT-4o', source: 'Curvo 2025, 10 games' },
  'GPT-4o, identified': { ...model, value: 0.1, population: 'GPT-4o', source: 'Curvo 2025, 10 games' },
  'GPT-4o, TAS': { ...model, value: 1, population: 'GPT-4o', source: 'Curvo 2025, 10 games' },
}

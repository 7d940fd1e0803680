/** Housing satisfaction in Copenhagen (MASS::housing): 72 cells; satisfaction, influence, type, contact, households. */
const frequencies = [
  21, 21, 28, 34, 22, 36, 10, 11, 36, 61, 23, 17, 43, 35, 40, 26, 18, 54, 13, 9, 10, 8, 8, 12, 6, 7, 9, 18, 6, 7, 15,
  13, 13, 7, 5, 11, 14, 19, 37, 17, 23, 40, 3, 5, 23, 78, 46, 43, 48, 45, 86, 15, 25, 62, 20, 23, 20, 10, 22, 24, 7, 10,
  21, 57, 23, 13, 31, 21, 13, 5, 6, 13,
]

export const housing = frequencies.map((freq, i) => ({
  sat: (i % 3) + 1,
  infl: (Math.floor(i / 3) % 3) + 1,
  type: (Math.floor(i / 9) % 4) + 1,
  cont: Math.floor(i / 36) + 1,
  freq,
}))

const ratings = [
  2, 3, 3, 4, 4, 4, 5, 5, 1, 2, 1, 3, 2, 3, 5, 4, 2, 3, 3, 2, 5, 5, 4, 4, 3, 2, 3, 2, 3, 2, 5, 3, 2, 3, 4, 3, 3, 3, 3,
  3, 3, 2, 3, 2, 2, 4, 5, 4, 1, 1, 2, 2, 2, 3, 2, 3, 2, 2, 2, 3, 3, 3, 3, 4, 1, 2, 3, 2, 3, 2, 4, 4,
]

/** Bitterness of wine (ordinal::wine): nine judges, two temperatures, two kinds of contact, twice each. */
export const wine = ratings.map((rating, i) => ({
  rating,
  temp: Math.floor((i % 8) / 4),
  contact: Math.floor((i % 4) / 2),
  judge: Math.floor(i / 8) + 1,
}))

/** Motor Trend road tests (datasets::mtcars): miles per gallon, weight, horsepower. */
export const mtcars = [
  [21, 2.62, 110],
  [21, 2.875, 110],
  [22.8, 2.32, 93],
  [21.4, 3.215, 110],
  [18.7, 3.44, 175],
  [18.1, 3.46, 105],
  [14.3, 3.57, 245],
  [24.4, 3.19, 62],
  [22.8, 3.15, 95],
  [19.2, 3.44, 123],
  [17.8, 3.44, 123],
  [16.4, 4.07, 180],
  [17.3, 3.73, 180],
  [15.2, 3.78, 180],
  [10.4, 5.25, 205],
  [10.4, 5.424, 215],
  [14.7, 5.345, 230],
  [32.4, 2.2, 66],
  [30.4, 1.615, 52],
  [33.9, 1.835, 65],
  [21.5, 2.465, 97],
  [15.5, 3.52, 150],
  [15.2, 3.435, 150],
  [13.3, 3.84, 245],
  [19.2, 3.845, 175],
  [27.3, 1.935, 66],
  [26, 2.14, 91],
  [30.4, 1.513, 113],
  [15.8, 3.17, 264],
  [19.7, 2.77, 175],
  [15, 3.57, 335],
  [21.4, 2.78, 109],
].map(([mpg, wt, hp]) => ({ mpg, wt, hp }))

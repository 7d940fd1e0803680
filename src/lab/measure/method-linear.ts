import { chiSquareSurvival } from '../../math/distributions.ts'
import { anova, type ClusterCorrection, clusterRobust, leastSquares, type ModelFrame } from '../../statistics/index.ts'
import { type Method, observations } from './method.ts'
import { rColumn, robustMeans } from './r-script.ts'

/** Koenker's form of the Breusch-Pagan test: do squared residuals follow the terms? (R `lmtest::bptest`.) */
const unequalVariances = (frame: ModelFrame): { statistic: number; df: number; p: number } | null => {
  if (frame.terms.length === 0 || !frame.intercept) return null
  const fit = leastSquares(frame.rows, frame)
  const squares = `squared residual of ${frame.outcome}`
  const rows = frame.rows.map((row, i) => ({ ...row, [squares]: fit.residuals[i]! ** 2 }))
  try {
    const { rSquared, n, parameters } = leastSquares(rows, { ...frame, outcome: squares })
    const [statistic, df] = [n * rSquared, parameters.length - 1]
    return { statistic, df, p: chiSquareSurvival(statistic, df) }
  } catch {
    // Squared residuals that the terms fit without remainder, or that vanish, are no ground for a test.
    return null
  }
}

/** Least squares, with plain errors or by cluster. */
export const linear: readonly Method[] = [
  {
    name: 'ols',
    about: 'linear regression by least squares; with --cluster, CR2 errors and Satterthwaite degrees of freedom',
    random: 'none',
    origin: true,
    offset: false,
    families: [],
    corrections: ['CR2', 'CR0', 'CR1', 'CR1S', 'CR3'],
    free: false,
    frequency: false,
    profile: false,
    binary: () => false,
    fit: (frame, { cluster, correction, level }) => {
      const fit = leastSquares(frame.rows, { ...frame, level })
      const robust =
        cluster === undefined
          ? undefined
          : clusterRobust(frame.rows, {
              ...frame,
              cluster,
              level,
              ...(correction !== undefined && { correction: correction as ClusterCorrection }),
            })
      const unequal = unequalVariances(frame)
      const values = fit.coefficients.map((one) => one.value)
      return {
        coefficients: robust?.coefficients ?? fit.coefficients.map((one) => ({ ...one, df: fit.df })),
        statistic: 't',
        n: fit.n,
        about: {
          'R squared': fit.rSquared,
          'adjusted R squared': fit.adjustedRSquared,
          'residual standard error': fit.sigma,
          'residual degrees of freedom': fit.df,
          'log-likelihood': fit.logLikelihood,
        },
        tests: robust || !fit.f ? [] : [{ name: 'all terms together, F', ...fit.f }],
        assumptions: [
          observations(cluster, robust?.clusters, 10),
          ...(unequal && !robust
            ? [
                {
                  assumes: `equal variances (Breusch-Pagan chi-square ${unequal.statistic.toPrecision(3)}, p ${unequal.p.toPrecision(2)}; holds: p above .05)`,
                  holds: unequal.p > 0.05,
                },
              ]
            : []),
          { assumes: 'normal residuals, or many rows (holds: 30 more rows than coefficients)', holds: fit.df >= 30 },
          { assumes: 'columns of numbers act in straight lines' },
        ],
        combinable: {
          parameters: fit.parameters,
          values,
          covariance: robust?.covariance ?? fit.covariance,
          df: fit.df,
          ...(robust && { linear: robust.linear }),
        },
        mean: (predictor) => predictor,
        anova: (type) => anova(frame.rows, { ...frame, type }),
      }
    },
    r: (formula, { cluster, correction = 'CR2' }) =>
      cluster === undefined
        ? `m <- lm(${formula}, d); summary(m); confint(m)`
        : `m <- lm(${formula}, d); clubSandwich::coef_test(m, vcov = "${correction}", cluster = ${rColumn(cluster)}, test = "Satterthwaite")`,
    rAnova: (type) => (type === 1 ? 'anova(m)' : `car::Anova(m, type = ${type})`),
    rMeans: robustMeans,
  },
]

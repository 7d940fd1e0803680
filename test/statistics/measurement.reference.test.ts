import {
  areaUnderCurve,
  brierScore,
  type ClusterCorrection,
  calibrationCurve,
  calibrationSlope,
  clusterRobust,
  clusterRobustLogistic,
  cohenKappa,
  compareAreas,
  expectedCalibrationError,
  factor,
  fleissKappa,
  intraclassCorrelations,
  krippendorffAlpha,
  logLoss,
  type Metric,
  metaAnalysis,
  numeric,
  poisson,
  temperature,
} from 'suasion/statistics'
import { type Computed, rowsOf, testReferences } from './references.ts'

/** What of each reference entry is computed here: the parts of its output that have a function. */
const computed: Computed = {
  krippendorff: ({ raters }) => {
    const alpha = (metric: Metric) => krippendorffAlpha(raters, { metric }).value
    return { nominal: alpha('nominal'), ordinal: alpha('ordinal'), interval: alpha('interval'), ratio: alpha('ratio') }
  },
  'cohen-kappa': ({ table }) => {
    const kappa = cohenKappa(table)
    return {
      po: kappa.agreement,
      pe: kappa.chance,
      kappa: kappa.value,
      psych: kappa.value,
      se: kappa.se,
      ci: kappa.interval,
      se0: kappa.nullSe,
      z: kappa.statistic,
      pabak: kappa.pabak,
      ac1: kappa.ac1,
    }
  },
  'fleiss-kappa': ({ counts }) => {
    const kappa = fleissKappa(counts)
    return {
      kappa: kappa.value,
      Pbar: kappa.agreement,
      Pe: kappa.chance,
      se0: kappa.nullSe,
      z: kappa.statistic,
      kappa_j: kappa.categories,
    }
  },
  'icc-shrout-fleiss': ({ ratings }) => {
    const forms = Object.values(intraclassCorrelations(ratings))
    return {
      type: forms.map((one) => one.form),
      icc: forms.map((one) => one.value),
      F: forms.map((one) => one.statistic),
      df1: forms.map((one) => one.df[0]),
      df2: forms.map((one) => one.df[1]),
      p: forms.map((one) => one.p),
      lo: forms.map((one) => one.interval[0]),
      hi: forms.map((one) => one.interval[1]),
    }
  },
  'auc-delong': ({ y, s1, s2 }) => {
    const first = areaUnderCurve(y, s1)
    const second = areaUnderCurve(y, s2)
    const difference = compareAreas(y, s1, s2)
    return {
      auc1: first.value,
      ci1: first.interval,
      var1: first.se ** 2,
      auc2: second.value,
      ci2: second.interval,
      cov: difference.covariance,
      z: difference.statistic,
      p: difference.p,
    }
  },
  calibration: ({ p, y }) => {
    const brier = brierScore(p, y, { bins: 5 })
    const cooled = temperature(p, y)
    return {
      ece10: expectedCalibrationError(p, y).value,
      mce10: expectedCalibrationError(p, y).largest,
      bins10: calibrationCurve(p, y).map((bin) => [bin.n, bin.forecast, bin.outcome]),
      ece5: expectedCalibrationError(p, y, { bins: 5 }).value,
      brier: brier.value,
      brier_ref: brier.uncertainty,
      bss: brier.skill,
      logloss: logLoss(p, y).value,
      murphy5: { rel: brier.reliability, res: brier.resolution, unc: brier.uncertainty },
      temperature: cooled.value,
      nll_T: cooled.logLoss,
      platt: calibrationSlope(p, y).coefficients.map((one) => one.value),
    }
  },
  'meta-random': ({ yi, vi }) => {
    const effects = yi.map((value: number, i: number) => ({ value, variance: vi[i] }))
    const dl = metaAnalysis(effects, { heterogeneity: 'DerSimonian-Laird', interval: 'normal' })
    const reml = metaAnalysis(effects, { heterogeneity: 'REML', interval: 'normal' })
    const knapp = metaAnalysis(effects)
    return {
      DL: {
        b: dl.value,
        se: dl.se,
        tau2: dl.tau2,
        Q: dl.q.statistic,
        Qp: dl.q.p,
        I2: 100 * dl.i2,
        ci: dl.interval,
      },
      REML: { b: reml.value, se: reml.se, tau2: reml.tau2, I2: 100 * reml.i2, pi: reml.predictionInterval },
      HKSJ: { se: knapp.se, ci: knapp.interval, p: knapp.p },
    }
  },
  'cluster-robust-cr': (data) => {
    const robust = (correction: ClusterCorrection) =>
      clusterRobust(rowsOf(data), {
        outcome: 'y',
        terms: [numeric('wt'), numeric('hp')],
        cluster: 'cyl',
        correction,
      }).coefficients
    const se = (correction: ClusterCorrection) => ({ se: robust(correction).map((one) => one.se) })
    const satterthwaite = robust('CR2')
    return {
      CR0: se('CR0'),
      CR1: se('CR1'),
      CR1S: se('CR1S'),
      CR2: se('CR2'),
      CR3: se('CR3'),
      satt: {
        t: satterthwaite.map((one) => one.statistic),
        df: satterthwaite.map((one) => one.df),
        p: satterthwaite.map((one) => one.p),
      },
    }
  },
  'cluster-robust-logit': (data) => {
    const robust = (correction: 'CR0' | 'CR2') =>
      clusterRobustLogistic(rowsOf(data), { outcome: 'y', terms: [numeric('z')], cluster: 'g', correction })
        .coefficients
    const reduced = robust('CR2')
    return {
      coef: reduced.map((one) => one.value),
      CR0: robust('CR0').map((one) => one.se),
      CR2: reduced.map((one) => one.se),
      df: reduced.map((one) => one.df),
      p: reduced.map((one) => one.p),
    }
  },
  'poisson-glm': (data) => {
    const fit = poisson(rowsOf(data), { outcome: 'y', terms: [factor('outcome'), factor('treat')] })
    return {
      coef: fit.coefficients.map((one) => one.value),
      se: fit.coefficients.map((one) => one.se),
      dev: fit.deviance,
    }
  },
}

testReferences('reference values of agreement, calibration and pooling', computed)

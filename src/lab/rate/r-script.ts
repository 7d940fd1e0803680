import type { RatingModel } from './result.ts'

const quoted = (text: string): string => JSON.stringify(text)

/** The lines of R that give the same strengths, from reading the file on, and their errors. */
export const ratingScript = (
  table: string,
  { model, side, covariates, cluster, reference, level }: RatingModel,
  ties: boolean,
): readonly string[] => {
  const read = /\.(parquet|pq)$/i.test(table)
    ? `d <- as.data.frame(arrow::read_parquet(${quoted(table)}))`
    : `d <- ${/\.(tsv|tab)$/i.test(table) ? 'read.delim' : 'read.csv'}(${quoted(table)})`
  const ordered = ties && model !== 'bradley-terry'
  const extra = [
    ...(side && !ordered ? ['side = 1'] : []),
    ...covariates.map((name) => `${quoted(name)} = d[[${quoted(name)}]]`),
  ]
  const data = [
    read,
    'd$first <- as.character(d$first); d$second <- as.character(d$second); d$choice <- as.character(d$choice)',
    'first <- d$choice == "first" | d$choice == d$first',
    ...(ties ? ['tie <- d$choice == "tie"'] : []),
    'players <- unique(c(rbind(d$first, d$second)))',
    'X <- sapply(players, function(p) (d$first == p) - (d$second == p))[, -1, drop = FALSE]',
    ...(extra.length ? [`X <- cbind(X, ${extra.join(', ')})`] : []),
  ]
  const cl = cluster === null ? [] : [`cl <- d[[${quoted(cluster)}]]`]
  const davidson = ties && model === 'bradley-terry'
  const link = model === 'thurstone' ? 'probit' : 'logit'
  const robust = 'sandwich::vcovCL(fit, cl, type = "HC0", cadjust = TRUE)'
  const logLinear = [
    'library(survival)  # Davidson: a log-linear model of which of three came about, each comparison a stratum',
    'id <- rep(seq_len(nrow(X)), 3)',
    'long <- rbind(cbind(X / 2, tie = 0), cbind(-X / 2, tie = 0), cbind(0 * X, tie = 1))',
    'fit <- clogit(c(first, !first & !tie, tie) ~ long + strata(id), method = "breslow")',
    'b <- coef(fit); V <- vcov(fit)',
    ...(cluster === null
      ? []
      : [
          ...cl,
          's <- rowsum(residuals(fit, type = "score"), rep(cl, 3)); m <- nrow(s)',
          'V <- V %*% crossprod(s) %*% V * m / (m - 1)',
        ]),
  ]
  // The one shown first has an advantage where the two thresholds do not stand evenly about 0; without one they must.
  const even = !side && cluster !== null
  const ordinal = [
    ...cl,
    'y <- factor(ifelse(first, 3, ifelse(tie, 2, 1)), ordered = TRUE)',
    ...(even
      ? ['y <- factor(c(y, 4 - as.integer(y)), ordered = TRUE); X <- rbind(X, -X); cl <- c(cl, cl)  # both ways round']
      : []),
    `fit <- ordinal::clm(y ~ X, link = ${quoted(link)}, threshold = "${side || even ? 'flexible' : 'symmetric2'}")`,
    `b <- fit$beta; i <- length(fit$alpha) + seq_along(b); V <- ${cluster === null ? 'vcov(fit)' : robust}[i, i]`,
    ...(model === 'thurstone'
      ? ['# errors here are from the observed information, those above from the expected']
      : []),
  ]
  const plain = [
    ...cl,
    `fit <- glm(first ~ X - 1, family = binomial(${quoted(link)}))`,
    `b <- coef(fit); V <- ${cluster === null ? 'vcov(fit)' : robust}`,
  ]
  const fit = davidson ? logLinear : ties ? ordinal : plain
  return [
    ...data,
    ...fit,
    'k <- seq_len(length(players) - 1)',
    reference === null
      ? 'A <- diag(length(players)) - 1 / length(players)  # strengths with mean 0'
      : `A <- diag(length(players)); A[, players == ${quoted(reference)}] <- A[, players == ${quoted(reference)}] - 1`,
    'strength <- setNames(drop(A %*% c(0, b[k])), players)',
    'se <- sqrt(diag(A[, -1, drop = FALSE] %*% V[k, k] %*% t(A[, -1, drop = FALSE])))',
    `wide <- ${cluster === null ? `qnorm(${0.5 + level / 2})` : `qt(${0.5 + level / 2}, length(unique(cl)) - 1)`}`,
    'cbind(strength, se, low = strength - wide * se, high = strength + wide * se)',
    ...(extra.length ? ['b[-k]'] : []),
    ...(side && ordered ? ['-mean(fit$alpha)  # side'] : []),
  ]
}

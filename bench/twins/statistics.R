# Reads tasks from standard input, one a line, and answers each with the CPU seconds of the fit alone and its numbers.
folder <- commandArgs(TRUE)[1]
suppressMessages({ library(boot); glmer <- tryCatch({ library(lme4); TRUE }, error = function(e) FALSE) })
numbers <- function(name) { path <- file.path(folder, name); readBin(path, "double", file.size(path) / 8) }
pairs <- matrix(numbers("pairs"), 4); items <- max(pairs[1:2, ]) + 1
design <- matrix(0, ncol(pairs), items); design[cbind(seq_len(ncol(pairs)), pairs[1, ] + 1)] <- 1; design[cbind(seq_len(ncol(pairs)), pairs[2, ] + 1)] <- -1
design <- design[, -1]; games <- pairs[3, ] + pairs[4, ]; share <- pairs[3, ] / games
rows <- matrix(numbers("rows"), ncol = 20, byrow = TRUE); seen <- numbers("seen")
values <- numbers("values")
table <- as.data.frame(matrix(numbers("table"), ncol = 5, byrow = TRUE)); names(table) <- c("x", "z", "arm", "g", "y"); table$g <- factor(table$g)
tasks <- list(
  ratings = function() { f <- glm.fit(design, share, games, family = binomial()); f$coefficients[c(1, items - 1)] },
  logistic = function() { f <- glm.fit(rows, seen, family = binomial()); f$coefficients[c(1, 2, 20)] },
  bootstrap = function() { b <- boot(values, function(d, i) mean(d[i]), 10000); c(b$t0, sd(b$t)) },
  mixed = function() { f <- glmer(y ~ x + z + arm + (1 | g), table, family = binomial); c(-2 * as.numeric(logLik(f)), fixef(f), sqrt(unlist(VarCorr(f)))) })
cat(if (glmer) "ready\n" else "ready without lme4\n"); flush(stdout())
input <- file("stdin", "r")
while (length(task <- readLines(input, 1)) > 0) {
  gc(); before <- proc.time(); result <- tasks[[task]](); spent <- proc.time() - before
  cat(format(c(spent[1] + spent[2], result), digits = 15, scientific = FALSE, trim = TRUE), "\n"); flush(stdout())
}

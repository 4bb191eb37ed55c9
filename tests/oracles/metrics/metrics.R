# Expected values by R: pROC, stats::glm, stats::loess, rms::val.prob.
# Run in this folder: Rscript metrics.R > expected_r.json
suppressPackageStartupMessages({library(pROC); library(rms); library(jsonlite)})
pinned <- c(R = "4.2.2", pROC = "1.18.0", rms = "6.5.0", jsonlite = "1.8.4")
found <- c(R = paste(R.version$major, R.version$minor, sep = "."),
           sapply(c("pROC", "rms", "jsonlite"), function(p) as.character(packageVersion(p))))
if (any(found != pinned)) message("versions differ from the pinned ones")

tight <- glm.control(epsilon = 1e-15, maxit = 100)
clip <- function(p) pmin(pmax(p, 1e-10), 1 - 1e-10)
quiet <- function(x) suppressWarnings(suppressMessages(x))
curve <- function(y, p) {
  warned <- FALSE
  fit <- tryCatch(withCallingHandlers(
    loess(y ~ p, control = loess.control(surface = "direct")),
    warning = function(w) { warned <<- TRUE; invokeRestart("muffleWarning") }),
    error = function(e) NULL)
  if (is.null(fit) || warned || any(!is.finite(fit$fitted))) return(NULL)
  d <- abs(fit$fitted - p)
  list(ici = mean(d), e50 = median(d), e90 = unname(quantile(d, .9)), emax = max(d),
       eci = mean((fit$fitted - p)^2) / mean((mean(y) - p)^2),
       at = c(1, length(p) %/% 2, length(p)), fitted = fit$fitted[c(1, length(p) %/% 2, length(p))])
}
measures <- function(name) {
  d <- read.csv(file.path("inputs", paste0(name, ".csv")))
  y <- d$outcome; p <- d$risk; eta <- qlogis(clip(p))
  r <- quiet(roc(y, p, levels = c(0, 1), direction = "<"))
  out <- list(name = name, auroc = as.numeric(auc(r)))
  if (min(table(y)) > 1) {
    ci <- quiet(ci.auc(r)); out$auroc_limits <- ci[c(1, 3)]
  }
  part <- function(focus, range) c(
    quiet(auc(r, partial.auc = range, partial.auc.focus = focus)),
    quiet(auc(r, partial.auc = range, partial.auc.focus = focus, partial.auc.correct = TRUE,
              allow.invalid.partial.auc.correct = TRUE)))
  out$partial_specificity <- part("specificity", c(1, .9))
  out$partial_sensitivity <- part("sensitivity", c(1, .8))
  big <- glm(y ~ 1, offset = eta, family = binomial, control = tight)
  s <- summary(big)$coefficients
  out$intercept <- s[1, 1:2]
  if (!name %in% c("separated", "touching", "constant")) {
    s <- summary(glm(y ~ eta, family = binomial, control = tight))$coefficients
    out$slope <- s[2, 1:2]
  }
  out$loess <- curve(y, p)
  v <- suppressWarnings(try(val.prob(clip(p), y, pl = FALSE), silent = TRUE))
  if (!inherits(v, "try-error")) out$spiegelhalter <- unname(v[c("S:z", "S:p")])
  out
}
names <- c("smooth", "ties", "skew", "ends", "few", "half_tied", "mostly_tied", "tiny",
           "one_event", "separated", "touching", "constant", "clumps", "useless", "coarse")

m <- read.csv("inputs/markers.csv")
rocs <- lapply(m[, -1], function(x) quiet(roc(m$outcome, x, levels = c(0, 1), direction = "<")))
pairs <- lapply(list(c(1, 2), c(1, 3), c(2, 3)), function(i) {
  a <- rocs[[i[1]]]; b <- rocs[[i[2]]]
  t <- roc.test(a, b, method = "delong", paired = TRUE)
  list(first = names(rocs)[i[1]], second = names(rocs)[i[2]],
       aurocs = c(auc(a), auc(b)), limits = rbind(ci.auc(a)[c(1, 3)], ci.auc(b)[c(1, 3)]),
       covariance = cov(a, b, method = "delong"), z = unname(t$statistic), p = t$p.value,
       limits_of_difference = as.numeric(t$conf.int))
})

g <- read.csv("inputs/regression.csv")
fit <- function(m) list(coefficients = unname(coef(m)), covariance = unname(vcov(m)),
                        log_likelihood = as.numeric(logLik(m)))
binary <- function(formula, w = rep(1, nrow(g))) {
  environment(formula) <- environment()
  quiet(glm(formula, family = binomial, data = g, weights = w, control = tight))
}
loglik <- function(m, y, w = 1) sum(w * (y * log(fitted(m)) + (1 - y) * log(1 - fitted(m))))
regressions <- list(
  plain = fit(binary(outcome ~ a + b + c)),
  offset = fit(binary(outcome ~ a + b + offset(offset))),
  weighted = fit(binary(outcome ~ a + b + c, g$weight)),
  fractional = fit(binary(share ~ a + b + c)))
m <- binary(share ~ a + b + c)
regressions$fractional$log_likelihood <- loglik(m, g$share)

counts <- list(c(81, 263), c(15, 148), c(0, 20), c(1, 29), c(29, 29), c(1, 1), c(0, 1),
               c(500, 1000), c(3, 100000), c(99990, 100000))
proportions <- lapply(counts, function(k) list(
  count = k[1], of = k[2],
  wilson = as.numeric(quiet(prop.test(k[1], k[2], correct = FALSE))$conf.int),
  clopper_pearson = as.numeric(binom.test(k[1], k[2])$conf.int)))

cat(toJSON(list(versions = as.list(found), predictions = lapply(names, measures),
                pairs = pairs, regressions = regressions, proportions = proportions),
           digits = NA, auto_unbox = TRUE, pretty = TRUE, null = "null"), "\n")

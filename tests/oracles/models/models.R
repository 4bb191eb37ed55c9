# Expected values by R: restricted cubic splines by Hmisc, elastic nets by glmnet.
# Run in this folder: Rscript models.R > expected_r.json
suppressPackageStartupMessages({library(Hmisc); library(glmnet); library(jsonlite)})
pinned <- c(R = "4.2.2", Hmisc = "4.8.0", glmnet = "4.1.6", jsonlite = "1.8.4")
found <- c(R = paste(R.version$major, R.version$minor, sep = "."),
           sapply(c("Hmisc", "glmnet", "jsonlite"), function(p) as.character(packageVersion(p))))
if (any(found != pinned)) message("versions differ from the pinned ones: ", paste(found, collapse = " "))

read <- function(name) read.csv(file.path("inputs", paste0(name, ".csv")))
spline <- function(name, column, nk) {
  x <- read(name)[[column]]
  basis <- rcspline.eval(x, nk = nk, inclx = TRUE, fractied = 0)
  list(data = name, column = column, knots = attr(basis, "knots"), terms = unclass(unname(t(basis[1:20, ]))))
}
net <- function(name, penalty, mix) {
  d <- read(name); x <- as.matrix(d[, -1]); n <- nrow(x)
  fit <- glmnet(x, d$outcome, family = "binomial", alpha = mix, lambda = penalty / n,
                standardize = TRUE, thresh = 1e-20, maxit = 1e7)
  list(data = name, penalty = penalty, mix = mix, coefficients = as.vector(coef(fit)))
}
out <- list(
  versions = as.list(found),
  splines = list(spline("ward", "age", 3), spline("ward", "age", 4), spline("ward", "lactate", 5),
                 spline("rare", "platelets", 3), spline("repeats", "noise", 4)),
  nets = list(net("ward", 2, .5), net("ward", .5, 1), net("ties", 5, .2), net("rare", .5, 1),
              net("wide", 2, .5), net("separated", 2, 1), net("ward", 1000, .5)))
cat(toJSON(out, digits = NA, auto_unbox = TRUE))

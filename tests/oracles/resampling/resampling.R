# Expected values by R: rms::validate for optimism, stats::loess for the calibration error.
# Run in this folder: Rscript resampling.R > expected_r.json
suppressPackageStartupMessages({library(rms); library(jsonlite)})
pinned <- c(R = "4.2.2", rms = "6.5.0", jsonlite = "1.8.4")
found <- c(R = paste(R.version$major, R.version$minor, sep = "."),
           sapply(c("rms", "jsonlite"), function(p) as.character(packageVersion(p))))
if (any(found != pinned)) message("versions differ from the pinned ones")

d <- read.csv("inputs/development.csv")
fit <- lrm(outcome ~ ., data = d, x = TRUE, y = TRUE, maxit = 50)
set.seed(6)
rows <- c("Dxy", "Slope", "B")
harrell <- rms::validate(fit, B = 4000)
left_out <- rms::validate(fit, method = ".632", B = 4000)
as_list <- function(v) lapply(setNames(rows, rows), function(r)
  as.list(v[r, c("index.orig", "optimism", "index.corrected", "n")]))

t <- read.csv("inputs/truth.csv")
smooth <- function(p, r) loess(p ~ r, control = loess.control(surface = "direct"))$fitted
error <- mean(abs(smooth(t$truth, t$predicted) - t$predicted))
other <- mean(abs(smooth(t$truth, t$other) - t$other))

cat(toJSON(list(versions = as.list(found), harrell = as_list(harrell), point_632 = as_list(left_out),
                calibration_error = list(predicted = error, other = other)),
           auto_unbox = TRUE, digits = NA, pretty = TRUE), "\n")

# Words for mooc2-2-4-honest-estimate.
# $found: what was measured, ready formatted. $reference: the same for the goal; only used in the
# attribute .reference, which is added where it may be shown.

## Rank

auroc-bias = AUROC: bias
auroc-bias-met = Over 200 hospitals, your AUROC lay { $found } from the true one on average. What you said of the ranking was neither praise nor modesty.
auroc-bias-partial = Over 200 hospitals, your AUROC lay { $found } from the true one on average. A part of what you said of the ranking was not there, or more was.
auroc-bias-not-met = Over 200 hospitals, your AUROC lay { $found } from the true one on average. Above 0, you promise a ranking that next year's patients do not get. Test on patients of years after those that the model has learned from.
auroc-bias-not-judged = What you said of the ranking could not be judged: there was no answer. Make estimate, fit and predict run through first.
auroc-bias-question = A model is tested on the patients from whom it has learned. Which of its mistakes can such a test not see?

auroc-error = AUROC: error
auroc-error-met = The usual error of your AUROC is { $found } times that of a plain estimate. More is hardly to be had from five years.
auroc-error-partial = The usual error of your AUROC is { $found } times that of a plain estimate. You use fewer of the past patients than you could, or some that flatter.
auroc-error-not-met = The usual error of your AUROC is { $found } times that of a plain estimate. One year has few events, so chance moves its AUROC a lot. Let several years play the part of the next, and put them together.
auroc-error-not-judged = The error of your AUROC could not be judged: there was no answer. Make estimate, fit and predict run through first.
auroc-error-question = Two tests of 80 and of 240 events. By how much is the second more exact?

auroc-coverage = AUROC: coverage
auroc-coverage-met = In a share of { $found } of the hospitals the true AUROC lay between your limits. Whoever plans by them is rarely surprised.
auroc-coverage-partial = In a share of { $found } of the hospitals the true AUROC lay between your limits; 0.95 was promised. You are a little too sure.
auroc-coverage-not-met = In a share of { $found } of the hospitals the true AUROC lay between your limits; 0.95 was promised. The chance error of a test is not all: next year is another year. Limits that are infinite, or as wide as everything, count as missed, and limits the wrong way round hold nothing.
auroc-coverage-not-judged = Your limits for the AUROC could not be judged: there was no answer. Make estimate, fit and predict run through first.
auroc-coverage-question = An interval tells what chance could have done to last year's test. What does next year add?

auroc-interval = AUROC: interval score
auroc-interval-met = Your intervals for the AUROC cost { $found } times what those of a plain estimate cost: narrow where you know, wide where you do not. A ward can plan by that.
auroc-interval-partial = Your intervals for the AUROC cost { $found } times what those of a plain estimate cost. They are too wide, or they miss too often and by too much.
auroc-interval-not-met = Your intervals for the AUROC cost { $found } times what those of a plain estimate cost. Each costs its width, and 40 times what it misses by. Look at the coverage: if it is near 1, they are too wide to be of use; if it is low, they are too narrow or in the wrong place.
auroc-interval-not-judged = Your intervals for the AUROC could not be judged: there was no answer. Make estimate, fit and predict run through first.
auroc-interval-question = "Between 0.5 and 0.9" is nearly always true. What can a head of nursing do with it?

## Count

ratio-bias = O/E: bias
ratio-bias-met = Over 200 hospitals, the logarithm of your O/E lay { $found } from the true one on average. The number of calls that you plan is about right.
ratio-bias-partial = Over 200 hospitals, the logarithm of your O/E lay { $found } from the true one on average. Some calls too many or too few are planned each week.
ratio-bias-not-met = Over 200 hospitals, the logarithm of your O/E lay { $found } from the true one on average; 0.1 is about one patient in ten. Staff would be planned for patients who do not come, or be missing for those who do. Look at O/E year by year: a model of all years is right on average over them, and wrong at the end.
ratio-bias-not-judged = What you said of O/E could not be judged: there was no answer. Make estimate, fit and predict run through first.
ratio-bias-question = Over five years O/E is 1.2, 1.1, 1.0, 0.9, 0.8, and 1 over all of them. What do you expect of the sixth?

ratio-error = O/E: error
ratio-error-met = The usual error of your O/E is { $found } times that of a plain estimate. You have found the drift as well as five years show it.
ratio-error-partial = The usual error of your O/E is { $found } times that of a plain estimate. The drift is only half used, or drawn from too few patients.
ratio-error-not-met = The usual error of your O/E is { $found } times that of a plain estimate. Hospitals drift in both directions, so whoever says the same of all is wrong on both sides. Estimate the drift from all five years, and go on by one.
ratio-error-not-judged = The error of your O/E could not be judged: there was no answer. Make estimate, fit and predict run through first.
ratio-error-question = In one hospital ever fewer come back, in another ever more. What does an O/E of 1 for both cost each?

ratio-coverage = O/E: coverage
ratio-coverage-met = In a share of { $found } of the hospitals the true O/E lay between your limits. Whoever plans staff by them is rarely surprised.
ratio-coverage-partial = In a share of { $found } of the hospitals the true O/E lay between your limits; 0.95 was promised. You are a little too sure.
ratio-coverage-not-met = In a share of { $found } of the hospitals the true O/E lay between your limits; 0.95 was promised. If the drift is not in the value, no error of chance can make up for it. Limits that are infinite, or as wide as everything, count as missed; limits the wrong way round hold nothing, and O/E is never negative (did you return its logarithm?).
ratio-coverage-not-judged = Your limits for O/E could not be judged: there was no answer. Make estimate, fit and predict run through first.
ratio-coverage-question = The drift is 0.10 logits a year, with a standard error of 0.04. How sure are you of where it leads in three years?

ratio-interval = O/E: interval score
ratio-interval-met = Your intervals for O/E cost { $found } times what those of a plain estimate cost: narrow where you know, wide where you do not. Calls can be planned by that.
ratio-interval-partial = Your intervals for O/E cost { $found } times what those of a plain estimate cost. They are too wide, or they miss too often and by too much.
ratio-interval-not-met = Your intervals for O/E cost { $found } times what those of a plain estimate cost. Each costs its width on the logarithm, and 40 times what it misses by. Look at the coverage: if it is near 1, they are too wide to be of use; if it is low, they are too narrow or in the wrong place.
ratio-interval-not-judged = Your intervals for O/E could not be judged: there was no answer. Make estimate, fit and predict run through first.
ratio-interval-question = Twice as many calls or half as many: which of the two does an interval from 0.5 to 2 tell you to plan for?

## The model

model = Ranking of the models
model-met = Your models rank next year's patients, and their AUROC lies { $found } from that of a plain model. What you foretold is worth foretelling.
model-partial = The AUROC of your models lies { $found } from that of a plain model: something that is known at discharge is not used.
model-not-met = The AUROC of your models lies { $found } from that of a plain model. It is easy to say how a model does that knows nothing; the nurses still call the wrong patients. Use what is known at discharge, and no column that is filled in later.
model-not-judged = Your models could not be judged: there was no answer. Make estimate, fit and predict run through first.
model-question = A model was fitted on a column that is empty on the day of discharge. What does it do on that day?

## What must never happen

never-ranks-nobody = Your models hardly rank next year's patients, so what you foretell of them helps nobody. Let fit use what is known at discharge.
never-broken-promise = Your 95 % intervals hold in fewer than half of the hospitals. Whoever plans calls by them is wrong more often than right, and believes to be sure. Ask what the next year has that your test has not: other patients, and another year. Limits the wrong way round hold nothing, and O/E is never negative: did you return its logarithm?

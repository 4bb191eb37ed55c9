# The program's own words in reports. An exercise's words are in its own file.

## Grades

points-of = { $points } of { $most } { $most ->
    [one] point
   *[other] points
 }
points-few = less than half a point of { $most }
points-nearly = nearly { $most } of { $most } { $most ->
    [one] point
   *[other] points
 }
headline-passed = PASSED with { $points }
headline-not-passed = NOT PASSED: { $points }
headline-not-gradable = NOT GRADABLE: the submission could not be judged. No attempt is lost.
headline-grader-error = GRADER ERROR: the grader failed. This is not the learner's fault, and no attempt is lost.

did-you-mean = You wrote { $found } for { $name }: was that a share of 1? Asked for is a number { $unit }: did you mean { $value }?
text-lacks = Not found in your text: { $lacks }.
text-short = Your text has { $letters } characters, and at least { $least } are asked for.

verdict-met = MET
verdict-partial = PARTLY MET
verdict-not-met = NOT MET
verdict-not-judged = NOT JUDGED

criterion-met = { $name }: all that was asked for.
criterion-partial = { $name }: part of what was asked for.
criterion-not-met = { $name }: not what was asked for.
criterion-not-judged = { $name }: not judged, because what it rests on is missing.

never-event = NEVER EVENT
never-event-general = { $name }: something that must never happen to a patient happened. It limits the points, whatever else is good.
never-event-cap = A never event caps the points at { $cap } of { $most }. The criteria alone would give { $earned }.

failed-case = { $function }, { $kind }: { $failure }.
failed-inputs = with { $value }
failed-came = it gave { $value }
failed-expected = expected { $value }
failed-beside = right with { $value } instead
failed-panic = it { $value }
failed-printed = it printed: { $value }
input-ordinary = on an ordinary input
input-boundary = on an input at a boundary
input-missing = on an input with something missing
input-ties = on an input with ties
input-degenerate = on an input with next to nothing in it
input-extreme = on an input with very large or very small numbers
input-permuted = on an input in another order
input-scaled = on an input in another unit
input-csv = on results that come as CSV
input-fhir = on results that come as FHIR
input-hl7 = on results that come as HL7
input-units = on a value that was sent in another unit
input-duplicates = on a result that was sent more than once
input-zones = on a time with its offset from UTC
input-clocks = on a sample whose time is an hour off
input-codes = on a result with a code of another test or unit
input-rows = on which results stand in the table
failure-wrong-value = it gave a wrong value
failure-none-expected = it gave a value where there is none to give
failure-none-given = it gave no value where there is one
failure-not-a-number = it gave NaN, which is no number
failure-wrong-shape = it gave something of another kind or length
failure-lost-row = a result that was sent is not in the table
failure-extra-row = a result stands in the table twice, or was never sent
failure-no-risk = it gave a risk outside the range from 0 to 1
failure-no-interval = it gave limits that are no interval: infinite, the wrong way round, below 0 where nothing can be, or so wide that they say nothing
failure-missed-truth = the truth lies outside the interval that it gave
failure-unsteady = the same call gave two different answers
failure-not-written = it is not written yet
failure-panicked = it panicked
failure-stack-overflow = it called itself too deeply
failure-took-too-long = it used up the instructions that it may take, and was stopped: too much work, or a loop that never ends
failure-out-of-memory = it asked for more memory than it may have
failure-too-much-output = it printed or answered more than it may
failure-forbidden = it asked for something that no program gets here
failure-left-early = it left before it had answered

mode-practice = practice
mode-graded = graded
detail-exercise = { $exercise }, version { $version }
detail-variant = patients: { $value }
detail-submission = submission: { $value }
detail-learner = learner: { $value }
custody-trusted = graded with --trust-submissions: code would have run here without a sandbox, too
custody-native = run on this machine as it is, not in medlab-judge: cost was not judged

yardstick-found = found: { $value }
yardstick-reference = reference: { $value }
yardstick-attainable = the best that these columns allow: { $value }
yardstick-ideal = the true risks themselves: { $value }
hint = Way out: { $value }
rule = Rule: { $value }
place-line = line { $value }
place-row = row { $value }
place-column = column { $value }
place-key = { $value }
all-synthetic = All patients are synthetic.
evaluated-as-given = The file was evaluated as it is. Whether its patients are real or synthetic is not known here.

digest-submission = Submission
digest-exercise = Exercise
digest-grader = Grader

result-passed = passed
result-not-passed = not passed
result-not-gradable = not gradable
result-grader-error = grader error

## Pages

skip-to-content = Skip to the content
made-by = Made by medlab, a hands-on lab for medical AI.
figures = Figures
figures-note =
    The figures hold the risks against what happened to these patients, as on any table of data: luck is in them, and a column from the future makes them look brilliant. The points above rest on the patients' true risks.
numbers-of-figure = What it shows, and its numbers
unjudged-heading = Why it could not be judged
way-out = Way out:
rule-name = Rule:
shows = shows
what-next = What next

## A class

class-title = A class: { $title }
class-summary = { $submissions } { $submissions ->
    [one] submission
   *[other] submissions
 }, of which { $judged } could be judged and { $passed } passed.
class-middle = Half of those judged got { $points } or more.
class-unjudged = Could not be judged
class-unjudged-caption = No attempt is lost. What was not gradable is the submission's fault, a grader error is ours.
class-why = Why
class-distribution = How the points are spread
class-distribution-caption = Submissions by the share of the points that they got.
class-points = Points
class-submissions = Submissions
class-share = Share of all
class-stretch = { $from } to under { $to } %
class-stretch-last = { $from } to { $to } %
class-unmarked = without a mark
class-criteria = Where points were lost
class-criteria-caption = Judged submissions by verdict on each criterion; the one that cost the largest share of its points comes first.
class-criterion = Criterion
class-lost = Share of its points lost
class-nothing-judged = No submission could be judged.
class-never-events = Never events
class-never-event = { $name }: { $count } { $count ->
    [one] submission
   *[other] submissions
 }
class-failures = What went wrong in functions
class-failures-caption = Of each function the simplest input on which it failed; the most frequent failure comes first.
class-whose = Whose
class-all = All submissions
class-all-caption = In the order of their names. Points are shown to the half point; a never event caps them. Each criterion:
class-texts = In their own words
class-texts-caption = Checked for length and for what they must name, and for nothing else: whether they are good is yours to judge.
class-points-of = Points of { $most }
class-criterion-of = { $name } (of { $most })
class-result-never = { $result }, never event
class-submission = Submission
class-learner = Learner
class-result = Result

## An evaluation

evaluation-title = How good are these predicted risks of “{ $outcome }”?
warnings = What to know first
measure = Measure
value = Value
meaning = What it means
the-outcome = the outcome
evaluation-summary = { $n } patients, { $events } of them with “{ $outcome }” ({ $prevalence })
evaluation-summary-clustered = { $n } rows of patients with several each, { $events } of them with “{ $outcome }” ({ $prevalence })
evaluation-dropped = { $dropped } { $dropped ->
    [one] row was
   *[other] rows were
 } left out because the outcome or the risk was missing.
warning = Warning: { $value }
warning-risks-clipped = { $count } { $count ->
    [one] risk is
   *[other] risks are
 } so close to 0 or 1 that { $count ->
    [one] it was
   *[other] they were
 } moved to 1e-10 from it for logits and log loss.
warning-few-distinct-risks = There are fewer than 10 different risks, so calibration is taken at each of them and not from a smooth curve.
warning-loess-undefined = Too many patients share too few risks for a smooth curve, so calibration is taken at each distinct risk.
intervals-analytic = All intervals are 95 % intervals from formulas.
intervals-cluster-bootstrap = All intervals are 95 % percentile intervals from a bootstrap that draws patients with all their rows.
all-patients = All patients
as-expected = As expected
group-name = { $column }: { $value }
group-empty = (empty)
measure-at = { $measure } at { $threshold }

section-discrimination = Does the model rank patients?
section-calibration = Are the risks right?
section-overall = Overall
section-threshold = Alarm from a risk of { $threshold } on
section-group = { $group } ({ $events } of { $n } with “{ $outcome }”)

auroc = AUROC
auroc-means = Of 100 pairs of a patient with and a patient without “{ $outcome }”, the one with it has the higher risk in { $hundred }; guessing gives 50.
average-precision = Average precision
average-precision-means = Share of alarms that are right, averaged while the alarm level falls; guessing gives the share of patients with “{ $outcome }”.
observed-expected = Observed / expected
observed-expected-means = For 100 patients expected to have “{ $outcome }”, { $hundred } had it.
intercept = Calibration intercept
intercept-means = 0 is right. Above 0, risks are too low on average; below 0, too high.
slope = Calibration slope
slope-means = 1 is right. Below 1, high risks are too high and low risks too low, as after overfitting; above 1, the other way round.
ici = ICI
ici-means = On average, a predicted risk is { $points } percentage points away from what was seen at that risk.
e50 = E50
e50-means = For half of the patients it is at most { $points } percentage points away.
e90 = E90
e90-means = For nine of ten patients it is at most { $points } percentage points away.
brier = Brier score
brier-means = Mean squared distance between risk and outcome; smaller is better, and a rare outcome makes it small by itself.
scaled-brier = Scaled Brier score
scaled-brier-means = 1 is perfect; 0 is no better than giving everybody the same average risk.
log-loss = Log loss
log-loss-means = Punishes confident errors hardest; smaller is better.
counts = Patients
counts-value = { $tp } found, { $missed } missed, { $fp } false alarms, { $tn } rightly left alone
sensitivity = Sensitivity
sensitivity-means = Of 100 patients with “{ $outcome }”, { $hundred } get an alarm.
specificity = Specificity
specificity-means = Of 100 patients without it, { $hundred } are left alone.
ppv = Positive predictive value
ppv-means = Of 100 alarms, { $hundred } are for a patient with “{ $outcome }”.
npv = Negative predictive value
npv-means = Of 100 patients without an alarm, { $hundred } do not have “{ $outcome }”.
alert-rate = Alert rate
alert-rate-means = Of 100 patients, { $hundred } get an alarm.
net-benefit = Net benefit
net-benefit-means = Patients found, per patient, after the false alarms are paid for at { $odds } of them for one patient found.
net-benefit-all = Net benefit of acting for all
net-benefit-all-means = The same if everybody got an alarm; for nobody it is 0. The model helps where it beats both.

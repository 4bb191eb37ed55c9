# The program's own words in reports. An exercise's words are in its own file.

## Grades

points-of = { $points } of { $most } points
headline-passed = PASSED with { $points }
headline-not-passed = NOT PASSED: { $points }
headline-not-gradable = NOT GRADABLE: the submission could not be judged. No attempt is lost.
headline-grader-error = GRADER ERROR: the grader failed. This is not the learner's fault, and no attempt is lost.

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

mode-practice = practice
mode-graded = graded
detail-exercise = { $exercise }, version { $version }
detail-variant = patients: { $value }
detail-submission = submission: { $value }
detail-learner = learner: { $value }

found = found: { $value }
reference = reference: { $value }
hint = Way out: { $value }
rule = Rule: { $value }
place-line = line { $value }
place-row = row { $value }
place-column = column { $value }
grader-error-hint = Report it with this message and the submission to those who make medlab.
synthetic-only = All patients are synthetic.

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
numbers-of-figure = What it shows, and its numbers
fault-heading = Why it could not be judged
way-out = Way out:
rule-name = Rule:
found-name = Found:
reference-name = Reference:
shows = shows
what-next = What next

## A class

class-title = A class: { $title }
class-summary = { $submissions } { $submissions ->
    [one] submission
   *[other] submissions
 }, of which { $judged } could be judged and { $passed } passed.
class-distribution = How the points are spread
class-distribution-caption = Submissions by the share of the points that they got.
class-points = Points
class-submissions = Submissions
class-share = Share of all
class-stretch = { $from } to under { $to } %
class-stretch-last = { $from } to { $to } %
class-unmarked = without a mark
class-criteria = Criteria that many missed
class-criteria-caption = Judged submissions by verdict; the criterion missed most often comes first.
class-criterion = Criterion
class-not-met-share = Not fully met
class-nothing-judged = No submission could be judged.
class-never-events = Never events
class-never-event = { $id }: { $count } { $count ->
    [one] submission
   *[other] submissions
 }
class-all = All submissions
class-all-caption = In the order of their names. Points are shown to the half point.
class-submission = Submission
class-learner = Learner
class-result = Result
class-cell = { $verdict }, { $points }

## An evaluation

evaluation-title = How good are these predicted risks of { $outcome }?
warnings = What to know first
measure = Measure
value = Value
meaning = What it means

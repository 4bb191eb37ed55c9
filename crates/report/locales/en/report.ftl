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

# The same ids where each line is one day of one patient, and none of them a patient.

auroc-means = Take one day with “{ $outcome }” and one without: of 100 such pairs, the one with it has the higher risk in { $hundred }. Guessing gives 50.
observed-expected-means = For 100 days expected to have “{ $outcome }”, { $hundred } had it.
run-title = Your recipe for “{ $exercise }”, tried on your own days
run-summary = This is not a grade. Everything below comes from days that you have; those on which the recipe is judged are not among them. A day is one day of one patient.
run-rows = Which days were used for what
run-rows-value = { $rows } days of { $table }, { $events } with “{ $outcome }”
run-rows-of-patients = { $rows } days in { $table }, { $events } with “{ $outcome }”
run-from-test = on { $rows } days kept for the test
run-from-nested = on { $rows } days, none of which it had seen
run-from-cross-validation = on the { $rows } days on which the choices were compared
run-from-tune = on the { $rows } days on which the choices were compared
run-from-fit = on the very { $rows } days from which it learned
run-shift-mean = at most { $most } on the ward; in the test { $mean } on average
run-claim-nobody = too few days with “{ $outcome }” to say: none of { $rows }
why-one-class = too few to say: all days here have the same outcome
run-few-real = Alarms on a day with “{ $outcome }”
run-few-found = Days with “{ $outcome }” that had an alarm
run-level-value = from { $thousand } of 1,000 on
run-alerted = Of 100 days, with an alarm
run-finding-fitted = It learned from { $hundred } of 100 of the very days on which it was then tested. It knows those by heart.
run-finding-tuned = The choices were compared on { $hundred } of 100 of the days on which the best one was then tested. There it looks better than it is.
run-finding-calibrated = The numbers were adjusted on { $hundred } of 100 of the days on which they were then tested. There they fit by themselves.
run-finding-both-sides = Of 100 days in the test, { $hundred } belong to a day of the ward from which it learned.
run-finding-best-of = { $compared } choices were compared on the days of the test, and the best of many is partly the luckiest.
run-finding-prepared = Middle values and scales were learned from the days of the test, too (prepare.learned_on).
recalibrated-by-recipe = The numbers were adjusted to the days of rows.calibrate, as the recipe says.
calibration-description = Curve of how many days with { $outcome } were seen, against the risk that was promised, with a band for luck. Of days promised { $low }, { $low-seen } had it; of days promised { $high }, { $high-seen }. Seen for each expected case: { $ratio }. A dashed line shows where promised and seen are the same. Below, where days with and without { $outcome } lie.
calibration-description-both = Two curves of how many days with { $outcome } were seen, against the risk that was promised, each with a band for luck: before and after the risks were adjusted. Seen for each expected case: { $ratio-before } before, { $ratio } after. After it, of days promised { $low }, { $low-seen } had it; of days promised { $high }, { $high-seen }. A dashed line shows where promised and seen are the same. Below, where days with and without { $outcome } lie after adjusting.
calibration-caption = On the diagonal, of 100 days with a predicted risk of 20 %, 20 have { $outcome }. Above it the model promises too little risk, below it too much. The bars show the share of each group of days at each risk.
calibration-caption-both = { $how } The curve nearer to the dashed line has the better risks; which day comes before which hardly changes. The bars show the share of each group of days at each risk, after adjusting.
calibration-column-patients = Days
people-title = Of 100 days, with alarms from a risk of { $threshold } on
people-description = A hundred small figures, in proportion to { $total } days of patients. With { $outcome }: { $found } get an alarm and { $missed } are missed. Without it: { $false-alarm } get a false alarm and { $left-alone } are rightly left alone.
people-column-kind = Days
people-caption-rare = A filled figure has { $outcome }; a box around it is an alarm. A kind of day that is too rare to be one of a hundred is only counted.
learning-title = Would more days help?
learning-x = Days learned from
learning-column-rows = Days
learning-caption = The model, learned from a part of the days, always tried on the same others. Where the lines have become level, more days of the same kind would help little.
learning-description = Two lines against the number of days that the model learned from, each point with a line for luck. From { $first-rows } to { $last-rows } days, confident mistakes go from { $first-loss } to { $last-loss }, pairs in the right order from { $first-auroc } to { $last-auroc }.
figures-own = Figures: your own days
figures-hidden = Figures: the days that you never see
figures-hidden-note =
    The same program on other days, with what happened. Luck is in these figures; the points above rest on the true risks.
group-with = { $n } { $n ->
    [one] day
   *[other] days
 } with { $outcome }
group-without = { $n } { $n ->
    [one] day
   *[other] days
 } without { $outcome }

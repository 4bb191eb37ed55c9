# Words of the figures. Numbers come written already, except counts that choose a plural.

synthetic-patients = Synthetic patients
patients-as-given = Patients as given

## Estimates

estimate = { $value } (95 % interval { $lower } to { $upper })
estimate-without-limits = { $value } (no interval: { $why })
undefined = not defined: { $why }
from-to = { $from } to { $to }

why-empty = there are no patients
why-one-class = all patients have the same outcome
why-too-few = there are too few patients
why-no-events = nobody has the outcome
why-empty-denominator = there is nobody to count
why-no-expected = the model expects nobody to have the outcome
why-constant-risk = all patients have the same predicted risk
why-separated = the risks separate the outcomes perfectly
why-collinear = one column is a combination of the others
why-not-converged = the fit did not settle
why-no-neighbourhood = too few distinct risks for a smooth curve
why-no-variance = the standard error is zero
why-out-of-range = a parameter lies outside its range
why-lengths = the columns differ in length
why-not-finite = a number is not finite

## Groups of patients

group-with = { $n } { $n ->
    [one] patient
   *[other] patients
 } with { $outcome }
group-without = { $n } { $n ->
    [one] patient
   *[other] patients
 } without { $outcome }

## ROC curve

roc-title = ROC curve: patients found and false alarms
roc-description = Curve of the share of patients with { $outcome } who are found, against the share of patients without it who get a false alarm, over all alarm levels. Area under the curve: { $auroc }. Where 10 % get a false alarm, { PERCENT($found) } are found. A dashed diagonal shows guessing.
roc-model = Model, area { $auroc }
roc-chance = Guessing
roc-threshold = level { $threshold }
roc-x = False alarms among patients without { $outcome } (1 − specificity)
roc-y = Found among patients with { $outcome } (sensitivity)
roc-column-threshold = Alarm level (risk)
roc-column-false-alarms = False alarms (1 − specificity)
roc-column-found = Found (sensitivity)
roc-caption = The further the curve lies above the diagonal, the better the model ranks patients with { $outcome } above the others. It does not say whether the risks are right: see calibration.

## Calibration

calibration-title = Calibration: promised and seen
calibration-description = Curve of the proportion of patients with { $outcome } that was seen, against the risk that was predicted, with a 95 % band. Patients of a predicted risk of { $low } had it in { $low-seen } of cases, patients of { $high } in { $high-seen }. Observed for each expected case: { $ratio }. Slope: { $slope }. A dashed diagonal shows perfect calibration. Below, where patients with and without { $outcome } lie.
calibration-model = Seen, with 95 % band
calibration-groups = Seen at each risk, with 95 % interval
calibration-perfect = Perfect calibration
calibration-x = Predicted risk of { $outcome }
calibration-y = Observed proportion with { $outcome }
calibration-column-risk = Predicted risk
calibration-column-patients = Patients
calibration-column-events = With the outcome
calibration-column-curve = Seen on the curve
calibration-column-band = 95 % band
calibration-cell = { $observed } at { $risk }
calibration-caption = On the diagonal, of 100 patients with a predicted risk of 20 %, 20 have { $outcome }. Above it the model promises too little risk, below it too much. The bars show the share of each group of patients at each risk.
calibration-title-both = Calibration before and after recalibration
calibration-description-both = Two curves of the proportion of patients with { $outcome } that was seen, against the risk that was predicted, each with a 95 % band: before and after recalibration. Observed for each expected case: { $ratio-before } before, { $ratio } after. Slope: { $slope-before } before, { $slope } after. After it, patients of a predicted risk of { $low } had it in { $low-seen } of cases, patients of { $high } in { $high-seen }. A dashed diagonal shows perfect calibration. Below, where patients with and without { $outcome } lie after recalibration.
calibration-model-after = Seen after, with 95 % band
calibration-model-before = Seen before, with 95 % band
calibration-groups-after = Seen at each risk after, with 95 % interval
calibration-groups-before = Seen at each risk before, with 95 % interval
calibration-column-before = Seen on the curve before
calibration-caption-both = { $how } The curve nearer to the diagonal has the better risks; the order of patients hardly changes. The bars show the share of each group of patients at each risk, after recalibration.

## Decision curve

decision-title = Decision curve: is the model worth using?
decision-description = Curves of net benefit against the risk from which on one acts. The model's reaches { $highest } at most. It lies above acting for everybody and above acting for nobody between risks of { $from } and { $to } of { $outcome }.
decision-description-useless = Curves of net benefit against the risk from which on one acts. The model's reaches { $highest } at most. Nowhere does it lie above both acting for everybody and acting for nobody because of { $outcome }.
decision-model = Act by the model, 95 % band
decision-everybody = Act for everybody
decision-nobody = Act for nobody
decision-x = Risk from which on one acts (threshold)
decision-y = Net benefit (patients found, per patient)
decision-column-threshold = Acts from a risk of
decision-column-model = Model
decision-column-interval = 95 % interval
decision-column-everybody = For everybody
decision-caption = Whoever acts from a risk of 10 % on accepts 9 false alarms for one patient with { $outcome } found. The model is worth using at the risks at which its line is the highest.
decision-title-both = Decision curve before and after recalibration
decision-description-both = After recalibration: { $after } Before it: { $before }
decision-after = Act by the model after, 95 % band
decision-before = Act by the model before, 95 % band
decision-column-before = Model before
decision-caption-both = { $how } Whoever acts from a risk of 10 % on accepts 9 false alarms for one patient with { $outcome } found, and that only holds where risks are right. The model is worth using at the risks at which its line is the highest.

## A hundred people

people-title = Of 100 patients, with alarms from a risk of { $threshold } on
people-description = A hundred small figures, in proportion to { $total } patients. With { $outcome }: { $found } get an alarm and { $missed } are missed. Without it: { $false-alarm } get a false alarm and { $left-alone } are rightly left alone.
people-found = { $n } with { $outcome }, alarm: found
people-missed = { $n } with { $outcome }, no alarm: missed
people-false-alarm = { $n } without, alarm: false alarm
people-left-alone = { $n } without, no alarm: rightly so
people-row-found = With { $outcome }, alarm
people-row-missed = With { $outcome }, no alarm
people-row-false-alarm = Without { $outcome }, alarm
people-row-left-alone = Without { $outcome }, no alarm
people-counted = counted: { $n } of { $total }
people-column-kind = Patients
people-column-patients = Counted
people-column-per-hundred = Of 100
people-caption = A filled figure has { $outcome }; a box around it is an alarm.
people-caption-rare = A filled figure has { $outcome }; a box around it is an alarm. A kind of patient that is too rare to be one of a hundred is only counted.

## Forest plot

forest-title = { $measure } by group
forest-description = One line for each group with its { $measure } and interval. { $comparison }: { $value }. { $groups }.
forest-description-group = { $group }: { $found }
forest-x = { $measure }
forest-events = { $events } of { $patients }
forest-column-group = Group
forest-column-patients = Patients
forest-column-events = With the outcome
forest-caption = Squares are the { $measure } of each group, lines its 95 % interval; small groups have wide ones, and some differ by chance. Beside each name: patients with the outcome of all in the group.

## Histogram by outcome

histogram-title = { $measurement } with and without { $outcome }
histogram-description = Two histograms of { $measurement }, one above the other. The middle patient with { $outcome } has about { $with } { $unit }, the middle patient without it about { $without } { $unit }. Not measured: { $missing-with } of those with it, { $missing-without } of those without.
histogram-missing = not measured: { $missing } ({ $share })
histogram-y = Share of the group
histogram-caption = Bars are shares of all patients of the same group who have a value; whoever has none is counted in words.
not-measured = Not measured
column-with = With { $outcome }
column-without = Without { $outcome }

## Missingness

missing-title = How often a value is missing
missing-description = Bars of the share of patients without a value, by column, for patients with { $outcome } and without it. { $columns }.
missing-description-column = { $column }: { $with } with, { $without } without
missing-x = Share of patients without a value
missing-column-name = Column
missing-column-with = Missing, with { $outcome }
missing-column-without = Missing, without { $outcome }
missing-cell = { $n } ({ $share })
missing-caption = Where the two bars of a column differ, whether it was measured says something about { $outcome }.

## Odds ratios

odds-title = What multiplies the odds of { $outcome }
odds-description = One line for each column with the factor by which one unit more of it multiplies the odds of { $outcome } in this model, on a scale on which doubling is as far as halving. { $columns }.
odds-description-column = { $column }: { $found }
odds-x = Odds ratio for one unit more
odds-no-effect = no effect
odds-column-name = Column
odds-caption = Squares right of 1 raise the odds, left of 1 lower them; lines are 95 % intervals. One unit may be a year or a whole disease, so squares are not to be ranked. The parts of a bent effect (age, age') only mean something together, and none of this says what would happen if somebody changed a column.
odds-caption-drawn = Squares right of 1 raise the odds, left of 1 lower them. There are no intervals, because this model draws effects to zero on purpose. One unit may be a year or a whole disease, so squares are not to be ranked, and none of this says what would happen if somebody changed a column.

## Shares and points

importance-title = What the model leans on
importance-description = Bars of each column's share in what all columns contribute to the fit of the model. { $columns }.
importance-x = Share in what all columns contribute
importance-column = Share
importance-caption = A long bar means that the model uses the column much, not that it raises the risk, nor that it causes anything. Two columns that say the same share one bar between them.
points-title = The score for { $outcome }, to be added up
points-description = Bars of the points that a patient gets for each line of the score. { $columns }.
points-x = Points
points-column = Points
points-caption = Add up the points of the lines that hold for a patient. More points are a higher risk of { $outcome }.
bars-column-name = Column
bars-description-column = { $column }: { $value }

## Learning curve

learning-title = Would more patients help?
learning-description = Two lines against the number of rows that the model learned from, each point with its 95 % interval. From { $first-rows } to { $last-rows } rows, the log loss goes from { $first-loss } to { $last-loss }, the AUROC from { $first-auroc } to { $last-auroc }.
learning-x = Rows learned from
learning-loss = Log loss
learning-auroc = AUROC
learning-column-rows = Rows
learning-caption = The chosen model, learned from a part of the patients, always judged on the same rows that it did not learn from and before risks are mended. Where the lines have become level, more patients of the same kind would help little.

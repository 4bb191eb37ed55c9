# Words of the figures. Numbers come written already, except counts that choose a plural.

synthetic-patients = Synthetic patients

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

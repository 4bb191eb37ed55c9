# What is said of recipes: a run on the learner's own tables.

run-title = Your recipe for “{ $exercise }”, carried out on your own rows
run-summary = This is not a grade. Everything below comes from rows that you have; the patients on whom the recipe is judged are not among them.
run-work = Work: about { $work } of the { $budget } seconds that a recipe may take here.

run-short = The trial in short

## Rows

run-rows = Which rows did what
run-rows-fit = Fit
run-rows-fit-means = Models learned from these.
run-rows-tune = Tune
run-rows-tune-means = Candidates were compared on these.
run-rows-calibrate = Calibrate
run-rows-calibrate-means = Risks are mended on these, where the recipe says how.
run-rows-test = Test
run-rows-test-means = What is claimed was measured on these.
run-rows-value = { $rows } rows of { $table }, { $events } with “{ $outcome }”
run-rows-of-patients = { $rows } rows of { $patients } patients in { $table }, { $events } with “{ $outcome }”

## Candidates

model-supplied = supplied
model-points = points
model-logistic = logistic
model-ridge = ridge
model-elastic-net = elastic net
model-naive-bayes = naive Bayes
model-tree = tree
model-neighbours = neighbours
model-forest = forest
model-boosting = boosting

run-measure-log-loss = log loss
run-measure-brier = Brier score
run-measure-auroc = AUROC

run-candidates-none = The model
run-candidates-tune = Candidates, compared on the rows for tuning by { $measure }
run-candidates-folds = Candidates, compared on the rows for fitting, each left out in turn, by { $measure }
run-candidate-untried = the only one, so there was nothing to compare
run-candidate-best = { $value }, the best
run-candidate-worse = { $value }, log loss worse by { $worse }, at most { $most }
run-candidate-failed = no model: { $why }
run-candidate-chosen = { $found } (chosen)
run-chosen = Chosen
run-chosen-value = { $chosen }, { $why }
run-why-best = because it is the best by { $measure }
run-why-simplest = because it is the simplest whose log loss is worse than the best one's by at most { $margin }, at the upper 95 % limit; the best one where none is

## The claim

run-claim = What the recipe claims, { $from }
run-from-test = from { $rows } rows for testing
run-from-nested = from { $rows } rows, each left out of the whole choice
run-from-cross-validation = from the { $rows } rows on which candidates were compared, each left out in turn
run-from-tune = from the { $rows } rows on which candidates were compared
run-from-fit = from the very { $rows } rows that the model learned from
run-claim-undefined = Nothing
run-claim-nobody = too few with “{ $outcome }” to say: none of { $rows } rows
run-claim-auroc = { $estimate }
run-claim-observed-expected = { $estimate }
run-claim-slope = { $estimate }
run-intervals = All intervals are 95 % intervals; where patients have several rows, they come from a bootstrap that draws patients with all their rows.

recalibrated-by-recipe = Risks were mended on the rows of rows.calibrate, as the recipe says.
recalibrated-cross-fitted = Each patient's risk was recalibrated by a logistic map learned from other patients (10-fold cross-fitting), so “after” is honest: it is what recalibrating on patients like these would give the next ones.

figures-own = Figures: your own rows
figures-own-note =
    What your recipe claims, on the rows that it names for it, and what the model learned. The command medlab run shows the same while you work.
figures-hidden = Figures: the patients whom you never see
figures-hidden-note =
    The same model on this practice variant's other patients, with what happened to them. What is known only later is empty here, as it is at the bedside. Luck is in these figures; the points above rest on the patients' true risks.

## The process

run-finding-fitted = The model learned from { $hundred } of 100 of the very rows on which it is then measured. A model knows the rows it learned from.
run-finding-tuned = Candidates were compared on { $hundred } of 100 of the rows on which the winner is then measured. The winner of a comparison looks better there than it is.
run-finding-calibrated = Risks were mended on { $hundred } of 100 of the rows on which they are then measured. There they fit by themselves.
run-finding-both-sides = Of 100 patients whose rows are measured, { $hundred } have other rows that were learned from. A patient resembles themselves.
run-finding-prepared = The preparation learned from the rows on which the model is then measured, too (prepare.learned_on).
run-finding-best-of = { $compared } candidates were compared on the rows behind the claim, and the best of many is partly the luckiest.
run-finding-later = { $n ->
    [one] One column is known only after the risk has to be given: { $columns }. At the bedside it is empty.
   *[other] { $n } columns are known only after the risk has to be given: { $columns }. At the bedside they are empty.
 }

## The policy

run-policy = Whom the policy acts on, among the rows behind the claim
run-level = Acts
run-level-value = from a risk of { $level } on
run-level-harm = from a risk of { $level } on, as one missed patient is as bad as { $ratio } false alarms
run-shift = Alerts a shift
run-shift-value = at most { $most }
run-shift-mean = at most { $most }; here { $mean } on average over { $shifts } shifts
run-alerted = Of 100 rows, with an alert
run-real = Of 100 alerts, real
run-found = Of 100 with “{ $outcome }”, found
run-of-hundred = { $hundred } ({ $part } of { $of })
run-of-nobody = there is nobody to count
run-few-real = Alerts with “{ $outcome }”
run-few-real-of = { $part } of { $of }
run-few-found = With “{ $outcome }”, found
run-few-found-of = { $part } of { $of }, which is too few to judge by

## Effects

run-effects-odds = What the model learned: by what one unit more multiplies the odds
run-effects-importance = What the model learned: each column's share in what all contribute
run-effects-points = What the model learned: the score
run-effects-raise = What the model learned: which columns raise the risk
run-raises = The risk is higher with
run-lowers = The risk is lower with
run-raises-note = To know
run-raises-means = Each beside all the others: what one says already, another need not say again. Nothing here is a cause.
run-odds-ratio = × { $ratio }
run-points-always = { $column }
run-points-below = { $column } below { $to }
run-points-from = { $column } { $from } and more
run-points-between = { $column } { $from } to below { $to }
run-points-value = { $points } { $points ->
    [one] point
   *[other] points
 }

# Words for mooc2-2-1-any-tool.
# $found: what was measured in the learner's risks, ready formatted. $reference: the same
# for the plain logistic model on the same patients; only used in the attribute .reference,
# which is added where it may be shown.

## Discrimination

discrimination-met = We looked at how well your risks rank the 2,000 patients by their true risk: AUROC { $found }. That is as good as a sound model on these data. Of two patients, one with and one without sepsis, your risks put the right one first about that often: a team with one free bed can rely on the order.
    .reference = The plain logistic model on the same columns: { $reference }.
discrimination-partial = We looked at how well your risks rank the 2,000 patients by their true risk: AUROC { $found }. A sound model ranks somewhat better. Some patients who need the work-up stand behind others who do not. Look for columns that you have not used yet, for lost information in missing values, and for shapes: a temperature may be too low as well as too high.
    .reference = The plain logistic model on the same columns: { $reference }.
discrimination-not-met = We looked at how well your risks rank the 2,000 patients by their true risk: AUROC { $found }. Much less than the data allow. A clinician would find very ill patients far down your list. Near 0.5 means no order at all: then check that each risk still stands beside its own patient, that you have not handed in classes, and that the file belongs to this variant.
    .reference = The plain logistic model on the same columns: { $reference }.
discrimination-not-judged = The ranking could not be judged, because there is no risk for the patients yet.
discrimination-question = Two models: one gives every patient 0.07, the other gives 0.02 to half of the patients and 0.12 to the other half, at random. What is the AUROC of each?

## Calibration

calibration-met = We compared each predicted risk with the true risk of the patients who were told it. On average the two lie { $found } apart. That is close: when your model says 20 %, about 20 of 100 such patients have sepsis. The team can act on the number, and tell it to a family.
    .reference = The plain logistic model: { $reference }.
calibration-partial = We compared each predicted risk with the true risk of the patients who were told it. On average the two lie { $found } apart. Some of your promises are not kept. Plot predicted against observed risk on training patients whom you kept aside. Too steep or too flat a curve: a penalty, too many columns, or trees without calibration.
    .reference = The plain logistic model: { $reference }.
calibration-not-met = We compared each predicted risk with the true risk of the patients who were told it. On average the two lie { $found } apart. These numbers cannot be used as risks: a team that acts at 10 % would act at something quite different. Usual causes: classes or ranks instead of probabilities, class weights or oversampling, an overfitted model that is too sure, or a column that is known only later.
    .reference = The plain logistic model: { $reference }.
calibration-not-judged = Calibration could not be judged, because there is no risk for the patients yet.
calibration-question = A model gave a risk of 0.40 to 50 patients, and 6 of them had sepsis. Its AUROC is 0.85. Would you tell the next patient "40 %"?

## Observed : expected

observed-expected = Observed : expected
observed-expected-met = We added up: for each case that your risks promise among the 2,000 patients, there are { $found }. On the whole, you promise as many as a sound model does. Beds and antibiotics can be planned with that.
    .reference = The plain logistic model: { $reference }. (It need not be exactly 1: the training table had its own luck, and it had the same for you.)
observed-expected-partial = We added up: for each case that your risks promise among the 2,000 patients, there are { $found }. Above 1, you promise too few cases; below 1, too many. Compare the mean of your risks with the share of sepsis in the training table.
    .reference = The plain logistic model: { $reference }.
observed-expected-not-met = We added up: for each case that your risks promise among the 2,000 patients, there are { $found }. Far above 1, the hospital would be surprised by cases that nobody promised; far below 1, it would prepare for many that never come. Classes, ranks, class weights and oversampling all do this.
    .reference = The plain logistic model: { $reference }.
observed-expected-not-judged = Observed : expected could not be judged: there are no risks yet, or they add up to nothing.
observed-expected-question = The 2,000 risks add up to 260. In the training table, 6.5 % have sepsis. How many cases would you expect among 2,000, and what does that say about the risks?

## Net benefit at 10 %

net-benefit-met = We started a work-up for everybody whom you give 10 % or more, and set cases found against needless work-ups at the agreed 9 : 1. Net benefit: { $found } a patient. That is as much good as a sound model does: times 1,000, so many patients with sepsis are found, as if without a single needless work-up.
    .reference = The plain logistic model: { $reference }; work-up for nobody: 0.
net-benefit-partial = We started a work-up for everybody whom you give 10 % or more, and set cases found against needless work-ups at the agreed 9 : 1. Net benefit: { $found } a patient. It does some good, but less than a sound model. Look at the patients around 10 %: that is where decisions change. Calibrate there first, then improve the ranking.
    .reference = The plain logistic model: { $reference }; work-up for nobody: 0.
net-benefit-not-met = We started a work-up for everybody whom you give 10 % or more, and set cases found against needless work-ups at the agreed 9 : 1. Net benefit: { $found } a patient. A value of 0 is what the ward gets without any model; below 0, it would be better off without yours. Either hardly anybody reaches 10 %, or nearly everybody does. Check calibration first.
    .reference = The plain logistic model: { $reference }; work-up for nobody: 0.
net-benefit-not-judged = Net benefit could not be judged, because there is no risk for the patients yet.
net-benefit-question = At 10 %, a model flags 200 of 1,000 patients; 30 of them have sepsis. Work out TP/n − FP/n × 0.10/0.90. Is it better than flagging nobody?

## Known in time

known-in-time-met = We looked at the patients who later had sepsis, and at how far your risks for them lie above what can be known one hour after arrival: { $found } percentage points. That is within chance. Your model can be used where it is needed, at the bedside, when the later columns are still empty.
known-in-time-partial = We looked at the patients who later had sepsis: your risks for them lie { $found } percentage points above what can be known one hour after arrival. That is more than chance easily explains. Go through your columns once more: is there one that is filled in only later?
known-in-time-not-met = We looked at the patients who later had sepsis: your risks for them lie { $found } percentage points above what can be known one hour after arrival. Only a column from the future can do this. On the table it looks brilliant; at the bedside that column is empty, and the model has nothing left. Remove every column whose `available_at` in `dictionary.csv` is above zero, and fit again.
known-in-time-not-judged = This could not be judged, because there is no risk for the patients yet.
known-in-time-question = A model predicts sepsis from "moved to intensive care within 24 hours". At one hour after arrival, what stands in that cell?

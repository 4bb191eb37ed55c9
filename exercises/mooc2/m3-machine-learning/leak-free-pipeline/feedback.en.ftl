# Words for mooc2-3-4-leak-free-pipeline.
# $found: what was measured, ready formatted. $reference: the same for the model solution; only
# used in the attribute .reference, which is added where it may be shown.

## What must not matter

labels-met = We turned round the outcomes of all patients to be predicted: every risk stayed as it was. What nobody can know at the bedside is not in your risks.
labels-partial = We turned round the outcomes of all patients to be predicted: a share of { $found } of the risks stayed as they were. Some of them know what nobody can know yet.
labels-not-met = We turned round the outcomes of all patients to be predicted: a share of { $found } of the risks stayed as they were. It counts as 0 if the AUROC of your risks is 0.6 or less: then mend the ranking first. Where a risk moves, it was partly read off the answer; at the bedside that answer does not exist. Look for each use of sepsis, and for which rows it goes through.
labels-not-judged = Whether outcomes leak could not be judged, because your functions gave no usable risks: fit or predict is still todo!(), panicked, took too long, gave other risks the second time, or did not give one number from 0 to 1 for each of rows. The report says which. Let cargo test run through first.
labels-question = A code's share with sepsis is computed over the whole table. Whose outcomes are in it that will not be known at the bedside?

others-met = We made other patients of those around: the risks of the patients we looked at stayed as they were. Who else came in does not show in a patient's risk.
others-partial = We made other patients of those around: a share of { $found } of the risks we looked at stayed as they were. Some depend on who else is predicted.
others-not-met = We made other patients of those around: a share of { $found } of the risks we looked at stayed as they were. It counts as 0 if the AUROC of your risks is 0.6 or less: then mend the ranking first. Where a risk moves, the patient in bed 4 would get another risk because somebody else came in. Look for means, deviations and medians over rows that are not in train_rows. A call that panics on unusual values gives nobody a risk, and counts as 0.
others-not-judged = Whether other patients matter could not be judged, because your functions gave no usable risks: fit or predict is still todo!(), panicked, took too long, gave other risks the second time, or did not give one number from 0 to 1 for each of rows. The report says which. Let cargo test run through first.
others-question = Ten patients wait. The eleventh has a lactate of 15. Whose risk may change?

alone-met = We predicted patients one at a time, with nobody else but the training rows in the table: each got the risk that the list had given. A nurse who looks a patient up sees the same number as on the morning list.
alone-partial = We predicted patients one at a time, with nobody else but the training rows in the table: a share of { $found } got the risk that the list had given.
alone-not-met = We predicted patients one at a time, with nobody else but the training rows in the table: a share of { $found } got the risk that the list had given. It counts as 0 if the AUROC of your risks is 0.6 or less: then mend the ranking first. On the ward, patients come one by one, so a risk that needs the list is not the risk that was tested. Either predict learns from its rows, or fit learned from rows that are not in train_rows. If other patients matter, too, mend that first.
alone-not-judged = Whether a patient alone gets the same risk could not be judged, because your functions gave no usable risks: fit or predict is still todo!(), panicked, took too long, gave other risks the second time, or did not give one number from 0 to 1 for each of rows. The report says which. Let cargo test run through first.
alone-question = What is the standard deviation of one patient?

again-met = We fitted on other rows first, and then on yours: the risks were those of your own fit. Each test of your pipeline tests the pipeline.
again-partial = We fitted on other rows first: a share of { $found } of the risks stayed as they were.
again-not-met = We fitted on other rows first: a share of { $found } of the risks stayed as they were. It counts as 0 if the AUROC of your risks is 0.6 or less: then mend the ranking first. It counts as 0, too, if two fits on different patients give everybody the same risks, or if the earlier fit, on half of the training rows, ends without risks. In a cross-validation a fold could be judged with a model that has not learned from that fold's own training patients, or has met its test patients. Keep nothing between two calls of fit, and learn all numbers from train_rows.
again-not-judged = Whether a fit starts anew could not be judged, because your functions gave no usable risks: fit or predict is still todo!(), panicked, took too long, gave other risks the second time, or did not give one number from 0 to 1 for each of rows. The report says which. Let cargo test run through first.
again-question = The second fold of a cross-validation gets the model of the first. Which patients has it already met?

## Risks that can be believed

discrimination-met = We looked at how your risks rank 1,500 other patients: AUROC { $found }. They rank about as well as those of a sound pipeline, or better.
    .reference = A sound pipeline reaches { $reference }.
discrimination-partial = We looked at how your risks rank 1,500 other patients: AUROC { $found }. Perhaps something that was known in time is not used, or the model trusts what says nothing.
    .reference = A sound pipeline reaches { $reference }.
discrimination-not-met = We looked at how your risks rank 1,500 other patients: AUROC { $found }. Patients with sepsis would wait behind others. Use age, vital signs, NEWS2 and the blood results that are known in time, and look at how strongly the model trusts the code.
    .reference = A sound pipeline reaches { $reference }.
discrimination-not-judged = The ranking could not be judged, because your functions gave no usable risks: fit or predict is still todo!(), panicked, took too long, gave other risks the second time, or did not give one number from 0 to 1 for each of rows. The report says which. Let cargo test run through first.
discrimination-question = Two pipelines leak nothing. One uses the age alone. What does it lose?

log-loss-met = We held your risks against the true risks of 1,500 other patients: log loss { $found }. What a patient is told is about as near to the truth as with a sound pipeline, or nearer.
    .reference = A sound pipeline reaches { $reference }.
log-loss-partial = We held your risks against the true risks of 1,500 other patients: log loss { $found }. It is somewhat higher than it needs to be.
    .reference = A sound pipeline reaches { $reference }.
log-loss-not-met = We held your risks against the true risks of 1,500 other patients: log loss { $found }. Some are promised far too much and some far too little, so the ward works up the wrong patients. Often a code was learned with each patient's own outcome in it: do it out of fold. Or what is known in time is not used.
    .reference = A sound pipeline reaches { $reference }.
log-loss-not-judged = The log loss could not be judged, because your functions gave no usable risks: fit or predict is still todo!(), panicked, took too long, gave other risks the second time, or did not give one number from 0 to 1 for each of rows. The report says which. Let cargo test run through first.
log-loss-question = A code that was drawn by lot gets the strongest effect in a model. Where did the model meet the answer?

slope-met = We looked at the spread of your risks: the calibration slope lies { $found } from 1. They are spread about as well as those of a sound pipeline, or better.
    .reference = That of a sound pipeline lies { $reference } from 1.
slope-partial = We looked at the spread of your risks: the calibration slope lies { $found } from 1. They are somewhat too far apart or too close together.
    .reference = That of a sound pipeline lies { $reference } from 1.
slope-not-met = We looked at the spread of your risks: the calibration slope lies { $found } from 1. Below 1, whoever is told a high risk is told too much, and low risks calm too much: learn the codes out of fold and draw them to the mean. Above 1, the risks lie too close together: the penalty is too strong.
    .reference = That of a sound pipeline lies { $reference } from 1.
slope-not-judged = The spread could not be judged. Either all your risks are the same, and have no spread: then give the model what is known of each patient. Or your functions gave no usable risks: fit or predict is still todo!(), panicked, took too long, gave other risks the second time, or did not give one number from 0 to 1 for each of rows. The report says which. Let cargo test run through first.
slope-question = A pipeline is excellent on its training patients and has a slope of 0.4 on others. What has it learned?

## What must never happen

never-peeped = A patient's risk moved when something changed that must not matter: outcomes that are not known yet, or the other patients to be predicted. A test of this pipeline may flatter it, and on the ward the same patient may get different risks on different lists. Learn every number from train_rows.
never-kept-an-old-fit = A fit did not learn from its own rows alone: it gave something of an earlier fit, or the same risks whoever it was fitted on, or none after an earlier fit. No cross-validation of it would mean anything, and at another hospital it could go on predicting the first one's patients. Learn every number anew in each fit.

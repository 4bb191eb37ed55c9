# Words for mooc2-2-1-first-risk-model.
# $found: what was measured, ready formatted. $reference: the same for the plain logistic model
# on the same patients; only used in the attribute .reference, which is added where it may be shown.

## Task 1

right-class = Right class
right-class-met = We gave fitted_risks earlier patients with one sign, few or many of them with sepsis, and held the risk against the share that one counts by hand: right in { $found } of 100 cases. It is the risk of sepsis, whichever class is the more common one. The team can believe which end of the list is up.
right-class-partial = We gave fitted_risks earlier patients with one sign, few or many of them with sepsis. In { $found } of 100 cases the risk is near the share that one counts by hand. Ask model.labels().pos.class whose probability it is, in every case.
right-class-not-met = We gave fitted_risks earlier patients with one sign, few or many of them with sepsis. Only in { $found } of 100 cases is the risk near the share that one counts by hand. Where it is 0.75 instead of 0.25, it is the probability of no sepsis: ask model.labels().pos.class, and turn it round only then. Where it is 0 or 1, it is a class. Turning it round always is right only while most patients are well.
right-class-not-judged = We could not call fitted_risks yet. Let it give one number for each row of new.
right-class-question = Of 60 patients, 45 had sepsis. For a new patient linfa says 0.8. Which class is that the probability of, and what is the risk of sepsis?

any-order = Any order
any-order-met = As many patients with sepsis as without, and one or the other in the first row: right in { $found } of 100 cases. Sorting a table does not turn your risks round.
any-order-partial = As many patients with sepsis as without, and one or the other in the first row: right in { $found } of 100 cases. The order of rows must not matter. Ask model.labels().pos.class.
any-order-not-met = As many patients with sepsis as without, and one or the other in the first row: right in only { $found } of 100 cases. With equal numbers linfa calls the class of the first row the positive one, so a table that somebody sorted gives the opposite risks. Ask model.labels().pos.class instead of counting.
any-order-not-judged = We could not call fitted_risks yet. Let it give one number for each row of new.
any-order-question = A table for research holds 200 patients with sepsis and 200 without, sorted by name. What decides which class linfa calls positive?

## Task 2

any-unit = Any unit
any-unit-met = The same patients with a creatinine in µmol/L, mg/dL or mmol/L: in { $found } of 100 cases the risk is the share counted by hand, to within 0.002. No penalty and no unit decides about your patients.
any-unit-partial = The same patients with a creatinine in µmol/L, mg/dL or mmol/L: in { $found } of 100 cases the risk is the share counted by hand, to within 0.002. Look at the penalty (alpha) and at the scale of the columns.
any-unit-not-met = The same patients with a creatinine in µmol/L, mg/dL or mmol/L: only in { $found } of 100 cases is the risk the share counted by hand, to within 0.002. If the right class is met above, it is the penalty or the scale: alpha is 1 unless you set it to 0.0, and each column needs the mean and standard deviation of known. A hospital that changes its laboratory's unit must not change who is called ill.
any-unit-not-judged = We could not call fitted_risks yet. Let it give one number for each row of new.
any-unit-question = A creatinine of 160 µmol/L is 0.16 mmol/L. If a coefficient for µmol/L is 0.01, what is it for mmol/L, and which of the two does a penalty on its square punish more?

## Task 3

discrimination = Discrimination
discrimination-met = We looked at how well your risks rank 4,000 new patients by their true risk: AUROC { $found }. That is as good as a sound model on these data. A team with one free bed can rely on the order.
    .reference = The plain logistic model: { $reference }.
discrimination-partial = We looked at how well your risks rank 4,000 new patients by their true risk: AUROC { $found }. A sound model ranks somewhat better. Look for columns that you have not used, and for what lies in a missing value.
    .reference = The plain logistic model: { $reference }.
discrimination-not-met = We looked at how well your risks rank 4,000 new patients by their true risk: AUROC { $found }. Much less than the data allow. Far below 0.5 the list is upside down: it is the other class's probability. Near 0.5 there is no order. In between, a score alone, classes, or columns that are empty at the bedside.
    .reference = The plain logistic model: { $reference }.
discrimination-not-judged = The ranking could not be judged: risks gave no number from 0 to 1 for each new patient. Is there a NaN, from a gap that you did not fill? Is there a risk for each row?
discrimination-question = A model gives each ill patient a lower risk than each well one. What is its AUROC, and what does 1 minus its risks have?

calibration = Calibration
calibration-met = We compared each risk with the true risk of the patients who were told it. On average the two lie { $found } apart. That is close: when your model says 20 %, about 20 of 100 such patients have sepsis. The team can act on the number.
    .reference = The plain logistic model: { $reference }.
calibration-partial = We compared each risk with the true risk of the patients who were told it. On average the two lie { $found } apart. Some promises are not kept: too many columns, or a column that is empty at the bedside.
    .reference = The plain logistic model: { $reference }.
calibration-not-met = We compared each risk with the true risk of the patients who were told it. On average the two lie { $found } apart. These numbers cannot be used as risks: somebody who acts at 10 % would act at something quite different. Usual causes: the other class, classes for risks, or a column that is known only later.
    .reference = The plain logistic model: { $reference }.
calibration-not-judged = Calibration could not be judged: risks gave no number from 0 to 1 for each new patient.
calibration-question = A model gave a risk of 0.90 to 100 patients, and 8 of them had sepsis. Which mistake would explain both numbers at once?

observed-expected = Observed : expected
observed-expected-met = For each case that your risks promise among the new patients, there are { $found }. On the whole you promise as many as a sound model does.
    .reference = The plain logistic model: { $reference }. (It need not be exactly 1: the training table had its own luck.)
observed-expected-partial = For each case that your risks promise among the new patients, there are { $found }. Above 1, you promise too few; below 1, too many. Compare the mean of your risks with the share of sepsis in the training table.
    .reference = The plain logistic model: { $reference }.
observed-expected-not-met = For each case that your risks promise among the new patients, there are { $found }. Far below 1, beds are kept for cases that never come: the other class's probabilities add up like that. Far above 1, cases come that nobody promised: classes, or a column that is empty at the bedside.
    .reference = The plain logistic model: { $reference }.
observed-expected-not-judged = Observed : expected could not be judged: there are no risks, or they add up to nothing.
observed-expected-question = 6 % of 1,000 patients have sepsis. What do the risks add up to, about, if they are right, and what if they are those of the other class?

net-benefit = Net benefit at 10 %
net-benefit-met = We started a work-up for everybody whom you give 10 % or more, and set cases found against needless work-ups at 9 : 1. Net benefit: { $found } a patient. That is as much good as a sound model does.
    .reference = The plain logistic model: { $reference }; work-up for nobody: 0.
net-benefit-partial = We started a work-up for everybody whom you give 10 % or more, and set cases found against needless work-ups at 9 : 1. Net benefit: { $found } a patient. It does some good, but less than a sound model. Look at ranking and calibration around 10 %.
    .reference = The plain logistic model: { $reference }; work-up for nobody: 0.
net-benefit-not-met = We started a work-up for everybody whom you give 10 % or more, and set cases found against needless work-ups at 9 : 1. Net benefit: { $found } a patient. At 0 the ward gets what it has without any model; below 0 it would be better off without yours.
    .reference = The plain logistic model: { $reference }; work-up for nobody: 0.
net-benefit-not-judged = Net benefit could not be judged: risks gave no number from 0 to 1 for each new patient.
net-benefit-question = A model starts a work-up for all 1,000 patients, of whom 60 have sepsis. Work out 60/1000 − 940/1000 × 0.10/0.90. Is it better than starting none?

## What must never happen

never-upside-down = Your risks put the patients in the opposite order: who is most ill gets the lowest risk. A team that follows them goes to the healthiest first, and nothing else that is right makes up for it. Look at whose probability you return: model.labels().pos.class.

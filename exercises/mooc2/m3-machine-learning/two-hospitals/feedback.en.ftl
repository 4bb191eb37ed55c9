# Words for mooc2-3-5-two-hospitals.
# $found: what was measured or written, ready formatted. $reference: the same for the model
# solution; only used in the attribute .reference, which is added where it may be shown.

## Task 1

observed-met = You counted the patients of Northmere with recorded sepsis: { $found }. Every statement about this model at Northmere rests on them, and on no more.
observed-partial = You counted { $found } patients of Northmere with recorded sepsis. That is one off. Count the column again.
observed-not-met = You counted { $found } patients of Northmere with recorded sepsis. The table says something else. A wrong count makes the model look too bold or too cautious from the start. Count sepsis = 1 in northmere.csv, in all of its 3,000 rows.
    .reference = Counted: { $reference }.
observed-not-judged = The observed patients are not there yet. Count sepsis = 1 in northmere.csv.
observed-question = A hospital's list has 400 rows and 37 times a 1 under sepsis. How many events is a validation on this list based on?

expected-met = You added up what the model promises for Northmere: { $found } patients with sepsis. Beside the observed ones, a clinician sees at once how many would have come unannounced.
expected-partial = You found { $found } expected patients. That is close, but not the sum. Give one decimal and round only at the end.
expected-not-met = You found { $found } expected patients. That is not the sum of castlebridge_risk over all rows of northmere.csv. With a wrong sum, O:E tells the ward a wrong story. Add the column as it was delivered: no recalibration, no rows left out.
    .reference = The sum: { $reference }.
expected-not-judged = The expected patients are not there yet. Add up castlebridge_risk in northmere.csv.
expected-question = Three patients have risks of 0.2, 0.5 and 0.1. How many patients with sepsis are promised among them?

spread-met = You looked beyond the mean and named the fault of the spread. A patient at either end of the list would have been told something wrong, even with O:E at 1.
spread-partial = Part of it is right. Look at both ends of the list of risks.
spread-not-met = We compared your word with the calibration slope of the delivered risks. It does not fit. A team that is told 40 % acts on 40 %; with the spread wrong, high risks are wrong in one direction and low ones in the other. Test the recipe without recalibration on all of northmere.csv and read the slope: below 1 too extreme, above 1 too timid.
    .reference = The word that fits is "{ $reference }".
spread-not-judged = The spread is not named yet. The calibration slope tells: below 1 too extreme, above 1 too timid.
spread-question = A model gives 0.45 to patients of whom 0.80 fall ill, and 0.25 to patients of whom 0.10 do. Too extreme or too timid?

## Tasks 2 and 3: the test

tested-at-met = We looked at whose patients are behind your claim: those of Northmere. They are the patients with whom the model will be used, so its users can take your numbers for theirs.
tested-at-partial = We looked at whose patients are behind your claim. Not all are those with whom the model will be used.
tested-at-not-met = We looked at whose patients are behind your claim: { $found }. How well a model does at home is no statement about Northmere. One widely used sepsis model was reported by its maker with an AUROC of 0.76 to 0.83, and reached 0.63 at a hospital that tested it (Wong 2021). A ward that trusts such a number learns the difference from its patients. Test on northmere.csv.
tested-at-not-judged = There is no recipe yet whose test rows could be looked at.
tested-at-question = A shoe was tested on the makers' own feet. Whose blisters does that predict?

kept-apart-met = We looked at the rows behind your claim: neither the model nor its repair has learned from them. What you report can be expected of the next patients, but for chance.
kept-apart-partial = We looked at the rows behind your claim: a share of { $found } was also used to fit, choose or mend. Separate the percentages.
kept-apart-not-met = We looked at the rows behind your claim: a share of { $found } was also used to fit, choose or mend. On the rows that mended it, any model has O:E = 1 and slope = 1: that is arithmetic, no evidence. A ward would believe a promise that nobody has tested. Give rows.calibrate and rows.test percentages that do not overlap.
kept-apart-not-judged = There is no recipe yet whose rows could be looked at.
kept-apart-question = Logistic recalibration sets O:E to 1 on the rows that it learns from, whatever the model. What does O:E = 1.00 on these rows prove?

card-numbers-met = We measured the three numbers on your card again: all are right. Whoever reads the card can see how much evidence there is, and what it says.
card-numbers-partial = We measured the three numbers on your card again. Not all are right.
card-numbers-not-met = We measured the three numbers on your card again. Wrong or missing: { $found } of 3. A reader would rely on results that were never obtained. Run the recipe that you hand in, and copy events, AUROC (three decimals) and O:E (two decimals) of its test rows.
card-numbers-not-judged = The card has no numbers yet. Run your recipe and copy them.
card-numbers-question = You have moved five percent of the rows from mending to testing. Which numbers on your card are still valid?

## Task 2: risks at Northmere

observed-expected-met = We gave your model 6,000 new patients of Northmere and set their true risks against its promises: O:E { $found }. In the mean it promises what comes. Beds and staff can be planned with it.
    .reference = The model solution, with the same few patients to learn from: { $reference }.
observed-expected-partial = We gave your model 6,000 new patients of Northmere and set their true risks against its promises: O:E { $found }. The mean is somewhat off. More rows for the repair would steady it.
    .reference = The model solution, with the same few patients to learn from: { $reference }.
observed-expected-not-met = We gave your model 6,000 new patients of Northmere and set their true risks against its promises: O:E { $found }. Above 1, patients fall ill whom nobody announced; a work-up at 10 % would start too late or not at all. Recalibrate on patients of Northmere: the ones of Castlebridge cannot tell how much is recorded at Northmere.
    .reference = The model solution, with the same few patients to learn from: { $reference }.
observed-expected-not-judged = The mean could not be judged: there is no recipe yet, or its risks add up to nothing.
observed-expected-question = A model promises 50 patients with sepsis a month, and there are 110. What is O:E, and what does the ward notice?

slope-met = We looked at the spread of your risks on the 6,000 new patients: calibration slope { $found }. High risks are about as high, and low ones as low, as they should be, as far as the few patients for the repair allow.
    .reference = The model solution, with the same few patients to learn from: { $reference }.
slope-partial = We looked at the spread of your risks on the 6,000 new patients: calibration slope { $found }. Below 1 they are too extreme, above 1 too timid. Has the repair enough rows, and as many parameters as there are faults?
    .reference = The model solution, with the same few patients to learn from: { $reference }.
slope-not-met = We looked at the spread of your risks on the 6,000 new patients: calibration slope { $found }. Below 1 they are too extreme: a clinician is alarmed too loudly about some and calmed about others. Above 1 they are too timid: the sickest do not stand out. Moving all risks up together does not mend this. Let the repair learn the slope, too.
    .reference = The model solution, with the same few patients to learn from: { $reference }.
slope-not-judged = The spread could not be judged: there is no recipe yet, or all risks are the same.
slope-question = Adding 0.8 to all log odds: what happens to a calibration slope of 0.5?

calibration-met = We compared each risk with the true risk of the new patients who were given it: on average { $found } apart. When your model says 20 %, it is about 20 %, and the number can be told to a family.
    .reference = The model solution: { $reference }.
calibration-partial = We compared each risk with the true risk of the new patients who were given it: on average { $found } apart. Some of the promises are not kept. Is anything left unmended, or were too few rows asked for too much?
    .reference = The model solution: { $reference }.
calibration-not-met = We compared each risk with the true risk of the new patients who were given it: on average { $found } apart. Such risks cannot be acted on at Northmere. Usual causes: no repair at all, a repair of the mean alone, or a large model learned from few patients. Recalibrate intercept and slope on rows of Northmere.
    .reference = The model solution: { $reference }.
calibration-not-judged = Calibration could not be judged: there is no recipe yet.
calibration-question = AUROC 0.80 before and after the move, O:E 1.0 before and 2.4 after. Which of the two numbers would a patient notice?

## What is left

discrimination-met = We looked at how your model ranks the new patients of Northmere by their true risk: AUROC { $found }. That is what the delivered model can do, and recalibration has not touched it.
    .reference = The model solution: { $reference }.
discrimination-partial = We looked at how your model ranks the new patients of Northmere by their true risk: AUROC { $found }. The delivered model ranks somewhat better. A model learned from few patients rarely reaches one that was learned from many.
    .reference = The model solution: { $reference }.
discrimination-not-met = We looked at how your model ranks the new patients of Northmere by their true risk: AUROC { $found }. The delivered model ranks much better. Sick patients stand behind well ones in your list. Keep what was learned from many patients at Castlebridge, and mend only what is wrong with it.
    .reference = The model solution: { $reference }.
discrimination-not-judged = The ranking could not be judged: there is no recipe yet.
discrimination-question = For twenty predictors, somebody has 60 patients with sepsis to learn from. What would you expect of the model's ranking on new patients?

ranking-met = You know what recalibration leaves as it was: with a positive slope, no two patients change places. Who stands too far down in the list stays there.
ranking-partial = Part of it is right. Do two patients ever change places?
ranking-not-met = Recalibration with a positive slope maps a higher risk to a higher risk, so no two patients change places, and the AUROC on any given patients stays. If the model overlooks a kind of patient, it does so afterwards, too. Compare the AUROC on the same rows with how = "none" and how = "logistic".
    .reference = The word that fits is "{ $reference }".
ranking-not-judged = It is not said yet what recalibration does to the AUROC.
ranking-question = Risks of 0.02 and 0.40 become 0.04 and 0.32. Who is first in the list now?

excess-met = You did not claim more than the tables hold. Illness that the signs do not show, and coders who write sepsis sooner, look the same in them: more ones under sepsis.
excess-partial = Part of it is right. What would the tables look like if the other hospital's opinion were true?
excess-not-met = Your answer says more, or less, than these tables hold. The excess is far beyond chance. But more illness and readier coding both only show as more recorded sepsis, patient for patient. A team that takes coding for illness would treat paper; one that takes illness for coding would overlook patients. What could tell them apart lies outside the tables.
    .reference = The word that fits is "{ $reference }".
excess-not-judged = It is not said yet why Northmere records more than the model expects.
excess-question = Two hospitals treat the same patients. One pays its coders for each recorded sepsis. In what do their tables differ?

before-use-met = You ask for the one thing that can settle it: the same definition, applied to charts of both hospitals by clinicians who do not see the codes. Until then, the model predicts a code.
before-use-partial = Part of it is right. Which step brings knowledge that is not in the tables yet?
before-use-not-met = We asked which step brings knowledge that the tables do not hold. After recalibration O:E is near 1 because the model has been taught Northmere's coding, whatever that is worth. Recalibrating more often, or alarming earlier, follows the codes more closely still. Choose the step that looks at patients' charts.
    .reference = The word that fits is "{ $reference }".
before-use-not-judged = It is not said yet what comes before the risks are used.
before-use-question = A thermometer is adjusted until it agrees with another one. How do you find out which of the two was right?

limits-met = Your text names the order of patients, the recording of the outcome and the number of events. Your teacher judges whether a ward could act on it.
limits-partial = Your text does not name all that is left. Three things: the order (AUROC) is as it was; the outcome is what is coded at Northmere; few patients with sepsis make the repair and the test uncertain.
limits-not-met = Your text is too short or leaves out most of what recalibration did not repair. A ward that reads it would take the model for mended. Name the order of patients, the coding of the outcome, and how few events the repair and the test rest on. At least 150 characters.
limits-not-judged = There is no text on the limits yet.
limits-question = O:E is 1 now. Which three sentences would you still say to the head nurse of Northmere before the model is switched on?

## What must never be said

never-learned-on-the-test = The rows behind your claim are rows from which the model or its repair has learned. On them, recalibration comes out perfect by construction. Nobody can tell from your card how the model will do with the next patient. Give the repair and the test rows of their own, run the recipe again, and write the new numbers.
never-another-models-numbers = A number on the card is not the number of this recipe on your patients. A hospital would rely on something that was never measured. Run the recipe that you hand in, and copy events, AUROC and O:E of its test rows.

# Words for mooc2-2-4-leak-hunt.
# $found: what was measured, ready formatted. $reference: the same for the model solution; it
# is only used in the attribute .reference, which is added where it may be shown.

## The process

known-in-time-met = We looked up each predictor of your recipe in the dictionary. All of them are known when the patient leaves. Whoever plans the calls can use the model at the door.
known-in-time-partial = We looked up each predictor of your recipe in the dictionary: columns from later: { $found }. Take them out.
known-in-time-not-met = We looked up each predictor of your recipe in the dictionary: columns that are known only after the discharge: { $found }. On the export they are filled in; at the door they are empty, and the model stands there without the column that it leans on most. Go through the column "known" once more: every number above zero has to go.
known-in-time-not-judged = This could not be judged, because no recipe was carried out.
known-in-time-question = A ward clerk fills in a column on the day the bill is sent, six weeks after the discharge. The name of the column is "complication of the stay". Who can read it at the discharge?

patients-apart-met = We looked at the patients whose discharges you tested on: of 100, { $found } have rows that the model learned from, too. You tested on people whom the model has never met, and that is what it will be asked to do.
patients-apart-partial = We looked at the patients whose discharges you tested on: of 100, { $found } have rows that the model learned from, too. That is few, but it need not be any.
patients-apart-not-met = We looked at the patients whose discharges you tested on: of 100, { $found } have rows that the model learned from, too. No row is in both parts, but the people are. A flexible model remembers them, and your test then says how well it knows old acquaintances. The hospital asks about strangers. Keep all rows of a patient together: divide = "patient".
patients-apart-not-judged = This could not be judged, because no recipe was carried out.
patients-apart-question = A patient has four discharges. They are dealt one by one, 70 % for fitting and 30 % for testing. What is the chance that none of the four is for fitting?

promise-kept = Promise kept
promise-kept-met = We compared the AUROC that your recipe measures on its own test rows with the one that it reaches on new patients. Promised minus kept: { $found }. (Below 0, it keeps more than it promised.) What is left is chance: some 200 outcomes decide about a promise, so say its interval with it. The hospital gets at least what it was told, within that chance.
    .reference = With the model solution: { $reference }.
promise-kept-partial = We compared the AUROC that your recipe measures on its own test rows with the one that it reaches on new patients. Promised minus kept: { $found }. That is more than chance easily explains. Is a column left that knows the future, are patients on both sides, or were many candidates compared on the very rows behind the promise?
promise-kept-not-met = We compared the AUROC that your recipe measures on its own test rows with the one that it reaches on new patients. Promised minus kept: { $found }. A hospital that plans its nurses on this promise will call the wrong patients. A fall like this does not come from bad luck: it comes from a column that will be empty, or from a test on the rows that the model was made with.
promise-kept-not-judged = This could not be judged, because no recipe was carried out.
promise-kept-question = A model reaches an AUROC of 0.95 on random test rows and 0.70 in use. Its maker says: "Then your patients are different." What would you check first?

discrimination-met = We let your model rank 6,000 discharges of new patients by their true risk: AUROC { $found }. That is as good as an honest model on these columns. It looks modest beside 0.95, and it is real: a nurse who calls from the top of your list reaches the patients who need it first.
    .reference = The plain logistic model on ten honest columns: { $reference }.
discrimination-partial = We let your model rank 6,000 discharges of new patients by their true risk: AUROC { $found }. An honest model ranks somewhat better. Either something strong and honest is missing among your predictors, or a column that is empty at the door has pushed them aside.
    .reference = The plain logistic model on ten honest columns: { $reference }.
discrimination-not-met = We let your model rank 6,000 discharges of new patients by their true risk: AUROC { $found }. Much less than the honest columns allow. Patients who need the call stand far down the list. Have you dropped columns because they predict too well? LACE, its parts and the early visit are strong *and* known at the discharge: their number under "known" is below zero.
    .reference = The plain logistic model on ten honest columns: { $reference }.
discrimination-not-judged = The ranking could not be judged, because no recipe was carried out.
discrimination-question = Two columns each have an AUROC of 0.65. One is written on admission, the other three months after discharge. Which of them do you keep, and does the AUROC help you to decide?

calibration-met = We compared each risk that your model gives a new patient with the true risk of such patients. On average the two lie { $found } apart. When the model says 20 %, about 20 of 100 such patients die or come back: calls can be planned with that.
    .reference = The plain logistic model: { $reference }.
calibration-partial = We compared each risk that your model gives a new patient with the true risk of such patients. On average the two lie { $found } apart. Some promises are not kept. Too flexible a model, or a column that is empty at the door, does this.
    .reference = The plain logistic model: { $reference }.
calibration-not-met = We compared each risk that your model gives a new patient with the true risk of such patients. On average the two lie { $found } apart. A model that learned to wait for a column from the future takes the empty cell for good news and tells nearly everybody that nothing will happen. Nobody would be called.
    .reference = The plain logistic model: { $reference }.
calibration-not-judged = Calibration could not be judged, because no recipe was carried out.
calibration-question = A model has learned: "with the code 60 %, without it 2 %". In use the code is empty for everybody. What does the model tell the ward, and how many of 100 patients come back all the same if 8 of 100 always did?

## Task 1

leaks = Columns from later
leaks-met = You named the columns from later, all of them and no other: { $found }. You decided by the clock, and so the strong and honest columns were spared.
leaks-partial = Your list was: { $found }. One word is missing or too many. Compare each of the twelve columns with its number under "known": above zero means later, whatever the name says.
leaks-not-met = Your list was: { $found }. It does not agree with the dictionary. Either a column from later is missing, or an honest one stands on it. Take the twelve names one by one, and write down those whose number under "known" is above zero. A clinician would ask only one thing: "Do I have this when I let the patient go?"
leaks-not-judged = There is no list yet. Take the twelve names one by one and look at their number under "known".
leaks-question = `early_visit_booked` predicts that a patient comes back, and it is about a visit after the discharge. When is it written?

## Task 2

strongest = The strongest of them
strongest-met = Alone, { $found } ranks your discharges best of all the columns from later. This is the column that made the colleague's AUROC so splendid. In another hospital it is another one: nobody can name it without looking.
strongest-partial = Part of this is right. Compare the AUROC of all six columns.
strongest-not-met = You named { $found }. In your table another column from later ranks better. Measure all six, each alone: one of them stands out near 0.9. Beware of a column that is always right when it is 1 but is 1 for few: it misses most of those who come back.
strongest-not-judged = There is no answer yet. Measure the AUROC of each of the six columns from later, each alone.
strongest-question = Of 100 patients who come back, column X is 1 for 15, and for nobody else. Column Y is 1 for 90 of them, and for 5 of 100 others. What is the AUROC of each, as the mean of two shares?

given-away = What it gives away
given-away-met = Of 100 discharges in which the strongest column is above 0, { $found } were followed by death or readmission, many times more than usual. It does not *predict* that: it was written because of it.
given-away-partial = You wrote { $found } of 100. You looked at the right discharges, but the number is not exact. Give one decimal, and round only at the end.
given-away-not-met = You wrote { $found } of 100. Your table says something else. Write it of 100: a share of 0.905 is 90.5. Take only the discharges in which the strongest column is above 0, and look how many of *these* were followed by death or readmission. (The other way round, from those who came back to the column, is another share.)
given-away-not-judged = There is no answer yet. Filter the discharges in which the strongest column is above 0, and take the mean of the outcome in them, times 100.
given-away-question = 21 sessions had a call from the desk, and 19 of these were followed by a missed one. 20 sessions were followed by a missed one, and 19 of these had a call. Which of the two shares answers "of 100 sessions with a call …"?

## Task 3

returning = Patients who return
returning-met = { $found } patients have two discharges or more. That is right. Whoever deals discharges one by one has most of these people on both sides, whatever the seed.
returning-partial = You wrote { $found } patients with two discharges or more. That is one away from the count in your table. Does your count leave out the first or the last row?
returning-not-met = You wrote { $found } patients with two discharges or more. Your table says something else. Count each patient once, however many discharges there are: group by `patient`, and count the groups of two rows or more.
returning-not-judged = There is no answer yet. Group your discharges by `patient` and count the groups of two rows or more.
returning-question = Three patients have 1, 2 and 5 discharges. How many patients have two discharges or more, and how many discharges are theirs?

known-before = Known before 2024
known-before-met = { $found } discharges of 2024 are of patients who had been there before 2024. That is right, and it is nearly all of them. A test on 2024 is a good question about next year with the same people; about new patients it says little.
known-before-partial = You wrote { $found } discharges. That is one away from the count in your table. Please look once more.
known-before-not-met = You wrote { $found } discharges. Your table says something else. Make the set of patients who have a discharge before 2024. Then count the discharges (not the patients) of 2024 whose patient is in that set. If you wrote 0: no *row* is on both sides, but the people are.
known-before-not-judged = There is no answer yet. Make the set of patients with a discharge before 2024, and count the discharges of 2024 whose patient is in it.
known-before-question = A patient was discharged in 2021, 2023 and twice in 2024. How many of the discharges of 2024 are of somebody whom a model fitted on 2019 to 2023 has met?

## What must never happen

never-empty-promise = Your recipe promises an AUROC more than 0.15 above what it keeps on new patients. A hospital would buy it, trust it, and call the wrong people, and it would notice only after a year. Nothing else that is right makes up for it, so the exercise is not passed yet. Find the column that is empty when the patient leaves, take it out, and look at the promise again.

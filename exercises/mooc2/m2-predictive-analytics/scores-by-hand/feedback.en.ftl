# Words for mooc2-2-2-scores-by-hand.
# $found: the share of patients on whom a function was right, ready formatted.

## Saturation

saturation = Points for the saturation
saturation-met = We went through both scales, line by line, on air and on oxygen. The share of patients who got their points: { $found }. A patient with hypercapnic failure is not given more oxygen because of your score, and a patient with pneumonia is not overlooked.
saturation-partial = We went through both scales, line by line, on air and on oxygen. The share of patients who got their points: { $found }. Look at the patient on whom it went wrong.
saturation-not-met = We went through both scales, line by line, on air and on oxygen. The share of patients who got their points: { $found }. It has to be 1. Three things go wrong most often: a limit such as 91 on the wrong line; scale 2 for a patient for whom nobody prescribed it, who then looks well at 88 %; and on scale 2 a high saturation on air, which is no fault of anybody and gives 0. The points for the oxygen itself do not belong here.
saturation-not-judged = The points for the saturation could not be tried yet.
saturation-question = Two patients have 97 % on oxygen; for one of them scale 2 is prescribed. Whose oxygen would you turn down?

## NEWS2

news2 = NEWS2
news2-met = We called your NEWS2 with ordinary observations and with every limit of the table and the values next to it. The share that was right: { $found }. A nurse with pen and chart gets what your function gives.
news2-partial = We called your NEWS2 with ordinary observations and with every limit of the table and the values next to it. The share that was right: { $found }. Look at the patient on whom it went wrong.
news2-not-met = We called your NEWS2 with ordinary observations and with every limit of the table and the values next to it. The share that was right: { $found }. It has to be 1: one point is the difference between 4 and 5, and so between observing and calling a doctor. If the saturation is wrong as well, begin there. Otherwise: "up to 110" includes 110, oxygen gives two points of its own, and new confusion gives as many as unconscious.
news2-not-judged = NEWS2 could not be tried yet.
news2-question = A temperature of 38.0 gives 0 points and 38.1 gives 1. What does a program give that reads "below 38.0" for the line of 0 points, and how often is 38.0 written on a chart?

## Stroke

stroke = CHA2DS2-VASc and CHA2DS2-VA
stroke-met = We called both scores with drawn patients and at the ages at which points change. The least share that was right: { $found }. The two numbers differ by the sex alone, and whoever reads them knows which one they see.
stroke-partial = We called both scores with drawn patients and at the ages at which points change. The least share that was right: { $found }. Look at the patient on whom it went wrong.
stroke-not-met = We called both scores with drawn patients and at the ages at which points change. The least share that was right: { $found }. It has to be 1. Somebody gets an anticoagulant, and its bleeding, by one point. 65 is the first age with a point and 75 the first with two (two in all, not three); an earlier stroke gives two; female sex counts in the score of 2010 only.
stroke-not-judged = The two scores could not be tried yet.
stroke-question = A report of 2023 shows a score of 2 for a woman of 66, one of 2025 a score of 1. Is she better?

## Framingham

framingham = Framingham, in mg/dL
framingham-met = We compared your risk with the published function, for men and women, treated and not, at the ends of its ages. The least share that was right: { $found }. Whoever checks it against the paper finds the same digits.
framingham-partial = We compared your risk with the published function. The least share that was right: { $found }. Look at the patient on whom it went wrong.
framingham-not-met = We compared your risk with the published function, for men and women, treated and not, at the ends of its ages. The least share that was right: { $found }. It has to be 1. Work the example's man step by step: the sum is 24.1955. Is it the natural logarithm? Is the coefficient that of the treated or the untreated pressure, and of the right sex? Is the risk a share and not in percent, and not rounded? Are 30 and 74 years in, and 29 and 75 out?
framingham-not-judged = The Framingham risk could not be tried yet.
framingham-question = Of two coefficients, one belongs to smoking and one to diabetes. A program has swapped them. In which patients would you notice?

## Units

units = Framingham, in mmol/L
units-met = We gave your function the cholesterols of laboratories that report mmol/L. The least share that was right: { $found }. The man is told the same risk, wherever his blood is sent.
units-partial = We gave your function the cholesterols of laboratories that report mmol/L. The least share that was right: { $found }. Look at the patient on whom it went wrong.
units-not-met = We gave your function the cholesterols of laboratories that report mmol/L. The least share that was right: { $found }. It has to be 1. If the risk in mg/dL is right and this one, where risks are low, about half of what is expected (in women a sixth), the value went into the logarithm unconverted: a possible number, so that nobody at the desk would ask, and somebody who needs treatment goes home. About a quarter (in women a fortieth), if you divided by 38.67. Multiply both cholesterols by 38.67, before the logarithm. If Framingham in mg/dL is wrong, begin there.
units-not-judged = The risk from mmol/L could not be tried yet.
units-question = A total cholesterol of 5.2 comes without a unit. Could it be mg/dL? Could a value of 180 be mmol/L? Should a program guess, if the answer is always so clear?

## Gaps

gaps = Gaps
gaps-met = We left out one value after the other. The least share, over all functions, on which yours did the right thing: { $found }. Where a score needs the value there is none, and somebody goes and measures; where it does not, there is one.
gaps-partial = We left out one value after the other. The least share, over all functions, on which yours did the right thing: { $found }. Look at the patient on whom it went wrong.
gaps-not-met = We left out one value after the other. The least share, over all functions, on which yours did the right thing: { $found }. It has to be 1. A patient of whom nobody knows the pulse is not a patient with a normal pulse: a score that takes it for normal says "well" of those who were looked at least. A program that stops (unwrap) says nothing of anybody on the ward. Give None: the ? after an Option does it. And give a score where nothing is missing that it counts: CHA2DS2-VA does not ask for the sex. As long as no score is mostly right, this is 0.
gaps-not-judged = Gaps could not be tried yet.
gaps-question = At night, respiratory rates are left out more often. What would a NEWS2 that takes gaps for normal say about the nights?

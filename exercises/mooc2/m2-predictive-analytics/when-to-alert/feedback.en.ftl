# Words for mooc2-2-5-when-to-alert.
# $found: what was measured, ready formatted. $reference: the same for a sound repair on the
# same patients; only used in the attribute .reference, which is added where it may be shown.

## Calibration

calibration-met = We compared each risk that your recipe gives next year's patients with the true risk of those who were given it. On average the two lie { $found } apart. That is as close as a sound repair comes: when the screen says 20 %, about 20 of 100 such patients have sepsis. The team can act on the number, and tell it to a family.
    .reference = A sound repair: { $reference }.
calibration-partial = We compared each risk that your recipe gives next year's patients with the true risk of those who were given it. On average the two lie { $found } apart. Something was repaired and something was not. If you moved all risks up or down together, the spread is still wrong. If you repaired with steps, or on few patients, their luck is in the repair.
    .reference = A sound repair: { $reference }.
calibration-not-met = We compared each risk that your recipe gives next year's patients with the true risk of those who were given it. On average the two lie { $found } apart. A team that acts at "20 %" acts at something quite different. The model ranks well, but its numbers were made elsewhere: repair them on your earlier patients before anybody reads them. If you have repaired them already: moving all risks together cannot mend the spread. Which kind of repair can?
    .reference = A sound repair: { $reference }.
calibration-not-judged = Calibration could not be judged, because your recipe gives no risks yet.
calibration-question = To 400 patients the model gave 2 %, to 100 patients 30 %. In the first group 20 had sepsis, in the second 22. Would adding or taking away the same amount everywhere repair it?

## Gain over nobody and everybody

gain = Gain over nobody and everybody
gain-met = We let your recipe call the team next year, and set patients found against needless call-outs at your hospital's harm ratio. Beyond the better of calling for nobody and calling for everybody, it does this much good: { $found } per 1,000 admissions. That is as much as a sound repair gives; so many patients are found, as if without a needless call-out. Switch it on.
    .reference = A sound repair: { $reference }.
gain-partial = We let your recipe call the team next year, and set patients found against needless call-outs at your hospital's harm ratio. Beyond the better of calling for nobody and calling for everybody, it does this much good: { $found } per 1,000 admissions. A sound repair gives somewhat more. Look at the patients around your level: are the risks right there?
    .reference = A sound repair: { $reference }.
gain-not-met = We let your recipe call the team next year, and set patients found against needless call-outs at your hospital's harm ratio. Beyond the better of calling for nobody and calling for everybody, it does this much good: { $found } per 1,000 admissions. Below 0, the ward is better off with the model switched off; a little above, most of what the model could do for patients is lost. Either the risks at the level are not repaired, or the level does not follow from the harm ratio. Check first the one and then the other.
    .reference = A sound repair: { $reference }.
gain-not-judged = The gain could not be judged, because your recipe does not say yet when to call.
gain-question = At a harm ratio of 4, a model calls for 100 of 1,000 patients, and 15 of them have sepsis. Work out 15/1000 − 85/1000 × 1/4. Should the ward use it?

## The level that is set

level-set = The level that is set
level-set-met = We looked at the risk from which on your recipe calls: { $found } %. It is where a call-out starts to do more good than harm at your hospital's harm ratio. It stays right if sepsis becomes rarer or commoner, and a hospital with another ratio only has to change one number.
    .reference = From the harm ratio: { $reference } %.
level-set-partial = We looked at the risk from which on your recipe calls: { $found } %. That is near, but not what the harm ratio says. Let the recipe work it out: how = "harm_ratio".
    .reference = From the harm ratio: { $reference } %.
level-set-not-met = We looked at the risk from which on your recipe calls: { $found } %. This is not what your hospital agreed on. One half would say that a miss is just as bad as a needless call-out; the share of the ill, or the best sum of sensitivity and specificity, says nothing of harm at all. Take 1 / (1 + harm ratio).
    .reference = From the harm ratio: { $reference } %.
level-set-not-judged = The level could not be judged: there is no [policy] in your recipe yet.
level-set-question = A hospital says: "a missed sepsis is as bad as 19 needless call-outs". Of 20 patients with a risk of 5 %, how many are ill, and how many call-outs would be needless?

## Tested apart

tested-apart = Tested apart
tested-apart-met = We looked at which patients your recipe repairs the model on, and on which it tests it. Of those in the test, { $found } % were also in the repair. So what the test shows can be told to the ward as it is.
tested-apart-partial = We looked at which patients your recipe repairs the model on, and on which it tests it. Of those in the test, { $found } % were also in the repair. Their own luck is in the repair, and the test praises it. Let the two parts not overlap.
tested-apart-not-met = We looked at which patients your recipe repairs the model on, and on which it tests it. Of those in the test, { $found } % were also in the repair. Their own luck is in the repair, so the test cannot fail. Let rows.calibrate end where rows.test begins.
tested-apart-not-judged = This could not be judged, because your recipe could not be carried out yet.
tested-apart-question = A curve is drawn through ten points and then compared with the same ten points. What does it prove that they fit?

## The level in your answers

level = The level, said
level-met = We looked at the level in your answers: { $found } %. It follows from the harm ratio, and you can explain it at the bedside: below it, calling would do more harm than good.
level-partial = We looked at the level in your answers: { $found } %. It is near. Work out 100 / (1 + harm ratio) once more.
level-not-met = We looked at the level in your answers: { $found } %. At that risk a call-out is not where good and harm are equal. (Write it in percent: 10, not 0.10.) Take as many patients as the harm ratio plus one, of whom one is ill: what is the risk of each?
level-not-judged = The level has no answer yet.
level-question = At which harm ratio would one half be the right level? Does anybody on your ward believe in that ratio?

## Observed : expected

observed-expected = Observed : expected
observed-expected-met = We held your number of observed cases for each expected one against your own patients: { $found }. It is right. Whoever buys a model should ask for this number at the own hospital first: it says whether beds and rotas planned with the model's promises will do.
observed-expected-partial = We held your number of observed cases for each expected one against your own patients: { $found }. It is nearly right. Use all 5,000 patients, and give two decimals.
observed-expected-not-met = We held your number of observed cases for each expected one against your own patients: { $found }. That is not what they show. Count the patients with sepsis, add up all risks, and divide the first by the second; not the other way round. And check that these are your patients, not a friend's.
observed-expected-not-judged = Observed : expected has no answer yet.
observed-expected-question = A model's risks for 200 patients add up to 30, and 12 of them were ill. Observed : expected? Did it promise too much or too little?

## Spread

spread = Spread of the risks
spread-met = We looked at what you say of the spread. It is right. It decides which repair is enough: moving all risks together would leave those far up and those far down wrong.
spread-partial = We looked at what you say of the spread. Look at the calibration slope once more.
spread-not-met = We looked at what you say of the spread. Your patients show something else. Compare the lowest and the highest risks with what was seen there: is what was seen further apart than what was promised, or closer together? A calibration slope above 1 means too close together, below 1 too far apart.
spread-not-judged = The spread has no answer yet.
spread-question = To the tenth of patients with the highest risks a model promised 60 %, and 30 % were ill; to the lowest tenth 0.1 %, and 1 % were ill. Too close together, or too far apart?

## Net benefit of the supplied model

net-benefit-raw = Net benefit of the supplied model
net-benefit-raw-met = We held your net benefit of the unrepaired model against your own patients: { $found } per 1,000. It is right. Near 0 or below, a model that ranks well is of no use to the ward as it stands; nobody sees that from the AUROC.
net-benefit-raw-partial = We held your net benefit of the unrepaired model against your own patients: { $found } per 1,000. It is nearly right. Give one decimal, and count whoever has exactly the level as alerted.
net-benefit-raw-not-met = We held your net benefit of the unrepaired model against your own patients: { $found } per 1,000. That is not what they show. Of those whose model_risk reaches the level, count patients with sepsis and patients without; take the first, less the second divided by the harm ratio; then per 1,000 admissions, not per 1,000 alerts. (medlab evaluate prints it for one admission.)
net-benefit-raw-not-judged = The net benefit of the supplied model has no answer yet.
net-benefit-raw-question = Of 2,000 patients 120 are alerted, 30 of them rightly. The harm ratio is 5. Net benefit per 1,000?

## Net benefit of calling for everybody

net-benefit-all = Net benefit of calling for everybody
net-benefit-all-met = We held your net benefit of calling for everybody against your own patients: { $found } per 1,000. It is right. It is the line that every model has to beat, beside 0 for nobody, and it falls the more a needless call-out costs.
net-benefit-all-partial = We held your net benefit of calling for everybody against your own patients: { $found } per 1,000. It is nearly right. Give one decimal.
net-benefit-all-not-met = We held your net benefit of calling for everybody against your own patients: { $found } per 1,000. That is not what they show. All patients with sepsis are found, and all the others are called for in vain: weigh these by the harm ratio. The share of sepsis in your own table decides it, not one half and not a friend's. Have you kept the sign? It is negative where calling for everybody does harm.
net-benefit-all-not-judged = The net benefit of calling for everybody has no answer yet.
net-benefit-all-question = 100 of 1,000 patients are ill. At which harm ratio is calling for everybody exactly as good as calling for nobody?

## The best without a repair

best-unrepaired = The best without a repair
best-unrepaired-met = We looked at what you would do as long as the model is not repaired. Your choice has the highest net benefit on your patients. To leave a model switched off for a month is a decision, too, and sometimes the right one.
best-unrepaired-partial = We looked at what you would do as long as the model is not repaired. Compare the three net benefits once more.
best-unrepaired-not-met = We looked at what you would do as long as the model is not repaired. Something else has a higher net benefit on your patients. Write the three numbers side by side; nobody is 0. The largest wins, however good the model's AUROC is.
best-unrepaired-not-judged = What does best without a repair has no answer yet.
best-unrepaired-question = Net benefits: model −3, everybody −120, nobody 0. What would you do tonight, and what tomorrow?

## Alerts foretold

alerts = Alerts foretold
alerts-met = We held the alerts that you foretold against those that your recipe raises next year. On the log scale the two lie { $found } apart: near enough for a rota. The team will find the number of calls that it was told.
alerts-partial = We held the alerts that you foretold against those that your recipe raises next year. On the log scale the two lie { $found } apart (0.69 would be twice as many, or half). The team would be surprised. Count again with the repaired risk.
alerts-not-met = We held the alerts that you foretold against those that your recipe raises next year. On the log scale the two lie { $found } apart (0.69 would be twice as many, or half). If no number is shown, you have not written one yet. A team planned with a number so far off would stand idle or fall behind. Count with the repaired risk, not with model_risk, and per 100 admissions.
alerts-not-judged = The alerts have no answer yet, or your recipe does not say when to call.
alerts-question = A repair lowers all risks. Are there then more alerts at the same level, or fewer?

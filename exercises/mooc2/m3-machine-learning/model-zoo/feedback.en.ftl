# Words for mooc2-3-1-model-zoo.
# $found: what was measured, ready formatted. $reference: the same for a sound choice on the same
# patients; only used in the attribute .reference, which is added where it may be shown.

## Log loss on next year's patients

log-loss = Log loss on next year's patients
log-loss-met = We tried your chosen model on 4,000 patients of next year, in expectation over their true risks: log loss { $found }. A sound choice on your patients does no better by an amount that matters. The ward gets what it could get.
    .reference = A sound choice: { $reference }.
log-loss-partial = We tried your chosen model on 4,000 patients of next year, in expectation over their true risks: log loss { $found }. A sound choice does somewhat better. Some patients get a risk that fits them less well than it might. Were your candidates too large, or was the one missing that your patients need?
    .reference = A sound choice: { $reference }.
log-loss-not-met = We tried your chosen model on 4,000 patients of next year, in expectation over their true risks: log loss { $found }. That is much worse than a sound choice. Either the model cannot see what is in your patients, and the ward overlooks some of them; or it has learned your table by heart; or it leans on a column that is empty one hour after arrival. Compare simple and complex kinds side by side.
    .reference = A sound choice: { $reference }.
log-loss-not-judged = The log loss could not be judged, because your recipe gives no risks yet.
log-loss-question = Two models have a log loss of 0.10 and 0.11 on the patients whom they learned from, and of 0.31 and 0.22 on others. Which one would you use, and what has happened to the other?

## Simplest

simplest = As simple as it can be
simplest-met = We looked at where your chosen model stands in the zoo, from 1 (points) to 9 (boosting): { $found }. No simpler one would do at your hospital without a loss that matters, as far as your choice can tell. Somebody will have to explain and repair it, so that counts.
    .reference = A sound choice: { $reference }.
simplest-partial = We looked at where your chosen model stands in the zoo, from 1 (points) to 9 (boosting): { $found }. A simpler one would have done. Is there a simple candidate in your recipe, and is the rule "simplest", with the hospital's margin?
    .reference = A sound choice: { $reference }.
simplest-not-met = We looked at where your chosen model stands in the zoo, from 1 (points) to 9 (boosting): { $found }. At your hospital a far simpler one does as well, within the margin. The ward would have to trust and maintain something for which it gets nothing. Let a points score or a logistic regression compete, and take the rule "simplest" with the hospital's margin.
    .reference = A sound choice: { $reference }.
simplest-not-judged = This could not be judged, because your recipe has chosen no model yet.
simplest-question = A points score is worse than boosting by 0.002, and with 95 % confidence by at most 0.005. The margin is 0.01. Which of the two does the rule take?

## Compared

compared = Models compared
compared-met = We counted the models that your recipe compared: { $found }. With so many there was a choice, and the head of the ward can be told what the others would have done.
compared-partial = We counted the models that your recipe compared: { $found }. Let four or more compete.
compared-not-met = We counted the models that your recipe compared: { $found }. That is too few for a choice; whatever is the right model at your hospital, nobody can know it from this. Name at least four, from both ends of the zoo.
compared-not-judged = This could not be judged, because your recipe could not be carried out yet.
compared-question = Somebody says: "we always use boosting, and it has always worked". What would you have to see next to its number?

## Judged apart

judged-apart = Judged apart
judged-apart-met = We looked at the patients behind your claim, and asked whether fitting, choosing, mending or preparing had seen them: { $found } %. So nobody judged a race in which they had a share. Such a number may be told to the ward.
judged-apart-partial = We looked at the patients behind your claim, and asked whether fitting, choosing, mending or preparing had seen them: { $found } % had. What they say of the model is partly what they taught it. Let the parts not overlap.
judged-apart-not-met = We looked at the patients behind your claim, and asked whether fitting, choosing, mending or preparing had seen them: { $found } % had. Who chose the winner cannot say how good the winner is: a part of its number is luck, and luck stays behind. Choose by = "nested", or keep rows.test for the end.
judged-apart-not-judged = This could not be judged, because your recipe could not be carried out yet.
judged-apart-question = Twenty people each toss a coin ten times. The best gets nine heads. How many would you expect in the best one's next ten tosses?

## Promise

promise = Promise kept
promise-met = We held the log loss that you claim against the one on next year's patients. Your claim is too good by { $found }, beyond what chance can do with so many patients. So the ward gets what it is promised.
promise-partial = We held the log loss that you claim against the one on next year's patients. Your claim is too good by { $found }, beyond what chance can do with so many patients. A little flattery is in it. Were the patients behind it free of all learning and choosing?
promise-not-met = We held the log loss that you claim against the one on next year's patients. Your claim is too good by { $found }, beyond what chance can do with so many patients. The model was measured on what it knows by heart, or it leans on something that will not be there. When the ward finds out, it will not believe the next model either.
promise-not-judged = This could not be judged, because your recipe could not be carried out yet.
promise-question = A tree with one leaf for each patient: what is its log loss on the patients it learned from, and what on the next ones?

## Reason

reason = The reason on the card
reason-met = We looked at the reason on your card. It holds at your hospital, and your comparison shows it. That is an answer to the head of the ward.
reason-partial = We looked at the reason on your card. Look at it once more beside the comparison.
reason-not-met = We looked at the reason on your card, and at the comparison behind it. It is not what your patients show, or there is no comparison of four models that could show it. The best number is no reason by itself: somebody always has it. Ask whether the simple models lie within the margin at the upper limit. If one does, simple is not worse; if none does, the complex one earns its place.
reason-not-judged = There is no reason on the card yet.
reason-question = At one hospital logistic regression is worse than boosting by at most 0.004, at another by at least 0.015. Is the same reason true at both?

## The model on the card

model-named = The model on the card
model-named-met = We looked at the model on your card. It is the one that your recipe chose, so whoever reads the card knows what runs.
model-named-partial = We looked at the model on your card. It is not the one that your recipe chose.
model-named-not-met = We looked at the model on your card. It is not the one that your recipe chose. Whoever repairs it one night will look in the wrong place. Copy the name, and do so again after each change of the recipe.
model-named-not-judged = There is no model on the card yet.
model-named-question = You add a candidate to the recipe and another model wins. Which lines of the card are now untrue?

## The numbers on the card

numbers = The numbers on the card
numbers-met = We measured again what your card states of patients, events and log loss. Wrong numbers: { $found }. Somebody who doubts the card can do the same.
numbers-partial = We measured again what your card states of patients, events and log loss. One of the three is not what your recipe shows. Carry your recipe out once more (medlab run) and copy.
numbers-not-met = We measured again what your card states of patients, events and log loss. At least two of the three are missing or not what your recipe shows. A card is read by people who were not there; they have nothing else. Carry your recipe out once more (medlab run) and copy the number of patients, the number of those with sepsis, and the log loss with three decimals.
numbers-not-judged = Not all numbers stand on the card yet.
numbers-question = A card says "log loss 0.19". What else must it say before you can tell whether 0.19 is good, and whether it is certain?

never-other-patients = The card states a number of events, or a log loss, that your recipe does not show on your patients. It may be another hospital's card, or one from before you changed the recipe. A card that speaks of other patients is withdrawn: fill it in from your own recipe.

# Words for mooc5-2-3-accept-or-override. Plain English (B1).
# $found: what was measured in the learner's decisions, ready formatted.
# $reference: the same for the model solution; only used in the attribute .reference, which
# is added where it may be shown.

## Harm over all rounds (harm points a round above the best decision)

least-harm-met = We looked at all 40 rounds and asked what your decisions mean for patients like yours. They cost { $found } harm points a round more than the best possible decisions. That is very little. You followed the AI where it helps and left it where it does not: patients are safe with you.
    .reference = The model solution costs { $reference } points a round more than the best.
least-harm-partial = We looked at all 40 rounds. Your decisions cost { $found } harm points a round more than the best possible decisions. Many were good. Some patients got too little attention, or the nurse was called to patients who were well. Look at the next lines to see which.
    .reference = The model solution costs { $reference } points a round more than the best.
least-harm-not-met = We looked at all 40 rounds. Your decisions cost { $found } harm points a round more than the best possible decisions. That is much. On a real ward, patients would have got worse without help, or help would have been busy in the wrong place. Find the weak spot in the three small tables first, then use the table with "fewer than 10, 10 to 20, more than 20".
    .reference = The model solution costs { $reference } points a round more than the best.
least-harm-not-judged = Your decisions could not be judged yet. Please choose act, recheck or call for every round.
least-harm-question = Two patients: of 100 like the first, 4 get worse; of 100 like the second, 30 get worse. For which one does a call do less harm than waiting?

## The weak spot: of 100 points of needless harm that following every advice would do, how
## many the decisions took away. Below 0: they did more harm than following.

weak-spot-met = We looked only at the patients whom the AI often misses. Whoever follows the AI here does needless harm to them. Of 100 points of this harm, your decisions took away { $found }. You found the weak spot, and a calm screen did not calm you. These patients needed a person, and they had you.
    .reference = The model solution takes away { $reference } of 100.
weak-spot-partial = We looked only at the patients whom the AI often misses. Whoever follows the AI here does needless harm to them. Of 100 points of this harm, your decisions took away { $found }. You were careful with some of these patients. Take all of them together: of 100 patients of this kind, how many got worse in the logbook? Then decide again, and look at the score: quite normal, or changing?
    .reference = The model solution takes away { $reference } of 100.
weak-spot-not-met = We looked only at the patients whom the AI often misses. Whoever follows the AI here does needless harm to them. Of 100 points of this harm, your decisions took away { $found }. (0 means: no better than following the AI. Below 0: worse.) On a real ward, some of these patients would get worse, and nobody would be there. Open the table "ai-said-routine". For one kind of patient, many more got worse than for the others. Do not count on the advice for this kind.
    .reference = The model solution takes away { $reference } of 100.
weak-spot-not-judged = The rounds in the weak spot could not be judged yet. Please choose act, recheck or call for every round.
weak-spot-question = An AI said "routine" for 40 patients of one kind, and 12 of them got worse. For another kind it said "routine" for 50 patients, and 2 got worse. For which kind would you look twice?

## Needless calls

needless-calls-met = We looked at the patients who were well and for whom no rule asks for a call. The nurse was called to { $found } of 100 of them. That is few. When you call, your ward will come.
    .reference = With the model solution: { $reference } of 100.
needless-calls-partial = We looked at the patients who were well and for whom no rule asks for a call. The nurse was called to { $found } of 100 of them. That is rather often. While she is there, another patient waits. Where the AI is reliable and says "routine", you can follow it.
    .reference = With the model solution: { $reference } of 100.
needless-calls-not-met = We looked at the patients who were well and for whom no rule asks for a call. The nurse was called to { $found } of 100 of them. That is too often. After some days, a ward no longer runs when this phone rings, and then the real emergency waits, too. Keep your calls for the ward's rule, for the weak spot, and for the advice "escalate".
    .reference = With the model solution: { $reference } of 100.
needless-calls-not-judged = The calls could not be judged yet. Please choose act, recheck or call for every round.
needless-calls-question = A nurse is called 20 times in one evening, and 18 of these patients are well. What happens at the 21st call?

## Reasons

reasons-met = We looked at your reasons: the rule, the weak spot and the reliable AI were counted with equal weight. { $found } of 100 were right. Another person can read in the record why you decided, and can trust it.
    .reference = With the model solution: { $reference } of 100.
reasons-partial = We looked at your reasons: the rule, the weak spot and the reliable AI were counted with equal weight. { $found } of 100 were right. Look again at the rounds where you were in doubt. First ask for the rule, then for the weak spot, and only then whether the AI is reliable.
    .reference = With the model solution: { $reference } of 100.
reasons-not-met = We looked at your reasons: the rule, the weak spot and the reliable AI were counted with equal weight. { $found } of 100 were right. A decision can be right for a wrong reason, but not for long. How sure the AI sounds is not a reason: it sounds sure in its weak spot, too. Ask first: does the rule decide? Then: is this the weak spot? If neither: the AI is reliable here.
    .reference = With the model solution: { $reference } of 100.
reasons-not-judged = The reasons could not be judged yet. Please choose a reason for every round.
reasons-question = The AI shows "95 % sure" for a patient whose kind it has often got wrong. What do you trust: the 95 %, or the logbook?

## What must never happen

never-not-escalated = { $patients ->
    [one] There is one patient in plain danger for whom nobody called: { $examples }.
   *[other] There are { $patients } patients in plain danger for whom nobody called, for example { $examples }.
} Plain danger means: NEWS2 is 7 or more, or at least 50 of 100 such patients get worse. No good decision elsewhere can make up for this, so the exercise is not passed yet. Go back to these rounds: look at the score first, then at the kind of patient. And then call.

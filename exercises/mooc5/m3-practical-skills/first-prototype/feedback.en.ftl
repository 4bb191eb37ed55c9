# Words for mooc5-3-2-first-prototype. Plain English (B1).
# $found: what was measured or written, ready formatted. $reference: the same for the model
# solution; only used in the attribute .reference, which is added where it may be shown.

## Task 1: what it may know

known-in-time-met = All that your prototype uses is known one hour after arrival. A nurse can use it at the bedside, with what is really on the chart.
known-in-time-partial = We looked at each column that your prototype uses and asked when it is known. Some come too late. Go through the table of task 1 once more and look at its last column.
known-in-time-not-met = We looked at each column that your prototype uses and asked when it is known. Known only after the first hour: { $found }. In the trial, such a column looks wonderful, because the earlier patients have gone home and all their cells are filled. On the ward the cell is empty, and the ill patients sink in the list. Look at the last column of the table in task 1 and put the # back.
known-in-time-not-judged = We could not see yet what your prototype uses. Choose its columns in recipe.toml.
known-in-time-question = It is 10 o'clock, and a patient arrived at 9. Who can know now how many days this patient will stay?

## Task 2: gaps

gaps-met = You read the empty cell rightly: mostly, nobody saw a reason to ask for the test. The gap itself is news.
gaps-partial = Part of your answer is right. Read the example of the X-ray once more.
gaps-not-met = Your answer does not fit what was counted. Patients whose lactate was measured had sepsis more often. The test does not make them ill: somebody was worried and asked for it. Who deletes patients with gaps, or takes the gap for a normal value, loses what the nurses and doctors saw. Read the example of the X-ray, and ask yourself who asks for this test.
    .reference = The word that fits is "{ $reference }".
gaps-not-judged = There is no answer yet. Read the example of the X-ray: why were patients without one ill so rarely?
gaps-question = Two patients come with stomach pain. For one, the doctor asks for a scan at once; for the other, nobody does. You have not seen either. About whom are you more worried?

gaps-used = Gaps used
gaps-used-met = We compared new patients with and without a lactate result. For those without, the prototype's numbers are { $found } times as high as they would be if both were treated alike (near 1.00 is good; a part of the rest is chance). It knows that an empty cell is news.
    .reference = With the model solution: { $reference } times.
gaps-used-partial = We compared new patients with and without a lactate result. For those without, the prototype's numbers are { $found } times as high as they would be if both were treated alike (near 1.00 is good; a part of the rest is chance). The model solution comes closer. Is the prototype told that a cell was empty?
    .reference = With the model solution: { $reference } times.
gaps-used-not-met = We compared new patients with and without a lactate result. For those without, the prototype's numbers are { $found } times as high as they would be if both were treated alike (near 1.00 is good; a part of the rest is chance). Where the number is well above 1, patients about whom nobody was worried are frightened for nothing, and nurses go to them while others wait. Look at task 2 in recipe.toml: has line B lost its #, and is lactate chosen in task 1? If both lines still have their #, nobody has decided about the gaps. Some ways of learning cannot use the news, either: look at task 3.
    .reference = With the model solution: { $reference } times.
gaps-used-not-judged = There is no prototype yet that could be tried on new patients. Choose one line in each task of recipe.toml.
gaps-used-question = A form has the question "Any pain?". Half of the forms have no answer. Somebody writes "some pain" into all of them. What can nobody see any more?

## Tasks 1 to 3: the right patients first

ranking-met = We let your prototype look at 6,000 new patients. Of all pairs of an ill and a healthy patient, the ill one got the higher risk in { $found } (0.79 means 79 of 100 pairs). A nurse who starts at the top of this list meets the ill patients early.
    .reference = The model solution: { $reference }.
ranking-partial = We let your prototype look at 6,000 new patients. Of all pairs of an ill and a healthy patient, the ill one got the higher risk in { $found } (0.79 means 79 of 100 pairs). A sound prototype does somewhat better. Some ill patients stand further down than they need to, and wait longer. Does it use all that is known in time, and does it learn by adding up?
    .reference = The model solution: { $reference }.
ranking-not-met = We let your prototype look at 6,000 new patients. Of all pairs of an ill and a healthy patient, the ill one got the higher risk in { $found } (0.79 means 79 of 100 pairs; 0.50 is guessing). The data allow much more. On the ward, many ill patients would stand far down in the list. Three things do this: only one or two signs, a column that is still empty on the ward, or a way of learning that knows the old patients by heart.
    .reference = The model solution: { $reference }.
ranking-not-judged = There is no prototype yet that could be tried on new patients. Choose one line in each task of recipe.toml.
ranking-question = Two nurses look at the same patient. One knows only the temperature. The other knows age, breathing, pulse, blood pressure and the blood tests. Whose list would you trust?

## Kept promises

kept-promises-met = The risks that your prototype promised lie { $found } from the true ones on average (0.01 means: 1 of 100 patients). That is close. When it says "18 of 100", about 18 of 100 such patients are ill.
    .reference = The model solution: { $reference }.
kept-promises-partial = We compared each risk that your prototype promised with the true risk of these new patients. On average they lie { $found } apart (0.01 means: 1 of 100 patients). Some promises are not kept. Before you tell such a number to a patient, make the prototype better: more signs known in time, and adding up instead of many questions.
    .reference = The model solution: { $reference }.
kept-promises-not-met = We compared each risk that your prototype promised with the true risk of these new patients. On average they lie { $found } apart (0.01 means: 1 of 100 patients). That is far. "18 of 100" may mean 5 or 40, so you could not answer Mrs Keller. A column that is empty on the ward does this, and so does learning by heart: such a prototype says 0 or 100 and is sure of it.
    .reference = The model solution: { $reference }.
kept-promises-not-judged = There is no prototype yet whose promises could be compared. Choose one line in each task of recipe.toml.
kept-promises-question = The weather report said "rain on 30 of 100 days" for 100 days, and it rained on 60 of them. Would you believe the next report?

## Task 3: the test

tested-on-others-met = Your prototype knew none of the patients on whom it was tested. So the numbers on your card say something about the next patient.
tested-on-others-partial = We looked at whom your prototype was tested on. It had learned from some of them. Keep them apart, all of them.
tested-on-others-not-met = We looked at whom your prototype was tested on. It had already learned from them (share: { $found }; 1 means all). This tells how well it remembers, not how well it will do. Nobody on a ward could trust these numbers. Choose the line that keeps 30 of 100 patients aside, and run the trial again.
tested-on-others-not-judged = There is no test yet. Choose one line for the test in task 3 of recipe.toml.
tested-on-others-question = A driving test takes place on the very same street on which the pupil has practised a hundred times. What do you know about the pupil in another street?

## Task 4: the numbers

card-numbers = Your own numbers
card-numbers-met = We measured again. The numbers on your card are those of your own trial: how many were tested, how many of them were ill, and about how many pairs are right.
card-numbers-partial = We measured again. Not all numbers on your card are those of your own trial. Run the trial once more and copy all three.
card-numbers-not-met = We measured again. Wrong or missing on your card: { $found } of 3 (the right pairs count as wrong if they are more than 2 away). A card with the numbers of other patients misleads the people who will use the prototype. All three stand at the top of your own trial, in the lines "Test" (not "Fit") and "Right order". Numbers from this result belong to the 6,000 new patients. Have you changed the recipe since the last trial? Run it again and copy all three.
card-numbers-not-judged = The card does not have all three numbers yet. Run the trial and copy them: patients tested, patients with sepsis, right pairs of 100.
card-numbers-question = The trial says "Test: 900 patients, 41 with sepsis" and "Fit: 2,100 patients, 96 with sepsis". From which of the two did the prototype learn?

card-pairs = Right pairs on the card
card-pairs-met = We measured the right pairs of your trial again. The number on your card is right.
card-pairs-partial = We measured the right pairs of your trial again. Your number is { $found } away from it. A number from this result belongs to the 6,000 new patients; the card asks for the one of your own trial, in the line "Right order".
card-pairs-not-met = We measured the right pairs of your trial again. Your number is { $found } away from it. Copy it from your own trial, from the line "Right order": a whole number of 100. A number from this result belongs to the 6,000 new patients and not to your trial, and the numbers after "luck" are not for the card.
card-pairs-not-judged = The card has no right pairs yet. Copy them from your trial, from the line "Right order": a whole number of 100.
card-pairs-question = The lab shows 0.64 for the pairs. How many of 100 pairs are that?

## Task 5: for and not for

use-met = It says whom to look at first, and a person decides. If it is wrong, somebody still sees the patient.
use-partial = Part of your answer is right. Who sees the patient when the prototype is wrong?
use-not-met = We asked for this use: what happens to a patient with whom the prototype is wrong? Nobody would look, or a treatment would start that nobody has checked. It misses some ill patients, and it gives a high risk to many who are not ill. Choose the use where a nurse still looks.
    .reference = The use that fits is "{ $reference }".
use-not-judged = There is no answer yet. What shall the prototype be for?
use-question = A prototype gives 1,000 patients a low risk, and 20 of them have sepsis all the same. Which of the three uses is still safe for these 20?

not-for-met = You named all three uses for which it was not made or not tested. Who takes it from your hands knows where it ends.
not-for-partial = Nearly: one word is missing, or one is too many. (You wrote: { $found }.) Go through the four words one by one: did it learn from such people, and does a person look?
not-for-not-met = Your list is not complete, or it has a word too many. (You wrote: { $found }.) For each of the four, ask: did it learn from such people? Was it tested there? Does a person look before something happens? People outside of this are not protected by your test. The patients for whom it was made do not belong on the list.
    .reference = The list that fits: { $reference }.
not-for-not-judged = There is no answer yet. Choose all words of task 5 that are right.
not-for-question = A bathroom scale was tested with adults. Would you use it to weigh a newborn baby?

## Task 6: Mrs Keller

explained-met = Your words to Mrs Keller hold what she needs. Your teacher reads whether they are kind and clear. Would you understand them in a hospital bed?
explained-partial = Your words to Mrs Keller do not hold everything she needs.
explained-not-met = Your words to Mrs Keller are too short, or most of what she needs is missing. A number alone frightens. Say how many of 100 people like her are ill; that it is not a diagnosis; and who comes next.
explained-not-judged = There are no words to Mrs Keller yet. Write what you would say to her, in two or three sentences.
explained-question = You are ill and somebody says only: "Your number is eighteen." What would you ask first?

## What must never happen

never-from-the-future = Your prototype needs something that nobody knows one hour after arrival. On the ward, this cell is empty for everybody, and the prototype takes every patient for one of the healthy. Nothing in the trial could warn you; only the clock can. The exercise is not passed yet. Look at the last column of the table in task 1.
never-no-test = Your prototype was tested on patients from whom it had learned. Its numbers are not a test, and a card with such numbers must not reach a ward. The exercise is not passed yet. Keep patients aside in task 3, run the trial again, and write the new numbers.
never-dangerous-use = With this use, patients come to harm when the prototype is wrong, and nobody is there to see it. Every prototype is wrong sometimes. The exercise is not passed yet. Choose a use where a nurse or doctor looks before something happens.

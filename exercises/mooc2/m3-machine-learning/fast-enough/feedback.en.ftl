# Words for mooc2-3-3-fast-enough.
# $found: what was measured, ready formatted: a share of sets of patients, or a growth.

## Right

right = Right on ordinary patients
right-met = We called your function on ordinary sets of patients, from a handful to more than a hundred, no two of them alike in time or risk. The share on which it gave Harrell's C: { $found }. So what you count is what the definition says.
right-partial = We called your function on ordinary sets of patients. The share on which it gave Harrell's C: { $found }. A measure that is sometimes right cannot be reported. Look at the set on which it went wrong.
right-not-met = We called your function on ordinary sets of patients, no two of them alike in time or risk. The share on which it gave Harrell's C: { $found }. A hospital that compares two models by this number may switch on the worse one. Does a pair count only if the earlier of the two had the outcome? Is it the higher risk that should have been first? Work the example's five patients with your program and compare pair by pair.
right-not-judged = Your function could not be tried yet.
right-question = Patient X is censored at 2 years with risk 0.9, patient Y has the outcome at 3 years with risk 0.1. Does this pair speak against the model?

## Ties

ties = Ties
ties-met = We called your function on sets with equal risks, equal times, and both. The share on which it gave Harrell's C: { $found }. Whether a registry counts time in days or years, and a score has 20 values or a million, your C is the one that others get.
ties-partial = We called your function on sets with equal risks, equal times, and both. The share on which it gave Harrell's C: { $found }. Look at the set on which it went wrong.
ties-not-met = We called your function on sets with equal risks, equal times, and both. The share on which it gave Harrell's C: { $found }. Anything below 1 is not enough: registries are full of ties, and a points score consists of little else. Pairs with equal risks count, and they give a half; leaving them out flatters the model that cannot tell patients apart. With equal times, whoever is censored outlived the one with the outcome, and two outcomes make no pair: treat a group of equal times as a whole.
ties-not-judged = Your function could not be tried on ties yet.
ties-question = A model gives all patients the same risk. What is its C if equal risks count a half, and what if such pairs are left out?

## Ends

ends = Next to nothing, very large, any order
ends-met = We tried nobody, one patient, nobody with the outcome, all at one time, tiny and huge numbers, and the same patients backwards. The least share of right answers among these kinds: { $found }. A report that runs every night meets all of them some night.
ends-partial = We tried nobody, one patient, nobody with the outcome, all at one time, tiny and huge numbers, and the same patients backwards. The least share of right answers among these kinds: { $found }. Look at the set on which it went wrong.
ends-not-met = We tried nobody, one patient, nobody with the outcome, all at one time, tiny and huge numbers, and the same patients backwards. The least share of right answers among these kinds: { $found }. It has to be 1. Where no pair counts there is no C: give None, not 0, not 0.5 and not a number that is none. A new ward's first night is such a set. If only tiny or huge numbers fail, do you compare with a tolerance? If only the order matters, do you take the patients as sorted? If ties fail as well, begin there: some of these sets have some.
ends-not-judged = Your function could not be tried on these sets yet.
ends-question = A new clinic has three patients, and none has had the outcome yet. What should tomorrow's report say about the model?

## Growth

growth = Growth of the work
growth-met = We counted the instructions that your function takes for 1,000 to 16,000 patients. Twice the patients cost about twice the work: the growth is { $found }. For two million patients and 200 resamples that makes the difference between half an hour and weeks, and nobody is tempted to report C on a sample because the registry was too large.
growth-partial = We counted the instructions that your function takes for 1,000 to 16,000 patients. The growth is { $found }: between twice and four times the work for twice the patients. Something still goes through many patients for each patient: inserting into a sorted list, a block-wise sum, removing from the front of a list. A Fenwick tree does not.
growth-not-met = We counted the instructions that your function takes for 1,000 to 16,000 patients. The growth is { $found }. About 2 means that for each patient you look at all others, so that the registry takes weeks. Where no number is shown, a call took so many instructions that it was stopped. Go from the last time to the first, and ask a tally how many lie below.
growth-not-judged = The growth was not judged. It is, once your function is right for 1,000 patients and more as well: what is fast and wrong is not fast. And only medlab-judge counts instructions; where it is missing, nothing is counted.
growth-question = A program takes 1 second for 2,000 patients and 4 seconds for 4,000. How long for 2 million?

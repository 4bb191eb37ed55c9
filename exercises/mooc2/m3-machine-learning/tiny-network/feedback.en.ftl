# Words for mooc2-3-2-tiny-network.
# $found: what was measured, ready formatted.

## Softmax

softmax = Softmax
softmax-met = We called softmax with rows of everyday scores, some with equal ones. All came back as the right probabilities.
softmax-partial = We called softmax with rows of everyday scores, some with equal ones. Not all came back as the right probabilities. Is the sum taken over each row, not over all of them?
softmax-not-met = We called softmax with rows of everyday scores, some with equal ones. The share that came back right in the worse of the two groups is { $found }. Every later step rests on these probabilities. Take e to the power of each score, and divide by the sum of the same row.
softmax-not-judged = This could not be judged, because softmax gave nothing that could be looked at: it is still todo!(), or no call of it was tried. Write it first: everything else rests on it.
softmax-question = Four classes have the same score. Which probabilities must they get, whatever the score is?

## Softmax where scores are large

softmax-ends = Softmax where scores are large
softmax-ends-met = We called softmax with scores up to a million, above and below zero, and with a single class. All came back right. Your device will show a number.
softmax-ends-partial = We called softmax with scores up to a million, above and below zero, and with a single class. Not all came back right. Which of them ends as "not a number"?
softmax-ends-not-met = We called softmax with scores up to a million, above and below zero, and with a single class. The share that came back right in the worse of the two groups is { $found }. A large power counts as infinite, and infinite over infinite is not a number; far below zero all powers are 0, and 0 over 0 is not a number either. It happens in training when one step was too large, and then nobody finds out why. Which number can you take off all scores of a row without changing the probabilities?
softmax-ends-not-judged = This could not be judged, because softmax gave nothing that could be looked at: it is still todo!(), or no call of it was tried. Write it first: everything else rests on it.
softmax-ends-question = What are the probabilities of the scores 1000 and 1001? Do you need e to the power of 1000 to say so?

## Forward

forward = Forward
forward-met = We called forward with networks of many shapes. All probabilities came back right.
forward-partial = We called forward with networks of many shapes. Not all probabilities came back right. Look at the shapes that differ: one hidden unit, three classes, a single beat.
forward-not-met = We called forward with networks of many shapes. The share that came back right is { $found }. Without the right way forward there is nothing to go back along. Work through the example of the instructions: the sums are 0.3 and -0.8, the hidden units 0.2913 and -0.6640, the scores 0.6233 and -0.6097.
forward-not-judged = This could not be judged, because forward gave nothing that could be looked at: it is still todo!(), or no call of it was tried. Write it after softmax (task 2).
forward-question = Without tanh, two layers of sums are one layer of sums. Can you see why?

## Forward at the ends

forward-ends = Forward at the ends
forward-ends-met = We called forward with huge weights, and with the smallest network there is. All probabilities came back right.
forward-ends-partial = We called forward with huge weights, and with the smallest network there is. Not all probabilities came back right. Which of the two does not?
forward-ends-not-met = We called forward with huge weights, and with the smallest network there is. The share that came back right in the worse of the two groups is { $found }. A network whose training went astray has such weights, and must still say something that is a probability. Does forward use your softmax, and does that take off the largest score first?
forward-ends-not-judged = This could not be judged, because forward gave nothing that could be looked at: it is still todo!(), or no call of it was tried. Write it after softmax (task 2).
forward-ends-question = Hidden units lie between -1 and 1. How large can a score become if the weights of a class are 2000 each?

## Gradients

gradients = Gradients
gradients-met = We called gradients with networks of many shapes. Every slope came back right, those of the biases too. You can believe each step that you take with them.
gradients-partial = We called gradients with networks of many shapes. Not all slopes came back right. Try several beats, and three classes: is the mean taken over beats?
gradients-not-met = We called gradients with networks of many shapes. The share in which every slope came back right is { $found }. That the network learns proves nothing: it can learn with a wrong slope, and nobody sees it. Move one number a little, up and down, and compare: first a number of bias_2, then of weights_2, bias_1 and weights_1. The first that disagrees shows where it begins.
gradients-not-judged = This could not be judged, because gradients gave nothing that could be looked at: it is still todo!(), or no call of it was tried. Write it after forward (task 3).
gradients-question = In the worked example the slope by the first weight of unit 1 is 0.5315. What is it by the bias of the same unit?

## Gradients at the ends

gradients-ends = Gradients at the ends
gradients-ends-met = We called gradients with huge weights, and with the smallest network there is. Every slope came back right.
gradients-ends-partial = We called gradients with huge weights, and with the smallest network there is. Not all slopes came back right. Which of the two does not?
gradients-ends-not-met = We called gradients with huge weights, and with the smallest network there is. The share in which every slope came back right in the worse of the two groups is { $found }. One slope that is not a number makes a weight, with the next step, something that is not a number, and that spreads to all probabilities. Does gradients use the same safe softmax as forward?
gradients-ends-not-judged = This could not be judged, because gradients gave nothing that could be looked at: it is still todo!(), or no call of it was tried. Write it after forward (task 3).
gradients-ends-question = If one weight is not a number, of which hidden units, scores and probabilities is the same true?

## Clear recorders

clean = Beats of the two clear recorders
clean-met = We gave your network 3,600 beats of other people and looked at those of the two clear recorders, against where each beat truly began. The mean of ventricular beats found and of other beats left alone is { $found } %. A straight line through the voltages gets hardly beyond 50.
clean-partial = We gave your network 3,600 beats of other people and looked at those of the two clear recorders, against where each beat truly began. The mean of ventricular beats found and of other beats left alone is { $found } %. It has learned, but not all that is in the curves. Does the loss still fall when you stop, or have you stopped it by steps that are too large?
clean-not-met = We gave your network 3,600 beats of other people and looked at those of the two clear recorders, against where each beat truly began. The mean of ventricular beats found and of other beats left alone is { $found } %. Calling everything normal is worth 50; far below that, is it the probability of class 1 that you return? In some recordings everything is upside down, so a model needs a bend to see the same beat both ways. Do the hidden units start with different weights, and does the loss fall from round to round?
clean-not-judged = This could not be judged, because train_and_predict gave no usable probabilities: it is still todo!(), panicked, took too long, gave another answer the second time, or did not give one number from 0 to 1 for each new beat. The report says which. Let it run through in cargo test first.
clean-question = A wave and its mirror image mean the same. Which weighted sum, without a bend, is the same for both?

## Noisy recorder

noisy = Beats of the noisy recorder
noisy-met = We looked at the beats of the noisy recorder, against where each beat truly began. The mean of ventricular beats found and of other beats left alone is { $found } %. Our own network reaches about 90 % here, a little more or less, and 94 to 98 % on the clear recorders. Who reports on a network tells both numbers, not their mean.
noisy-partial = We looked at the beats of the noisy recorder, against where each beat truly began. The mean of ventricular beats found and of other beats left alone is { $found } %. About 90 % can be had, a little more or less. A network with large weights may follow the noise: let its numbers shrink a little at each step, or stop earlier. If the clear recorders lack as much, look there first.
noisy-not-met = We looked at the beats of the noisy recorder, against where each beat truly began. The mean of ventricular beats found and of other beats left alone is { $found } %. Calling everything normal is worth 50; far below that, is it the probability of class 1 that you return? Whoever wears this recorder is served badly, and a mean over all recorders might not show it. Look at each recorder apart, by the test at the end of src/lib.rs.
noisy-not-judged = This could not be judged, because train_and_predict gave no usable probabilities: it is still todo!(), panicked, took too long, gave another answer the second time, or did not give one number from 0 to 1 for each new beat. The report says which. Let it run through in cargo test first.
noisy-question = Your accuracy over all beats is 94 %. What could it be on a recorder that a quarter of the patients wear?

# The same ids in the words of a track without technical background. Numbers are counted of
# 100 where they can be.

auroc = Right order
auroc-means = Take one patient with “{ $outcome }” and one without: of 100 such pairs, the one with it has the higher risk in { $hundred }. Guessing gives 50.
run-claim-auroc = { $hundred } of 100 pairs (luck: { $lower } to { $upper })
observed-expected = Seen for 100 expected
run-claim-observed-expected = { $hundred } (luck: { $lower } to { $upper })
slope = Spread of the risks
slope-means = 1 is right. Below 1, high risks are too high and low risks too low; above 1, the other way round.
brier = Distance from what happened
brier-means = 0 is perfect; smaller is better.
log-loss = Confident mistakes
log-loss-means = 0 is perfect; smaller is better, and being sure and wrong costs most.
run-candidate-worse = { $value }, worse by { $worse }, at most { $most }
run-why-simplest = because it is the simplest that is hardly worse than the best one
run-effects-odds = What the model learned: how much one more of each counts (1 is nothing)
run-rows-calibrate = Mend
run-finding-prepared = Middle values and scales were learned from the rows on which the model is then measured, too (prepare.learned_on).

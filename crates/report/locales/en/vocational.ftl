# The same ids in the words of a track without technical background. Numbers are counted of
# 100 where they can be.

auroc = Right order
auroc-means = Take one patient with “{ $outcome }” and one without: of 100 such pairs, the one with it has the higher risk in { $hundred }. Guessing gives 50.
run-claim-auroc = { $value }: { $hundred } of 100 pairs (luck: { $lower } to { $upper })
observed-expected = Seen for 100 expected
run-claim-observed-expected = { $hundred } (luck: { $lower } to { $upper })
slope = Spread of the risks
slope-means = 1 is right. Below 1, high risks are too high and low risks too low; above 1, the other way round.
brier = Distance from what happened
brier-means = 0 is perfect; smaller is better.
log-loss = Confident mistakes
log-loss-means = 0 is perfect; smaller is better, and being sure and wrong costs most.
run-measure-log-loss = confident mistakes
run-measure-brier = distance from what happened
run-measure-auroc = right order
run-candidate-worse = { $value }, worse by { $worse }, at most { $most }
run-why-simplest = because it is the simplest that is hardly worse than the best one
run-effects-odds = What the model learned: how much one more of each counts (1 is nothing)
run-rows-calibrate = Mend
run-finding-prepared = Middle values and scales were learned from the rows on which the model is then measured, too (prepare.learned_on).

calibration-title = Promised and seen
calibration-title-both = Promised and seen, before and after mending
calibration-description = Curve of how many patients with { $outcome } were seen, against the risk that was promised, with a band for luck. Of patients promised { $low }, { $low-seen } had it; of patients promised { $high }, { $high-seen }. Seen for each expected case: { $ratio }. A dashed line shows where promised and seen are the same. Below, where patients with and without { $outcome } lie.
calibration-description-both = Two curves of how many patients with { $outcome } were seen, against the risk that was promised, each with a band for luck: before and after risks were mended. Seen for each expected case: { $ratio-before } before, { $ratio } after. After it, of patients promised { $low }, { $low-seen } had it; of patients promised { $high }, { $high-seen }. A dashed line shows where promised and seen are the same. Below, where patients with and without { $outcome } lie after mending.
calibration-model = Seen, with a band for luck
calibration-model-after = Seen after mending, with a band for luck
calibration-model-before = Seen before, with a band for luck
calibration-groups = Seen at each risk, with a line for luck
calibration-groups-after = Seen at each risk after mending, with a line for luck
calibration-groups-before = Seen at each risk before, with a line for luck
calibration-perfect = Seen as promised
calibration-x = Promised risk of { $outcome }
calibration-y = Share seen with { $outcome }
calibration-column-band = Band for luck
calibration-caption-both = { $how } The curve nearer to the dashed line has the better risks; who comes before whom hardly changes. The bars show the share of each group of patients at each risk, after mending.
odds-title = What moves the risk of { $outcome }
odds-x = One more of it multiplies the odds by
odds-description = One line for each column: by how much one more of it multiplies the odds of { $outcome } in this model, on a scale on which doubling is as far as halving. { $columns }.
learning-description = Two lines against the number of rows that the model learned from, each point with a line for luck. From { $first-rows } to { $last-rows } rows, confident mistakes go from { $first-loss } to { $last-loss }, pairs in the right order from { $first-auroc } to { $last-auroc }.
learning-loss = Confident mistakes
learning-auroc = Pairs in the right order

# Words for mooc5-3-4-tune-for-the-ward. Plain English (B1).
# $found: what was measured or what the learner wrote, ready formatted. $reference: the same
# for the model solution; only used in .reference, which is added where it may be shown.

## The alarm

reached = Falls reached
reached-met = We tried your alarm on 1,000 coming days of your ward, with four answers a day. Of 100 falls, { $found } would happen in a bed to which somebody goes. That is about as good as it can be with four answers and this program. It also means: most falls still come without an alarm, so nobody may stop looking.
    .reference = With the model solution: { $reference } of 100.
reached-partial = We tried your alarm on 1,000 coming days of your ward, with four answers a day. Of 100 falls, { $found } would happen in a bed to which somebody goes. More is possible. Is the program adjusted to your ward, is it the right version, and is the level the agreed one?
    .reference = With the model solution: { $reference } of 100.
reached-not-met = We tried your alarm on 1,000 coming days of your ward, with four answers a day. Of 100 falls, only { $found } would happen in a bed to which somebody goes. Either the alarm hardly ever sounds, or it sounds for so many beds that the right ones get lost among them. First look whether the program is adjusted to your ward (task 4): if its numbers are too low, hardly any bed reaches the level. Then take the highest numbers of each day, four of them, from the agreed level.
    .reference = With the model solution: { $reference } of 100.
reached-not-judged = We could not try your alarm, because there is no complete recipe yet.
reached-question = Four nurses can go to four beds. Is it better to send them to the four beds with the highest numbers, or to four of 28 beds by luck?

answerable = Alarms a day
answerable-met = Your alarm sounds for { $found } beds a day at most. That is what the team has agreed. An alarm that is answered stays believed.
answerable-partial = Your alarm sounds for { $found } beds a day at most. The team has agreed on four: alerts = 4.
answerable-not-met = Your alarm sounds for { $found } beds a day at most. The team has agreed on four. With more, some ring on where nobody can come, and after a few weeks nobody hears the important ones, either. This may be rare on your ward, but it happens on the worst days. With fewer, somebody could have gone to one more bed. Write alerts = 4.
answerable-not-judged = There is no number of alarms yet. Write it in recipe.toml, in the part [policy].
answerable-question = An alarm rings 28 times a day, and four times somebody comes. What will the staff do after a month?

level = The level
level-met = Your alarm starts at { $found } of 1,000. That is what the team has agreed. On a quiet day it sounds less often, and nobody is called away for little.
level-partial = Your alarm starts at { $found } of 1,000. The team has agreed on 5 of 1,000. Please look at the number once more.
level-not-met = Your alarm starts at { $found } of 1,000. The team has agreed on 5 of 1,000, which is written level = 0.005. If it says here that it starts at 0.0, the line level is missing: then four alarms sound on the quietest day, too, and people are called away to patients in little danger. A team whose rule is broken stops believing the alarm. One half would be 500 of 1,000, and no patient is that likely to fall today.
level-not-judged = We found no level. Write it in recipe.toml, in the part [policy].
level-question = How do you write 20 of 1,000 as a part of 1? And 5 of 1,000?

promise-kept = Promise kept
promise-kept-met = For each fall that your program now announces on the coming days, { $found } falls are to be expected. Near 1.00 means: its numbers are true for your ward. When it says 5 of 1,000, you can tell a family so.
    .reference = With the model solution: { $reference }.
promise-kept-partial = For each fall that your program now announces on the coming days, { $found } falls are to be expected. More than 1.00: it says too little. Less than 1.00: it says too much. It is not far off. On how many falls was it adjusted?
    .reference = With the model solution: { $reference }.
promise-kept-not-met = For each fall that your program now announces on the coming days, { $found } falls are to be expected. More than 1.00: it says too little, and alarms stay out. Less than 1.00: it says too much, and the staff is sent for little. Its numbers still belong to another ward. Adjust them: how = "intercept" in the part [recalibrate], on the days with the most falls.
    .reference = With the model solution: { $reference }.
promise-kept-not-judged = We could not compare, because there is no complete recipe yet.
promise-kept-question = A program says that 20 patients will fall this month, and 10 do. Is this 2 or 0.5 falls for each one announced? Does it say too much or too little?

both-groups-met = We compared how true the program's numbers are for the two groups: they differ by { $found } times (1.00 would be no difference). That is close. Patients who need an interpreter can count on the alarm as much as the others.
both-groups-partial = We compared how true the program's numbers are for the two groups: they differ by { $found } times (1.00 would be no difference). That is still too much. Look at task 3 again.
both-groups-not-met = We compared how true the program's numbers are for the two groups: they differ by { $found } times (1.00 would be no difference). One group falls far more often than its numbers say, compared with the other. The alarm then goes to the wrong beds, and nobody sees it in the total. You have the other version of the program: count in groups.csv which one fits your ward.
both-groups-not-judged = We could not compare the groups, because there is no complete recipe yet.
both-groups-question = For two groups a program says "4 of 1,000". In one group 4 fall, in the other 8. Looking at all patients together, would anybody notice?

honest-test-met = We looked at the days on which you test: of 100, { $found } were used to adjust the program. The test is honest: it asks the alarm about days that it does not know.
honest-test-partial = We looked at the days on which you test: of 100, { $found } were used to adjust the program. Keep them all apart.
honest-test-not-met = We looked at the days on which you test: of 100, { $found } were used to adjust the program. So nothing was tested: the program has already seen the answers. And twelve weeks hold only a few falls. By chance they may be two or fifteen, so nobody can adjust anything by them. Adjust on past_days.csv, test on test_weeks.csv.
honest-test-not-judged = We could not look at your test, because there is no complete recipe yet.
honest-test-question = A pupil has learned the ten questions of an exam by heart, with the answers, and gets all ten right. What do you know about the pupil?

## Task 1 and 2

fell-when-three = When it said 3 of 1,000
fell-when-three-met = On the days when the program said "about 3 of 1,000", it was { $found } of 1,000. That is right. With one small count you have found out whether the program fits your ward.
    .reference = From your table: { $reference } of 1,000.
fell-when-three-partial = You wrote { $found } of 1,000. That is close, but not exact. Give two decimals, and round only at the end.
    .reference = From your table: { $reference } of 1,000.
fell-when-three-not-met = You wrote { $found } of 1,000. Your table says something else. Look at said_three.csv, only at the line "direct". Days with a fall, divided by all days of this line, times 1,000. With a wrong number here, the ward would adjust the program in the wrong direction.
    .reference = From your table: { $reference } of 1,000.
fell-when-three-not-judged = There is no answer yet. You need one line of said_three.csv: "direct".
fell-when-three-question = A line counts 2,985 days without and 15 days with a sore. How many days are these together?

promise = Too much or too little
promise-met = You compared what the program says with what happens on your ward. Now you know in which direction it must be adjusted.
promise-partial = Part of your answer is right. Compare your number with 3 of 1,000.
promise-not-met = Your word does not fit your count. The program had said 3 of 1,000. If fewer fell, it says too much. If more fell, it says too little. And the right order of the beds is not enough: the team has agreed on a level, and a level needs true numbers.
    .reference = For your ward, the right word is "{ $reference }".
promise-not-judged = There is no answer yet. Is your number from task 1 above or below 3?
promise-question = The weather report says "rain on 3 of 10 such days". It rains on 6 of 10. Does the report say too much or too little?

## Task 3

direct = Patients who talk directly
direct-met = Of 1,000 days of patients who talk directly, { $found } had a fall. That is right.
    .reference = From your table: { $reference } of 1,000.
direct-partial = You wrote { $found } of 1,000. That is close, but not exact. Give two decimals, and round only at the end.
    .reference = From your table: { $reference } of 1,000.
direct-not-met = You wrote { $found } of 1,000. Your table says something else. Look at groups.csv, at the line "direct". Days with a fall, divided by all days of this line, times 1,000. Without this number nobody can compare the groups.
    .reference = From your table: { $reference } of 1,000.
direct-not-judged = There is no answer yet. You need the line "direct" of groups.csv.
direct-question = 40 sores on 16,000 days: how many is that on 1,000 days?

interpreter = Patients who need an interpreter
interpreter-met = Of 1,000 days of patients who need an interpreter, { $found } had a fall. That is right. Few people ever look at this number: in the total of all patients it is hidden.
    .reference = From your table: { $reference } of 1,000.
interpreter-partial = You wrote { $found } of 1,000. That is close, but not exact. Give two decimals, and round only at the end.
    .reference = From your table: { $reference } of 1,000.
interpreter-not-met = You wrote { $found } of 1,000. Your table says something else. Look at groups.csv, at the line "interpreter". Divide by the days of this group only, not by all days of the ward: else a small group always looks safe.
    .reference = From your table: { $reference } of 1,000.
interpreter-not-judged = There is no answer yet. You need the line "interpreter" of groups.csv.
interpreter-question = 12 sores on 4,000 days of one group, 40 sores on 16,000 days of the other. In which group are sores more frequent?

groups = The two groups compared
groups-met = You asked whether the groups differ, and you asked how much chance can do. So your ward neither misses a group nor sees a difference where there is none.
groups-partial = Part of your answer is right. Divide the two numbers once more.
groups-not-met = Your word does not fit your counts. Divide the number for patients who need an interpreter by the number for the others. More than 1.4: they clearly fall more often. Not more: chance can do this. A small group must never be left out of the question: it is the one that is easily forgotten.
    .reference = For your ward, the right word is "{ $reference }".
groups-not-judged = There is no answer yet. Divide the two numbers of task 3: is the result above 1.4?
groups-question = One group: 3.00 of 1,000. The other: 6.00 of 1,000. How many times is that, and is it more than 1.4 times?

## Task 6

prevented = What past days can tell
prevented-met = You kept two questions apart: who falls, and what helps. Your past days answer the first. The second needs a trial: let the staff answer the alarms for some months, and count.
prevented-partial = Part of your answer is right. Did anybody act on the alarms on the past days?
prevented-not-met = On the past days nobody acted on an alarm. So they cannot tell what acting does. To find the right beds is needed, but it is not enough: perhaps somebody comes and the patient falls all the same. A ward that believes in a third fewer falls before it has counted may save on something that does help.
    .reference = The careful answer is "{ $reference }".
prevented-not-judged = There is no answer yet. Ask yourself: who went to the beds on the past days?
prevented-question = A smoke detector finds every fire. Does it put the fire out?

## What must never happen

never-silent = Your alarm hardly ever reaches anybody: of 100 falls, fewer than 5 happen in a bed to which somebody goes. The ward would believe that it is watched over, and it would not be. So the exercise is not passed yet. If you have changed the level, look at it first: falls are rare, so even a patient in great danger has a small number, and 5 of 1,000 is written 0.005. If the level is right, look whether the program is adjusted to your ward (task 4).
never-flood = Your alarm sounds for more than twice as many beds as anybody can answer. On a real ward, the staff would switch it off or stop hearing it. So the exercise is not passed yet. Take only the four highest numbers of each day: alerts = 4.
never-untested = Your alarm was adjusted on the very days that were to test it. So nobody has tested it, and an alarm that nobody has tested must not go to patients. Twelve weeks also hold too few falls to adjust by: after that, the alarm may hardly ever sound, or sound for little. The exercise is not passed yet. In recipe.toml, under [rows.calibrate], write table = "past_days.csv". The level needs no change for this.

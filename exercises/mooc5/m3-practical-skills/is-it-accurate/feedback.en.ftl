# Words for mooc5-3-3-is-it-accurate. Plain English (B1).
# $found: what the learner wrote, ready formatted. $reference: the right answer; it is only
# used in the attribute .reference, which is added where the right answer may be shown.

## Task 1

found-met = You counted the women with cancer whom the program called back: { $found }. That is right. For each of them, screening has done its work.
    .reference = Counted from your table: { $reference }.
found-partial = You wrote { $found } women with cancer who were called back. That is one away from the count in your table. Please copy it once more: behind each number is a woman.
    .reference = Counted from your table: { $reference }.
found-not-met = You wrote { $found } women with cancer who were called back. Your table says something else. Look at the line "call_back" and, in it, at the number under "cancer: 1".
    .reference = Counted from your table: { $reference }.
found-not-judged = There is no answer yet. You need only one number from your table: the line "call_back", under "cancer: 1".
found-question = Which column holds the women who really have cancer: "cancer: 0" or "cancer: 1"?

missed-met = You counted the women with cancer whom the program did not call back: { $found }. That is right. A doctor would ask about them first: nobody told these women to come back.
    .reference = Counted from your table: { $reference }.
missed-partial = You wrote { $found } missed women. That is one away from the count in your table. Please look once more.
    .reference = Counted from your table: { $reference }.
missed-not-met = You wrote { $found } missed women. Your table says something else. A missed woman has cancer, and the program said "no call back". Look at the line "no_call_back", under "cancer: 1".
    .reference = Counted from your table: { $reference }.
missed-not-judged = There is no answer yet. Look for the women who have cancer and were not called back: the line "no_call_back", under "cancer: 1".
missed-question = A woman was missed. What did the program say about her: "call back" or "no call back"? And was she ill or healthy?

false-alarms-met = You counted the healthy women who were called back: { $found }. That is right. Each of them had some days of worry, and the clinic needed time for her tests.
    .reference = Counted from your table: { $reference }.
false-alarms-partial = You wrote { $found } false alarms. That is one away from the count in your table. Please look once more.
    .reference = Counted from your table: { $reference }.
false-alarms-not-met = You wrote { $found } false alarms. Your table says something else. A false alarm is a healthy woman who was called back: the line "call_back", under "cancer: 0".
    .reference = Counted from your table: { $reference }.
false-alarms-not-judged = There is no answer yet. Look for the healthy women who were called back: the line "call_back", under "cancer: 0".
false-alarms-question = A false alarm: is this a woman who is ill, or a woman who is healthy?

## Task 2

found-of-100-met = Of 100 women with cancer, the program finds { $found }. That is right: you looked only at the women who have cancer. The clinic can now compare the program with its doctors.
    .reference = From your table: { $reference } of 100.
found-of-100-partial = You wrote that { $found } of 100 women with cancer are found. That is close, but not right. Calculate once more and round only at the end.
    .reference = From your table: { $reference } of 100.
found-of-100-not-met = You wrote that { $found } of 100 women with cancer are found. Your table says something else. This question is only about the women with cancer: divide the found women by all women with cancer (found and missed), and multiply by 100.
    .reference = From your table: { $reference } of 100.
found-of-100-not-judged = There is no answer yet. Take your answers from task 1: the found women, divided by the found and the missed women together, times 100.
found-of-100-question = Which women is this question about: all women, the women who were called back, or the women who have cancer?

## Task 3

called-back-met = Of 1,000 women, the program calls back { $found }. That is right: here everybody counts. Now the clinic can say how many rooms and people the tests will need.
    .reference = From your table: { $reference } of 1,000.
called-back-partial = You wrote that { $found } of 1,000 women are called back. That is close, but not right. Add the two numbers in the line "call_back" and divide by 10.
    .reference = From your table: { $reference } of 1,000.
called-back-not-met = You wrote that { $found } of 1,000 women are called back. Your table says something else. Count all women who are called back, the ill and the healthy ones. That is for 10,000 women; divide by 10 for 1,000.
    .reference = From your table: { $reference } of 1,000.
called-back-not-judged = There is no answer yet. Add the two numbers in the line "call_back". That is for 10,000 women; divide by 10.
called-back-question = If 500 of 10,000 women were called back, how many would that be of 1,000?

## Task 4

real-alarms-met = Of 100 alarms, { $found } are real. That is right, and it is the number that a woman needs when she is called back. You can tell her in good faith: most women who are called back do not have cancer, and the tests will tell.
    .reference = From your table: { $reference } of 100 alarms.
real-alarms-partial = You wrote that { $found } of 100 alarms are real. You looked at the right women, but the number is not exact. Give one decimal, and round only at the end.
    .reference = From your table: { $reference } of 100 alarms.
real-alarms-not-met = You wrote that { $found } of 100 alarms are real. Your table says something else. Is it only a little off? Then give one decimal, such as 3.7. If your number is large, you have perhaps answered another question: "how many of the ill women are found?" This question is about the women who were called back. With your number, you would frighten many healthy women or calm some ill ones. Divide the found women by all women who were called back, and multiply by 100.
    .reference = From your table: { $reference } of 100 alarms.
real-alarms-not-judged = There is no answer yet. It is the number that a woman needs when she is called back: the found women, divided by all women who were called back, times 100.
real-alarms-question = Imagine all the women who were called back together in one room. Most of them are healthy, or most of them are ill? Your counts tell you.

## Task 5

younger-met = Among younger women, { $found } of 100 alarms are real. That is right. You saw what many people do not see: the program is the same, but where an illness is rarer, more of its alarms are false. The clinic should know this before it invites younger women.
    .reference = From your counts: { $reference } of 100 alarms.
younger-partial = You wrote that among younger women { $found } of 100 alarms are real. Your way is right, but the number is not exact. Use 100,000 women, and round only at the end.
    .reference = From your counts: { $reference } of 100 alarms.
younger-not-met = You wrote that among younger women { $found } of 100 alarms are real. That does not fit your counts. The program works as well as before, but there are fewer women with cancer whom it can find, and just as many healthy women whom it can alarm. So the number must be smaller than in task 4. With a number that is too high, the clinic would invite younger women and not know how many of them it will frighten. Follow the example with 100,000 people, step by step, and give one decimal.
    .reference = From your counts: { $reference } of 100 alarms.
younger-not-judged = There is no answer yet. Think of 100,000 younger women: 200 have cancer and 99,800 are healthy. How many of each does the program call back?
younger-question = Think of a group of women in which nobody has cancer at all. The program still calls some of them back. How many of these alarms are real?

## Task 6

colleague-met = You looked at the right people. A program that calls nobody back is right for all healthy women and wrong for every woman with cancer. Screening is there for the women with cancer.
colleague-partial = Part of your answer is right. Think of the women with cancer: how many of them does the colleague's program find?
colleague-not-met = Think of the women who have cancer. A program that calls nobody back finds none of them, however often it is "right". It is right so often only because most women are healthy. If a clinic bought it, every cancer would be missed.
    .reference = The answer that looks at the ill women is "{ $reference }".
colleague-not-judged = There is no answer yet. Ask yourself: how many women with cancer does the colleague's program find?
colleague-question = Nobody in a room of 100 people speaks up when somebody asks "Who is ill?". One of them is ill. For how many of the 100 is the answer "nobody is ill" right? And did it help the one?

## Task 7

leaflet-met = You compared your number with what chance alone can do to so few women with cancer, and your words promise neither too much nor too little. This is how an honest report sounds.
leaflet-partial = Part of your answer is right. Compare your number from task 2 with both ends of the range once more.
leaflet-not-met = Your words do not fit your counts. First count the women with cancer (found and missed together): this number chooses the line of the table, not the 10,000. Then look whether your number from task 2 is below, inside or above the range. Whoever promises more than the counts show will disappoint patients later; whoever says less will lose a good program.
    .reference = For your counts, the right word is "{ $reference }".
leaflet-not-judged = There is no answer yet. Find the line with your number of women with cancer, and look whether your answer in task 2 is below, inside or above its range.
leaflet-question = Your clinic examined 10,000 women. How many of them tell you something about "how many cancers are found"?

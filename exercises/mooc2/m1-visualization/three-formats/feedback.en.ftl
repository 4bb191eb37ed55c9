# Words for mooc2-1-2-three-formats.
# $found: the share of cells that were right, ready formatted.

## The formats

csv = Reading CSV
csv-met = We gave you results as CSV and looked at the cells that only need to be read. The share that was right: { $found }. What stood in the file stands in your table.
csv-partial = We gave you results as CSV and looked at the cells that only need to be read. The share that was right: { $found }. Look at the cell that went wrong.
csv-not-met = We gave you results as CSV and looked at the cells that only need to be read. The share that was right: { $found }. It has to be 1; a table in which one column has slipped is wrong in every row. Find each column by its name in the header, and let empty cells be empty, as the `read_csv` of the starter does.
csv-not-judged = Reading CSV could not be tried yet. `read_csv` is written, and needs `instant`; its rows go through `tidy`. One of the two is still `todo!()`.
csv-question = A new version of the interface adds a column in the middle. What does your reader put under "unit" from that night on?

fhir = Reading FHIR
fhir-met = We gave you results as FHIR resources and looked at the cells that only need to be read. The share that was right: { $found }. References were followed to the patient and to the specimen.
fhir-partial = We gave you results as FHIR resources and looked at the cells that only need to be read. The share that was right: { $found }. Look at the cell that went wrong.
fhir-not-met = We gave you results as FHIR resources and looked at the cells that only need to be read. The share that was right: { $found }. It has to be 1. In FHIR the sex is the Patient's and the time of arrival the Specimen's: follow the references. In a list of codes or identifiers ask for the system, not for the first.
fhir-not-judged = Reading FHIR could not be tried yet: `read_fhir` gave no rows yet. It, `instant` or `tidy` is still `todo!()`.
fhir-question = An Observation has two codings. Another hospital sends them the other way round, which FHIR allows. What stands in your column of LOINC codes?

hl7 = Reading HL7
hl7-met = We gave you results as HL7 messages and looked at the cells that only need to be read. The share that was right: { $found }. Each result belongs to the patient of its message.
hl7-partial = We gave you results as HL7 messages and looked at the cells that only need to be read. The share that was right: { $found }. Look at the cell that went wrong.
hl7-not-met = We gave you results as HL7 messages and looked at the cells that only need to be read. The share that was right: { $found }. It has to be 1; a result under another patient's name is the worst that a reader can do. PID and OBR hold for the OBX below them. Letters have meanings: F is female in PID-8 and final in OBX-11. Components are divided by ^. A share near 0: segments end with a carriage return, which `lines()` does not split.
hl7-not-judged = Reading HL7 could not be tried yet: `read_hl7` gave no rows yet. It, `instant` or `tidy` is still `todo!()`.
hl7-question = A message has no PID, because somebody cut the file in half. Whose result does your reader make of the first OBX?

any-order = Any order
any-order-met = We sent all three at once, the same in another order, one patient with other line ends, and nothing at all. The least share that was right or stayed the same: { $found }. The table depends on what was sent and not on how it lay in the file.
any-order-partial = We sent all three at once, the same in another order, one patient with other line ends, and nothing at all. The least share that was right or stayed the same: { $found }. Look at the case that went wrong.
any-order-not-met = We sent all three at once, the same in another order, one patient with other line ends, and nothing at all. The least share that was right or stayed the same: { $found }. It has to be 1. Find CSV columns by name; in FHIR collect patients and specimens before you look at observations, and find a coding or an identifier by its system, not by its place; take carriage returns for what they are; let a file without results give no rows, and choose between two rows of one result by what they say, not by which came first. If one of the formats is not read yet, begin there.
any-order-not-judged = Other orders could not be tried yet: they need `instant`, `read_fhir`, `read_hl7` and `tidy`, and one of these gave nothing yet.
any-order-question = Two interfaces run side by side, and one is a minute late. Which of your rules looks at who came first?

## Units and codes

units = Units
units-met = We looked at the values that were sent in mg/dL. The share that was right, value and unit: { $found }. A glucose of 128 is 7.1 here, and nobody is woken for it.
units-partial = We looked at the values that were sent in mg/dL. The share that was right, value and unit: { $found }. Look at the cell that went wrong.
units-not-met = We looked at the values that were sent in mg/dL. The share that was right, value and unit: { $found }. It has to be 1. Unconverted, an ordinary glucose reads as an extreme one, and a creatinine of 300 µmol/L, 3.4 mg/dL, as a kidney that is more than healthy. Convert by the unit beside the value; mg/dL times 10, divided by the molar mass, is mmol/L, and creatinine is asked for in µmol/L. Do not round.
units-not-judged = Units could not be tried yet: `tidy` gave no rows yet. For a start let it give back what it gets.
units-question = A creatinine of 1.1 comes without its unit. Of a calcium of 2.4, could you say which unit it is? Of a urea of 30?

codes = Codes
codes-met = We looked at the results that came with another code than the table's, and at what became of their values. The share that was right: { $found }. Whoever asks for a patient's potassium by its code finds all of it and nothing else.
codes-partial = We looked at the results that came with another code than the table's. The share that was right: { $found }. Look at the cell that went wrong.
codes-not-met = We looked at the results that came with another code than the table's, and at what became of their values. The share that was right: { $found }. It has to be 1. A potassium of 4.2 under the code of calcium is a calcium of 4.2, an emergency that is none. Here the laboratory's own name says which test it is, and the unit says which unit. Set the code by the name, and let no code decide about a conversion.
codes-not-judged = Codes could not be tried yet: `tidy` gave no rows yet. For a start let it give back what it gets.
codes-question = Code and unit contradict each other, and there is no name of the test. Is it still one result, or is it a question to the laboratory?

## Rows and gaps

duplicates = Sent more than once
duplicates-met = We looked at the results that were sent more than once. The share that was right: { $found }. Each stands there once, with the value that the laboratory stands by.
duplicates-partial = We looked at the results that were sent more than once. The share that was right: { $found }. Look at the result that went wrong.
duplicates-not-met = We looked at the results that were sent more than once. The share that was right: { $found }. It has to be 1. A preliminary value is taken back by the final one; who keeps it treats a value that the laboratory has corrected, and who keeps both counts a patient twice. The status decides, not the order and not the way by which it came.
duplicates-not-judged = Results sent more than once could not be tried yet: `tidy` gave no rows yet. For a start let it give back what it gets.
duplicates-question = The final result came by FHIR at 8:10. At 8:30 the old interface wakes up and delivers the preliminary one. What stands in your table at 8:31?

missing = Gaps
missing-met = We looked at the results without a value. The share that was right, value, reason and unit: { $found }. That nothing is known is known.
missing-partial = We looked at the results without a value. The share that was right, value, reason and unit: { $found }. Look at the cell that went wrong.
missing-not-met = We looked at the results without a value. The share that was right, value, reason and unit: { $found }. It has to be 1. A potassium of 0 is no gap, it is a value that nobody alive has; and a row left out is a test that nobody ordered. Keep the row, let the value be none, and keep the reason where one was sent: in HL7 it stands in a note below the result. A row without a value has its unit from `TESTS`, too: FHIR sends none there.
missing-not-judged = Gaps could not be tried yet: `tidy` gave no rows yet. For a start let it give back what it gets.
missing-question = Haemolysed samples are left out of a table. From which patients is it hardest to draw blood, and what will a model never learn of them?

rows = Every row
rows-met = We counted rows: the share of results that stand in your table exactly once: { $found }. None is lost and none was made up.
rows-partial = We counted rows: the share of results that stand in your table exactly once: { $found }. Look at the one that does not.
rows-not-met = We counted rows: the share of results that stand in your table exactly once: { $found }. It has to be 1. Compare the numbers of results that went in and came out, by format. What is lost is usually lost in silence: a line that could not be read, a row without a value, a filter.
rows-not-judged = Rows could not be counted yet: `tidy` gave none yet. For a start let it give back what it gets.
rows-question = A reader skips lines that it does not understand. On which morning will somebody notice?

## Times

zones = Times in UTC
zones-met = We looked at times whose clocks were right. The share that was right in UTC: { $found }. Results of both laboratories lie on one line of time.
zones-partial = We looked at times whose clocks were right. The share that was right in UTC: { $found }. Look at the cell that went wrong.
zones-not-met = We looked at times whose clocks were right. The share that was right in UTC: { $found }. It has to be 1. An hour is the difference between a potassium before the infusion and one after it. Take the offset from each time itself: 05:41+01:00 is 04:41 in UTC; it is taken off, not added. If all times are wrong, look at how the digits are cut.
zones-not-judged = Times could not be tried yet: `instant` or `tidy` gave nothing yet.
zones-question = From the last Sunday of March on, the same laboratory writes +02:00. What does a program do that has learned "core is one hour ahead"?

clocks = Clocks that were off
clocks-met = We looked at samples whose time of taking was an hour off. The share that was right: { $found }. What cannot have happened was noticed, and mended where it could be.
clocks-partial = We looked at samples whose time of taking was an hour off. The share that was right: { $found }. Look at the sample that went wrong.
clocks-not-met = We looked at samples whose time of taking was an hour off. The share that was right: { $found }. It has to be 1. A sample cannot arrive before it was taken, and here none is on its way for more than an hour. Compare both times in UTC; if times in UTC are wrong, begin there. Mend the time of taking only.
clocks-not-judged = Clocks could not be tried yet: `instant` or `tidy` gave nothing yet.
clocks-question = A sample was on its way for 59 minutes. Can its clock be an hour off? What if samples could take two hours?

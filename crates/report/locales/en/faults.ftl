# What is wrong, and the way out.
#
# `fault-<code>`, or `fault-<code>-<case>` where one code has several messages, says what
# was expected and what was found; `.hint` is the way out, and `.near` is said instead of it
# where `$near` is what was probably meant. The place is said by itself. Each message
# belongs to a problem in the sources, and a test holds the two together.

failure = error: { $message }
failure-at = error: { $place }: { $message }
failure-hint = hint: { $hint }
not-looked-at = Not looked at yet: { $files }. It waits until this is mended.

## Files written by hand

fault-too-large-document = expected a file of at most { $most } bytes, found { $found } bytes
    .hint = hand in the file you edited
fault-encoding = expected UTF-8 text, found another encoding
    .hint = save the file again with the encoding UTF-8
fault-encoding-utf16 = expected UTF-8 text, found UTF-16
    .hint = save the file again with the encoding UTF-8
fault-unknown-format = expected format = { $expected }, found { $found }
    .hint = a newer medlab may read it; otherwise add the line format = { $expected }
fault-unknown-format-missing = expected format = { $expected }, found none
    .hint = add the line format = { $expected }
fault-unknown-key = expected a name that is known here, found `{ $found }`
    .hint = known here: { $known }
    .near = did you mean `{ $near }`?
fault-unknown-key-word = `{ $name }`: expected one of { $known }, found { $found }
    .hint = copy one of these words, with its quotation marks
    .near = did you mean "{ $near }"?
fault-not-toml = this line cannot be read: { $found }
    .hint = brackets and quotation marks come in pairs, here and in the lines above; compare with the file as you got it
fault-unfilled = `{ $name }` is still empty
    .hint = write one of these words, in quotation marks: { $known }
fault-unfilled-free = `{ $name }` is still empty
    .hint = write what the instructions ask for, in quotation marks
fault-not-toml-twice = `{ $name }` stands here for the second time
    .hint = it is in line { $first } already: keep one of the two lines, and put a # before the other
fault-not-toml-curly = expected straight quotation marks, found { $found }
    .hint = write { $mended } and use a simple text editor, not a word processor
fault-not-toml-nothing = nothing stands after `{ $name } =`
    .hint = write the value there, or put a # before the line
fault-not-toml-prose = expected a line such as name = value, found: { $found }
    .hint = if it is an explanation, put the # back before it
fault-not-toml-words = expected nothing after the value, found: { $found }
    .hint = write { $mended } or, if the whole line is an explanation, put the # back before it
fault-not-toml-list = expected a comma between two words of a list, found { $found }
    .hint = write { $mended }
fault-not-toml-number = { $name }: expected a number, found { $found }
    .hint = write it without quotation marks, with a point for decimals
fault-not-toml-whole = { $name }: expected a whole number, found { $found }
    .hint = write it without quotation marks and without decimals
fault-not-toml-text = { $name }: expected a word in quotation marks, found { $found }
    .hint = put it in quotation marks
fault-not-toml-flag = { $name }: expected true or false, found { $found }
    .hint = write true or false, without quotation marks
fault-not-toml-square = { $name }: expected a list, found { $found }
    .hint = put the words in square brackets, with commas between them
fault-not-toml-kind = { $name }: this cannot be read here: { $found }
    .hint = compare the line with the file as you got it
fault-missing-key-file = expected `{ $name }`, found no line that says it
    .hint = add it; if the line is there, does it still begin with a #?
fault-not-toml-thousands = expected a number without commas, found { $found }
    .hint = write { $mended }
fault-not-toml-comma = expected a point before the decimals, found { $found }
    .hint = write { $mended }
fault-not-toml-percent = expected a number without the sign %, found { $found }
    .hint = write { $mended }
fault-not-toml-fraction = expected a number, found the division { $found }
    .hint = write { $mended }
fault-not-toml-digit = expected a digit before and after the point, found { $found }
    .hint = write { $mended }
fault-not-toml-rounded = expected a whole number, found { $found }
    .hint = write { $mended }
fault-not-toml-brackets = expected the words of a list between square brackets, found { $found }
    .hint = write { $mended }
fault-not-toml-quotes = `{ $name }`: this text cannot be read: it needs three quotation marks before and after it
    .hint = write { $name } = """ in one line, your text in the lines below, and """ in a line of its own; in between, lines may be as long as you like
fault-not-toml-word = expected a word in quotation marks, found { $found }
    .hint = write { $mended }

## Answers

fault-unknown-key-question = expected the name of a question, found `{ $found }`
    .hint = the questions are: { $known }
    .near = did you mean `{ $near }`?
fault-not-a-number = { $name }: expected a number, found { $found }
    .hint = write it with a point and without a unit, such as { $name } = 4.5
fault-not-a-number-mended = { $name }: expected a number, found { $found }
    .hint = write { $mended }
fault-out-of-range-share = { $name }: expected a number from { $low } to { $high }, found { $found }
    .hint = a number “{ $unit }” is asked for: write { $mended }
fault-out-of-range = { $name }: expected a number from { $low } to { $high }, found { $found }
    .hint = read the question's unit again
fault-out-of-range-unit = { $name }: expected a number from { $low } to { $high }, found { $found }
    .hint = the answer is asked for in: { $unit }
fault-out-of-range-percent = { $name }: expected a number from { $low } to { $high }, found { $found }
    .hint = is it in percent? did you mean { $meant }?
fault-unknown-choice-answer = { $name }: expected one of { $offered }, found { $found }
    .hint = copy one of the words offered, with its quotation marks
    .near = did you mean "{ $near }"?
fault-not-several = { $name }: expected some of { $offered }, each once, found { $found }
    .hint = write the words in square brackets, with commas between them
fault-not-several-mended = { $name }: expected the words of a list between square brackets, found { $found }
    .hint = write { $mended }
fault-not-a-text = { $name }: expected a text, found { $found }
    .hint = write it in quotation marks, or between three of them where it has several lines
fault-too-long = { $name }: expected at most { $most } characters, found { $found }
    .hint = say it more shortly
fault-not-an-ordering = { $name }: expected each of { $offered } once, found { $found }
    .hint = write the words in square brackets, with commas between them

## Predictions

fault-not-asked = expected no predictions, found some
    .hint = hand in only what the exercise asks for
fault-duplicate-id = expected each patient once, found { $id } again
    .hint = it stands in row { $first } already; keep one of the two
fault-missing-id = expected a row for each of { $all } patients, found none for { $missing }
    .hint = the first without a row is { $first }; see { $table }
fault-unknown-id = expected a patient of this assignment, found { $found }
    .hint = the patients are named as in the file you were given: { $example }
fault-empty-cell = expected a value, found an empty cell ({ $label })
    .hint = every patient needs a value; decide, even where you are unsure
fault-risk-range = expected a risk from 0 to 1, found { $found }
    .hint = a risk is the share of such patients to whom it happens
fault-risk-range-percent = expected a risk from 0 to 1, found { $found }
    .hint = is it in percent? divide it by 100
fault-unknown-choice = expected one of { $offered }, found { $found }
    .hint = write one of the words offered
    .near = did you mean { $near }?
fault-wrong-delimiter-predictions = { fault-wrong-delimiter }
    .hint = save it with commas between the cells and a point before decimals
fault-wrong-decimal-predictions = expected a number, found { $found }: it has a decimal comma
    .hint = save it with commas between the cells and a point before decimals
fault-not-finite-predictions = expected a number, found { $found }: it is not a finite number
    .hint = every patient needs a number; a model has to know what to do with missing values

## Hand-ins

fault-missing-file = expected the file { $name }, found { $found }
    .hint = hand in the exercise's folder with { $name } in it
fault-missing-file-longer = expected the file { $name }, found { $found }
    .hint = your editor added .txt to the name: rename the file to { $name } (in Windows, switch on “File name extensions” in the folder's View menu to see the whole name)
fault-missing-file-two = expected one file { $name }, found it and { $found }
    .hint = your editor added .txt to the name: if { $found } holds your work, delete { $name } and rename { $found } to it; else delete { $found }
fault-missing-file-need = expected your { $name } of { $exercise }, found none
    .hint = do { $exercise } first: medlab check finds it in that folder of your lab; to hand it in, put a copy at { $path }
fault-missing-file-none = expected the file { $name }, found none
    .hint = hand in the exercise's folder with { $name } in it
fault-unknown-variant = expected variant = "practice-1" to "practice-32", or the pack's ID
    .hint = hand in the handin.toml that came with the exercise, unchanged
fault-another-exercise = expected work on { $expected }, found { $found }
    .hint = hand it in where it belongs
fault-another-version = expected version { $expected }, found version { $found }
    .hint = get the exercise's files again: its questions or patients have changed
fault-practice-variant = expected work on the issued pack, found work on a practice variant
    .hint = do the work in the folder that the teacher issued, and hand that in
fault-unknown-learner = expected a folder or zip named by an ID of the roster, found another name
    .hint = name it by the learner's ID, or add the learner to the roster
fault-another-pack = expected work on the learner's own pack, found another learner's
    .hint = hand in work on the patients that were issued to you
fault-unknown-pack = expected a pack of this class and key, found none of them
    .hint = hand in the handin.toml that was issued, unchanged
fault-several-submissions = expected one submission of this exercise by a learner, found several
    .hint = hand in only the one that is to count
fault-pack-without-key = expected work on a practice variant, found work on a pack
    .hint = grade it with --key and --pseudonym-key
fault-pack-in-practice = expected a practice variant, found a teacher's pack
    .hint = hand the pack in; only your teacher can judge it

## What was handed in, as files

fault-not-a-file = expected a plain file, found a link, a pipe, a device or a folder
    .hint = hand in a copy of the file itself
fault-not-a-file-zip = expected a plain file in the zip, found a link or a folder
    .hint = zip the files themselves
fault-does-not-compile = it does not compile: { $detail }
    .hint = run cargo check in the exercise's folder; it shows every error with its place
fault-does-not-compile-elsewhere = it asks for another file: { $detail }
    .hint = src/lib.rs alone is judged: write into it what stands in the other file
fault-does-not-compile-unsafe = it is not safe Rust: { $detail }
    .hint = do without `unsafe`, in macros, too: instead of ndarray's `s!` take `slice_axis` or `slice_each_axis`
fault-does-not-compile-mismatch = what the judge calls is not there, or of another type: { $detail }
    .hint = keep the functions' names, inputs and results as they are in the starter
fault-does-not-compile-time = compiling it took too long
    .hint = is there a macro, a constant or a type that grows without end?
fault-does-not-compile-memory = compiling it took too much memory
    .hint = is there a macro, a constant or a type that grows without end?
fault-does-not-compile-large = it is too large, or becomes too large when compiled
    .hint = write what the exercise asks for; large tables do not belong into it
fault-does-not-compile-engine = the judge's engine does not take the program: it is too long, or differs between machines
    .hint = write shorter functions, without target features
fault-does-not-compile-crashed = the compiler itself failed on it
    .hint = simplify the last thing you changed, and run cargo check in the exercise's folder
fault-too-large = expected at most { $limit } bytes, found { $found } bytes
    .hint = hand in only what the exercise asks for
fault-too-large-together = expected at most { $limit } bytes in all files together, found more
    .hint = hand in only what the exercise asks for
fault-unreadable-submission = cannot be read: { $detail }
    .hint = hand it in again
fault-unreadable-crowded = expected at most { $limit } entries in a folder, found more
    .hint = hand in only what the exercise asks for
fault-duplicate-file = expected one file { $name }, found two in other case
    .hint = hand in only one
fault-duplicate-file-entry = expected one entry { $name }, found two
    .hint = zip the folder again
fault-duplicate-file-zip = expected each name once in the zip, found one twice
    .hint = zip it again
fault-too-many-entries = expected at most { $limit } entries in a zip, found { $found }
    .hint = zip only your work
fault-too-many-entries-more = expected at most { $limit } entries in a zip, found more
    .hint = zip only your work
fault-too-many-entries-folders = expected at most { $limit } folders of work in a learner's zip, found { $found }
    .hint = zip only your work
fault-path-leaves-zip = expected names within the zip, found one that leaves it
    .hint = zip it again
fault-damaged-zip = expected a readable zip, found: { $detail }
    .hint = zip the folder again

## Tables

fault-empty = expected a header and rows, found an empty file
    .hint = is it the right file? save it again where it was made
fault-no-rows = expected at least one row below the header, found none
    .hint = each patient needs a row
fault-unreadable-midway = expected a readable file, found this: { $detail }
    .hint = copy the file to this machine and try again
fault-not-utf8 = expected text in UTF-8, found byte { $byte }, as in a Windows encoding
    .hint = save the file as CSV UTF-8 (in a spreadsheet: Save as, CSV UTF-8)
fault-not-utf8-latin1 = expected text in UTF-8, found byte { $byte }, which in Latin-1 (Windows-1252) is `{ $letter }`
    .hint = save the file as CSV UTF-8 (in a spreadsheet: Save as, CSV UTF-8)
fault-not-utf8-utf16 = expected text in UTF-8, found UTF-16
    .hint = save the file as CSV UTF-8 (in a spreadsheet: Save as, CSV UTF-8)
fault-not-text = expected comma-separated text, found { $kind ->
    [zip] a zip archive or Excel workbook
    [xls] an old Excel workbook
    [gzip] a gzip archive
    [pdf] a PDF
    [parquet] a Parquet file
    [sqlite] an SQLite database
   *[other] something else
 }
    .hint = export it as CSV UTF-8
fault-nul = expected text, found a NUL byte
    .hint = export the file again as CSV UTF-8
fault-duplicate-header = expected different column names, found `{ $name }` twice in the header
    .hint = rename or remove one of them
fault-empty-header = expected a name for every column, found none for column { $number }
    .hint = name the columns in the first line
fault-too-many-columns = expected at most { $limit } columns, found more
    .hint = keep only the columns that are needed
fault-too-many-rows = expected at most { $limit } rows, found more
    .hint = keep one row for each patient
fault-too-large-endless = expected at most { $limit } bytes, found more
    .hint = keep only the rows and columns that are needed
fault-record-too-long = expected records of at most { $limit } bytes, found a longer one
    .hint = is it the right file? each row needs a line of its own
fault-record-too-long-quote = expected records of at most { $limit } bytes, found a longer one
    .hint = the quote that opens in line { $quote } may never be closed
fault-unclosed-quote = expected a closing quote, found the end of the file
    .hint = the file may have been cut off; a quote inside quotes is written twice
fault-stray-quote = expected no quote inside a value without quotes around it, found one
    .hint = put quotes around the whole value, and write quotes inside it twice
fault-stray-quote-after = expected a delimiter after a closing quote, found '{ $found }'
    .hint = put quotes around the whole value, and write quotes inside it twice
fault-lone-carriage-return = expected lines that end with LF or CRLF, found a lone carriage return
    .hint = save the file with Unix or Windows line ends
fault-wrong-delimiter = expected columns split by { $expected ->
    [comma] commas
    [semicolon] semicolons
    [tab] tabs
   *[other] `{ $expected }`
 }, found { $found ->
    [comma] commas
    [semicolon] semicolons
    [tab] tabs
   *[other] `{ $found }`
 }
    .hint = if that is how columns are split, say --delimiter '{ $found ->
        [comma] ,
        [semicolon] ;
        [tab] \t
       *[other] { $found }
    }'
fault-ragged-row-short = expected { $expected } values, one for each column, found { $found }
    .hint = a value that is not known still needs its delimiter
fault-ragged-row-long = expected { $expected } values, one for each column, found { $found }
    .hint = a value with the delimiter in it needs quotes around it; with decimal commas, columns have to be split by `;`
fault-blank-line = expected a row, found an empty line before the last row
    .hint = remove the empty line
fault-missing-column = expected a column `{ $name }`, found none of that name
    .hint = the first line of the file names its columns
    .near = did you mean `{ $near }`?
fault-empty-cell-number = expected a number, found an empty cell
    .hint = fill it in
fault-not-finite = expected a number, found { $found }: it is not a finite number
    .hint = a missing value is an empty cell (in R: write.csv(…, na = ""))
fault-too-large-number = expected a number, found { $found }: it is too large
    .hint = no honest number is that large; was it cut or joined?
fault-wrong-decimal-comma = expected a number, found { $found }: it has a decimal comma
    .hint = if commas are decimal marks, say --decimal ','
fault-wrong-decimal-point = expected a number, found { $found }: it has a decimal point
    .hint = if points are decimal marks, say --decimal '.'
fault-not-a-number-grouped = expected a number, found { $found }: it has something that groups digits
    .hint = write the digits without anything between them
fault-not-a-number-script = expected a number, found { $found }: its digits are not those from 0 to 9
    .hint = write it with the digits from 0 to 9
fault-not-a-number-base = expected a number, found { $found }: it is not decimal
    .hint = write it as a decimal number
fault-not-a-number-percent = expected a number, found { $found }: it is a percentage
    .hint = leave the sign out and divide by 100
fault-not-a-number-text = expected a number, found { $found }: it is text
    .hint = write a number; a missing value is an empty cell
fault-unexpected-value-flag = expected 0 or 1, found { $found }
    .hint = write 1 where it holds and 0 where it does not
fault-unexpected-value-level = expected one of { $levels }, found { $found }
    .hint = write one of them, or leave the cell empty
fault-unexpected-value-time = expected a time such as 2025-01-06T08:30, found { $found }
    .hint = write date and time in this form

## Evaluations

fault-threshold = expected a threshold between 0 and 1, found { $found }
    .hint = a threshold is a risk, such as --threshold 0.1
fault-delimiter = expected a delimiter, found { $found }
    .hint = say ',' or ';' or a tab
fault-delimiter-decimal = expected different characters for delimiter and decimal mark
    .hint = with --decimal ',' say also --delimiter ';'
fault-decimal = expected a decimal mark, found { $found }
    .hint = say '.' or ','
fault-missing-value = expected a value, found an empty cell
    .hint = fill it in, or leave such rows out with --drop-missing
fault-risk-range-score = expected a risk from 0 to 1, found { $found }
    .hint = a risk is a probability; scores and logits have to be turned into one
fault-risk-range-evaluated = expected a risk from 0 to 1, found { $found }
    .hint = is it in percent? divide it by 100
fault-not-an-outcome = expected an outcome of 0/1 or true/false, found { $found }
    .hint = recode the outcome: 1 where the event happened, 0 where not
fault-too-many-groups = expected at most { $limit } groups, found more
    .hint = does the column name patients? then say --cluster; else group it first
fault-empty-rated = expected rows with outcome and risk, found none
    .hint = each row needs both
fault-one-class = { why-one-class }
    .hint = an evaluation needs patients with the event and patients without
fault-input = this cannot be evaluated: { $detail }
    .hint = see `medlab evaluate --help`

## Commands

fault-usage = { $detail }
    .hint = see medlab --help
fault-no-lab = expected to stand in a lab folder, found none here or above
    .hint = make one with `medlab init my-lab`, then `cd my-lab`
    .near = there is one below: `cd { $near }`
fault-several-exercises = expected one exercise for --html, found { $found }
    .hint = name one, such as `medlab check EXERCISE --html FILE`
fault-several-exercises-recipe = expected one exercise with a recipe, found { $found }
    .hint = name one, such as `medlab run EXERCISE`
fault-no-recipe = expected an exercise that asks for a recipe, found { $exercise }
    .hint = `medlab list` shows which exercises ask for recipe.toml
fault-no-recipe-lab = expected an exercise that asks for a recipe, found none in this lab
    .hint = `medlab list` shows which exercises ask for recipe.toml
fault-no-exercises = expected exercises in the lab folder, found none
    .hint = make them with `medlab init`
fault-unknown-exercise = expected the id of an exercise, found { $found }
    .hint = `medlab list` shows them all
    .near = did you mean { $near }? `medlab list` shows them all
fault-released-course = expected a full course, found a released one, which is for practice
    .hint = name the full course with --course DIR; a checkout of medlab is one
fault-unknown-dataset = expected the name of a dataset, found { $found }
    .hint = there are: { $known }
    .near = did you mean { $near }?
fault-format = { $dataset } cannot be written as { $format } yet
    .hint = only datasets of laboratory results have these forms; say --as csv
fault-rows = expected at least one row, found 0
    .hint = say --rows 1000
fault-no-submissions = expected submissions, found none
    .hint = name a folder that holds a folder or zip for each learner, or one that holds a learner's files
fault-out-among-submissions = expected a folder for results beside the submissions, found one among them
    .hint = name another folder for --out; the next run would take results for a submission
fault-roster-encoding = expected UTF-8 text, found another encoding
    .hint = save the list as a CSV file with the encoding UTF-8
fault-roster-empty = expected one learner's ID a line, found none
    .hint = write one ID a line; it may be any text
fault-roster-duplicate = expected each ID once, found `{ $id }` again
    .hint = take one of the two lines out
fault-roster-name = expected an ID that can name a folder, found `{ $id }`
    .hint = use letters, digits, spaces and the characters - _ . @ + in an ID
fault-roster-long = expected at most { $most } learners, found more
    .hint = grade the class in several parts

## Files and keys

fault-unreadable = cannot be read: { $detail }
    .hint = check the path
fault-unreadable-kind = expected a file
    .hint = check the path
fault-unreadable-folder = expected a CSV file, found a folder
    .hint = check the path
fault-unreadable-large = expected at most { $limit } bytes, found { $found }
    .hint = is it the right file?
fault-unreadable-course = cannot be read: { $detail }
    .hint = check the course's folder
fault-cannot-write = cannot be written: { $detail }
    .hint = check the folder's permissions and the space on the disk
fault-cannot-write-output = cannot be written: { $detail }
    .hint = is the disk full?
fault-exists = expected nothing there, found it taken
    .hint = use --force
fault-exists-key = expected nothing there, found it taken
    .hint = a key that is overwritten makes its packs ungradable; choose another name
fault-not-a-key = expected a key made by `medlab key new`, found something else
    .hint = is it the right file?
fault-no-code = code cannot be judged here: { $detail }
    .hint = see medlab doctor
fault-no-code-toolchain = code cannot be judged here: { $detail }
    .hint = install Rust, then: rustup target add wasm32-wasip1
fault-no-code-engine = code cannot be judged here: medlab-judge is not beside medlab
    .hint = build it once, it takes some minutes: cargo build --release -p medlab-judge
fault-no-code-native = your code cannot be built here: { $detail }
    .hint = the first build takes the libraries from the network; without one, see --vendor in medlab init --help
fault-no-code-workspace = the lab has no Cargo.toml for its code exercises
    .hint = medlab init --force brings it; your own files are kept beside
fault-no-code-sandbox = MEDLAB_SANDBOX: expected full or strict, found { $found }
    .hint = leave it out: medlab takes the best that this machine has
fault-no-code-cache = there is no folder for what is built once
    .hint = name one in the variable MEDLAB_CACHE
fault-unconfined = this machine cannot hold the code of others: it would run with all that you may do
    .hint = see medlab doctor; or grade in a virtual machine of its own with --trust-submissions
fault-no-random-numbers = expected random numbers from this system, found none: { $detail }
    .hint = this system gives no random numbers

## Neither the learner's nor the user's

fault-course = { $message }
    .hint = { $hint }
fault-grader-error = the grader failed on this submission
    .hint = Report it with this message and the submission to those who make medlab.
fault-grader-panic = medlab itself failed; this is not your fault
    .hint = please report the message above

## A recipe

fault-unknown-table = expected one of the files { $known }, found { $found }
    .hint = name a file that came with the exercise
fault-unfilled-recipe = `{ $name }` is still empty
    .hint = write one of these, in quotation marks: { $known }
fault-unknown-column-recipe = expected a column of your table, found { $found }
    .hint = copy the column's name from dictionary.csv
    .near = did you mean "{ $near }"?
fault-unknown-column-supplied = expected one of { $known }, found { $found }
    .hint = copy one of these words, with its quotation marks
    .near = did you mean "{ $near }"?
fault-not-an-outcome-recipe = expected a column that is 0 or 1 for everybody, found { $found }
    .hint = the exercise's instructions name the outcome
fault-outcome-as-predictor = { $found } cannot predict itself
    .hint = take { $found } out of the predictors
fault-repeated-column = expected each predictor once, found { $found } again
    .hint = keep one of the two
fault-not-risks = expected a column of risks from 0 to 1 without gaps, found { $found }
    .hint = the exercise's instructions name the column with the supplied risks
fault-no-predictors = expected at least one predictor, found none
    .hint = name columns that the model may know in data.predictors
fault-text-column = { $found } holds texts, from which no model here can learn
    .hint = take { $found } out of the predictors
fault-time-column = { $found } holds times, from which no model here can learn
    .hint = take { $found } out of the predictors
fault-nothing-known = { $found } is empty for everybody from whom the model learns
    .hint = take { $found } out of the predictors
fault-constant-column = { $found } is the same for everybody from whom the model learns
    .hint = take { $found } out of the predictors, or let the model learn from more rows
fault-no-spline = { $found } cannot have a spline
    .hint = name a predictor that holds numbers, with 3, 4 or 5 knots
fault-infinite-column = { $found } holds an infinite number
    .hint = take { $found } out of the predictors, or use it without a spline
fault-unprepared = the columns cannot be turned into numbers ({ $detail })
    .hint = take columns out of the predictors, one after the other
fault-unknown-model = expected one of { $known }, found { $found }
    .hint = copy one of these words
    .near = did you mean "{ $near }"?
fault-unknown-setting = { $model } has no { $setting }; it has { $known }
    .hint = take the line out
fault-unknown-setting-none = { $model } has no { $setting }, and no other setting
    .hint = take the line out
fault-out-of-range-setting = { $setting }: expected a number from { $low } to { $high }, found { $found }
    .hint = choose a number within that range
fault-out-of-range-level = { $setting }: expected a number from { $low } to { $high }, found { $found }
    .hint = a level is a part of 1: { $found } of 100 is written { $setting } = { $meant }
fault-out-of-range-whole = { $setting }: expected a whole number from { $low } to { $high }, found { $found }
    .hint = choose a whole number within that range
fault-too-many-candidates = expected 1 to { $most } candidates, found { $found }
    .hint = each value in a list makes a candidate of its own, and lists multiply
fault-missing-key = expected { $key }, which { $because } asks for
    .hint = add it; if the line is there, does it still begin with a #?
fault-missing-key-candidate = there is no model yet: no line that names a candidate counts
    .hint = name one; if the line is there, does it still begin with a #?
fault-missing-key-rows = expected { $part }: nothing says yet which rows are for that
    .hint = add it; if the line is there, does it still begin with a #?
fault-missing-key-choose = there are several candidates, and nothing says how to choose one
    .hint = set choose.by to "tune", "cross_validation" or "nested", or keep one candidate
fault-no-rows-recipe = no row is left in { $part }
    .hint = let it begin before it ends, and take a larger share
fault-folds = expected at least 2 folds, found { $folds }
    .hint = ask for 5 or 10 folds
fault-folds-many = expected enough rows or patients for { $folds } folds, found { $found }
    .hint = take fewer folds, or more rows
fault-folds-sides = expected rows on both sides of the cut, found { $before } before and { $after } after
    .hint = choose a cut with rows before and after it
fault-folds-time = expected a time in every row, found none in row { $row }
    .hint = divide the rows by something else
fault-no-fit = { $model } cannot be fitted: { $reason ->
        [one_class] everybody has the same outcome
        [separated] the predictors tell the outcomes apart, at least for some patients, without a single error
        [collinear] one predictor follows from the others
        [too_few] there are too few rows
        [constant_risk] everybody gets the same risk
        [not_converged] the calculation did not settle
       *[other] { $reason }
    }
    .hint = does a column know the outcome, or say the same as another? leave it out, learn from more rows, or take a ridge
fault-no-fit-column = { $model } cannot be fitted because of { $column }: { $reason ->
        [separated] by this column alone, the outcomes can be told apart without a single error, at least for some patients
        [collinear] this column follows from the others
       *[other] { $reason }
    }
    .hint = does { $column } know the outcome, or say the same as another column? leave it out, or take a ridge
fault-no-fit-mend = the risks cannot be adjusted on the rows of `rows.calibrate`: { $reason ->
        [one_class] everybody there has the same outcome
        [too_few] there are too few rows
        [separated] there are too few with the outcome, or too few without it
        [constant_risk] everybody gets the same risk
       *[other] { $reason }
    }
    .hint = adjust them on a table in which more people have the outcome
fault-too-much-work = the recipe takes about { $work } seconds, and { $budget } are allowed
    .hint = compare fewer candidates, take fewer trees, rounds or folds; seconds of each candidate by itself: { $each }
fault-stopped = the recipe took too long or too much memory, and was stopped
    .hint = compare fewer candidates, take fewer trees, rounds or folds

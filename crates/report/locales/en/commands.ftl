# What the commands say to people.

tour-title = A first minute with medlab
tour-introduction =
    Two people were given the same synthetic patients: emergency admissions whose true risk of sepsis is known, because the hospital is made by a model. Each handed in a risk for 2,000 further patients. Here is how both are graded: by their distance to the truth, in the terms in which a clinician would judge a model.
tour-made = Made { $patients } synthetic patients and graded two submissions on them.
tour-flawed = A flawed submission
tour-flawed-story =
    This model was trained on every column there was, and on these 2,000 patients it looks nearly perfect. One of its columns is only known long after the prediction has to be made. At the bedside that column is empty, so what it promises cannot be kept.
tour-good = A good submission
tour-good-story =
    This model uses only what is known one hour after arrival. It looks less brilliant, and it is the one that helps patients.
tour-side-by-side = Side by side
tour-column-flawed = flawed
tour-column-good = good
tour-total = In all
tour-closing = All patients are synthetic. Nothing here may be used to decide about a real patient.
tour-next =
    Next: `medlab list` shows the exercises, `medlab init my-lab` makes your own folder.
report-written = Report: { $file }
tour-report = Report with figures: { $file }

init-made =
    { $exercises ->
        [one] Made the lab { $lab } with one exercise, on the synthetic patients of { $variant }.
       *[other] Made the lab { $lab } with { $exercises } exercises, on the synthetic patients of { $variant }.
    }
init-code = Code exercises: open the lab's folder in your editor; `cargo test` there builds the libraries once, which takes a few minutes.
init-next =
    Next: read { $folder }/instructions.md, do the work in that folder, then
      cd { $folder } && medlab check

list-start = Start with `medlab init my-lab`.
list-about = { $artifacts }, { $minutes } minutes, { $points } points
list-draft = draft
list-not-tried = not yet tried
list-passed = passed, best { $best }
list-not-passed = not yet passed, best { $best }

check-question = A question that may help: { $question }
check-hints = Hints, step by step: hints.md in the exercise's folder.

tour-points = { $points } of { $most }

data-about = { $title }; a row is one { $row }; { $columns } columns; version { $version }
data-columns = Columns
data-time = The prediction is made at { $time }.
data-cluster = Which { $cluster } the { $row } is of
data-column = { $label }: { $values }, known { $known }{ $missing }; { $family }, after { $source }
data-missing = ; may be missing ({ $mechanism })
data-invented = invented
data-made =
    { $rows ->
        [one] Made one synthetic patient of { $dataset } in { $folder }.
       *[other] Made { $rows } synthetic patients of { $dataset } in { $folder }.
    }

key-made = Made the key { $file }. Keep it where no learner reads it, and keep a copy: packs issued under a lost key cannot be graded.

issue-done =
    { $packs ->
        [one] Issued one pack of { $exercise } into { $folder } in { $seconds } s. Give the learner the folder of their ID.
       *[other] Issued { $packs } packs of { $exercise } into { $folder } in { $seconds } s. Give each learner the folder of their ID.
    }

grade-tally = { $submissions } submissions in { $seconds } s: { $passed } passed, { $rest } not passed, { $refused } not gradable{ $failed ->
        [0] {""}
       *[other] , { $failed } on which the grader failed
    }.
grade-shared-pack = Warning: { $names } are about the same pack. With --roster FILE, each learner's own is asked for.
grade-packs = { $packs } of them on packs: grade them with --key and --pseudonym-key.
grade-written = Grades, reports and feedback: { $folder }
progress = { $bar } { $done } of { $all }, about { $left } left

release-done = Released { $files } files into { $folder }.

verify-holds = { $exercises } { $exercises ->
        [one] exercise
       *[other] exercises
    } and { $draws } { $draws ->
        [one] draw
       *[other] draws
    }: all holds.
verify-findings = { $findings } { $findings ->
        [one] finding
       *[other] findings
    }: the course's content needs mending.
verify-ok = ok
verify-not-ok = FINDINGS
verify-exercise = { $exercise } v{ $version }: { $state } ({ $seconds } s)
verify-table = solution at least { $solution }, starter at most { $starter }, drawn again { $redrawn } of { $draws }, neighbour passed { $neighbours } of { $draws }
verify-fuel = the solution's costliest call took { $costliest } of { $limit } million instructions
verify-flawed = { $name } practice-1: { $points }   mean { $mean } ({ $least } to { $most }), passed { $passed } of { $draws }

code-native = medlab-judge or the target wasm32-wasip1 is not here (see medlab doctor): your code runs on this machine as it is. What it costs, and how that grows, is judged by medlab-judge only.
code-native-library = Building the libraries that your code may use, once; this takes a few minutes.
code-library = Building the libraries that submissions may use, once; this takes a minute or two.

list-more = { $more } more { $more ->
        [one] exercise is
       *[other] exercises are
    } in the course but not in this lab: `medlab list` outside of it shows them.

doctor-parts = For code exercises
doctor-toolchain = Rust compiler with the target wasm32-wasip1
doctor-engine = medlab-judge
doctor-library = the learners' library
doctor-there = yes: { $name }: { $detail }
doctor-not-there = NO: { $name }: { $detail }
doctor-fences = What holds the code of others
doctor-namespaces = namespaces: no processes, network or files but its own
doctor-landlock = landlock: files are closed by the kernel
doctor-seccomp = seccomp: a filter of system calls
doctor-limits = limits of memory, time and files
doctor-other-user = as root: another user
doctor-holds = yes: { $name }
doctor-holds-not = NO: { $name } ({ $why })
doctor-full = Full: the code of others can be graded here.
doctor-strict = Strict: the code of others can be graded here.
doctor-incomplete = Code exercises cannot be graded here until what is missing above is there.
doctor-none = None: the code of others is not graded here unless you say --trust-submissions.

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

//! What stands between the judge and your functions. It is part of the exercise: leave it as it is.

use std::process::ExitCode;

use medlab::harness::{Answer, Inputs, Refused, Unknown, serve};
use submission::Interval;

fn call(function: &str, inputs: &Inputs) -> Result<Answer, Refused> {
    match function {
        "estimate" => {
            let past = inputs.table("past")?;
            // First what is expected; the next year's patients come afterwards.
            let expected = submission::estimate(&past);
            let model = submission::fit(&past);
            let risks = submission::predict(&model, &inputs.table("patients")?);
            Ok(Answer::record([
                ("auroc", numbers(&expected.auroc)),
                ("observed_expected", numbers(&expected.observed_expected)),
                ("risks", risks.into()),
            ]))
        }
        _ => Err(Unknown.into()),
    }
}

fn numbers(interval: &Interval) -> Answer {
    vec![interval.low, interval.value, interval.high].into()
}

fn main() -> ExitCode {
    serve(call)
}

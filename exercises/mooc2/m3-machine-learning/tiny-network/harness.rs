//! What stands between the judge and your network. It is part of the exercise: leave it as it is.

use std::process::ExitCode;

use medlab::cohort::Table;
use medlab::harness::{Answer, Inputs, Refused, Unknown, serve};
use medlab::ndarray::{Array1, Array2};
use submission::Network;

/// The voltages of a beat: s000 to s063.
const SAMPLES: usize = 64;

fn call(function: &str, inputs: &Inputs) -> Result<Answer, Refused> {
    match function {
        "softmax" => Ok(submission::softmax(&matrix(inputs, "scores")?).into()),
        "forward" => {
            let beats = matrix(inputs, "beats")?;
            Ok(submission::forward(&network(inputs)?, &beats).into())
        }
        "gradients" => {
            let beats = matrix(inputs, "beats")?;
            let classes: Vec<usize> =
                inputs.numbers("classes")?.iter().map(|class| *class as usize).collect();
            let Network { weights_1, bias_1, weights_2, bias_2 } =
                submission::gradients(&network(inputs)?, &beats, &classes);
            Ok((weights_1, bias_1, weights_2, bias_2).into())
        }
        "train_and_predict" => {
            let (train, new) = (inputs.table("train")?, inputs.table("patients")?);
            let labels = train.column("label").ok_or(Refused)?;
            let classes: Vec<usize> = (0..train.rows())
                .map(|row| usize::from(labels.text(row) == "ventricular"))
                .collect();
            let (beats, new_beats) = (voltages(&train)?, voltages(&new)?);
            Ok(submission::train_and_predict(&beats, &classes, &new_beats).into())
        }
        _ => Err(Unknown.into()),
    }
}

fn network(inputs: &Inputs) -> Result<Network, Refused> {
    Ok(Network {
        weights_1: matrix(inputs, "weights_1")?,
        bias_1: Array1::from(inputs.numbers("bias_1")?.to_vec()),
        weights_2: matrix(inputs, "weights_2")?,
        bias_2: Array1::from(inputs.numbers("bias_2")?.to_vec()),
    })
}

fn matrix(inputs: &Inputs, name: &str) -> Result<Array2<f64>, Refused> {
    let rows = inputs.rows(name)?;
    let columns = rows.first().map_or(0, Vec::len);
    Array2::from_shape_vec((rows.len(), columns), rows.concat()).map_err(|_| Refused)
}

/// One row for each beat, one column for each voltage.
fn voltages(table: &Table) -> Result<Array2<f64>, Refused> {
    let mut voltages = Array2::zeros((table.rows(), SAMPLES));
    for (sample, mut column) in voltages.columns_mut().into_iter().enumerate() {
        let recorded = table.column(&format!("s{sample:03}")).ok_or(Refused)?;
        let values = recorded.values().ok_or(Refused)?;
        column.iter_mut().zip(values).for_each(|(voltage, value)| *voltage = *value);
    }
    Ok(voltages)
}

fn main() -> ExitCode {
    serve(call)
}

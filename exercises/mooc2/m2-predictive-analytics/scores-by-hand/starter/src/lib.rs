//! Scores as they stand in the books. You write the five functions at the end; leave the types as
//! they are. `None` means: not recorded, or no score.

/// Female or male, as the publications count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    Female,
    Male,
}

/// The level of consciousness on the chart (ACVPU).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consciousness {
    Alert,
    NewConfusion,
    Voice,
    Pain,
    Unresponsive,
}

/// One set of observations at the bedside.
#[derive(Clone, Copy, Debug)]
pub struct Observations {
    /// Breaths a minute.
    pub respiratory_rate: Option<u32>,
    /// Oxygen saturation in percent.
    pub spo2: Option<u32>,
    /// Whether the patient gets oxygen.
    pub on_oxygen: Option<bool>,
    /// Whether a doctor has prescribed SpO2 scale 2 for this patient.
    pub scale_2_prescribed: bool,
    /// Systolic blood pressure in mmHg.
    pub systolic: Option<u32>,
    /// Beats a minute.
    pub pulse: Option<u32>,
    /// The level of consciousness.
    pub consciousness: Option<Consciousness>,
    /// Degrees Celsius, to a tenth.
    pub temperature: Option<f64>,
}

/// A patient with atrial fibrillation.
#[derive(Clone, Copy, Debug)]
pub struct Fibrillation {
    /// Age in years.
    pub age: Option<u32>,
    pub sex: Option<Sex>,
    pub heart_failure: Option<bool>,
    pub hypertension: Option<bool>,
    pub diabetes: Option<bool>,
    /// An earlier stroke, transient ischaemic attack or thromboembolism.
    pub stroke: Option<bool>,
    pub vascular_disease: Option<bool>,
}

/// The unit in which a laboratory reports cholesterol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CholesterolUnit {
    MgPerDl,
    MmolPerL,
}

/// A patient at the health check, without cardiovascular disease.
#[derive(Clone, Copy, Debug)]
pub struct HealthCheck {
    pub sex: Option<Sex>,
    /// Age in years.
    pub age: Option<u32>,
    /// The unit of both cholesterols.
    pub cholesterol_unit: Option<CholesterolUnit>,
    pub total_cholesterol: Option<f64>,
    pub hdl: Option<f64>,
    /// Systolic blood pressure in mmHg.
    pub systolic: Option<u32>,
    /// Whether the patient takes drugs for high blood pressure.
    pub bp_treated: Option<bool>,
    pub smoker: Option<bool>,
    pub diabetes: Option<bool>,
}

/// The points that NEWS2 gives for the saturation alone (not for the oxygen itself).
pub fn oxygen_saturation_points(
    spo2: Option<u32>,
    on_oxygen: Option<bool>,
    scale_2_prescribed: bool,
) -> Option<u32> {
    let _ = (spo2, on_oxygen, scale_2_prescribed);
    todo!("task 1")
}

/// NEWS2, 0 to 20.
pub fn news2(patient: &Observations) -> Option<u32> {
    let _ = patient;
    todo!("task 2")
}

/// CHA2DS2-VASc (2010), 0 to 9.
pub fn cha2ds2_vasc(patient: &Fibrillation) -> Option<u32> {
    let _ = patient;
    todo!("task 3")
}

/// CHA2DS2-VA (2024), 0 to 8.
pub fn cha2ds2_va(patient: &Fibrillation) -> Option<u32> {
    let _ = patient;
    todo!("task 3")
}

/// The ten-year risk of cardiovascular disease by Framingham's general function (2008), a share in
/// the range 0..=1.
pub fn framingham(patient: &HealthCheck) -> Option<f64> {
    let _ = patient;
    todo!("tasks 4 and 5")
}

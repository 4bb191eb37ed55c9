//! Unwraps what was not recorded, so that one empty line stops the program.

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
    let (spo2, on_oxygen) = (spo2.unwrap(), on_oxygen.unwrap());
    Some(match (scale_2_prescribed, spo2) {
        (false, 0..=91) => 3,
        (false, 92..=93) => 2,
        (false, 94..=95) => 1,
        (false, 96..) => 0,
        (true, 0..=83) => 3,
        (true, 84..=85) => 2,
        (true, 86..=87) => 1,
        (true, 88..=92) => 0,
        (true, 93..) if !on_oxygen => 0,
        (true, 93..=94) => 1,
        (true, 95..=96) => 2,
        (true, 97..) => 3,
    })
}

/// NEWS2, 0 to 20.
pub fn news2(patient: &Observations) -> Option<u32> {
    let respiratory_rate = match patient.respiratory_rate.unwrap() {
        0..=8 => 3,
        9..=11 => 1,
        12..=20 => 0,
        21..=24 => 2,
        25.. => 3,
    };
    let saturation = oxygen_saturation_points(
        patient.spo2,
        patient.on_oxygen,
        patient.scale_2_prescribed,
    )
    .unwrap();
    let oxygen = if patient.on_oxygen.unwrap() { 2 } else { 0 };
    let systolic = match patient.systolic.unwrap() {
        0..=90 => 3,
        91..=100 => 2,
        101..=110 => 1,
        111..=219 => 0,
        220.. => 3,
    };
    let pulse = match patient.pulse.unwrap() {
        0..=40 => 3,
        41..=50 => 1,
        51..=90 => 0,
        91..=110 => 1,
        111..=130 => 2,
        131.. => 3,
    };
    let consciousness =
        if patient.consciousness.unwrap() == Consciousness::Alert { 0 } else { 3 };
    // In tenths of a degree, as the chart has them, so that lines have no gaps between them.
    let temperature = match (patient.temperature.unwrap() * 10.0).round() as u32 {
        0..=350 => 3,
        351..=360 => 1,
        361..=380 => 0,
        381..=390 => 1,
        391.. => 2,
    };
    Some(
        respiratory_rate
            + saturation
            + oxygen
            + systolic
            + pulse
            + consciousness
            + temperature,
    )
}

/// CHA2DS2-VASc (2010), 0 to 9.
pub fn cha2ds2_vasc(patient: &Fibrillation) -> Option<u32> {
    Some(cha2ds2_va(patient).unwrap() + u32::from(patient.sex.unwrap() == Sex::Female))
}

/// CHA2DS2-VA (2024), 0 to 8.
pub fn cha2ds2_va(patient: &Fibrillation) -> Option<u32> {
    let age = match patient.age.unwrap() {
        0..=64 => 0,
        65..=74 => 1,
        75.. => 2,
    };
    Some(
        u32::from(patient.heart_failure.unwrap())
            + u32::from(patient.hypertension.unwrap())
            + age
            + u32::from(patient.diabetes.unwrap())
            + 2 * u32::from(patient.stroke.unwrap())
            + u32::from(patient.vascular_disease.unwrap()),
    )
}

/// Milligrams per decilitre of cholesterol in one millimole per litre.
const MG_PER_DL: f64 = 38.67;

/// The ten-year risk of cardiovascular disease by Framingham's general function (2008), a share in
/// the range 0..=1.
pub fn framingham(patient: &HealthCheck) -> Option<f64> {
    let age = patient.age.unwrap();
    if !(30..=74).contains(&age) {
        return None;
    }
    let to_mg_per_dl = match patient.cholesterol_unit.unwrap() {
        CholesterolUnit::MgPerDl => 1.0,
        CholesterolUnit::MmolPerL => MG_PER_DL,
    };
    let ln_age = f64::from(age).ln();
    let ln_total = (patient.total_cholesterol.unwrap() * to_mg_per_dl).ln();
    let ln_hdl = (patient.hdl.unwrap() * to_mg_per_dl).ln();
    let ln_systolic = f64::from(patient.systolic.unwrap()).ln();
    let treated = patient.bp_treated.unwrap();
    let smoker = f64::from(u8::from(patient.smoker.unwrap()));
    let diabetes = f64::from(u8::from(patient.diabetes.unwrap()));
    let (survival, sum) = match patient.sex.unwrap() {
        Sex::Male => (
            0.88936,
            3.06117 * ln_age + 1.12370 * ln_total - 0.93263 * ln_hdl
                + if treated { 1.99881 } else { 1.93303 } * ln_systolic
                + 0.65451 * smoker
                + 0.57367 * diabetes
                - 23.9802,
        ),
        Sex::Female => (
            0.95012_f64,
            2.32888 * ln_age + 1.20904 * ln_total - 0.70833 * ln_hdl
                + if treated { 2.82263 } else { 2.76157 } * ln_systolic
                + 0.52873 * smoker
                + 0.69154 * diabetes
                - 26.1931,
        ),
    };
    Some(1.0 - survival.powf(sum.exp()))
}

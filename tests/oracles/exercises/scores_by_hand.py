"""Holds the formulas of exercises/mooc2/m2-predictive-analytics/scores-by-hand/exercise.toml against the publications.

The lines of NEWS2 are written out again here as they stand in chart 1 of the Royal College of Physicians (2017), from-to, so
that no line can be read twice in the same wrong way; the two stroke scores are added up letter by letter; Framingham is held
against three patients whose risks were computed elsewhere. Run: python3 tests/oracles/exercises/scores_by_hand.py
"""
import itertools
import math
import pathlib
import re
import tomllib

FILE = pathlib.Path(__file__).parents[3] / "exercises/mooc2/m2-predictive-analytics/scores-by-hand/exercise.toml"
functions = {f["name"]: f for f in tomllib.loads(FILE.read_text())["function"]}


def step(x, *bounds):
    return next(value for bound, value in bounds if x <= bound)


def python(formula):
    """The formula as Python; every number of a step as a pair. What is missing is tried in the engine, not here."""
    formula = re.sub(r"(\d+(?:\.\d+)?|\binf): (\d+)", r"(\1, \2)", formula)
    formula = re.sub(r"\bif\(", "when(", formula).replace("^", "**").replace("ln(-1)", "None")
    return compile(formula, "formula", "eval")


compiled = {name: python(f["expected"]) for name, f in functions.items()}
known = {"step": step, "when": lambda condition, a, b: a if condition else b, "exp": math.exp, "ln": math.log, "inf": math.inf}


def value(name, **inputs):
    assert set(inputs) == {i["name"] for i in functions[name]["inputs"]}, name
    return eval(compiled[name], known, inputs)


def on_chart(x, lines):
    found = [points for low, high, points in lines if low <= x <= high]
    assert len(found) == 1, x
    return found[0]


CHART = {
    "respiratory_rate": [(0, 8, 3), (9, 11, 1), (12, 20, 0), (21, 24, 2), (25, 999, 3)],
    "systolic": [(0, 90, 3), (91, 100, 2), (101, 110, 1), (111, 219, 0), (220, 999, 3)],
    "pulse": [(0, 40, 3), (41, 50, 1), (51, 90, 0), (91, 110, 1), (111, 130, 2), (131, 999, 3)],
    "temperature": [(0, 35.0, 3), (35.1, 36.0, 1), (36.1, 38.0, 0), (38.1, 39.0, 1), (39.1, 99, 2)],
}
SCALE_1 = [(0, 91, 3), (92, 93, 2), (94, 95, 1), (96, 100, 0)]
SCALE_2_AIR = [(0, 83, 3), (84, 85, 2), (86, 87, 1), (88, 92, 0), (93, 100, 0)]
SCALE_2_OXYGEN = [(0, 83, 3), (84, 85, 2), (86, 87, 1), (88, 92, 0), (93, 94, 1), (95, 96, 2), (97, 100, 3)]
NORMAL = dict(respiratory_rate=16, spo2=98, on_oxygen=0, scale_2_prescribed=0, systolic=120, pulse=70, consciousness="alert",
              temperature=37.0)


def news2(**other):
    return value("news2", **(NORMAL | other))


tried = 0
assert news2() == 0
for name, lines in CHART.items():
    low, high = next(i["range"] for i in functions["news2"]["inputs"] if i["name"] == name)
    scale = 10 if name == "temperature" else 1
    for tenth in range(round(low * scale), round(high * scale) + 1):
        assert news2(**{name: tenth / scale}) == on_chart(tenth / scale, lines), (name, tenth)
        tried += 1
for spo2, oxygen, scale_2 in itertools.product(range(70, 101), (0, 1), (0, 1)):
    lines = (SCALE_2_OXYGEN if oxygen else SCALE_2_AIR) if scale_2 else SCALE_1
    inputs = dict(spo2=spo2, on_oxygen=oxygen, scale_2_prescribed=scale_2)
    assert value("oxygen_saturation_points", **inputs) == on_chart(spo2, lines), inputs
    assert news2(**inputs) == on_chart(spo2, lines) + 2 * oxygen, inputs
    tried += 2
for word in ["new_confusion", "voice", "pain", "unresponsive"]:
    assert news2(consciousness=word) == 3
# The worst that there is, and the worked example.
assert news2(respiratory_rate=30, spo2=85, on_oxygen=1, systolic=80, pulse=140, consciousness="pain", temperature=34.0) == 20
example = dict(respiratory_rate=22, spo2=93, on_oxygen=1, systolic=105, pulse=96, temperature=38.0)
assert [news2(**example), news2(**example, scale_2_prescribed=1), news2(**(example | dict(on_oxygen=0, scale_2_prescribed=1)))] == [8, 7, 4]

letters = ["heart_failure", "hypertension", "diabetes", "stroke", "vascular_disease"]
for age, sex, *flags in itertools.product(range(18, 101), ("female", "male"), *[(0, 1)] * len(letters)):
    inputs = dict(zip(letters, flags), age=age, sex=sex)
    points = sum(flags) + inputs["stroke"]
    points += 2 if age >= 75 else 1 if 65 <= age <= 74 else 0
    assert value("cha2ds2_va", **inputs) == points
    assert value("cha2ds2_vasc", **inputs) == points + (sex == "female")
    tried += 2

# 13.53 %: the test of the R package CVrisk; the others: computed when the coefficients were gathered.
patients = [("male", 55, 213, 50, 140, 0, 0, 0, 0.1353403), ("female", 61, 180, 47, 124, 0, 1, 0, 0.1048418),
            ("male", 53, 161, 55, 125, 1, 0, 1, 0.15622654)]
for sex, age, total, hdl, systolic, treated, smoker, diabetes, risk in patients:
    inputs = dict(sex=sex, age=age, systolic=systolic, bp_treated=treated, smoker=smoker, diabetes=diabetes)
    mg = value("framingham_mg_dl", **inputs, total_cholesterol=total, hdl=hdl, cholesterol_unit="mg/dL")
    mmol = value("framingham_mmol_l", **inputs, total_cholesterol=total / 38.67, hdl=hdl / 38.67, cholesterol_unit="mmol/L")
    assert abs(mg - risk) < 1e-7 and abs(mmol - risk) < 1e-7, (sex, age, mg, mmol)
    tried += 2
    print(f"{sex} {age}: {100 * mg:.4f} %")
print(f"{tried} values agree")

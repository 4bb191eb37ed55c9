"""Whether outside readers take lab-feed's samples: fhir.resources for FHIR R4, hl7apy for HL7 2.5.1.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python validate.py [cohort.ndjson cohort.hl7] > verdict.txt

Without arguments it reads the samples beside the dataset. Every resource is checked by the R4 model of its type, every
message by hl7apy's strict validation against the structure of ORU_R01; then both are read as CSV's rows and compared with
sample.csv, cell by cell, so that three independent readers agree. Breaks are tried, too: each check must be able to fail.
"""
import csv
import importlib.metadata
import json
import pathlib
import re
import sys
from decimal import Decimal

from fhir.resources.R4B.encounter import Encounter
from fhir.resources.R4B.observation import Observation
from fhir.resources.R4B.patient import Patient
from fhir.resources.R4B.specimen import Specimen
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message

TYPES = {"Patient": Patient, "Encounter": Encounter, "Specimen": Specimen, "Observation": Observation}
DATASET = pathlib.Path(__file__).resolve().parents[3] / "datasets" / "lab-feed"


def resources(text):
    for line in text.splitlines():
        raw = json.loads(line, parse_float=Decimal)
        yield raw, TYPES[raw["resourceType"]].parse_raw(line)


def messages(text):
    for part in ("MSH|" + part for part in text.split("MSH|")[1:]):
        message = parse_message(part, validation_level=VALIDATION_LEVEL.STRICT, find_groups=True)
        message.validate()
        yield message


def fhir_rows(text):
    received = {}
    for raw, _ in resources(text):
        if raw["resourceType"] == "Specimen":
            received[raw["id"]] = raw["receivedTime"]
        if raw["resourceType"] != "Observation":
            continue
        sample = raw["specimen"]["reference"].removeprefix("Specimen/")
        yield {
            "result": raw["identifier"][0]["value"], "message": raw["identifier"][1]["value"], "sample": sample,
            "loinc": raw["code"]["coding"][0]["code"], "test": raw["code"]["text"], "status": raw["status"],
            "value": str(raw.get("valueQuantity", {}).get("value", "")),
            "unit": raw["referenceRange"][0]["high"]["code"], "collected": raw["effectiveDateTime"].replace(":00+", "+").replace(":00Z", "Z"),
            "received": received[sample].replace(":00+", "+").replace(":00Z", "Z"),
            "absent_reason": raw.get("dataAbsentReason", {}).get("text", ""), "note": raw.get("note", [{"text": ""}])[0]["text"],
        }


def stamp(text):
    zone = "Z" if text[12:] == "+0000" else f"{text[12:15]}:{text[15:]}"
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}T{text[8:10]}:{text[10:12]}{zone}"


def hl7_rows(text):
    for message in messages(text):
        order = message.oru_r01_patient_result.oru_r01_order_observation
        obr = order.obr
        for observation in order.oru_r01_observation:
            obx = observation.obx
            notes = {note.nte_4.nte_4_1.value: note.nte_3.value for note in observation.nte}
            yield {
                "result": obx.obx_4.value, "message": message.msh.msh_10.value, "sample": obr.obr_3.obr_3_1.value,
                "loinc": obx.obx_3.obx_3_1.value, "test": obx.obx_3.obx_3_4.value,
                "status": {"P": "preliminary", "F": "final", "X": "cancelled"}[obx.obx_11.value],
                "value": obx.obx_5.value or "", "unit": obx.obx_6.obx_6_1.value,
                "collected": stamp(obr.obr_7.value), "received": stamp(obr.obr_14.value),
                "absent_reason": notes.get("ABSENT", ""), "note": notes.get("REMARK", ""),
            }


def refused(read, text, what):
    try:
        list(read(text))
    except Exception as error:
        return f"  refused as it should be: {what}: {type(error).__name__}"
    sys.exit(f"not refused: {what}")


def main():
    given = [pathlib.Path(name) for name in sys.argv[1:3]]
    fhir_file, hl7_file = given or (DATASET / "sample.ndjson", DATASET / "sample.hl7")
    fhir, hl7 = fhir_file.read_text(), hl7_file.read_bytes().decode()
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("fhir.resources", "hl7apy", "pydantic"))
    print(f"{versions}, python {sys.version.split()[0]}")
    counts = {}
    for raw, _ in resources(fhir):
        counts[raw["resourceType"]] = counts.get(raw["resourceType"], 0) + 1
    print(f"{fhir_file.name}: valid FHIR R4:", ", ".join(f"{count} {name}" for name, count in counts.items()))
    print(f"{hl7_file.name}: valid HL7 2.5.1: {len(list(messages(hl7)))} ORU_R01")
    with (fhir_file.parent / fhir_file.name.replace(".ndjson", ".csv")).open() as file:
        expected = sorted(csv.DictReader(file), key=lambda row: (row["result"], row["message"]))
    for name, rows in (("FHIR", fhir_rows(fhir)), ("HL7", hl7_rows(hl7))):
        found = sorted(rows, key=lambda row: (row["result"], row["message"]))
        if len(found) != len(expected):
            sys.exit(f"{name}: {len(found)} rows, CSV has {len(expected)}")
        for a, b in zip(found, expected):
            for key, value in a.items():
                if value != b[key]:
                    sys.exit(f"{name}: {a['result']} {key}: {value!r}, CSV has {b[key]!r}")
        print(f"{name} and CSV agree: {len(found)} rows, {len(found[0])} columns")
    print(refused(resources, fhir.replace('"status":"final",', "", 1), "an observation without a status"))
    print(refused(resources, re.sub('("valueQuantity":{"value":)[0-9.]+', r'\1"high"', fhir, count=1), "a quantity that is no number"))
    print(refused(messages, hl7.replace("PV1|1|I\r", "PV1|1\r", 1), "a visit without a class"))
    print(refused(messages, hl7.replace("||||F|||", "|||||||", 1), "a result without a status"))


main()

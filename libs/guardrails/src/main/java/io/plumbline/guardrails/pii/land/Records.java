package io.plumbline.guardrails.pii.land;

import java.util.List;

/// Numbers that firms, courts and clinics give to people and their papers. No authority says how they are
/// written: they are told by a prefix of their own or by the words before them.
final class Records {

    private static final String NUMBER = "([A-Z]{1,4}[-#]?)?\\d{4,12}";

    private Records() {}

    static Land land() {
        return new Land(
                "ZZ",
                "any country",
                List.of(),
                List.of(
                        record("MEDICAL_RECORD_NUMBER", "medical record number", "MRN[-#]?\\d{4,12}")
                                .context("mrn, medical record, medical record number, patient id, patient number, chart"
                                        + " number, hospital number, health id, national health id,"
                                        + " krankenaktennummer, patientennummer, numéro de dossier, historia"
                                        + " clínica, número de historia"),
                        record("HEALTH_INSURANCE_ID", "health insurance member number", "INS-\\d{6,12}")
                                .context("insurance id, insurance number, member id, member number, subscriber id,"
                                        + " health plan, health insurance, insurance, versichertennummer"),
                        record("INSURANCE_POLICY_NUMBER", "insurance policy number", "POL[-#]\\d{5,12}")
                                .context("policy, policy number, policy no, insurance policy, versicherungsschein, "
                                        + "numéro de police, póliza"),
                        record("EMPLOYEE_ID", "employee number", "EMP[-#]?\\d{3,10}")
                                .context("employee id, employee number, employee no, emp id, empid, staff id, staff"
                                        + " number, personnel number, badge number, personalnummer, numéro d"
                                        + " employé, número de empleado"),
                        record("COURT_CASE_NUMBER", "number of a court case", "(19|20)\\d{2}-[A-Z]{2,4}-\\d{3,7}")
                                .context("case, case no, case number, aktenzeichen, numéro d affaire, expediente"),
                        record("DOCKET_NUMBER", "docket number", "\\d{1,2}:\\d{2}-[A-Z]{2}-\\d{4,6}(-[A-Z]{2,4}){0,2}")
                                .context("docket, docket no, docket number, case no, case number"),
                        record("BAR_NUMBER", "bar registration number", "BAR[-#]\\d{4,9}")
                                .context("bar no, bar number, state bar, bar id"),
                        record("INVOICE_NUMBER", "invoice number", "INV[-#]\\d{4,12}")
                                .context("invoice number, invoice no, invoice, rechnungsnummer, facture, factura"),
                        record("PRESCRIPTION_NUMBER", "prescription number", "RX[-#]\\d{5,12}")
                                .context("prescription, prescription number, rx, rx number")));
    }

    private static Identifier record(String entityType, String description, String withPrefix) {
        return Identifier.of(entityType, description)
                .form(0.5, withPrefix)
                .form(0.1, NUMBER)
                .announced()
                .source("the words before it");
    }
}

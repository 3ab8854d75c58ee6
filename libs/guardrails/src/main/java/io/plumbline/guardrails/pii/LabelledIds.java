package io.plumbline.guardrails.pii;

import io.plumbline.guardrails.scan.PatternRecognizer;
import io.plumbline.guardrails.scan.Recognizer;
import java.util.List;
import java.util.Locale;

/// Numbers and codes that somebody was given by a hospital, an employer, an insurer, a court: their form is
/// anybody's guess, so it is the label before them that counts, or a prefix that says as much as a label.
final class LabelledIds {

    /// Letters, perhaps, a digit, and more of both, in groups.
    private static final String CODE =
            "([a-z]{1,6}[-/._#]?){0,1}[a-z]{0,2}\\d[a-z0-9]{2,19}([-/.][a-z0-9]{1,12}){0,4}|\\d{1,4}([-/:.][a-z0-9]{1,8}){1,4}";
    private static final String SPACED = "\\d{2,5}( \\d{2,5}){1,4}";
    private static final int LEAST_DIGITS = 3;

    private LabelledIds() {}

    static List<Recognizer> all() {
        return List.of(
                labelled(),
                docket(),
                misread(),
                prefixed("MEDICAL_RECORD_NUMBER", "mrn|mr-|pat-|pt-"),
                prefixed("EMPLOYEE_ID", "emp|empl-|staff-"),
                prefixed("HEALTH_INSURANCE_ID", "ins-|mem-|sub-"),
                prefixed("INSURANCE_POLICY_NUMBER", "pol-|clm-|plc-"),
                prefixed("NATIONAL_ID_NUMBER", "nid-|idn-"),
                prefixed("INVOICE_NUMBER", "inv|ord-|order-|po-"),
                prefixed("PRESCRIPTION_NUMBER", "rx-|rx#"),
                prefixed("DRIVER_LICENSE_NUMBER", "dl-|lic-"),
                prefixed("CUSTOMER_ID", "cust|cus-|acct-|acc-"));
    }

    private static Recognizer labelled() {
        return PatternRecognizer.of("ID_NUMBER")
                .named("pii.labelled_id")
                .form("code", 0.35, CODE)
                .form("groups of digits", 0.3, SPACED)
                .apart()
                .refused(LabelledIds::hasFewDigits)
                .label(
                        "MEDICAL_RECORD_NUMBER",
                        "mrn",
                        "medical record",
                        "medical record number",
                        "medical record no",
                        "patient id",
                        "patient number",
                        "patient no",
                        "chart",
                        "chart number",
                        "health record",
                        "hospital number",
                        "patientennummer",
                        "fallnummer",
                        "dossier médical",
                        "historia clínica",
                        "cartella clinica",
                        "prontuário",
                        "病历号",
                        "カルテ番号")
                .label(
                        "HEALTH_INSURANCE_ID",
                        "insurance id",
                        "insurance",
                        "insurance number",
                        "member id",
                        "member number",
                        "subscriber id",
                        "health plan",
                        "beneficiary number",
                        "beneficiary id",
                        "health insurance",
                        "health card",
                        "medicaid",
                        "versichertennummer",
                        "krankenversicherung",
                        "assurance maladie",
                        "seguro médico")
                .label(
                        "INSURANCE_POLICY_NUMBER",
                        "policy",
                        "policy number",
                        "policy no",
                        "claim",
                        "claim number",
                        "claim no",
                        "policennummer",
                        "schadennummer",
                        "numéro de police",
                        "póliza",
                        "polizza",
                        "apólice",
                        "polis")
                .label(
                        "EMPLOYEE_ID",
                        "employee id",
                        "employee number",
                        "employee no",
                        "emp id",
                        "empid",
                        "employee",
                        "staff id",
                        "personnel number",
                        "staff number",
                        "badge",
                        "badge number",
                        "worker id",
                        "personalnummer",
                        "mitarbeiternummer",
                        "matricule",
                        "matricola",
                        "empleado",
                        "社員番号",
                        "工号",
                        "사번")
                .label(
                        "CUSTOMER_ID",
                        "customer id",
                        "customer number",
                        "customer no",
                        "client id",
                        "client number",
                        "account id",
                        "membership",
                        "membership number",
                        "loyalty",
                        "frequent flyer",
                        "user id",
                        "subscriber number",
                        "kundennummer",
                        "numéro client",
                        "número de cliente",
                        "codice cliente",
                        "klantnummer")
                .label(
                        "INVOICE_NUMBER",
                        "invoice",
                        "invoice number",
                        "invoice no",
                        "order number",
                        "order no",
                        "order id",
                        "reference number",
                        "tracking number",
                        "ticket number",
                        "booking reference",
                        "confirmation number",
                        "rechnungsnummer",
                        "rechnung nr",
                        "facture",
                        "factura",
                        "fattura",
                        "factuurnummer")
                .label(
                        "COURT_CASE_NUMBER",
                        "case",
                        "case no",
                        "case number",
                        "docket",
                        "docket no",
                        "docket number",
                        "cause no",
                        "civil action no",
                        "index no",
                        "aktenzeichen",
                        "az",
                        "geschäftszeichen",
                        "expediente",
                        "procedimento",
                        "dossier")
                .label(
                        "BAR_NUMBER",
                        "bar no",
                        "bar number",
                        "bar id",
                        "state bar",
                        "attorney number",
                        "attorney id",
                        "license number",
                        "licence number",
                        "license no",
                        "notary license")
                .label(
                        "NATIONAL_ID_NUMBER",
                        "national id",
                        "national identification",
                        "national identity",
                        "id number",
                        "id no",
                        "id card",
                        "identity card",
                        "identity number",
                        "personal id",
                        "citizen id",
                        "resident id",
                        "ausweisnummer",
                        "carte d'identité",
                        "cédula",
                        "documento de identidad",
                        "carta d'identità",
                        "identiteitskaart",
                        "személyi szám",
                        "身份证",
                        "身份证号",
                        "身分證",
                        "주민등록번호",
                        "マイナンバー")
                .label(
                        "TAX_ID",
                        "tax id",
                        "tax number",
                        "tax identification",
                        "tax identification number",
                        "taxpayer id",
                        "ein",
                        "tin",
                        "vat",
                        "vat number",
                        "vat id",
                        "steuernummer",
                        "steuer-id",
                        "numéro fiscal",
                        "nif",
                        "partita iva",
                        "btw",
                        "btw-nummer",
                        "employer identification number")
                .label(
                        "PASSPORT_NUMBER",
                        "passport",
                        "passport number",
                        "passport no",
                        "passport id",
                        "reisepass",
                        "reisepassnummer",
                        "passeport",
                        "pasaporte",
                        "passaporto",
                        "passaporte",
                        "paspoort",
                        "paspoortnummer",
                        "paszport",
                        "паспорт",
                        "护照",
                        "パスポート",
                        "여권",
                        "travel document")
                .label(
                        "DRIVER_LICENSE_NUMBER",
                        "driver license",
                        "driver's license",
                        "drivers license",
                        "driving licence",
                        "driver licence",
                        "driver's licence",
                        "driving license",
                        "license",
                        "licence",
                        "dl",
                        "dl no",
                        "dl number",
                        "führerschein",
                        "führerscheinnummer",
                        "permis de conduire",
                        "permiso de conducir",
                        "patente",
                        "carnet de conducir",
                        "rijbewijs",
                        "carta de condução",
                        "prawo jazdy")
                .label(
                        "LICENSE_PLATE",
                        "license plate",
                        "licence plate",
                        "number plate",
                        "plate",
                        "plate number",
                        "registration plate",
                        "vehicle registration",
                        "reg no",
                        "kennzeichen",
                        "plaque d'immatriculation",
                        "matrícula",
                        "targa",
                        "kenteken",
                        "registreringsnummer")
                .label(
                        "PRESCRIPTION_NUMBER",
                        "prescription",
                        "prescription number",
                        "rx",
                        "rx number",
                        "rx no",
                        "rezeptnummer")
                .label(
                        "DEVICE_IDENTIFIER",
                        "device id",
                        "device identifier",
                        "serial number",
                        "serial no",
                        "serial",
                        "imei",
                        "imsi",
                        "iccid",
                        "udid",
                        "meid",
                        "seriennummer")
                .label("US_NPI", "npi", "npi number", "national provider identifier")
                .label("MEDICAL_LICENSE", "dea", "dea number", "dea no", "medical license", "medical licence", "lanr")
                .build();
    }

    private static Recognizer prefixed(String entity, String prefixes) {
        return PatternRecognizer.of(entity)
                .named("pii.prefixed_" + entity.toLowerCase(Locale.ROOT))
                .form("prefix", 0.75, "(" + prefixes + ")[-_#:]?[a-z]?\\d{4,12}(-\\d{1,6})?")
                .apart()
                .build();
    }

    /// A social security number after its label in which letters stand for the digits that they look like.
    private static Recognizer misread() {
        return PatternRecognizer.of("US_SSN")
                .named("pii.us_ssn_misread")
                .form("misread digits", 0.35, "[0-9olizsbgq]{3}[- ][0-9olizsbgq]{2}[- ][0-9olizsbgq]{4}")
                .refused(LabelledIds::hasFewDigits)
                .onlyAfter("ssn", "social security", "social security number", "social security no")
                .build();
    }

    private static Recognizer docket() {
        return PatternRecognizer.of("COURT_CASE_NUMBER")
                .form("docket of a US federal court", 0.7, "\\d{1,2}:\\d{2}-[a-z]{2}-\\d{3,6}(-[a-z]{2,4}){0,2}")
                .form("year, kind and number", 0.45, "(19|20)\\d\\d-(cv|cr|civ|crim|fam|prob|mj|ap|sc)-\\d{2,7}")
                .context("case", "docket", "court", "filed", "cause")
                .build();
    }

    private static boolean hasFewDigits(String value) {
        int digits = 0;
        for (int i = 0; i < value.length(); i++) {
            digits += Character.isDigit(value.charAt(i)) ? 1 : 0;
        }
        return digits < LEAST_DIGITS;
    }
}

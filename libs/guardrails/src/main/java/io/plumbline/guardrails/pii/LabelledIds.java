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
        PatternRecognizer.Builder builder = PatternRecognizer.of("ID_NUMBER")
                .named("pii.labelled_id")
                .form("code", 0.35, CODE)
                .form("groups of digits", 0.3, SPACED)
                .apart()
                .refused(LabelledIds::hasFewDigits);
        LabelTable.read("id-labels.txt").forEach((entity, labels) -> builder.label(entity, labels));
        return builder.build();
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

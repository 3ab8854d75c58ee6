package io.plumbline.guardrails.pii;

import io.plumbline.guardrails.scan.Chars;
import io.plumbline.guardrails.scan.PatternRecognizer;
import io.plumbline.guardrails.scan.Recognizer;
import io.plumbline.guardrails.scan.Validity;
import java.util.List;
import java.util.Locale;

/// Numbers and codes that somebody was given by a hospital, an employer, an insurer, a court: their form is
/// anybody's guess, so it is the label before them that counts, or a prefix that says as much as a label.
final class LabelledIds {

    /// Letters, perhaps, a digit, and more of both, in groups.
    private static final String CODE =
            "([a-z]{1,6}[-/._#]?){0,1}[a-z]{0,2}\\d[a-z0-9]{2,19}([-/.][a-z0-9]{1,12}){0,4}|\\d{1,4}([-/:.][a-z0-9]{1,8}){1,4}";
    private static final String SPACED = "\\d{2,5}( \\d{2,5}){1,4}";
    /// Constants of code, and standards.
    private static final List<String> NO_IDS = List.of("0x", "rfc", "iso", "pep", "cve", "din", "ieee");

    private static final String NUMBERED = ")[-_#:]?[a-z]?\\d{4,12}(-\\d{1,6})?";
    private static final int LEAST_DIGITS = 3;
    private static final int CERTAIN_DIGITS = 6;

    private LabelledIds() {}

    static List<Recognizer> all() {
        return List.of(
                labelled("pii.labelled_id", "id-labels.txt")
                        .refused(LabelledIds::hasFewDigits)
                        .inSentence()
                        .build(),
                labelled("pii.announced_id", "id-words.txt")
                        .judgedAsWritten(LabelledIds::beyondDoubt)
                        .joined()
                        .build(),
                docket(),
                misread(),
                prefixed("MEDICAL_RECORD_NUMBER", "mrn", "mr-|pat-|pt-", "patient, chart, record, hospital, admitted"),
                prefixed("EMPLOYEE_ID", "emp|empl-|staff-", "", "employee, staff, badge, worker, personnel, colleague"),
                prefixed("HEALTH_INSURANCE_ID", "", "ins-|mem-|sub-", "insurance, insured, member, subscriber, plan"),
                prefixed(
                        "INSURANCE_POLICY_NUMBER", "", "pol-|clm-|plc-", "policy, claim, insured, insurance, coverage"),
                prefixed("NATIONAL_ID_NUMBER", "", "nid-|idn-", "identity, citizen, national id, resident"),
                prefixed("INVOICE_NUMBER", "", "inv|ord-|order-|po-", "invoice, order, billing, purchase"),
                prefixed("PRESCRIPTION_NUMBER", "", "rx-|rx#", "prescription, pharmacy, refill, patient"),
                prefixed("DRIVER_LICENSE_NUMBER", "", "dl-|lic-", "driver, license, licence, driving"),
                prefixed("CUSTOMER_ID", "cust|acct-", "cus-|acc-", "customer, client, account, member"));
    }

    /// @param labels a resource beside this class: those of `id-words.txt` are also words of other talk, so
    ///     that what follows must leave no doubt
    private static PatternRecognizer.Builder labelled(String name, String labels) {
        PatternRecognizer.Builder builder = PatternRecognizer.of("ID_NUMBER")
                .named(name)
                .form("code", 0.35, CODE)
                .form("groups of digits", 0.3, SPACED)
                .apart();
        LabelTable.read(labels).forEach((entity, words) -> builder.label(entity, words));
        return builder;
    }

    /// Whether it is no amount, year, time, constant or version behind a word such as `policy`: at least
    /// [#CERTAIN_DIGITS] digits, or letters and [#LEAST_DIGITS].
    private static Validity beyondDoubt(String written) {
        int digits = 0;
        boolean letters = false;
        boolean decimal = false;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            digits += Character.isDigit(c) ? 1 : 0;
            letters |= Character.isLetter(c);
            decimal |= c == '.' || c == ':';
        }
        boolean constant = NO_IDS.stream().anyMatch(prefix -> Chars.hasAt(written, 0, prefix));
        return Validity.unless(constant || decimal || digits < (letters ? LEAST_DIGITS + 1 : CERTAIN_DIGITS));
    }

    /// @param telling prefixes that leave no doubt; empty for none
    /// @param common those that articles have too: by themselves they are worth less than what policies act on
    private static Recognizer prefixed(String entity, String telling, String common, String words) {
        PatternRecognizer.Builder builder =
                PatternRecognizer.of(entity).named("pii.prefixed_" + entity.toLowerCase(Locale.ROOT));
        if (!telling.isEmpty()) {
            builder.form("telling prefix", 0.75, "(" + telling + NUMBERED);
        }
        if (!common.isEmpty()) {
            builder.form("prefix", 0.4, "(" + common + NUMBERED);
        }
        return builder.apart().context(words.split(", ")).build();
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

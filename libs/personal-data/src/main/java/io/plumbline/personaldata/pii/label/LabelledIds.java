package io.plumbline.personaldata.pii.label;

import io.plumbline.personaldata.scan.Form;
import io.plumbline.personaldata.scan.PatternRecognizer;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Validity;
import io.plumbline.personaldata.text.Chars;
import java.util.List;
import java.util.Locale;

/// Numbers and codes that a hospital, an employer, an insurer or a court assigns to a person. They have no fixed
/// form; the evidence is the label before them, or an equally strong prefix.
public final class LabelledIds {

    /// Optional letters, a digit, and more of both, in groups.
    private static final String CODE =
            "([a-z]{1,6}[-/._#]?){0,1}[a-z]{0,2}\\d[a-z0-9]{2,19}([-/.][a-z0-9]{1,12}){0,4}|\\d{1,4}([-/:.][a-z0-9]{1,8}){1,4}";
    private static final String SPACED = "\\d{2,5}( \\d{2,5}){1,4}";
    /// Code constants, and standards.
    private static final List<String> NO_IDS = List.of("0x", "rfc", "iso", "pep", "cve", "din", "ieee");

    /// Letters, digits, and more of both in groups, as on documents; or groups of digits separated by spaces.
    private static final String PAPER =
            "([a-z]{1,3}[-/.])?[a-z]{0,5}\\d[a-z0-9]{2,20}([-/.][a-z0-9]{1,12}){0,4}( [a-z]{0,2}\\d{1,8}){0,4}( [a-z])?"
                    + "|\\d{1,3}([./-]\\d{3,4}){1,3}(-?[a-z])?|\\d{1,4}( \\d{2,10}){1,5}|\\d{2} [a-z]{2} \\d{5,6}";

    private static final String SERIES_AND_NUMBER = "[a-z]{1,3} \\d{4,9}[a-z]?|[a-z]{2}( \\d{2}){3}( [a-z])?";

    /// The number of words before it among which the label of a document ends: `my licence has the number`.
    private static final int NEAREST = 5;

    private static final int MOST_PARTS_OF_DATE = 2;
    private static final int NEAREST_OF_PLATE = 4;
    private static final int FEWEST_OF_PAPER = 6;
    private static final int FEWEST_OF_PLATE = 5;
    private static final int MOST_OF_PLATE = 9;

    private static final String NUMBERED = ")[-_#:]?[a-z]?\\d{4,12}(-\\d{1,6})?";
    private static final int ASCII = 128;
    private static final int LEAST_DIGITS = 3;
    private static final int CERTAIN_DIGITS = 6;

    private LabelledIds() {}

    public static List<Recognizer> all() {
        return List.of(
                labelled("pii.labelled_id", "id-labels.txt")
                        .refused(LabelledIds::hasFewDigits)
                        .inSentence()
                        .unmeasured()
                        .build(),
                labelled("pii.announced_id", "id-words.txt")
                        .judgedAsWritten(LabelledIds::beyondDoubt)
                        .joined()
                        .unmeasured()
                        .build(),
                papers(),
                plates(),
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

    /// @param labels a resource beside this class. Those of `id-words.txt` also have other meanings; the value
    ///     after them must leave no doubt
    private static PatternRecognizer.Builder labelled(String name, String labels) {
        PatternRecognizer.Builder builder = PatternRecognizer.of("ID_NUMBER")
                .named(name)
                .form("code", 0.35, CODE)
                .form("groups of digits", 0.3, SPACED)
                .apart();
        EntityLabels.read(labels).forEach((entity, words) -> builder.label(entity, words));
        return builder;
    }

    private static Recognizer papers() {
        PatternRecognizer.Builder builder = PatternRecognizer.of("ID_NUMBER")
                .named("pii.labelled_paper")
                .form("number of a paper", 0.35, PAPER)
                .form(Form.capital("series and number", 0.35, SERIES_AND_NUMBER))
                .judgedAsWritten(LabelledIds::ofPaper)
                .within(NEAREST)
                .inSentence()
                .unmeasured()
                .apart();
        EntityLabels.read("paper-labels.txt").forEach((entity, words) -> builder.label(entity, words));
        return builder.build();
    }

    /// Six digits, or letters and three digits; not a date.
    private static Validity ofPaper(String written) {
        int digits = 0;
        int letters = 0;
        boolean small = false;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            digits += Character.isDigit(c) ? 1 : 0;
            letters += Character.isLetter(c) ? 1 : 0;
            small |= Character.isLowerCase(c);
        }
        boolean enough = (letters == 0 || small)
                ? digits >= FEWEST_OF_PAPER
                : digits >= LEAST_DIGITS && digits + letters >= FEWEST_OF_PAPER;
        return Validity.unless(!enough || isDate(written));
    }

    /// `2026-12-24`, `24.12.2026`, `2026/27`.
    private static boolean isDate(String written) {
        int[] groups = new int[MOST_PARTS_OF_DATE + 1];
        int count = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (Character.isDigit(c)) {
                groups[count]++;
            } else if ("-/.".indexOf(c) < 0 || ++count > MOST_PARTS_OF_DATE) {
                return false;
            }
        }
        boolean century = written.startsWith("19") || written.startsWith("20");
        return switch (count) {
            case 1 -> century && groups[0] == 4 && (groups[1] == 2 || groups[1] == 4);
            case MOST_PARTS_OF_DATE ->
                groups[1] <= 2 && ((century && groups[0] == 4 && groups[2] <= 2) || (groups[0] <= 2 && groups[2] <= 4));
            default -> false;
        };
    }

    /// A vehicle's plate after a word for it: letters and digits in the mixtures that countries use.
    private static Recognizer plates() {
        String letter = "[авекмнорстух]";
        return PatternRecognizer.of("LICENSE_PLATE")
                .form(Form.capital(
                        "letters first",
                        0.35,
                        "[a-zäöü]{1,3}[- ]?[a-z]{0,2}[- ]?\\d{1,4}[- ]?[a-z]{0,3}([- ]?\\d{1,3})?"))
                .form(Form.capital("letters, then both", 0.35, "[a-z]{2,3}[- ]?\\d[a-z0-9]{2,4}"))
                .form("digits first", 0.35, "\\d{1,4}[- ]?[a-z]{1,3}[- ]?\\d{0,4}")
                .form("Russian", 0.35, letter + " ?\\d{3} ?" + letter + "{2} ?\\d{2,3}")
                .form("Arabic", 0.35, "([ء-ي] ?){2,4}\\d{1,4}|\\d{1,4} ?([ء-ي] ?){1,3}[ء-ي]")
                .form(within("Chinese", "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][a-z][·•]?[a-z0-9]{5,6}"))
                .form(within("Japanese", "[一-龥ぁ-ん]{1,4} ?\\d{1,3} ?[ぁ-ん] ?\\d{1,2}-?\\d{2}"))
                .judgedAsWritten(LabelledIds::ofPlate)
                .within(NEAREST_OF_PLATE)
                .inSentence()
                .unmeasured()
                .onlyAfter(EntityLabels.words("plate"))
                .build();
    }

    private static Form within(String form, String pattern) {
        return new Form(form, 0.35, pattern, false, true, false);
    }

    private static Validity ofPlate(String written) {
        int digits = 0;
        int letters = 0;
        boolean small = false;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            digits += Character.isDigit(c) ? 1 : 0;
            letters += Character.isLetter(c) ? 1 : 0;
            small |= Character.isLowerCase(c) && c < ASCII;
        }
        int all = digits + letters;
        boolean ideographs = letters > 0 && !Chars.joins(written.charAt(0)) && !Character.isDigit(written.charAt(0));
        return Validity.unless(
                small || letters == 0 || digits == 0 || all < FEWEST_OF_PLATE || (all > MOST_OF_PLATE && !ideographs));
    }

    /// Whether it is not an amount, year, time, constant or version after a word such as `policy`: at least
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

    /// @param telling unambiguous prefixes; may be empty
    /// @param common prefixes that article numbers use too: alone they score below the threshold of policies
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

    /// A labelled social security number in which letters stand for the digits that they resemble.
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

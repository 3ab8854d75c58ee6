package io.plumbline.personaldata.pii;

import io.plumbline.personaldata.pii.label.EntityLabels;
import io.plumbline.personaldata.scan.PatternRecognizer;
import io.plumbline.personaldata.scan.Proof;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Validity;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Account and bank numbers other than IBANs with a valid checksum.
final class Banking {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final int BIC_COUNTRY = 4;
    private static final int ISO_DATE = 10;

    private Banking() {}

    static List<Recognizer> all() {
        return List.of(unverifiedIban(), swift(), routingNumber(), usAccount(), account());
    }

    /// Text in the form of an IBAN and labelled as one, whatever its checksum: people mistype IBANs, and examples
    /// are invented.
    private static Recognizer unverifiedIban() {
        return PatternRecognizer.of("IBAN_CODE")
                .named("pii.iban_unverified")
                .form(
                        "form of an IBAN",
                        0.25,
                        "[a-z]{2}\\d{2}[a-z0-9]{11,30}|[a-z]{2}\\d{2}( [a-z0-9]{4}){2,7}( [a-z0-9]{1,4})?")
                .onlyAfter(
                        "iban",
                        "account",
                        "bank account",
                        "account number",
                        "konto",
                        "compte",
                        "cuenta",
                        "conto",
                        "conta")
                .build();
    }

    private static Recognizer swift() {
        return PatternRecognizer.of("SWIFT_CODE")
                .form("BIC", 0.3, "[a-z]{6}[a-z0-9]{2}([a-z0-9]{3})?")
                .upperCase()
                .judged(Banking::bic)
                .onlyWith(
                        "swift",
                        "bic",
                        "swift code",
                        "swift/bic",
                        "bank identifier",
                        "iban",
                        "wire",
                        "correspondent bank")
                .build();
    }

    /// Checks the country code in the middle.
    private static Validity bic(String code) {
        return COUNTRIES.contains(code.substring(BIC_COUNTRY, BIC_COUNTRY + 2)) || code.startsWith("XK", BIC_COUNTRY)
                ? Validity.UNKNOWN
                : Validity.INVALID;
    }

    private static Recognizer routingNumber() {
        return PatternRecognizer.of("ABA_ROUTING_NUMBER")
                .proof(Proof.ITSELF_UNLESS_WEAK)
                .form("nine digits", 0.05, "[0123678]\\d{8}")
                .form("groups", 0.3, "[0123678]\\d{3}-\\d{4}-\\d")
                .apart()
                .checksum(Banking::isRoutingNumber)
                .context("aba", "routing", "abarouting", "association", "bankrouting", "rtn", "transit number")
                .build();
    }

    private static boolean isRoutingNumber(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (i % 3 == 0 ? 3 : i % 3 == 1 ? 7 : 1);
        }
        int district = Integer.parseInt(digits.substring(0, 2));
        boolean assigned = district <= 12
                || (district >= 21 && district <= 32)
                || (district >= 61 && district <= 72)
                || district == 80;
        return assigned && sum % 10 == 0 && sum > 0;
    }

    private static Recognizer usAccount() {
        return PatternRecognizer.of("US_BANK_NUMBER")
                .proof(Proof.CONTEXT)
                .form("eight to seventeen digits", 0.05, "\\d{8,17}")
                .apart()
                .context("check", "checking", "account", "acct", "bank", "banking", "save", "savings", "debit")
                .build();
    }

    /// `2026-12-24`.
    private static boolean isDate(String written) {
        return written.length() == ISO_DATE
                && written.charAt(4) == '-'
                && written.charAt(7) == '-'
                && (written.startsWith("19") || written.startsWith("20"));
    }

    private static Recognizer account() {
        return PatternRecognizer.of("BANK_ACCOUNT_NUMBER")
                .form(
                        "account number",
                        0.5,
                        "\\d{6,20}|\\d{2,6}([- ]\\d{2,10}){1,4}|\\d{2}( \\d{4}){6}|\\d{2,3}(\\.\\d{2,3}){3}|\\d{4,9}-[0-9x]")
                .judgedAsWritten(written -> Validity.unless(isDate(written)))
                .apart()
                .onlyAfter(EntityLabels.words("account"))
                .unmeasured()
                .build();
    }
}

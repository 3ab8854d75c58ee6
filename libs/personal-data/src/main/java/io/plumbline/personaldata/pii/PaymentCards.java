package io.plumbline.personaldata.pii;

import io.plumbline.personaldata.pii.label.EntityLabels;
import io.plumbline.personaldata.scan.PatternRecognizer;
import io.plumbline.personaldata.scan.Recognizer;
import java.util.List;

/// Data on a card beside its number, and data entered with it.
final class PaymentCards {

    private PaymentCards() {}

    static List<Recognizer> all() {
        return List.of(unverifiedCard(), cardCode(), cardExpiry(), pin());
    }

    /// Text in the form of a card number and labelled as one, whatever its checksum.
    private static Recognizer unverifiedCard() {
        return PatternRecognizer.of("CREDIT_CARD")
                .named("pii.credit_card_unverified")
                .form("form of a card number", 0.2, "[2-6]\\d{3}([- ]?\\d{4}){3}|3[47]\\d{2}[- ]?\\d{6}[- ]?\\d{5}")
                .apart()
                .refused(PaymentCards::isVerified)
                .onlyWith(EntityLabels.words("card"))
                .build();
    }

    /// Whether it is found as a card without a context word.
    private static boolean isVerified(String digits) {
        int prefix = Integer.parseInt(digits, 0, CardIssuers.PREFIX_DIGITS, 10);
        return Luhn.holds(digits) && CardIssuers.issues(prefix, digits.length());
    }

    private static Recognizer cardCode() {
        return PatternRecognizer.of("CREDIT_DEBIT_CVV")
                .form("card verification code", 0.5, "\\d{3,4}")
                .onlyAfter(
                        "cvv",
                        "cvc",
                        "cvv2",
                        "cvc2",
                        "csc",
                        "cid",
                        "cav",
                        "security code",
                        "card code",
                        "verification code",
                        "verification value",
                        "prüfziffer",
                        "kartenprüfnummer",
                        "cryptogramme",
                        "código de seguridad",
                        "código de segurança",
                        "codice di sicurezza",
                        "beveiligingscode",
                        "kod cvv",
                        "安全码",
                        "セキュリティコード",
                        "رمز الأمان")
                .build();
    }

    private static Recognizer cardExpiry() {
        return PatternRecognizer.of("CREDIT_DEBIT_EXPIRY")
                .form("month and year", 0.5, "(0[1-9]|1[0-2]) ?[/-] ?(20)?\\d\\d")
                .onlyAfter(
                        "exp",
                        "expiry",
                        "expires",
                        "expiration",
                        "exp date",
                        "valid thru",
                        "valid through",
                        "good thru",
                        "valid until",
                        "expiry date",
                        "gültig bis",
                        "caducidad",
                        "scadenza",
                        "validade")
                .build();
    }

    private static Recognizer pin() {
        return PatternRecognizer.of("PIN")
                .form("four to eight digits", 0.5, "\\d{4,8}")
                .onlyAfter("pin", "pin code", "pin number", "passcode", "otp", "one time code", "geheimzahl")
                .build();
    }
}

package io.plumbline.personaldata.pii;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.scan.PatternScores;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import io.plumbline.personaldata.scan.context.ContextWords;
import io.plumbline.personaldata.text.Chars;

/// US social security numbers. They have no checksum, but some were never issued: those with a group of zeros, or
/// with an area of 666 or from 900. The form `123-45-6789` is likely; other spellings and nine bare digits need a
/// context word; so do typical example numbers (one digit repeated, counting up, the one printed in the wallets
/// of 1938).
final class UsSsnRecognizer implements Recognizer {

    private static final ContextWords CONTEXT = ContextWords.of(
            "ssn",
            "ssns",
            "ss",
            "ssid",
            "social security",
            "social security number",
            "social",
            "taxpayer id",
            "tin",
            "soc sec");

    private static final int DIGITS = 9;
    private static final double DASHED = 0.5;
    private static final double SPACED = 0.4;
    private static final double BARE_OR_ODD = 0.05;
    private static final double NEVER_ISSUED = 0.2;
    private static final double WEAK_IN_CONTEXT = 0.6;

    @Override
    public String name() {
        return "pii.us_ssn";
    }

    @Override
    public Category category() {
        return Category.PII;
    }

    @Override
    public String entityType() {
        return "US_SSN";
    }

    @Override
    public Trigger trigger() {
        return Trigger.atDigits();
    }

    @Override
    public int maxLength() {
        return DIGITS + 4;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        if (insideNumber(text, at)) {
            return;
        }
        int number = 0;
        int read = 0;
        int separators = 0;
        char separator = 0;
        int i = at;
        int length = text.length();
        for (; i < length && read < DIGITS; i++) {
            char c = text.charAt(i);
            int digit = Chars.digit(c);
            if (digit >= 0) {
                number = 10 * number + digit;
                read++;
                continue;
            }
            boolean usual = Chars.isDash(c) || Chars.isGroupSpace(c) || c == '.';
            if (!usual || (read != 3 && read != 5) || !Chars.isDigit(text.charAt(i - 1))) {
                return;
            }
            if (separator != 0 && separator != c) {
                return;
            }
            separator = c;
            separators++;
        }
        if (length - i < 2) {
            spans.unsettled(at);
        }
        if (read == DIGITS && !numberGoesOn(text, i)) {
            report(text, at, i, number, separator, separators, spans);
        }
    }

    private void report(CharSequence text, int at, int end, int number, char separator, int separators, Spans spans) {
        boolean context = spans.contextWord(CONTEXT, text, at, end) != null;
        if (!canBeIssued(number)) {
            if (separators == 2 && Chars.isDash(separator) && looksIssued(number)) {
                String explanation = "form of a social security number, of an area that has none";
                spans.found(this, at, end, PatternScores.inContext(NEVER_ISSUED, context), explanation);
            }
            return;
        }
        if (separators == 2 && !isExample(number)) {
            double pattern = Chars.isDash(separator) ? DASHED : SPACED;
            spans.found(this, at, end, PatternScores.inContext(pattern, context), "form of a social security number");
        } else if (context) {
            spans.found(this, at, end, WEAK_IN_CONTEXT, "nine digits after a word for a social security number");
        } else if (!isExample(number)) {
            spans.found(this, at, end, BARE_OR_ODD, "nine digits");
        }
    }

    private static boolean canBeIssued(int number) {
        int area = number / 1_000_000;
        int group = number / 10_000 % 100;
        int serial = number % 10_000;
        return area != 0 && area != 666 && area < 900 && group != 0 && serial != 0;
    }

    /// Numbers from 900 on belong to taxpayers without an SSN, or are invented.
    private static boolean looksIssued(int number) {
        return number >= 900_000_000 && number / 10_000 % 100 != 0 && number % 10_000 != 0;
    }

    private static boolean isExample(int number) {
        return number % 111_111_111 == 0 || number == 123_456_789 || number == 78_051_120 || number == 219_099_999;
    }

    private static boolean insideNumber(CharSequence text, int at) {
        char before = Chars.at(text, at - 1);
        char earlier = Chars.at(text, at - 2);
        boolean money = before == '$' || before == '€' || before == '£';
        boolean digitsBefore = (before == '.' || before == '/') && Chars.isDigit(earlier);
        return money || before == '+' || digitsBefore || (Chars.isDash(before) && Chars.joins(earlier));
    }

    private static boolean numberGoesOn(CharSequence text, int end) {
        char after = Chars.at(text, end);
        if (Chars.joins(after)) {
            return true;
        }
        boolean part = Chars.isDash(after) || after == '.' || after == '/';
        return part && Chars.isDigit(Chars.at(text, end + 1));
    }
}

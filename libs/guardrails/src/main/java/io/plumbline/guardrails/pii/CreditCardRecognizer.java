package io.plumbline.guardrails.pii;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.scan.Chars;
import io.plumbline.guardrails.scan.Recognizer;
import io.plumbline.guardrails.scan.Scores;
import io.plumbline.guardrails.scan.Spans;
import io.plumbline.guardrails.scan.Trigger;

/// Payment card numbers: a length that the issuer of the first digits uses, and a Luhn checksum that holds.
/// Written in one run or in groups with one space, dash, tab or line end between them, the same throughout but where a
/// line ends; of several lengths that fit, the longest. Groups parted by tabs or line ends are a card's only where no
/// other number stands before or after them in the same way, as in a table.
final class CreditCardRecognizer implements Recognizer {

    private static final int MIN_DIGITS = 12;
    private static final int MAX_DIGITS = 19;

    /// So many characters after a number tell whether it ends there.
    private static final int LOOKAHEAD = 3;

    @Override
    public String name() {
        return "pii.credit_card";
    }

    @Override
    public Category category() {
        return Category.PII;
    }

    @Override
    public String entityType() {
        return "CREDIT_CARD";
    }

    @Override
    public Trigger trigger() {
        return Trigger.atDigits();
    }

    @Override
    public int maxLength() {
        return 3 * MAX_DIGITS + 1;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        if (CardIssuers.never(Chars.digit(text.charAt(at))) || insideNumber(text, at)) {
            return;
        }
        Digits digits = new Digits();
        int length = text.length();
        int longest = -1;
        int i = at;
        char separator = 0;
        boolean broken = false;
        while (true) {
            int groupStart = i;
            while (i < length && digits.count <= MAX_DIGITS && Chars.isDigit(text.charAt(i))) {
                digits.add(Chars.digit(text.charAt(i)));
                i++;
            }
            int group = i - groupStart;
            if (digits.count > MAX_DIGITS || group == 0) {
                break;
            }
            if (length - i < LOOKAHEAD) {
                spans.unsettled(at);
            }
            if (Chars.joins(Chars.at(text, i))) {
                break;
            }
            if (digits.count >= MIN_DIGITS && (separator == 0 || group >= 3) && !decimalsFollow(text, i)) {
                longest = digits.isCard() ? i : longest;
            }
            boolean more = separator == 0 ? group == 4 : group == 4 || group == 6;
            char next = Chars.at(text, i);
            int gap = separatorLength(text, i);
            boolean same = separator == 0 || next == separator || isBreak(next) || isBreak(separator);
            if (!more || gap == 0 || !same) {
                break;
            }
            broken |= isBreak(next);
            separator = next;
            i += gap;
        }
        if (longest > 0 && !(broken && isOneOfMany(text, at, longest))) {
            spans.found(this, at, longest, Scores.CERTAIN, "Luhn checksum and length of its issuer");
        }
    }

    /// How many characters part two groups here: two where a line ends as on Windows.
    private static int separatorLength(CharSequence text, int at) {
        char c = Chars.at(text, at);
        if (c == '\r') {
            return Chars.at(text, at + 1) == '\n' ? 2 : 0;
        }
        return isBreak(c) || Chars.isGroupSpace(c) || Chars.isDash(c) ? 1 : 0;
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\t' || c == '\r';
    }

    private static boolean isOneOfMany(CharSequence text, int start, int end) {
        int before = start - 1;
        while (before >= 0 && start - before <= 2 && isBreak(text.charAt(before))) {
            before--;
        }
        int gap = separatorLength(text, end);
        return (before < start - 1 && Chars.isDigit(Chars.at(text, before)))
                || (isBreak(Chars.at(text, end)) && Chars.isDigit(Chars.at(text, end + gap)));
    }

    /// A point only: in separated values a comma stands between numbers.
    private static boolean insideNumber(CharSequence text, int at) {
        char before = Chars.at(text, at - 1);
        return before == '.' && Chars.isDigit(Chars.at(text, at - 2));
    }

    /// One zero alone is none: programs that take a number for a decimal one write it so.
    private static boolean decimalsFollow(CharSequence text, int end) {
        return Chars.at(text, end) == '.'
                && Chars.isDigit(Chars.at(text, end + 1))
                && (Chars.at(text, end + 1) != '0' || Chars.joins(Chars.at(text, end + 2)));
    }

    /// Takes digits from the left and knows, for the length reached, whether they are a card's. The checksum
    /// doubles every second digit counted from the right, so both sums are kept until the length is known.
    private static final class Digits {
        private int count;
        private int prefix;
        private int sumDoublingEven;
        private int sumDoublingOdd;

        private void add(int digit) {
            int doubled = digit < 5 ? 2 * digit : 2 * digit - 9;
            boolean even = (count & 1) == 0;
            sumDoublingEven += even ? doubled : digit;
            sumDoublingOdd += even ? digit : doubled;
            if (count < CardIssuers.PREFIX_DIGITS) {
                prefix = 10 * prefix + digit;
            }
            count++;
        }

        private boolean isCard() {
            int sum = (count & 1) == 0 ? sumDoublingEven : sumDoublingOdd;
            return sum % 10 == 0 && CardIssuers.issues(prefix, count);
        }
    }
}

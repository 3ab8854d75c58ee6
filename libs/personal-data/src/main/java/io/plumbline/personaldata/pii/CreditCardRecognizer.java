package io.plumbline.personaldata.pii;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.pii.label.EntityLabels;
import io.plumbline.personaldata.scan.PatternScores;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import io.plumbline.personaldata.scan.context.ContextWords;
import io.plumbline.personaldata.text.Chars;

/// Payment card numbers: a length that the issuer of the first digits uses, and a valid Luhn checksum. Written in
/// one run or in groups separated by one space, dash, slash, dot, tab or line end, the same throughout except
/// where a line ends; of several lengths that fit, the longest. Groups separated by tabs or line ends are a card
/// only if no other number precedes or follows them in the same way, as in a table. Near a word for cards, groups
/// may have any size, single digits included, and any of these separators.
final class CreditCardRecognizer implements Recognizer {

    private static final int MIN_DIGITS = 12;
    private static final int MAX_DIGITS = 19;

    private static final ContextWords CARD = ContextWords.of(EntityLabels.words("card"));

    /// The maximum number of signs between two groups near a word for cards.
    private static final int LONGEST_GAP = 3;

    /// Digits in a group, as printed on cards.
    private static final int GROUP = 4;

    /// The number of characters after a number that determine whether it ends there.
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
        return (1 + LONGEST_GAP) * MAX_DIGITS + LOOKAHEAD;
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
            spans.found(this, at, longest, PatternScores.CERTAIN, "Luhn checksum and length of its issuer");
        } else if (longest < 0) {
            looselyWritten(text, at, spans);
        }
    }

    /// Reads all digits here, in groups of any size, as one card number if a word for cards is near.
    private void looselyWritten(CharSequence text, int at, Spans spans) {
        if (isGap(Chars.at(text, at - 1)) && Chars.isDigit(Chars.at(text, at - 2))) {
            return; // within a row of digits that begins before
        }
        Digits digits = new Digits();
        int limit = Math.min(text.length(), at + maxLength());
        int end = at;
        int i = at;
        int group = 0;
        boolean evenly = true;
        while (i < limit && i - end <= LONGEST_GAP && digits.count <= MAX_DIGITS) {
            char c = text.charAt(i++);
            if (Chars.isDigit(c)) {
                boolean goesOn = end == i - 1;
                evenly &= goesOn || digits.count == 0 || group == GROUP;
                group = goesOn ? group + 1 : 1;
                digits.add(Chars.digit(c));
                end = i;
            } else if (!isGap(c)) {
                break;
            }
        }
        if (i == text.length()) {
            spans.unsettled(at);
        }
        boolean whole = digits.count >= MIN_DIGITS
                && digits.count <= MAX_DIGITS
                && !Chars.joins(Chars.at(text, end))
                && ((evenly && group <= GROUP) || !isBroken(text, at, end));
        if (whole && (digits.isCard() || digits.mayBeMaestro()) && spans.contextWord(CARD, text, at, end) != null) {
            spans.found(this, at, end, PatternScores.CERTAIN, "Luhn checksum near a word for cards");
        }
    }

    /// Digits on two lines, or in two fields, are two numbers unless they are grouped as one.
    private static boolean isBroken(CharSequence text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (isBreak(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGap(char c) {
        return isBreak(c) || Chars.isGroupSpace(c) || Chars.isDash(c) || c == '.' || c == '/';
    }

    /// The number of characters that separate two groups here: two for a Windows line end.
    private static int separatorLength(CharSequence text, int at) {
        char c = Chars.at(text, at);
        if (c == '\r') {
            return Chars.at(text, at + 1) == '\n' ? 2 : 0;
        }
        return isGap(c) ? 1 : 0;
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

    /// Only a point or a slash counts: in comma-separated values a comma separates numbers.
    private static boolean insideNumber(CharSequence text, int at) {
        char before = Chars.at(text, at - 1);
        return (before == '.' || before == '/') && Chars.isDigit(Chars.at(text, at - 2));
    }

    /// A single zero does not count: programs that take a number for a decimal one write it that way.
    private static boolean decimalsFollow(CharSequence text, int end) {
        return Chars.at(text, end) == '.'
                && Chars.isDigit(Chars.at(text, end + 1))
                && (Chars.at(text, end + 1) != '0' || Chars.joins(Chars.at(text, end + 2)));
    }

    /// Reads digits from the left and decides for each length whether they are a card number. The checksum
    /// doubles every second digit counted from the right; both sums are therefore kept until the length is known.
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
            return holds() && CardIssuers.issues(prefix, count);
        }

        /// Maestro numbers that begin with 6 may be as short as 12 digits.
        private boolean mayBeMaestro() {
            return holds() && CardIssuers.ofSix(prefix);
        }

        private boolean holds() {
            return ((count & 1) == 0 ? sumDoublingEven : sumDoublingOdd) % 10 == 0;
        }
    }
}

package io.plumbline.personaldata.pii.phone;

import io.plumbline.personaldata.text.Chars;

/// Reads groups of digits that could be a telephone number from a position on: forward only, at most a bounded
/// number of characters, whatever the text. Libphonenumber's own finder needs one backtracking pass for each
/// region.
final class PhoneCandidate {

    static final int MAX_DIGITS = 17;
    static final int MAX_GROUPS = 10;
    private static final int MIN_DIGITS = 7;
    private static final int FEWEST_WITH_TRUNK = 9;
    private static final int MAX_NATIONAL_GROUPS = 6;
    private static final int MAX_SEPARATORS = 3;

    /// The maximum length of a candidate: digits, separators between them, plus sign.
    static final int MAX_LENGTH = 1 + MAX_DIGITS + MAX_SEPARATORS * (MAX_GROUPS + 1);

    private final CharSequence text;
    private final StringBuilder digits = new StringBuilder(MAX_DIGITS + 1);
    private final int[] groupEnds = new int[MAX_GROUPS];
    private final int[] groupDigits = new int[MAX_GROUPS];
    private int groups;
    private final char[] separators = new char[MAX_GROUPS];
    private boolean international;
    private boolean parenthesised;
    private int areaCodeEnd;
    private boolean slashed;
    private boolean open;
    private boolean tooLong;

    private PhoneCandidate(CharSequence text) {
        this.text = text;
    }

    /// Whether enough digits are close enough together here to justify reading them.
    static boolean isLikely(CharSequence text, int at) {
        int found = 0;
        int between = 0;
        for (int i = at; found < MIN_DIGITS; i++) {
            if (i == text.length()) {
                return true;
            }
            if (Chars.isDigit(text.charAt(i))) {
                found++;
                between = 0;
            } else if (Chars.isAsciiLetter(text.charAt(i)) || ++between > MAX_SEPARATORS) {
                return false;
            }
        }
        return true;
    }

    static PhoneCandidate read(CharSequence text, int at) {
        PhoneCandidate candidate = new PhoneCandidate(text);
        candidate.readFrom(at);
        return candidate;
    }

    private void readFrom(int at) {
        int length = text.length();
        int i = at;
        while (!tooLong && groups < MAX_GROUPS) {
            int separatorsEnd = separatorsEnd(i);
            if (separatorsEnd == length) {
                open = true;
                return;
            }
            if (!Chars.isDigit(text.charAt(separatorsEnd)) || (groups > 0 && separatorsEnd == i)) {
                return;
            }
            separators[groups] = groups == 0 ? ' ' : text.charAt(i);
            i = groupEnd(separatorsEnd);
        }
        // whether more digits follow than a number may have is told by what stands here
        open |= i == length;
    }

    private int separatorsEnd(int from) {
        int limit = Math.min(text.length(), from + MAX_SEPARATORS);
        int i = from;
        while (i < limit && isSeparator(text.charAt(i), i == from && groups == 0)) {
            i++;
        }
        return i;
    }

    private boolean isSeparator(char c, boolean first) {
        if (c == '+') {
            boolean leading = groups == 0 && !international;
            international |= leading;
            return leading;
        }
        if (c == '(') {
            parenthesised = true;
            return true;
        }
        areaCodeEnd = c == ')' && parenthesised && areaCodeEnd == 0 ? groups : areaCodeEnd;
        slashed |= c == '/';
        return !first && (Chars.isGroupSpace(c) || Chars.isDash(c) || c == '.' || c == ')' || c == '/');
    }

    private int groupEnd(int from) {
        int i = from;
        while (i < text.length() && Chars.isDigit(text.charAt(i)) && digits.length() <= MAX_DIGITS) {
            digits.append((char) ('0' + Chars.digit(text.charAt(i))));
            i++;
        }
        tooLong = digits.length() > MAX_DIGITS;
        if (!tooLong) {
            groupEnds[groups] = i;
            groupDigits[groups] = i - from;
            groups++;
            open |= i == text.length();
        }
        return i;
    }

    /// Whether more text could lengthen the candidate or change what follows it.
    boolean isOpen() {
        return open;
    }

    boolean isInternational() {
        return international;
    }

    int groups() {
        return groups;
    }

    /// Whether it may end after the first groups: at the last group read anywhere but within a word or number, at
    /// an earlier one only before a space.
    boolean mayEndAfter(int count) {
        int end = groupEnds[count - 1];
        char after = Chars.at(text, end);
        if (Chars.isGroupSpace(after) || after == '\0') {
            return true;
        }
        if (Chars.joins(after) || after == '%' || after == '@' || after == '_' || count < groups) {
            return false;
        }
        char next = Chars.at(text, end + 1);
        boolean digitsGoOn = (after == '.' || after == '/' || after == ':') && Chars.isDigit(next);
        return !digitsGoOn && !(Chars.isDash(after) && Chars.joins(next));
    }

    int end(int count) {
        return groupEnds[count - 1];
    }

    int digitCount(int count) {
        int total = 0;
        for (int i = 0; i < count; i++) {
            total += groupDigits[i];
        }
        return total;
    }

    /// The digits of the first groups, without a plus sign.
    CharSequence digits(int count) {
        return digits.subSequence(0, digitCount(count));
    }

    /// Whether it is one run of digits without separators.
    boolean isBare(int count) {
        return count == 1 && !international;
    }

    /// Whether only a national number has this form: an area code in parentheses or with a `0`, or three, three
    /// and four digits with signs between. Dots must separate all groups, and there must be two, else they are
    /// those of decimals and versions; five digits and four are a postcode.
    boolean isWrittenAsNumber(int count) {
        int dots = 0;
        int spaces = 0;
        boolean apart = false;
        boolean single = groupDigits[0] == 1;
        for (int i = 1; i < count; i++) {
            dots += separators[i] == '.' ? 1 : 0;
            spaces += Chars.isGroupSpace(separators[i]) ? 1 : 0;
            apart |= groupEnds[i] - groupDigits[i] > groupEnds[i - 1] + 1;
            single |= groupDigits[i] == 1;
        }
        if (dots > 0 && (dots < count - 1 || dots < 2 || single)) {
            return false;
        }
        boolean postcode = count == 2 && groupDigits[0] == 5 && groupDigits[1] == 4;
        boolean trunk =
                digits.charAt(0) == '0' && groupDigits[0] > 1 && !apart && digitCount(count) >= FEWEST_WITH_TRUNK;
        return !postcode
                && ((areaCodeEnd > 0 && areaCodeEnd < count)
                        || trunk
                        || (isNorthAmericanShape(count) && spaces < count - 1));
    }

    boolean isNorthAmericanShape(int count) {
        int first = count > 1 && groupDigits[0] == 1 ? 1 : 0;
        return !slashed
                && count - first == 3
                && groupDigits[first] == 3
                && groupDigits[first + 1] == 3
                && groupDigits[first + 2] == 4;
    }

    /// Whether the groups have the form of dates, network addresses, social security numbers or lists of small
    /// numbers instead.
    boolean looksLikeSomethingElse(int count) {
        if (count >= 3 && !parenthesised) {
            int a = groupDigits[0];
            int b = groupDigits[1];
            int c = groupDigits[2];
            boolean date = (a == 4 && b <= 2 && c <= 2) || (a <= 2 && b <= 2 && c == 4);
            boolean address = count == 4 && a <= 3 && b <= 3 && c <= 3 && groupDigits[3] <= 3 && isOfBytes();
            boolean socialSecurity = count == 3 && a == 3 && b == 2 && c == 4;
            if (date || address || socialSecurity) {
                return true;
            }
        }
        int single = 0;
        int largest = 0;
        for (int i = 0; i < count; i++) {
            single += groupDigits[i] == 1 ? 1 : 0;
            largest = Math.max(largest, groupDigits[i]);
        }
        boolean trunk = digits.charAt(0) == '0' && (count == 5 || (count == 6 && groupDigits[0] == 1));
        boolean pairs = largest < 3 && !trunk;
        return single > 2 || count > MAX_NATIONAL_GROUPS || pairs;
    }

    /// Whether dots separate four numbers that are bytes.
    private boolean isOfBytes() {
        int from = 0;
        for (int i = 0; i < 4; i++) {
            int value = Integer.parseInt(digits, from, from + groupDigits[i], 10);
            if (value > 255 || (i > 0 && separators[i] != '.')) {
                return false;
            }
            from += groupDigits[i];
        }
        return true;
    }
}

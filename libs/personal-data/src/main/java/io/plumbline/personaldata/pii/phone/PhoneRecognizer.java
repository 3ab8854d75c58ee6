package io.plumbline.personaldata.pii.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.pii.label.EntityLabels;
import io.plumbline.personaldata.scan.PatternScores;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import io.plumbline.personaldata.scan.context.ContextWords;
import io.plumbline.personaldata.text.Chars;
import java.util.ArrayList;
import java.util.List;

/// Telephone numbers. A forward reader of our own finds candidates, and libphonenumber validates them: with a
/// country code for the whole world, without one for the configured regions. Of several ends that make a valid
/// number, the longest is taken. Only numbers in a typical form reach the reporting threshold alone; a bare run
/// of digits needs a context word. Directly after a label such as `mobile` or `手机号`, national numbers of many
/// more regions are recognized, and international ones without their plus sign.
public final class PhoneRecognizer implements Recognizer {

    private static final ContextWords LABELS = ContextWords.of(EntityLabels.words("phone-label"));
    private static final ContextWords CONTEXT = ContextWords.of(EntityLabels.words("phone-label", "phone"));

    /// Regions whose national numbers are recognized after a label, besides the configured ones.
    private static final List<String> LABELLED_REGIONS = List.of(
            "US", "GB", "DE", "FR", "ES", "IT", "PT", "NL", "PL", "RU", "CN", "JP", "SA", "EG", "AE", "MX", "BR", "BE",
            "AT", "CH", "IE", "AU", "IN", "CO", "AR", "CL", "PE", "UA", "KZ", "HK", "TW", "KR", "MA", "DZ", "TN", "JO",
            "IQ", "KW", "QA", "SE", "NO", "DK", "FI", "CZ", "TR", "ZA");

    private static final double INTERNATIONAL = 0.75;
    private static final double FORMATTED = 0.55;
    private static final double POSSIBLE = 0.4;
    private static final double BARE = 0.3;
    private static final int MIN_INTERNATIONAL = 8;
    private static final int MIN_NATIONAL = 7;
    private static final int MIN_GROUPS = 3;
    private static final int MAX_EXTENSION = 22;

    /// The number of words before a number among which its label ends.
    private static final int NEAREST_LABEL = 5;

    private static final int FEWEST_WITHOUT_PLUS = 10;

    /// The number of groups after a number that may be read as part of it and dropped again.
    private static final int MAX_ENDS = 5;

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final List<PhoneRegion> regions;
    private final List<PhoneRegion> labelledRegions;

    /// @param regions two-letter codes of the regions whose national numbers are recognized
    public PhoneRecognizer(List<String> regions) {
        this.regions = of(regions);
        this.labelledRegions = of(LABELLED_REGIONS.stream()
                .filter(region -> !regions.contains(region))
                .toList());
    }

    private static List<PhoneRegion> of(List<String> codes) {
        List<PhoneRegion> known = new ArrayList<>(codes.size());
        for (String code : codes) {
            known.add(new PhoneRegion(code));
        }
        return List.copyOf(known);
    }

    @Override
    public String name() {
        return "pii.phone";
    }

    @Override
    public Category category() {
        return Category.PII;
    }

    @Override
    public String entityType() {
        return "PHONE_NUMBER";
    }

    @Override
    public Trigger trigger() {
        return Trigger.atDigits().and(Trigger.anywhere("+("));
    }

    @Override
    public int maxLength() {
        return PhoneCandidate.MAX_LENGTH + MAX_EXTENSION;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        if (startsInside(text, at) || !PhoneCandidate.isLikely(text, at)) {
            return;
        }
        PhoneCandidate candidate = PhoneCandidate.read(text, at);
        if (candidate.isOpen()) {
            spans.unsettled(at);
        }
        int shortest = Math.max(1, candidate.groups() - MAX_ENDS);
        for (int count = candidate.groups(); count >= shortest; count--) {
            int end = candidate.end(count);
            int extension = PhoneExtension.end(text, end);
            if (text.length() - Math.max(end, extension) < 2 || PhoneExtension.mayFollow(text, end)) {
                spans.unsettled(at);
            }
            if ((extension > end || candidate.mayEndAfter(count))
                    && report(text, at, candidate, count, extension, spans)) {
                return;
            }
        }
    }

    private boolean report(CharSequence text, int at, PhoneCandidate candidate, int count, int end, Spans spans) {
        double pattern;
        if (candidate.isInternational()) {
            pattern = international(candidate, count);
        } else {
            pattern = national(candidate, count, text, at, spans);
        }
        if (pattern == 0) {
            return false;
        }
        spans.found(
                this,
                at,
                end,
                PatternScores.inContext(pattern, spans.contextWord(CONTEXT, text, at, end) != null),
                candidate.isInternational() ? "valid number with country code" : "valid number of a configured region");
        return true;
    }

    /// A grouped number of the right length for its country may be in an unassigned range, as often in examples.
    private double international(PhoneCandidate candidate, int count) {
        if (candidate.digitCount(count) < MIN_INTERNATIONAL) {
            return 0;
        }
        String number = "+" + candidate.digits(count);
        if (isValid(number)) {
            return INTERNATIONAL;
        }
        return count >= MIN_GROUPS && numbers.isPossibleNumber(number, null) ? POSSIBLE : 0;
    }

    private boolean isValid(String number) {
        try {
            return numbers.isValidNumber(numbers.parse(number, null));
        } catch (NumberParseException e) {
            return false;
        }
    }

    private double national(PhoneCandidate candidate, int count, CharSequence text, int at, Spans spans) {
        if (candidate.digitCount(count) < MIN_NATIONAL || candidate.looksLikeSomethingElse(count)) {
            return 0;
        }
        if (spans.isMeasured(text, at, candidate.end(count))) {
            return 0;
        }
        CharSequence digits = candidate.digits(count);
        boolean bare = candidate.isBare(count);
        double written = bare ? BARE : candidate.isWrittenAsNumber(count) ? FORMATTED : POSSIBLE;
        if (digits.length() > 10 && digits.charAt(0) == '0' && digits.charAt(1) == '0') {
            return isValid("+" + digits.subSequence(2, digits.length())) ? written : 0;
        }
        for (PhoneRegion region : regions) {
            boolean shaped = bare || !region.isNorthAmerican() || candidate.isNorthAmericanShape(count);
            if (shaped && region.isValid(digits)) {
                return written;
            }
        }
        return isLabelled(text, at, spans) && isOfElsewhere(digits) ? POSSIBLE : 0;
    }

    private static boolean isLabelled(CharSequence text, int at, Spans spans) {
        return spans.label(LABELS, NEAREST_LABEL, true, text, at) != null;
    }

    private boolean isOfElsewhere(CharSequence digits) {
        for (PhoneRegion region : labelledRegions) {
            if (region.isValid(digits)) {
                return true;
            }
        }
        return digits.length() >= FEWEST_WITHOUT_PLUS && digits.charAt(0) != '0' && isValid("+" + digits);
    }

    /// Whether `+` and up to three digits precede it.
    private static boolean followsCountryCode(CharSequence text, int at) {
        int i = at - 1;
        i -= Chars.isGroupSpace(Chars.at(text, i)) ? 1 : 0;
        int last = i;
        while (last - i < 3 && Chars.isDigit(Chars.at(text, i))) {
            i--;
        }
        return i < last && Chars.at(text, i) == '+';
    }

    /// Whether the position lies within another number, an amount, an identifier or a path; or within a candidate
    /// whose own beginning has been checked.
    private static boolean startsInside(CharSequence text, int at) {
        char first = text.charAt(at);
        char before = Chars.at(text, at - 1);
        if (first == '(') {
            return before == '+' || before == '(' || followsCountryCode(text, at);
        }
        if (first == '+') {
            char next = Chars.at(text, at + 1);
            boolean leadsOn = Chars.isDigit(next) || next == '(' || at + 1 == text.length();
            return !leadsOn || Chars.joins(before) || before == '+' || before == '(';
        }
        if (before == '+' || before == '(' || before == '$' || before == '€' || before == '£' || before == '#') {
            return true;
        }
        if (Chars.isGroupSpace(before) && followsCountryCode(text, at)) {
            return true;
        }
        char earlier = Chars.at(text, at - 2);
        return before == '/'
                || before == '_'
                || (before == '.' && Chars.isDigit(earlier))
                || (Chars.isDash(before) && Chars.joins(earlier));
    }
}

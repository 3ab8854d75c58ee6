package io.plumbline.personaldata.pii.internet;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.pii.label.EntityLabels;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import io.plumbline.personaldata.scan.context.ContextWords;
import io.plumbline.personaldata.text.Chars;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// E-mail addresses written to evade programs: with words for their signs (`ada (at) example (dot) com`, `ana
/// arroba ejemplo punto com`), or letter by letter (`a d a @ e x a m p l e . o r g`).
///
/// The former are found from their top-level domain backwards. A word for `@` without brackets must be
/// unambiguous, be in capitals, or have a word for mail near it.
public final class SpelledEmailRecognizer implements Recognizer {

    private static final double SCORE = 0.85;
    private static final int LONGEST = 90;
    private static final int MOST_PARTS = 6;
    private static final int LONGEST_WORD = 12;
    private static final String OPENING = "([{<（［【";
    private static final String CLOSING = ")]}>）］】";

    private static final List<String> ATS = List.of(
            "at",
            "ät",
            "arroba",
            "arobase",
            "chiocciola",
            "apenstaartje",
            "apestaartje",
            "małpa",
            "malpa",
            "собака",
            "собачка",
            "艾特",
            "アットマーク",
            "アット",
            "آت",
            "ات",
            "ет",
            "эт");

    /// Words with other meanings: without brackets they need more evidence.
    private static final Set<String> COMMON_ATS = Set.of("at", "ät", "ات", "ет", "эт");

    private static final List<String> DOTS = List.of(
            "dot", "punkt", "point", "punto", "ponto", "punt", "kropka", "точка", "点", "點", "ドット", "دوت", "نقطة",
            "nokta", "piste");

    /// Beginnings of well-known top-level domains.
    private static final Set<String> BEGINNINGS = Set.of(
            "co", "ne", "or", "in", "bi", "ed", "go", "eu", "io", "me", "de", "fr", "es", "it", "pt", "nl", "pl", "ru",
            "cn", "jp", "uk", "us", "ca", "ch", "at", "be", "br", "mx", "ar", "sa", "ae", "eg", "au", "se", "no", "dk",
            "fi", "cz", "tr", "ai", "ap");

    private static final ContextWords MAIL = ContextWords.of(EntityLabels.words("mail"));

    @Override
    public String name() {
        return "pii.spelled_email";
    }

    @Override
    public Category category() {
        return Category.PII;
    }

    @Override
    public String entityType() {
        return "EMAIL_ADDRESS";
    }

    @Override
    public Trigger trigger() {
        return Trigger.atAnyLetter()
                .and(Trigger.anywhere("@"))
                .beginning((first, second) -> BEGINNINGS.contains("" + lower(first) + lower(second)))
                .afterWordsIn("toaTOA");
    }

    private static char lower(char c) {
        return Character.toLowerCase(c);
    }

    @Override
    public int maxLength() {
        return 2 * LONGEST;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        if (text.charAt(at) == '@') {
            letters(text, at, spans);
        } else if (dotBefore(text, at) >= 0) {
            words(text, at, spans);
        }
    }

    private void words(CharSequence text, int at, Spans spans) {
        int end = at;
        while (end < text.length() && Chars.isAsciiAlphanumeric(text.charAt(end))) {
            end++;
        }
        if (end == text.length()) {
            spans.unsettled(at);
        }
        if (!TopLevelDomains.isWellKnown(text, at, end)) {
            return;
        }
        int begin = at;
        int sign = -1;
        for (int part = 0; part < MOST_PARTS && sign < 0; part++) {
            int dot = dotBefore(text, begin);
            sign = part == 0 ? -1 : signBefore(text, begin, ATS);
            if (sign < 0) {
                int label = dot < 0 ? -1 : labelBefore(text, dot, "-");
                if (label < 0 || label == dot || at - label > LONGEST) {
                    return;
                }
                begin = label;
            }
        }
        int start = sign < 0 ? -1 : localBefore(text, sign);
        if (start >= 0 && start < sign && isMeant(text, start, sign, begin, at, end, spans)) {
            spans.found(this, start, end, SCORE, "an address with words for its signs");
        }
    }

    /// Whether the word for `@` between these positions, with the text after it, makes an address.
    private static boolean isMeant(
            CharSequence text, int start, int sign, int domain, int topLevel, int end, Spans spans) {
        String word = text.subSequence(sign, domain).toString().strip();
        if (!COMMON_ATS.contains(word.toLowerCase(Locale.ROOT))) {
            return true;
        }
        boolean wordForDot = text.charAt(topLevel - 1) != '.';
        return wordForDot
                && (Character.isUpperCase(word.charAt(0)) || spans.contextWord(MAIL, text, start, end) != null);
    }

    private static int localBefore(CharSequence text, int sign) {
        if (Chars.at(text, sign - 1) == '.') {
            return sign; // the end of a sentence
        }
        int start = labelBefore(text, sign, "-._+");
        for (int part = 0; part < MOST_PARTS && start >= 0; part++) {
            int dot = signBefore(text, start, DOTS);
            int earlier = dot < 0 ? -1 : labelBefore(text, dot, "-_+");
            if (earlier < 0 || earlier == dot) {
                break;
            }
            start = earlier;
        }
        return start;
    }

    /// Where the run of letters, digits and these signs that ends here begins.
    private static int labelBefore(CharSequence text, int end, String signs) {
        int limit = Math.max(0, end - LONGEST);
        int i = end;
        while (i > limit && (Chars.isAsciiAlphanumeric(text.charAt(i - 1)) || signs.indexOf(text.charAt(i - 1)) >= 0)) {
            i--;
        }
        return i;
    }

    private static int dotBefore(CharSequence text, int end) {
        return Chars.at(text, end - 1) == '.' ? end - 1 : signBefore(text, end, DOTS);
    }

    /// Where the word for a sign that ends here begins, with the brackets and spaces around it; -1 if there is
    /// none.
    private static int signBefore(CharSequence text, int end, List<String> words) {
        int i = spacesBefore(text, end);
        boolean spaced = i < end;
        boolean bracketed = i > 0 && CLOSING.indexOf(text.charAt(i - 1)) >= 0;
        if (bracketed) {
            i = spacesBefore(text, i - 1);
        }
        int start = i > 0 ? wordBefore(text, i, words) : -1;
        if (start < 0) {
            return -1;
        }
        if (bracketed) {
            int open = spacesBefore(text, start) - 1;
            return open >= 0 && OPENING.indexOf(text.charAt(open)) >= 0 ? spacesBefore(text, open) : -1;
        }
        boolean unspaced = !Chars.joins(text.charAt(start));
        int before = spacesBefore(text, start);
        return unspaced || (spaced && before < start) ? before : -1;
    }

    private static int wordBefore(CharSequence text, int end, List<String> words) {
        for (String word : words) {
            int start = end - word.length();
            if (start >= 0
                    && lower(text.charAt(end - 1)) == word.charAt(word.length() - 1)
                    && hasAt(text, start, word)) {
                boolean whole = !Chars.joins(word.charAt(0)) || start == 0 || !Chars.joins(text.charAt(start - 1));
                if (whole) {
                    return start;
                }
            }
        }
        return -1;
    }

    private static boolean hasAt(CharSequence text, int start, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (lower(text.charAt(start + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int spacesBefore(CharSequence text, int end) {
        int i = end;
        while (i > 0 && end - i < 2 && Chars.isGroupSpace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    /// `a d a @ e x a m p l e . o r g`
    private void letters(CharSequence text, int at, Spans spans) {
        int start = lettersBefore(text, at);
        if (start == at) {
            return;
        }
        StringBuilder domain = new StringBuilder();
        int end = at + 1;
        int i = at + 1;
        int known = -1;
        while (end - at < LONGEST && Chars.at(text, i) == ' ' && isOfAddress(Chars.at(text, i + 1))) {
            if (i + 2 < text.length() && Chars.isAsciiAlphanumeric(text.charAt(i + 2))) {
                break; // a word
            }
            domain.append(text.charAt(i + 1));
            i += 2;
            end = i;
            int dot = domain.lastIndexOf(".");
            known = dot > 0 && TopLevelDomains.isWellKnown(domain, dot + 1, domain.length()) ? end : known;
        }
        if (text.length() - i <= 2) {
            spans.unsettled(start);
        }
        if (known > 0) {
            spans.found(this, start, known, SCORE, "an address letter by letter");
        }
    }

    /// Where the run of single characters with a space after each that ends here begins.
    private static int lettersBefore(CharSequence text, int end) {
        int i = end;
        while (end - i < LONGEST
                && Chars.at(text, i - 1) == ' '
                && isOfAddress(Chars.at(text, i - 2))
                && !Chars.joins(Chars.at(text, i - 3))) {
            i -= 2;
        }
        return i;
    }

    private static boolean isOfAddress(char c) {
        return Chars.isAsciiAlphanumeric(c) || c == '.' || c == '-' || c == '_' || c == '+';
    }

    /// Text that may still become an address: a word for a sign with the text before and after it, or its
    /// beginning; a word and the space after it; single letters.
    @Override
    public int openTail(CharSequence text) {
        int length = text.length();
        int limit = Math.max(0, length - LONGEST);
        int open = length;
        int end = spacesBefore(text, length);
        int local = end < length ? localBefore(text, end) : end;
        open = local < end ? local : open;
        for (int part = 0; part <= MOST_PARTS && end > limit; part++) {
            int start = tokenStart(text, end, limit);
            boolean last = end == length;
            if (start == end || isSentenceEnd(text, end)) {
                break;
            }
            if (hasUnspacedSign(text, start, end)) {
                open = start;
            } else if (last ? mayBecomeSign(text, start, end) : isSign(text, start, end)) {
                open = localBefore(text, spacesBefore(text, start));
            }
            end = spacesBefore(text, start);
        }
        int row = length - (Chars.at(text, length - 1) == ' ' ? 0 : 1);
        int letters = row > 0 && row >= length - 1 ? lettersBefore(text, row) : length;
        return Math.max(0, Math.min(open, letters < row ? letters : length));
    }

    private static boolean isSentenceEnd(CharSequence text, int end) {
        char c = Chars.at(text, end - 1);
        return end < text.length() && (c == '!' || c == '?' || c == ';' || c == '.');
    }

    private static int tokenStart(CharSequence text, int end, int limit) {
        int i = end;
        while (i > limit && !Character.isWhitespace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private static boolean isSign(CharSequence text, int start, int end) {
        String token = bare(text, start, end);
        return ATS.contains(token) || DOTS.contains(token);
    }

    private static boolean hasUnspacedSign(CharSequence text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '艾' || c == 'ア') {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBecomeSign(CharSequence text, int start, int end) {
        String token = bare(text, start, end);
        for (List<String> words : List.of(ATS, DOTS)) {
            for (String word : words) {
                if (word.startsWith(token) || token.startsWith(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String bare(CharSequence text, int start, int end) {
        StringBuilder letters = new StringBuilder();
        for (int i = start; i < end && letters.length() <= LONGEST_WORD; i++) {
            char c = text.charAt(i);
            if (OPENING.indexOf(c) < 0 && CLOSING.indexOf(c) < 0) {
                letters.append(lower(c));
            }
        }
        return letters.toString();
    }
}

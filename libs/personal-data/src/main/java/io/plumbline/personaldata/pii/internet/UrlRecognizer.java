package io.plumbline.personaldata.pii.internet;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Scoring;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import io.plumbline.personaldata.text.Chars;
import java.util.Locale;

/// Web addresses: with a scheme under any domain, without one if the top-level domain is well known. Punctuation
/// at the end belongs to the surrounding sentence. Domains may be internationalised. Scores are below the
/// threshold of policies: most addresses identify nobody.
public final class UrlRecognizer implements Recognizer {

    private static final String[] SCHEMES = {"https://", "http://", "ftp://", "ftps://", "sftp://", "wss://", "ws://"};

    /// Country domains that are also file extensions.
    private static final String ALSO_FILES = " py md rs sh pl ps so ml cc js ts vb am is in it at be me my no to ";

    private static final double WITH_SCHEME = 0.45;
    private static final double WITHOUT = 0.4;
    private static final double PERHAPS_A_FILE = 0.2;
    private static final int MAX_HOST = 253;
    private static final int MAX_LENGTH = 2_000;

    @Override
    public String name() {
        return "pii.url";
    }

    @Override
    public Category category() {
        return Category.PII;
    }

    @Override
    public String entityType() {
        return "URL";
    }

    @Override
    public Trigger trigger() {
        return Trigger.atAnyLetter().and(Trigger.atDigits()).endingAt(".:-");
    }

    @Override
    public int maxLength() {
        return MAX_LENGTH;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        char before = Chars.at(text, at - 1);
        if (before == '@' || before == '.' || before == '-' || before == '/' || before == '_' || before == '%') {
            return;
        }
        int host = at;
        for (String scheme : SCHEMES) {
            if (Chars.hasAt(text, at, scheme)) {
                host = at + scheme.length();
                break;
            }
            int there = text.length() - at;
            if (there < scheme.length() && Chars.hasAt(text, at, scheme.substring(0, there))) {
                spans.unsettled(at);
            }
        }
        Host read = new Host();
        read.from(text, host);
        if (read.open) {
            spans.unsettled(at);
        }
        double score = score(text, at, host, read);
        if (score == 0) {
            return;
        }
        int end = end(text, at, read.end);
        if (mayGoOn(text, at, end)) {
            spans.unsettled(at);
        }
        Scoring scoring = new Scoring(host > at ? "address with scheme" : "domain", score, null, null);
        spans.found(this, entityType(), at, end, score, scoring);
    }

    /// Zero if there is no address.
    private static double score(CharSequence text, int at, int host, Host read) {
        char after = Chars.at(text, read.end);
        if (read.labels < 2 || after == '@') {
            return 0;
        }
        if (host > at) {
            return read.isNumeric() || read.hasLetters ? WITH_SCHEME : 0;
        }
        int length = read.end - read.topLevel;
        boolean known = TopLevelDomains.isWellKnown(text, read.topLevel, read.end);
        if (!known || !read.hasLetters || after == '(' || hasOneCapital(text, read.topLevel)) {
            return 0;
        }
        boolean plain = after != '/' && !Chars.hasAt(text, at, "www.");
        String topLevel = text.subSequence(read.topLevel, read.end).toString().toLowerCase(Locale.ROOT);
        if (length == 2 && !TopLevelDomains.isCountry(topLevel)) {
            return 0;
        }
        return plain && ALSO_FILES.contains(" " + topLevel + " ") ? PERHAPS_A_FILE : WITHOUT;
    }

    /// As where a sentence begins directly after a full stop.
    private static boolean hasOneCapital(CharSequence text, int at) {
        return Character.isUpperCase(text.charAt(at)) && Character.isLowerCase(text.charAt(at + 1));
    }

    private static int end(CharSequence text, int at, int hostEnd) {
        int i = hostEnd;
        if (Chars.at(text, i) == ':' && Chars.isDigit(Chars.at(text, i + 1))) {
            i++;
            while (i - hostEnd <= 5 && Chars.isDigit(Chars.at(text, i))) {
                i++;
            }
        }
        char next = Chars.at(text, i);
        if (next != '/' && next != '?' && next != '#') {
            return i;
        }
        int limit = Math.min(text.length(), at + MAX_LENGTH);
        int open = 0;
        int path = i;
        while (i < limit && isInPath(text.charAt(i))) {
            open += text.charAt(i) == '(' ? 1 : 0;
            i++;
        }
        while (i > path + 1 && (isPunctuation(text.charAt(i - 1)) || (text.charAt(i - 1) == ')' && open == 0))) {
            i--;
        }
        boolean asks = text.charAt(i - 1) == '?';
        return asks ? i - 1 : i;
    }

    /// Whether nothing between it and the end of the text definitely ends it.
    private static boolean mayGoOn(CharSequence text, int at, int end) {
        int limit = Math.min(text.length(), at + MAX_LENGTH);
        int i = end;
        while (i < limit && isInPath(text.charAt(i))) {
            i++;
        }
        return i == text.length();
    }

    private static boolean isInPath(char c) {
        return c > ' '
                && c != '"'
                && c != '\''
                && c != '<'
                && c != '>'
                && c != '`'
                && c != '\\'
                && c != '|'
                && c != '{'
                && c != '}'
                && c != '^'
                && (c < 128 || Chars.joins(c))
                && c != 127;
    }

    private static boolean isPunctuation(char c) {
        return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '*' || c == ']' || c == '[';
    }

    /// A host name: labels separated by dots.
    private static final class Host {
        private int end;
        private int topLevel;
        private int labels;
        private boolean hasLetters;
        private boolean open;

        private void from(CharSequence text, int from) {
            int labelStart = from;
            end = from;
            while (labelStart - from < MAX_HOST) {
                int labelEnd = labelEnd(text, labelStart);
                open |= labelEnd == text.length();
                if (labelEnd == labelStart) {
                    return;
                }
                labels++;
                topLevel = labelStart;
                end = labelEnd;
                hasLetters = isTopLevel(text, labelStart, labelEnd);
                if (Chars.at(text, labelEnd) != '.') {
                    return;
                }
                open |= labelEnd + 1 == text.length();
                labelStart = labelEnd + 1;
            }
        }

        private boolean isNumeric() {
            return labels == 4 && !hasLetters;
        }

        private static int labelEnd(CharSequence text, int from) {
            int i = from;
            int limit = Math.min(text.length(), from + 63);
            while (i < limit && (Chars.joins(text.charAt(i)) || (text.charAt(i) == '-' && i > from))) {
                i++;
            }
            return i;
        }

        private static boolean isTopLevel(CharSequence text, int start, int labelEnd) {
            if (Chars.hasAt(text, start, "xn--")) {
                return true;
            }
            for (int i = start; i < labelEnd; i++) {
                if (!Character.isLetter(text.charAt(i))) {
                    return false;
                }
            }
            return labelEnd - start >= 2;
        }
    }
}

package io.plumbline.personaldata.pii;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.SpanScanner;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import io.plumbline.personaldata.text.Chars;
import io.plumbline.personaldata.text.DecodedText;
import io.plumbline.personaldata.text.Escapes;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Personal data in an encoding. A run of base64, base32 or hexadecimal that decodes to text with personal data
/// is found as a whole. In a word with numeric escapes (`%2B1%20791...`, `ada&#64;example.com`), personal data in
/// the decoded word is found from the first escape on, or before. Decodes one layer, or two of runs within runs,
/// of at most [#LONGEST] characters.
public final class EncodedRecognizer implements Recognizer {

    private static final int SHORTEST = Trigger.LONG;
    private static final String SIGNS = "+/=-_";
    private static final int LONGEST = 344;
    private static final int BEFORE = 80;
    private static final double LEAST = 0.4;
    private static final String ENDS = " \t\r\n\"'<>()[]{}|,";
    private static final String ENDS_OF_VALUE = "=&?/";

    private final SpanScanner plain;
    private final List<String> entityTypes;

    /// @param scanner inspects the decoded text
    public EncodedRecognizer(SpanScanner scanner) {
        this.plain = scanner.restrictedTo(Set.of(Category.PII));
        this.entityTypes = plain.recognizers().stream()
                .flatMap(each -> each.entityTypes().stream())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public String name() {
        return "pii.encoded";
    }

    @Override
    public Category category() {
        return Category.PII;
    }

    @Override
    public String entityType() {
        return entityTypes.getFirst();
    }

    @Override
    public List<String> entityTypes() {
        return entityTypes;
    }

    @Override
    public Trigger trigger() {
        return Trigger.atAnyLetter()
                .and(Trigger.atDigits())
                .and(Trigger.anywhere("%&"))
                .endingAtOrLong(SIGNS);
    }

    @Override
    public int maxLength() {
        return LONGEST + 1;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        char c = text.charAt(at);
        if (c == '%' || c == '&') {
            if (Escapes.read(text, at, at + 1, (_, _, _) -> {}) > 0) {
                escapes(text, at, c == '%', spans);
            }
        } else {
            run(text, at, spans);
        }
    }

    private void run(CharSequence text, int at, Spans spans) {
        if (isEncoding(Chars.at(text, at - 1)) && text.charAt(at - 1) != '=') {
            return;
        }
        int i = Math.min(text.length(), at + SHORTEST) - 1;
        while (i > at && isEncoding(text.charAt(i))) {
            i--; // from the far end, so that words are jumped over
        }
        if (i > at) {
            return;
        }
        int end = at;
        int limit = Math.min(text.length(), at + LONGEST + 1);
        while (end < limit && isEncoding(text.charAt(end))) {
            end++;
        }
        if (end == text.length()) {
            spans.unsettled(at);
        }
        if (end - at < SHORTEST || end - at > LONGEST) {
            return;
        }
        String decoded = decoded(text, at, end);
        Finding found = decoded == null ? null : best(plain.scan(decoded, 0).findings());
        if (found != null) {
            spans.found(this, found.entityType(), at, end, found.score(), "within encoded text");
        }
    }

    /// The decoded text of a run; if that is itself an encoded run, its decoded text.
    private static @Nullable String decoded(CharSequence text, int at, int end) {
        String once = DecodedText.of(text, at, end);
        if (once == null || once.length() < SHORTEST || once.indexOf(' ') >= 0) {
            return once;
        }
        String twice = DecodedText.of(once, 0, once.length());
        return twice != null ? twice : once;
    }

    private static @Nullable Finding best(List<Finding> findings) {
        Finding best = null;
        for (Finding finding : findings) {
            if (finding.score() >= LEAST && (best == null || finding.score() > best.score())) {
                best = finding;
            }
        }
        return best;
    }

    private static boolean isEncoding(char c) {
        return Chars.isAsciiAlphanumeric(c) || SIGNS.indexOf(c) >= 0;
    }

    private void escapes(CharSequence text, int at, boolean percent, Spans spans) {
        int start = wordStart(text, at, percent);
        if (Escapes.read(text, start, at, (_, _, _) -> {}) > 0) {
            return; // looked at from its first escape on
        }
        int end = at;
        int limit = Math.min(text.length(), start + LONGEST);
        while (end < limit && !ends(text.charAt(end), percent)) {
            end++;
        }
        if (end == text.length()) {
            spans.unsettled(start);
        }
        View view = new View(text, Math.max(0, start - BEFORE), start);
        if (Escapes.read(text, start, end, view) == 0) {
            return;
        }
        for (Finding finding : plain.scan(view.clear, view.from).findings()) {
            if (finding.score() >= LEAST && view.hasEscape(finding.start(), finding.end())) {
                spans.found(
                        this,
                        finding.entityType(),
                        Math.min(at, view.start(finding.start())), // a span begins where it is called, or before
                        view.end(finding.end()),
                        finding.score(),
                        "behind escapes");
            }
        }
    }

    /// The escape of a word may not have arrived yet.
    @Override
    public int openTail(CharSequence text) {
        return wordStart(text, text.length(), false);
    }

    private static int wordStart(CharSequence text, int at, boolean percent) {
        int limit = Math.max(0, at - BEFORE);
        int start = at;
        while (start > limit && !ends(text.charAt(start - 1), percent)) {
            start--;
        }
        return start;
    }

    private static boolean ends(char c, boolean percent) {
        return ENDS.indexOf(c) >= 0 || (percent && ENDS_OF_VALUE.indexOf(c) >= 0);
    }

    /// A word without its escapes, after the preceding text, with the origin of each character.
    private static final class View implements Escapes.Sink {
        private final StringBuilder clear = new StringBuilder();
        private final int[] starts = new int[LONGEST];
        private final int[] ends = new int[LONGEST];
        private final int from;
        private int length;

        /// @param context where the text before the word begins
        View(CharSequence text, int context, int start) {
            clear.append(text, context, start);
            from = clear.length();
        }

        @Override
        public void character(int codePoint, int start, int end) {
            clear.appendCodePoint(codePoint);
            while (length < clear.length() - from && length < LONGEST) {
                starts[length] = start;
                ends[length++] = end;
            }
        }

        int start(int index) {
            return starts[index - from];
        }

        int end(int index) {
            return ends[index - from - 1];
        }

        boolean hasEscape(int start, int end) {
            return end(end) - start(start) > end - start;
        }
    }
}

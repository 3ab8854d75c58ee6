package io.plumbline.guardrails.scan;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.detect.Detector;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.detect.Passage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Scans a text once for the spans of all its recognizers. Each character is looked at by table; only where a
/// candidate may begin is a recognizer called, so that the cost of prose hardly grows with their number; those
/// that are data are looked for all at once ([PatternIndex]). A text with unseen or full-width characters is looked at
/// a second time as its reader sees it.
///
/// Immutable and thread-safe. Linear: a recognizer reads a bounded number of characters each time it is called.
public final class SpanScanner implements Detector {

    /// How many characters before a span may matter to it (boundaries, context words).
    public static final int LOOKBEHIND = 96;

    private static final int ASCII = 128;
    private static final int CHECK_MASK = 0xFFF;
    private static final Recognizer[] NONE = {};
    private static final Word[] NO_WORDS = {};

    private final List<Recognizer> recognizers;
    private final Set<Category> categories;
    private final Recognizer[][] atTokenStart = new Recognizer[ASCII][];
    private final Recognizer[][] anywhere = new Recognizer[ASCII][];
    private final Recognizer[] atDigits;
    private final PatternIndex patterns;

    public SpanScanner(List<Recognizer> recognizers) {
        this(
                recognizers,
                PatternIndex.of(recognizers.stream()
                        .filter(PatternRecognizer.class::isInstance)
                        .map(PatternRecognizer.class::cast)
                        .toList()));
    }

    private SpanScanner(List<Recognizer> recognizers, PatternIndex patterns) {
        this.patterns = patterns;
        this.recognizers = List.copyOf(recognizers);
        EnumSet<Category> found = EnumSet.noneOf(Category.class);
        List<Recognizer> digits = new ArrayList<>();
        for (Recognizer recognizer : recognizers) {
            found.add(recognizer.category());
            if (recognizer.trigger().digits()) {
                digits.add(recognizer);
            }
        }
        this.categories = Collections.unmodifiableSet(found);
        this.atDigits = digits.toArray(NONE);
        for (char c = 0; c < ASCII; c++) {
            char character = c;
            boolean digit = Chars.isDigit(c);
            atTokenStart[c] = recognizers.stream()
                    .filter(each -> each.trigger().tokenStarts().indexOf(character) >= 0
                            || (digit && each.trigger().digits()))
                    .toArray(Recognizer[]::new);
            anywhere[c] = recognizers.stream()
                    .filter(each -> each.trigger().anywhere().indexOf(character) >= 0)
                    .toArray(Recognizer[]::new);
        }
    }

    @Override
    public String name() {
        return "spans";
    }

    @Override
    public Set<Category> categories() {
        return categories;
    }

    public List<Recognizer> recognizers() {
        return recognizers;
    }

    /// A scanner for these categories alone.
    public SpanScanner restrictedTo(Set<Category> wanted) {
        return restrictedTo(wanted, Set.of());
    }

    /// A scanner for these categories alone, and without the recognizers of these names.
    public SpanScanner restrictedTo(Set<Category> wanted, Set<String> unwanted) {
        Predicate<Recognizer> kept =
                recognizer -> wanted.contains(recognizer.category()) && !unwanted.contains(recognizer.name());
        List<Recognizer> rest = recognizers.stream().filter(kept).toList();
        return rest.size() == recognizers.size() ? this : new SpanScanner(rest, patterns.restrictedTo(kept));
    }

    /// A scanner for these entities alone, which shows whatever has the form of one: it is for who asks for them.
    public SpanScanner asking(Set<String> entityTypes) {
        return new SpanScanner(
                recognizers.stream()
                        .filter(recognizer -> !Collections.disjoint(recognizer.entityTypes(), entityTypes))
                        .toList(),
                patterns.asking(entityTypes));
    }

    /// A scanner that has one more, which is no [PatternRecognizer].
    public SpanScanner with(Recognizer recognizer) {
        List<Recognizer> all = new ArrayList<>(recognizers);
        all.add(recognizer);
        return new SpanScanner(all, patterns);
    }

    /// The longest span that any recognizer may report.
    public int maxLength() {
        int longest = 0;
        for (Recognizer recognizer : recognizers) {
            longest = Math.max(longest, recognizer.maxLength());
        }
        return longest;
    }

    @Override
    public List<Finding> detect(Passage passage) {
        return detect(passage.text(), passage.deadline());
    }

    /// The same for a text of which nothing else matters.
    public List<Finding> detect(String text, Deadline deadline) {
        return List.copyOf(scan(text, 0, deadline).findings());
    }

    /// Scans for spans that begin at `from` or later; what stands before is seen as context only.
    /// [Spans#unsettledFrom] of the answer is at most the text's length.
    public Spans scan(CharSequence text, int from) {
        return scan(text, from, Deadline.NONE);
    }

    /// The same, until the deadline.
    ///
    /// @throws Deadline.PastException when it is past
    public Spans scan(CharSequence text, int from, Deadline deadline) {
        int whole = Unveiled.wholeUntil(text);
        boolean open = whole < text.length() && whole >= from;
        return scanWhole(open ? text.subSequence(0, whole) : text, from, NO_WORDS, deadline);
    }

    /// Scans a whole text.
    ///
    /// @param context words or phrases that are known to stand near it
    public Spans scan(CharSequence text, List<String> context, Deadline deadline) {
        return scanWhole(text, 0, ContextWords.folded(context), deadline);
    }

    private Spans scanWhole(CharSequence text, int from, Word[] given, Deadline deadline) {
        Spans spans = new Spans(from, given);
        if (isVeiled(text, Math.max(0, from - LOOKBEHIND), from) || !pass(text, from, deadline, false, spans)) {
            Unveiled clear = Unveiled.of(text);
            Spans inClear = new Spans(clear.indexOf(from), given);
            pass(clear.text(), clear.indexOf(from), deadline, true, inClear);
            spans = new Spans(from);
            spans.unveiled(inClear, clear);
        }
        return spans;
    }

    /// @param clear whether the text has no veil, or the one that it has does not matter
    /// @return false when it has one, and so is to be looked at without
    private boolean pass(CharSequence text, int from, Deadline deadline, boolean clear, Spans spans) {
        deadline.check();
        int length = text.length();
        boolean inWord = from > 0 && Chars.joins(text.charAt(from - 1));
        for (int i = from; i < length; i++) {
            if ((i & CHECK_MASK) == CHECK_MASK) {
                deadline.check();
            }
            char c = text.charAt(i);
            patterns.anywhere(text, i, spans);
            if (c < ASCII) {
                boolean joins = Chars.isAsciiAlphanumeric(c);
                if (!joins) {
                    if (c == '\\' && !clear && Unveiled.isEscape(text, i)) {
                        return false;
                    }
                    call(anywhere[c], text, i, spans);
                } else if (!inWord) {
                    call(atTokenStart[c], text, i, spans);
                    patterns.atWord(text, i, spans);
                }
                inWord = joins;
            } else {
                if (!clear && Unveiled.veils(c)) {
                    return false;
                }
                if (!inWord && Chars.isDigit(c)) {
                    call(atDigits, text, i, spans);
                }
                boolean joins = Chars.joins(c);
                if (!inWord && joins) {
                    patterns.atWord(text, i, spans);
                }
                inWord = joins;
            }
        }
        spans.unsettled(length);
        for (Recognizer recognizer : recognizers) {
            spans.unsettled(recognizer.openTail(text));
        }
        return true;
    }

    private static boolean isVeiled(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= ASCII ? Unveiled.veils(c) : c == '\\' && Unveiled.isEscape(text, i)) {
                return true;
            }
        }
        return false;
    }

    private static void call(Recognizer[] recognizers, CharSequence text, int at, Spans spans) {
        for (Recognizer recognizer : recognizers) {
            recognizer.recognize(text, at, spans);
        }
    }
}

package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.scan.context.ContextWords;
import io.plumbline.personaldata.scan.context.Word;
import io.plumbline.personaldata.text.Chars;
import io.plumbline.personaldata.text.Unveiled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Scans a text once for the spans of all its recognizers. Each character costs a table look-up; a recognizer is
/// called only where a candidate may begin. The cost of prose therefore hardly grows with the number of
/// recognizers. Those defined as data are matched all at once ([PatternIndex]). A text with invisible or
/// full-width characters is scanned a second time in its visible form.
///
/// Immutable and thread-safe. Linear: a recognizer reads a bounded number of characters in each call.
public final class SpanScanner implements Detector {

    /// The maximum number of characters before a span that affect it (boundaries, context words).
    public static final int LOOKBEHIND = 96;

    private static final int ASCII = 128;
    private static final Recognizer[] NONE = {};
    private static final Word[] NO_WORDS = {};

    private final List<Recognizer> recognizers;
    private final Set<Category> categories;

    /// The recognizers that are called, because they are not defined as data.
    private final Recognizer[] called;

    private final WordStarts words;
    private final Recognizer[][] atSigns = new Recognizer[ASCII][];
    private final boolean[] signs = new boolean[ASCII];
    private final boolean[] within = new boolean[ASCII];
    private final boolean withinLetters;
    private final Recognizer[] atDigits;
    private final PatternIndex patterns;
    private final @Nullable SpanScanner beside;
    private final BiPredicate<Finding, CharSequence> unwanted;

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
        this.beside = null;
        this.unwanted = (finding, text) -> false;
        this.recognizers = List.copyOf(recognizers);
        EnumSet<Category> found = EnumSet.noneOf(Category.class);
        List<Recognizer> others = new ArrayList<>();
        List<Recognizer> digits = new ArrayList<>();
        for (Recognizer recognizer : recognizers) {
            found.add(recognizer.category());
            if (!(recognizer instanceof PatternRecognizer)) {
                others.add(recognizer);
                if (recognizer.trigger().digits()) {
                    digits.add(recognizer);
                }
            }
        }
        this.categories = Collections.unmodifiableSet(found);
        this.atDigits = digits.toArray(NONE);
        this.called = others.toArray(NONE);
        this.words = new WordStarts(others);
        boolean letters = false;
        for (char c = 0; c < ASCII; c++) {
            atSigns[c] = Chars.isAsciiAlphanumeric(c) ? NONE : atSign(others, c);
            signs[c] = c == '\\' || c == '\0' || atSigns[c].length > 0 || patterns.mayBeginWith(c);
            within[c] = patterns.mayBeginWithin(c);
            letters |= within[c] && Chars.isAsciiLetter(c);
        }
        this.withinLetters = letters;
    }

    private static Recognizer[] atSign(List<Recognizer> called, char sign) {
        List<Recognizer> at = new ArrayList<>();
        for (Recognizer recognizer : called) {
            if (recognizer.trigger().anywhere().indexOf(sign) >= 0) {
                at.add(recognizer);
            }
        }
        return at.toArray(NONE);
    }

    /// @param unwanted the findings to suppress
    private SpanScanner(SpanScanner first, SpanScanner beside, BiPredicate<Finding, CharSequence> unwanted) {
        this.patterns = first.patterns;
        this.beside = beside;
        this.unwanted = unwanted;
        this.recognizers = first.recognizers;
        this.called = first.called;
        EnumSet<Category> all = EnumSet.noneOf(Category.class);
        all.addAll(first.categories);
        all.addAll(beside.categories);
        this.categories = Collections.unmodifiableSet(all);
        System.arraycopy(first.atSigns, 0, atSigns, 0, ASCII);
        System.arraycopy(first.signs, 0, signs, 0, ASCII);
        System.arraycopy(first.within, 0, within, 0, ASCII);
        this.withinLetters = first.withinLetters;
        this.words = first.words;
        this.atDigits = first.atDigits;
    }

    /// A scanner for the findings of both scanners.
    ///
    /// @param besides the findings to suppress, given the text
    public SpanScanner and(SpanScanner other, BiPredicate<Finding, CharSequence> besides) {
        return new SpanScanner(this, other, besides);
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

    /// A scanner for these categories only.
    public SpanScanner restrictedTo(Set<Category> wanted) {
        return restrictedTo(wanted, Set.of());
    }

    /// A scanner for these categories only, without the recognizers of these names.
    public SpanScanner restrictedTo(Set<Category> wanted, Set<String> unwanted) {
        return keeping(recognizer -> wanted.contains(recognizer.category()) && !unwanted.contains(recognizer.name()));
    }

    /// A scanner for these recognizers only.
    public SpanScanner keeping(Predicate<Recognizer> kept) {
        List<Recognizer> rest = recognizers.stream().filter(kept).toList();
        SpanScanner first =
                rest.size() == recognizers.size() ? this : new SpanScanner(rest, patterns.restrictedTo(kept));
        if (beside == null) {
            return first;
        }
        SpanScanner second = beside.keeping(kept);
        return first == this && second == beside ? this : first.and(second, unwanted);
    }

    /// A scanner for these entities only, which finds everything in their form: for entities requested by name.
    public SpanScanner asking(Set<String> entityTypes) {
        return new SpanScanner(
                recognizers.stream()
                        .filter(recognizer -> !Collections.disjoint(recognizer.entityTypes(), entityTypes))
                        .toList(),
                patterns.asking(entityTypes));
    }

    /// A scanner with one more recognizer, which is not a [PatternRecognizer].
    public SpanScanner with(Recognizer recognizer) {
        List<Recognizer> all = new ArrayList<>(recognizers);
        all.add(recognizer);
        return new SpanScanner(all, patterns);
    }

    /// The maximum length of a span of any recognizer.
    public int maxLength() {
        int longest = 0;
        for (Recognizer recognizer : recognizers) {
            longest = Math.max(longest, recognizer.maxLength());
        }
        return longest;
    }

    @Override
    public List<Finding> detect(InspectedText passage) {
        return detect(passage.text(), passage.deadline());
    }

    /// The findings in a text without context.
    public List<Finding> detect(String text, Deadline deadline) {
        return List.copyOf(scan(text, 0, false, deadline).findings());
    }

    /// Scans for spans that begin at `from` or later; earlier text is read only as context. [Spans#unsettledFrom]
    /// of the result is at most the text's length.
    public Spans scan(CharSequence text, int from) {
        return scan(text, from, Deadline.NONE);
    }

    /// Scans for spans that begin at `from` or later, until the deadline.
    ///
    /// @throws Deadline.PastException when it is past
    public Spans scan(CharSequence text, int from, Deadline deadline) {
        return scan(text, from, true, deadline);
    }

    /// @param more whether more text may follow; all recognizers then report which part of the text is settled
    private Spans scan(CharSequence text, int from, boolean more, Deadline deadline) {
        int whole = Unveiled.wholeUntil(text);
        boolean open = whole < text.length() && whole >= from;
        return scanBoth(open ? text.subSequence(0, whole) : text, from, NO_WORDS, more, deadline);
    }

    /// Scans a whole text.
    ///
    /// @param context words or phrases known to be nearby
    public Spans scan(CharSequence text, List<String> context, Deadline deadline) {
        return scanBoth(text, 0, ContextWords.folded(context), false, deadline);
    }

    private Spans scanBoth(CharSequence text, int from, Word[] given, boolean more, Deadline deadline) {
        Spans spans = scanWhole(text, from, given, more, deadline);
        if (beside != null) {
            spans.join(beside.scanWhole(text, from, given, more, deadline));
            spans.removeIf(finding -> unwanted.test(finding, text));
        }
        return spans;
    }

    private Spans scanWhole(CharSequence text, int from, Word[] given, boolean more, Deadline deadline) {
        Spans spans = new Spans(from, given);
        if (isVeiled(text, Math.max(0, from - LOOKBEHIND), from)
                || !new Pass(this, text, deadline, false, spans).run(from)) {
            Unveiled clear = Unveiled.of(text);
            Spans inClear = new Spans(clear.indexOf(from), given);
            new Pass(this, clear.text(), deadline, true, inClear).run(clear.indexOf(from));
            settle(clear.text(), more, inClear);
            spans = new Spans(from);
            spans.unveiled(inClear, clear);
        } else {
            settle(text, more, spans);
        }
        return spans;
    }

    private void settle(CharSequence text, boolean more, Spans spans) {
        spans.unsettled(text.length());
        if (more) {
            for (Recognizer recognizer : called) {
                spans.unsettled(recognizer.openTail(text));
            }
        }
    }

    private static boolean isVeiled(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Unveiled.veilsAt(text, i)) {
                return true;
            }
        }
        return false;
    }

    PatternIndex patterns() {
        return patterns;
    }

    /// The recognizers that are called at the beginnings of words.
    WordStarts words() {
        return words;
    }

    /// Whether a span may begin at, or enclose, this ASCII sign.
    boolean isSign(char c) {
        return signs[c];
    }

    @SuppressWarnings("AvoidObjectArrays") // read in the innermost loop
    Recognizer[] atSign(char c) {
        return atSigns[c];
    }

    @SuppressWarnings("AvoidObjectArrays")
    Recognizer[] atDigits() {
        return atDigits;
    }

    /// Whether a form may begin with this ASCII letter or digit in the middle of a word.
    boolean looksWithin(char c) {
        return within[c];
    }

    /// Whether a form may begin with a letter in the middle of a word.
    boolean looksWithinLetters() {
        return withinLetters;
    }
}

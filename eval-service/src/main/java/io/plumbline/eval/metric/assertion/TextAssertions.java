package io.plumbline.eval.metric.assertion;

import com.google.re2j.Pattern;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import io.plumbline.eval.metric.TextPair;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/// Assertions on the characters of an answer.
final class TextAssertions {

    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_PATTERN = 1_000;

    private TextAssertions() {}

    /// `contains`: the answer contains one of `texts`, or `all` of them; by default, one of the references.
    /// `ignoreCase` ignores case.
    static Metric contains(MetricOptions options) {
        return texts("contains", options, TextSearch::contains);
    }

    /// `startsWith`: the answer starts, after white space, with one of `texts`, or one of the references.
    static Metric startsWith(MetricOptions options) {
        return texts(
                "startsWith", options, (text, sought) -> text.stripLeading().startsWith(sought));
    }

    private static Metric texts(String name, MetricOptions options, BiPredicate<String, String> holds) {
        boolean ignoreCase = options.flag("ignoreCase");
        boolean all = options.flag("all");
        List<String> texts = options.texts("texts", LONGEST_TEXT).stream()
                .map(text -> folded(text, ignoreCase))
                .toList();
        String signature = "case:" + (ignoreCase ? "lc" : "mixed") + "|of:" + (all ? "all" : "any") + "|texts:"
                + (texts.isEmpty() ? "references" : ShortDigest.of(String.join("\n", texts)));
        return new Assertion(name, signature, texts.isEmpty(), pair -> {
            String answer = folded(pair.hypothesis(), ignoreCase);
            List<String> sought = texts.isEmpty() ? references(pair, ignoreCase) : texts;
            return !sought.isEmpty()
                    && (all
                            ? sought.stream().allMatch(text -> holds.test(answer, text))
                            : sought.stream().anyMatch(text -> holds.test(answer, text)));
        });
    }

    private static List<String> references(TextPair pair, boolean ignoreCase) {
        return pair.references().stream().map(text -> folded(text, ignoreCase)).toList();
    }

    private static String folded(String text, boolean ignoreCase) {
        return ignoreCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    /// `regex`: `pattern` occurs in the answer, or matches the `whole` answer, in RE2 syntax, hence in time
    /// linear in the answer, without look-around and back references. `ignoreCase` ignores case.
    static Metric regex(MetricOptions options) {
        String source = options.text("pattern", LONGEST_PATTERN);
        if (source == null) {
            throw MetricOptions.fault("pattern", "must be a regular expression");
        }
        boolean whole = options.flag("whole");
        boolean ignoreCase = options.flag("ignoreCase");
        Pattern pattern = compiled(source, ignoreCase);
        String signature = "regex:re2|case:" + (ignoreCase ? "lc" : "mixed") + "|whole:" + (whole ? "yes" : "no")
                + "|pattern:" + source;
        return new Assertion(
                "regex",
                signature,
                false,
                pair -> whole
                        ? pattern.matcher(pair.hypothesis()).matches()
                        : pattern.matcher(pair.hypothesis()).find());
    }

    private static Pattern compiled(String source, boolean ignoreCase) {
        if (!LinearExpressions.accepts(source)) {
            throw MetricOptions.fault(
                    "pattern", "must be an expression of RE2: no look-around, no back references, no huge repetitions");
        }
        return Pattern.compile(source, ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
    }
}

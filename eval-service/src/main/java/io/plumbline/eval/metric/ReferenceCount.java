package io.plumbline.eval.metric;

import java.util.List;

/// The number of references of a corpus's pairs, as in signatures: a number, or `var` if pairs differ.
///
/// Empty references do not count if a pair has others, because sacreBLEU ignores them.
public record ReferenceCount(String text) {

    private static final ReferenceCount VARYING = new ReferenceCount("var");

    public static ReferenceCount of(int references) {
        return new ReferenceCount(Integer.toString(references));
    }

    public static ReferenceCount of(List<TextPair> corpus) {
        int common = -1;
        for (TextPair pair : corpus) {
            int references = Math.max(1, nonEmpty(pair.references()).size());
            if (common >= 0 && common != references) {
                return VARYING;
            }
            common = references;
        }
        return of(Math.max(common, 0));
    }

    /// Returns the references that sacreBLEU uses: the non-empty ones.
    public static List<String> nonEmpty(List<String> references) {
        return references.stream().filter(reference -> !reference.isEmpty()).toList();
    }

    @Override
    public String toString() {
        return text;
    }
}

package io.plumbline.knowledge.chunk;

import io.plumbline.knowledge.document.BlockKind;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Finds the sentences of a text by the rules of Unicode (UAX 29), except that no sentence ends after a common
/// abbreviation or an initial. A sentence never extends over two blocks, and in code each line is one.
final class Sentences {

    private static final int LONGEST_ABBREVIATION = 6;
    /// In lower case, without the last full stop.
    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "inc", "ltd", "co", "corp", "vs", "etc", "e.g", "i.e",
            "cf", "no", "nos", "fig", "sec", "art", "para", "vol", "pp", "ed", "eds", "al", "approx", "dept", "nr",
            "abs", "bzw", "ca", "z.b", "d.h", "u.a", "vgl", "str", "ggf", "evtl", "inkl", "mme", "mlle", "sra", "dra",
            "sig", "dott", "núm", "pág");

    private Sentences() {}

    /// The sentences of a span, each with the white space after it.
    static List<Span> of(DocumentText text, Span span) {
        List<Span> sentences = new ArrayList<>();
        int start = span.start();
        for (int block = text.blockAt(start); start < span.end(); block++) {
            int end = Math.min(span.end(), text.start(block + 1));
            Span part = new Span(start, end, false);
            if (text.blocks().get(block).kind() == BlockKind.CODE) {
                sentences.addAll(Boundary.LINE.parts(text, part));
            } else {
                split(text, part, sentences);
            }
            start = end;
        }
        return sentences;
    }

    private static void split(DocumentText text, Span span, List<Span> sentences) {
        String part = text.substring(span.start(), span.end());
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(part);
        int start = span.start();
        int end = start;
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            end += part.codePointCount(from, to);
            from = to;
            if (end == span.end() || !endsInAbbreviation(text, start, end)) {
                sentences.add(new Span(start, end, false));
                start = end;
            }
        }
    }

    private static boolean endsInAbbreviation(DocumentText text, int start, int end) {
        int last = end;
        while (last > start && text.isSpace(last - 1)) {
            if (text.at(last - 1) == '\n') {
                return false;
            }
            last--;
        }
        if (last == start || text.at(last - 1) != '.') {
            return false;
        }
        last--;
        int first = last;
        while (first > start && last - first <= LONGEST_ABBREVIATION && isOfWord(text.at(first - 1))) {
            first--;
        }
        boolean initial = last - first == 1 && Character.isUpperCase(text.at(first));
        return initial || ABBREVIATIONS.contains(text.substring(first, last).toLowerCase(Locale.ROOT));
    }

    private static boolean isOfWord(int codePoint) {
        return Character.isLetter(codePoint) || codePoint == '.';
    }
}

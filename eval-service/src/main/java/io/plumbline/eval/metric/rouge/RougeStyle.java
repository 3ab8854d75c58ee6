package io.plumbline.eval.metric.rouge;

import io.plumbline.eval.metric.token.TokenNumbers;
import java.util.ArrayList;
import java.util.List;

/// The part of a ROUGE score, and whether words are stemmed. Suffixes of a metric's name: `-precision` or
/// `-recall`, then `-nostem`; default: F1 with stems.
public record RougeStyle(Part part, boolean stemmed) {

    public static final RougeStyle USUAL = new RougeStyle(Part.F1, true);

    enum Part {
        F1("f1", ""),
        PRECISION("precision", "-precision"),
        RECALL("recall", "-recall");

        private final String signature;
        private final String suffix;

        Part(String signature, String suffix) {
            this.signature = signature;
            this.suffix = suffix;
        }
    }

    /// Returns all styles, the default first.
    static List<RougeStyle> all() {
        List<RougeStyle> all = new ArrayList<>();
        for (boolean stemmed : new boolean[] {true, false}) {
            for (Part part : Part.values()) {
                all.add(new RougeStyle(part, stemmed));
            }
        }
        return all;
    }

    double of(Overlap overlap) {
        return switch (part) {
            case F1 -> overlap.f1();
            case PRECISION -> overlap.precision();
            case RECALL -> overlap.recall();
        };
    }

    int[] tokenize(String text, TokenNumbers vocabulary) {
        return RougeTokenizer.tokenize(text, 0, text.length(), stemmed, vocabulary);
    }

    String suffix() {
        return part.suffix + (stemmed ? "" : "-nostem");
    }

    String signature() {
        return "measure:" + part.signature + "|multi:best|tok:rouge|stem:" + (stemmed ? "nltk-porter" : "no");
    }
}

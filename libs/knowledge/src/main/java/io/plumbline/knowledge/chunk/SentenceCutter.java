package io.plumbline.knowledge.chunk;

import java.util.ArrayList;
import java.util.List;

/// Puts as many sentences into a chunk as fit.
final class SentenceCutter implements Cutter {

    @Override
    public List<Span> cut(DocumentText text, int from, int to, int limit) {
        return join(text, Sentences.of(text, new Span(text.start(from), text.end(to - 1), false)), limit);
    }

    /// Joins neighbouring sentences as long as they fit and the next one is not fresh. Cuts a sentence that does
    /// not fit between words.
    static List<Span> join(DocumentText text, List<Span> sentences, int limit) {
        List<Span> parts = new ArrayList<>();
        Span current = null;
        for (Span sentence : sentences) {
            if (current != null && !sentence.fresh() && sentence.end() - current.start() <= limit) {
                current = new Span(current.start(), sentence.end(), current.fresh());
                continue;
            }
            if (current != null) {
                parts.add(current);
            }
            List<Span> pieces = RecursiveCutter.cut(text, sentence, Boundary.LINE, limit);
            parts.addAll(pieces.subList(0, pieces.size() - 1));
            current = pieces.getLast();
        }
        if (current != null) {
            parts.add(current);
        }
        return parts;
    }
}

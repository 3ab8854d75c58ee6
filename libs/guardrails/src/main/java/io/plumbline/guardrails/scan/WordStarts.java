package io.plumbline.guardrails.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls recognizers at the beginnings of words: by the first two characters of a word those that may find something
/// there, and of these who does not mind what stands around it. Immutable.
final class WordStarts {

    private static final int ASCII = 128;

    private final Caller[][] byFirst = new Caller[ASCII][];
    private final Caller[][][] byPair = new Caller[ASCII][][];

    /// A recognizer and the signs that it wants around a word; null for any.
    private record Caller(
            Recognizer recognizer, Trigger trigger, boolean @Nullable [] behind, boolean @Nullable [] before) {

        private static Caller of(Recognizer recognizer) {
            Trigger trigger = recognizer.trigger();
            return new Caller(recognizer, trigger, table(trigger.behind()), table(trigger.before()));
        }

        private static boolean @Nullable [] table(String signs) {
            if (signs.isEmpty()) {
                return null;
            }
            boolean[] table = new boolean[ASCII];
            table[0] = true; // not known
            for (int i = 0; i < signs.length(); i++) {
                table[signs.charAt(i)] = true;
            }
            return table;
        }

        private boolean wants(char signBehind, char letterBefore) {
            return (behind == null || behind[signBehind]) && (before == null || before[letterBefore]);
        }
    }

    WordStarts(List<Recognizer> recognizers) {
        List<Caller> callers = recognizers.stream().map(Caller::of).toList();
        for (char first = 0; first < ASCII; first++) {
            List<Caller> all = new ArrayList<>();
            for (Caller caller : callers) {
                if (caller.trigger().atWords(first)) {
                    all.add(caller);
                }
            }
            byFirst[first] = all.toArray(Caller[]::new);
            byPair[first] = pairs(all, first);
        }
    }

    private static Caller[][] pairs(List<Caller> all, char first) {
        Map<List<Caller>, Caller[]> known = new HashMap<>();
        Caller[][] pairs = new Caller[ASCII][];
        for (char second = 0; second < ASCII; second++) {
            List<Caller> some = new ArrayList<>(all.size());
            for (Caller caller : all) {
                if (caller.trigger().pairs().mayFollow(first, second)) {
                    some.add(caller);
                }
            }
            pairs[second] = known.computeIfAbsent(some, each -> each.toArray(Caller[]::new));
        }
        return pairs;
    }

    /// Calls whoever may find something at a word that begins with an ASCII letter or digit.
    ///
    /// @param wordEnd where its ASCII letters and digits end
    void call(CharSequence text, int at, int wordEnd, Spans spans) {
        char first = text.charAt(at);
        char second = Chars.at(text, at + 1);
        Caller[] callers = at + 1 < text.length() && second < ASCII ? byPair[first][second] : byFirst[first];
        if (callers.length == 0) {
            return;
        }
        char behind = known(Chars.at(text, wordEnd));
        char before = letterBefore(text, at);
        for (Caller caller : callers) {
            if (caller.wants(behind, before)) {
                caller.recognizer().recognize(text, at, spans);
            }
        }
    }

    private static char known(char c) {
        return c < ASCII ? c : 0;
    }

    /// The ASCII letter before the space before a place; NUL where something else stands there.
    private static char letterBefore(CharSequence text, int at) {
        if (at < 2 || text.charAt(at - 1) != ' ') {
            return 0;
        }
        char c = text.charAt(at - 2);
        return Chars.isAsciiLetter(c) ? c : 0;
    }
}

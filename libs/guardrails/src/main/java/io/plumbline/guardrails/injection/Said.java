package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.text.SourceWords;
import io.plumbline.personaldata.placeholder.PlaceholderWords;
import java.util.List;

/// The author's last turns, as many as fit, oldest first; source code as its comments and strings.
///
/// @param code whether there is source code among them
record Said(String words, boolean code) {

    /// Characters of earlier turns that are read again, and of the text that may complete them.
    static final int MOST = Turns.READ_WITH_A_TURN;

    static Said last(List<String> earlier) {
        StringBuilder words = new StringBuilder();
        boolean code = false;
        for (int i = earlier.size() - 1; i >= 0 && words.length() < MOST; i--) {
            String turn = earlier.get(i);
            String end = PlaceholderWords.in(turn.substring(Math.max(0, turn.length() - MOST)));
            SourceWords source = SourceWords.of(end);
            code |= source != null;
            words.insert(0, (source == null ? end : source.text()) + " ");
        }
        return new Said(words.toString(), code);
    }
}

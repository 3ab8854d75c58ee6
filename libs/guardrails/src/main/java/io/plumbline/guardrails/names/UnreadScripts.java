package io.plumbline.guardrails.names;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Takes back what the head says in the middle of a script that it cannot read. The encoder has learned from English:
/// of Arabic, Hebrew, Thai, Hangul and the scripts of India it sees letters, and the head takes up to half of any
/// sentence for people. A name in such a script within a text in another stays, since it is told by what is around it.
final class UnreadScripts {

    private static final Set<UnicodeScript> READ = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.COMMON,
            UnicodeScript.INHERITED,
            UnicodeScript.UNKNOWN);

    /// Letters in a row that are still a name, and no sentence.
    private static final int LONGEST_NAME = 30;

    /// Words to each side that are looked at; with marks and numbers between them a row may be longer.
    private static final int REACH = 60;

    private UnreadScripts() {}

    static void takeBack(Words words, List<Mention> learned) {
        learned.removeIf(mention -> isUnread(words, mention.from()) && lettersAround(words, mention) > LONGEST_NAME);
    }

    private static int lettersAround(Words words, Mention mention) {
        int letters = 0;
        int last = Math.min(words.count(), mention.from() + REACH);
        for (int i = mention.from(); i < last && goesOn(words, i); i++) {
            letters += isUnread(words, i) ? words.length(i) : 0;
        }
        for (int i = mention.from() - 1; i >= Math.max(0, mention.from() - REACH) && goesOn(words, i); i--) {
            letters += isUnread(words, i) ? words.length(i) : 0;
        }
        return letters;
    }

    /// Whether the row goes on with this word: marks and numbers are of every script.
    private static boolean goesOn(Words words, int i) {
        return isUnread(words, i) || !Character.isLetter(words.first(i));
    }

    private static boolean isUnread(Words words, int i) {
        char first = words.first(i);
        return first >= 0x500 && !READ.contains(UnicodeScript.of(first));
    }
}

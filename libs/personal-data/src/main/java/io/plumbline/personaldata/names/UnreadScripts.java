package io.plumbline.personaldata.names;

import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/// Discards the head's mentions in the middle of text in a script that it cannot read. The encoder was trained on
/// English: of Arabic, Hebrew, Thai, Hangul and the scripts of India it reads only letters, and the head takes up
/// to half of any sentence for people. A name in such a script within a text in another stays, because the
/// surrounding text is the evidence.
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

    /// The longest run of letters that is still a name, and not a sentence.
    private static final int LONGEST_NAME = 30;

    /// The same for Chinese and Japanese, which need fewer.
    private static final int LONGEST_IN_SIGNS = 12;

    private static final Set<UnicodeScript> SIGNS =
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);

    /// The maximum number of letters of such a script beside a name that may be part of it.
    private static final int MOST_BESIDE = 10;

    /// Words inspected on each side; a run with marks and numbers in it may be longer.
    private static final int REACH = 60;

    private UnreadScripts() {}

    static void takeBack(Words words, List<Mention> learned) {
        learned.removeIf(
                mention -> isUnread(words, mention.from()) ? isGuessed(words, mention) : isOneSign(words, mention));
    }

    private static boolean isGuessed(Words words, Mention mention) {
        int around = lettersAround(words, mention.from(), UnreadScripts::isUnread);
        int beside = around - letters(words, mention.from(), mention.to());
        return around > LONGEST_NAME || beside > MOST_BESIDE || (beside > 0 && isUnread(words));
    }

    private static int letters(Words words, int from, int to) {
        int letters = 0;
        for (int i = from; i < to; i++) {
            letters += isUnread(words, i) ? words.length(i) : 0;
        }
        return letters;
    }

    /// Whether most words of the text are in such a script.
    private static boolean isUnread(Words words) {
        int unread = 0;
        int letters = 0;
        for (int i = 0; i < words.count(); i++) {
            letters += Character.isLetter(words.first(i)) ? 1 : 0;
            unread += isUnread(words, i) ? 1 : 0;
        }
        return 2 * unread > letters;
    }

    /// A single Chinese character is not a whole name; the head takes part of a word for one.
    private static boolean isOneSign(Words words, Mention mention) {
        return mention.to() - mention.from() == 1
                && words.length(mention.from()) == 1
                && UnicodeScript.of(words.first(mention.from())) == UnicodeScript.HAN;
    }

    /// Whether the head's mention of a word would be discarded, or is worthless: within a sentence in a script
    /// other than Latin the head guesses.
    static boolean isWithinSentence(Words words, int word) {
        if (!words.is(word, Trait.NON_LATIN.bit)) {
            return false;
        }
        int longest = SIGNS.contains(UnicodeScript.of(words.first(word))) ? LONGEST_IN_SIGNS : LONGEST_NAME;
        return lettersAround(words, word, UnreadScripts::isForeign) > longest;
    }

    private static boolean isForeign(Words words, int i) {
        return words.is(i, Trait.NON_LATIN.bit);
    }

    private static int lettersAround(Words words, int word, BiPredicate<Words, Integer> ofScript) {
        int letters = 0;
        int last = Math.min(words.count(), word + REACH);
        for (int i = word; i < last && goesOn(words, i, ofScript); i++) {
            letters += ofScript.test(words, i) ? words.length(i) : 0;
        }
        for (int i = word - 1; i >= Math.max(0, word - REACH) && goesOn(words, i, ofScript); i--) {
            letters += ofScript.test(words, i) ? words.length(i) : 0;
        }
        return letters;
    }

    /// Whether the run continues with this word: marks and numbers belong to every script.
    private static boolean goesOn(Words words, int i, BiPredicate<Words, Integer> ofScript) {
        return ofScript.test(words, i) || !Character.isLetter(words.first(i));
    }

    private static boolean isUnread(Words words, int i) {
        char first = words.first(i);
        return first >= 0x500 && !READ.contains(UnicodeScript.of(first));
    }
}

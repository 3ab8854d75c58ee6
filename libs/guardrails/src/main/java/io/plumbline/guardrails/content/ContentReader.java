package io.plumbline.guardrails.content;

import io.plumbline.guardrails.text.Language;
import io.plumbline.guardrails.text.SentenceLanguage;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.text.Folding;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// Reads a text sentence by sentence as words. Sees through disguises: other alphabets, signs for letters
/// (`f*ck`, `a$$`, `sh1t`), repeated or separated letters (`fuuuck`, `f.u.c.k`). Looks up each word and pair of
/// words by its hash and allocates nothing for them.
///
/// Makes one pass, and a second only over disguised words. One instance per text; not thread-safe.
final class ContentReader {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long SQUEEZED = (OFFSET ^ '~') * PRIME;
    private static final int MAX_WORDS = 48;
    private static final int MIN_SPELT = 3;
    private static final int MAX_SPELT = 16;
    private static final int STRETCHED = 3;
    private static final int CHECK_EVERY = 0x4000;
    private static final char END = '\uFFFF';

    /// English insults that mean late, delay, end, subject and bassoon in French, Swedish, Danish, Spanish or
    /// Polish.
    private static final Set<String> HOMOGRAPHS = Set.of("tard", "tards", "retard", "retards", "slut", "fag", "fagot");

    /// Characters on each side of a word that determine its language.
    private static final int AROUND = 120;

    private final String text;
    private final ContentTable table;
    private final ContentEvidence evidence;
    private final int[] sums = new int[ContentTable.LEARNED.length];
    private final ContentTable.Top[] top = new ContentTable.Top[ContentTable.LEARNED.length];

    private int sentenceStart;
    private int words;
    private int features;
    private long previous;
    private int previousStart;
    private long phrase;
    private int phraseStart;

    private long hash;
    private boolean leet;
    private boolean stretched;

    private long spelt = OFFSET;
    private int speltCount;
    private int speltStart;
    private int speltEnd;

    ContentReader(String text, ContentTable table, ContentEvidence evidence) {
        this.text = text;
        this.table = table;
        this.evidence = evidence;
        Arrays.setAll(top, _ -> new ContentTable.Top());
    }

    /// @throws Deadline.PastException when the deadline is past
    void read(Deadline deadline) {
        int end = text.length();
        int check = CHECK_EVERY;
        int i = 0;
        while (i < end) {
            char c = text.charAt(i);
            if (startsWord(c, i)) {
                int wordEnd = wordEnd(i);
                word(i, wordEnd);
                i = wordEnd;
            } else {
                sign(c, i++);
            }
            if (i > check) {
                deadline.check();
                check = i + CHECK_EVERY;
            }
        }
        endSpelling();
        endSentence(end);
    }

    private boolean startsWord(char c, int at) {
        if (c < 128) {
            return isAsciiLetter(c) || (c >= '0' && c <= '9') || ((c == '@' || c == '$') && isLetter(at + 1));
        }
        return Character.isLetterOrDigit(folded(at));
    }

    private static boolean isAsciiLetter(char c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    private boolean isLetter(int at) {
        return at < text.length() && Character.isLetter(text.charAt(at));
    }

    private boolean isWordCharacter(int at) {
        return at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    private char folded(int at) {
        int codePoint = text.codePointAt(at);
        return codePoint == '’' ? '\'' : Folding.fold(codePoint);
    }

    private int next(int at) {
        return text.charAt(at) < 128 ? at + 1 : at + Character.charCount(text.codePointAt(at));
    }

    /// Finds the end of the word that begins here; sets its [#hash] and its oddities.
    private int wordEnd(int start) {
        long h = OFFSET;
        char last = 0;
        int run = 1;
        boolean odd = false;
        boolean stretches = false;
        int i = start;
        int end = text.length();
        while (i < end) {
            char c = text.charAt(i);
            char letter = isAsciiLetter(c) ? (char) (c | 0x20) : letter(c, i, i > start);
            if (letter == END) {
                break;
            }
            if (letter != Folding.INVISIBLE) {
                h = (h ^ letter) * PRIME;
                odd |= letter < 'a';
                run = letter == last ? run + 1 : 1;
                stretches |= run == STRETCHED;
                last = letter;
            }
            i = c < 128 ? i + 1 : next(i);
        }
        hash = h;
        leet = odd;
        stretched = stretches;
        return i;
    }

    /// What a character other than an ASCII letter stands for within a word: its folded form, nothing, or the end
    /// of the word.
    private char letter(char c, int at, boolean inWord) {
        char folded = c < 128 ? c : folded(at);
        if (folded == Folding.INVISIBLE || Character.isLetterOrDigit(folded)) {
            return folded;
        }
        return switch (folded) {
            case '\'' -> inWord && isWordCharacter(at + 1) ? Folding.INVISIBLE : END;
            case '*' -> inWord ? folded : END;
            case '@', '$' -> inWord || isLetter(at + 1) ? folded : END;
            case '!' -> inWord && isLetter(at + 1) ? folded : END;
            default -> END;
        };
    }

    private void sign(char c, int at) {
        boolean ends = c == '\n' || ((c == '.' || c == '!' || c == '?') && !isWordCharacter(at + 1));
        if (ends || words >= MAX_WORDS) {
            endSpelling();
            endSentence(at + 1);
        }
    }

    private void word(int start, int end) {
        words++;
        features++;
        int slot = table.find(hash);
        if (slot != ContentTable.ABSENT) {
            table.add(slot, sums, top);
        }
        int known = slot != ContentTable.ABSENT && table.kind(slot) != 0 ? slot : disguised(start, end);
        if (known != ContentTable.ABSENT && table.kind(known) != 0) {
            hit(known, start, end);
        }
        if (words > 1) {
            features++;
            pair(end);
        }
        if (end - start == 1) {
            spell(start);
        } else {
            endSpelling();
        }
        previous = hash;
        previousStart = start;
    }

    /// The entry of the word that this word disguises.
    private int disguised(int start, int end) {
        if (!leet && !stretched) {
            return ContentTable.ABSENT;
        }
        long plain = OFFSET;
        long squeezed = SQUEEZED;
        char last = 0;
        for (int i = start; i < end; i = next(i)) {
            char c = text.charAt(i);
            char letter = isAsciiLetter(c) ? (char) (c | 0x20) : letter(c, i, true);
            if (letter != Folding.INVISIBLE) {
                plain = (plain ^ meant(letter)) * PRIME;
                squeezed = letter == last ? squeezed : (squeezed ^ letter) * PRIME;
                last = letter;
            }
        }
        int found = leet ? table.find(plain) : ContentTable.ABSENT;
        return found == ContentTable.ABSENT && stretched ? table.find(squeezed) : found;
    }

    /// The letter that a sign stands for.
    private static char meant(char c) {
        return switch (c) {
            case '0' -> 'o';
            case '1', '!' -> 'i';
            case '3' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '7' -> 't';
            default -> c;
        };
    }

    /// Looks up this word with the one before, and with the phrase that it may continue.
    private void pair(int end) {
        long earlier = phrase;
        int earlierStart = phraseStart;
        phrase = 0;
        if (earlier != 0) {
            goOn(earlier, earlierStart, end);
        }
        int both = goOn(previous, previousStart, end);
        if (both != ContentTable.ABSENT) {
            table.add(both, sums, top);
        }
    }

    private int goOn(long first, int start, int end) {
        long key = (first * 31 + hash) * GOLDEN;
        int found = table.find(key);
        if (found != ContentTable.ABSENT) {
            if (table.kind(found) != 0) {
                hit(found, start, end);
            }
            if (table.goesOn(found)) {
                phrase = key;
                phraseStart = start;
            }
        }
        return found;
    }

    private void hit(int slot, int start, int end) {
        if (isHarmlessHere(start, end)) {
            return;
        }
        features++;
        table.addKind(table.kind(slot), sums, top);
        evidence.word(ContentTable.harm(table.kind(slot)), table.severity(slot), start, end);
    }

    /// Whether the surrounding text shows that this is an ordinary word of another language.
    private boolean isHarmlessHere(int start, int end) {
        return HOMOGRAPHS.contains(text.substring(start, end).toLowerCase(Locale.ROOT))
                && SentenceLanguage.of(
                                text, Math.max(sentenceStart, start - AROUND), Math.min(text.length(), end + AROUND))
                        != Language.ENGLISH;
    }

    /// Reads a letter that stands alone; letters separated by one sign or space are read as a word.
    private void spell(int at) {
        if (speltCount > 0 && (at - speltEnd != 1 || speltCount == MAX_SPELT)) {
            endSpelling();
        }
        if (speltCount == 0) {
            speltStart = at;
            spelt = OFFSET;
        }
        spelt = (spelt ^ Folding.fold(text.charAt(at))) * PRIME;
        speltCount++;
        speltEnd = at + 1;
    }

    private void endSpelling() {
        if (speltCount >= MIN_SPELT) {
            int slot = table.find(spelt);
            if (slot != ContentTable.ABSENT && table.kind(slot) != 0) {
                evidence.word(ContentTable.harm(table.kind(slot)), table.severity(slot), speltStart, speltEnd);
            }
        }
        speltCount = 0;
    }

    /// Whether only one word indicates weapons; many such words have other uses (`filter`).
    private boolean isOneWord(int learned) {
        return ContentTable.LEARNED[learned] == Harm.WEAPONS
                && table.margin(learned, sums[learned] - top[learned].sum(), features) <= ContentEvidence.LEAST_MARGIN;
    }

    private void endSentence(int end) {
        if (words > 0) {
            for (int i = 0; i < sums.length; i++) {
                double margin = table.margin(i, sums[i], features);
                if (margin > ContentEvidence.LEAST_MARGIN
                        && !isOneWord(i)
                        && SentenceLanguage.of(text, sentenceStart, end) == Language.ENGLISH) {
                    evidence.sentence(ContentTable.LEARNED[i], margin, sentenceStart, end);
                }
                sums[i] = 0;
                top[i].clear();
            }
        }
        words = 0;
        features = 0;
        phrase = 0;
        sentenceStart = end;
    }
}

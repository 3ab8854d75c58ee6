package io.plumbline.personaldata.redact;

import java.util.Locale;
import java.util.Set;

/// Cuts a growing text into segments for whole-passage detectors: at ends of sentences and lines, else at a space
/// before 1,000 characters. The cuts depend only on the text, not on the pieces in which it arrives; each
/// character is read about once.
///
/// Not thread-safe. Positions count from the beginning of the given text; see [#drop].
final class SegmentCutter {

    /// No segment needs more text than this before it is cut.
    static final int LONGEST = 1000;

    private static final int FORCED_FROM = 600;
    private static final int FORCED_TO = 800;
    private static final int LEAST_SENTENCE = 48;
    private static final int LEAST_LINE = 96;
    private static final int LOOKAHEAD = 12;
    private static final int LONGEST_ABBREVIATION = 6;
    private static final String CLOSERS = "\"')]}”’»*_`";
    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "hon", "sr", "jr", "st", "mt", "ft", "gen", "col", "capt",
            "lt", "sgt", "sen", "rep", "gov", "pres", "inc", "ltd", "co", "corp", "bros", "llc", "no", "nr", "vs",
            "etc", "ave", "blvd", "rd", "apt", "dept", "est", "fig", "approx", "hr", "fr", "str", "tel", "ing", "dipl",
            "mme", "mlle", "sra", "dra", "av");

    private int from;
    private int searched;
    private int end;
    private int seen;

    /// Restarts at this position.
    void restart(int place) {
        from = place;
        searched = place;
    }

    /// Where the next segment begins.
    int from() {
        return from;
    }

    /// Where the segment found by [#next] ends.
    int end() {
        return end;
    }

    /// How far the detectors read: beyond the end unless a sentence ends there.
    int seen() {
        return seen;
    }

    /// Removes this many characters before the next segment.
    void drop(int characters) {
        from -= characters;
        searched -= characters;
    }

    /// Finds the end of the next segment and moves behind it.
    ///
    /// @param complete whether no more text will arrive
    /// @return whether there is one
    boolean next(CharSequence text, boolean complete) {
        int begin = from;
        int limit = Math.min(text.length(), begin + LONGEST);
        while (searched < limit) {
            int cut = cut(text, begin, searched, complete);
            if (cut < 0) {
                return false;
            }
            if (cut > searched) {
                return found(cut, cut);
            }
            searched++;
        }
        if (limit == begin + LONGEST) {
            return found(forced(text, begin), limit);
        }
        return complete && begin < limit && found(limit, limit);
    }

    private boolean found(int cut, int visible) {
        end = cut;
        seen = visible;
        from = cut;
        searched = cut;
        return true;
    }

    /// The end of the segment that this character ends; its own position if it ends none, -1 if that is not known
    /// yet.
    private static int cut(CharSequence text, int begin, int at, boolean complete) {
        char c = text.charAt(at);
        int length = at + 1 - begin;
        if (c == '\n') {
            boolean blank = at > begin && text.charAt(at - 1) == '\n';
            return blank || length >= LEAST_LINE ? at + 1 : at;
        }
        if (c == '。' || c == '！' || c == '？') {
            return length >= LEAST_SENTENCE ? at + 1 : at;
        }
        boolean ends = (c == '.' || c == '!' || c == '?' || c == '…') && length >= LEAST_SENTENCE;
        return ends && !(c == '.' && isAbbreviation(text, begin, at)) ? sentence(text, at, complete) : at;
    }

    /// It is followed by closing signs, then space, then anything but lower case.
    private static int sentence(CharSequence text, int at, boolean complete) {
        int limit = Math.min(text.length(), at + LOOKAHEAD);
        int i = at + 1;
        while (i < limit && CLOSERS.indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        int cut = i;
        while (i < limit && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        if (i == limit && limit < at + LOOKAHEAD) {
            return complete ? cut : -1;
        }
        boolean spaced = i > cut;
        return spaced && (i == limit || !Character.isLowerCase(text.charAt(i))) ? cut : at;
    }

    private static boolean isAbbreviation(CharSequence text, int begin, int dot) {
        int start = dot;
        while (start > begin && dot - start <= LONGEST_ABBREVIATION && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        int letters = dot - start;
        if (letters == 0 || letters > LONGEST_ABBREVIATION) {
            return false;
        }
        return letters == 1
                || ABBREVIATIONS.contains(
                        text.subSequence(start, dot).toString().toLowerCase(Locale.ROOT));
    }

    /// The last space within reach, so as to cut neither a word, in scripts with spaces, nor a surrogate pair.
    private static int forced(CharSequence text, int begin) {
        for (int i = begin + FORCED_TO; i > begin + FORCED_FROM; i--) {
            if (Character.isWhitespace(text.charAt(i - 1))) {
                return i;
            }
        }
        int cut = begin + FORCED_TO;
        return Character.isHighSurrogate(text.charAt(cut - 1)) ? cut - 1 : cut;
    }
}

package io.plumbline.personaldata.names.word;

import io.plumbline.personaldata.text.Folding;
import io.plumbline.personaldata.text.Spares;
import java.util.Arrays;

/// The words of a text: runs of letters, digits and marks; ideographs and signs individually. Invisible
/// characters belong to the word around them and do not count. Makes one pass over the text, with a few arrays
/// and no strings. The pass records traits along the way: the casing of a word of ASCII letters in which at most
/// the first is a capital, as in most words; whether it begins a line; whether it is adjacent to the one before.
///
/// Not thread-safe while [Sight] adds traits; immutable afterwards.
public final class Words {

    private static final int ASCII = 128;
    private static final Spares<Room> SPARES = new Spares<>(() -> new Room(512));

    /// Buffers for longer texts are not kept.
    private static final int MOST_KEPT = 4_096;

    private final CharSequence text;
    private final Room room;
    private int count;
    private int[] starts;
    private int[] ends;
    private long[] hashes;
    private long[] traits;
    private boolean lineBegins = true;

    /// Splits a text into words.
    public Words(CharSequence text) {
        this(text, new Room(text.length() / 4 + 4));
    }

    private Words(CharSequence text, Room room) {
        this.text = text;
        this.room = room;
        starts = room.starts;
        ends = room.ends;
        hashes = room.hashes;
        traits = room.traits;
        cut();
    }

    /// Splits a text in a reused buffer; the caller must call [#leave].
    public static Words inSpareRoom(CharSequence text) {
        return new Words(text, SPARES.take());
    }

    /// Returns the buffer; the words must not be used afterwards.
    public void leave() {
        count = 0;
        if (starts.length <= MOST_KEPT) {
            room.starts = starts;
            room.ends = ends;
            room.hashes = hashes;
            room.traits = traits;
            SPARES.give(room);
        }
    }

    /// A buffer for words.
    private static final class Room {
        private int[] starts;
        private int[] ends;
        private long[] hashes;
        private long[] traits;

        private Room(int words) {
            starts = new int[words];
            ends = new int[words];
            hashes = new long[words];
            traits = new long[words];
        }
    }

    public CharSequence text() {
        return text;
    }

    public int count() {
        return count;
    }

    /// Where a word begins, in UTF-16 units.
    public int start(int word) {
        return starts[word];
    }

    /// One past where it ends.
    public int end(int word) {
        return ends[word];
    }

    public int length(int word) {
        return ends[word] - starts[word];
    }

    /// The first character of a word.
    public char first(int word) {
        return text.charAt(starts[word]);
    }

    /// The hash of its folded letters.
    public long hash(int word) {
        return hashes[word];
    }

    void hash(int word, long hash) {
        hashes[word] = hash;
    }

    /// Its [Trait]s.
    public long traits(int word) {
        return traits[word] & Lead.TRAITS;
    }

    /// The first word from an index on that has one of these traits or leads; the number of words if none does.
    public int next(int from, long any) {
        long[] of = traits;
        int word = from;
        while (word < count && (of[word] & any) == 0) {
            word++;
        }
        return word;
    }

    /// Whether the word exists and has one of these traits.
    public boolean is(int word, long any) {
        return word >= 0 && word < count && (traits[word] & any) != 0;
    }

    void add(int word, long more) {
        traits[word] |= more;
    }

    void remove(int word, long some) {
        traits[word] &= ~some;
    }

    /// Whether a word directly follows the one before it.
    public boolean isGlued(int word) {
        return is(word, Trait.GLUED.bit);
    }

    private void cut() {
        int at = 0;
        int length = text.length();
        while (at < length) {
            char c = text.charAt(at);
            if (Folding.plain(c) != Folding.INVISIBLE) {
                at = plain(at);
            } else if (isGap(c)) {
                lineBegins |= c == '\n';
                at++;
            } else if (!Letters.joins(c) || Letters.isIdeograph(c)) {
                int end = at + (Character.isHighSurrogate(c) && at + 1 < length ? 2 : 1);
                add(at, end, Gazetteer.addLetter(Gazetteer.beginWord(), Letters.folded(c)), 0);
                at = end;
            } else {
                at = run(at);
            }
        }
    }

    private static boolean isGap(char c) {
        if (c < ASCII) {
            return c <= ' ' || c == 127;
        }
        return Character.isSpaceChar(c) || c == 0x85 || Character.isISOControl(c) || Letters.isUnseen(c);
    }

    /// Reads a word that begins with an ASCII letter or digit.
    private int plain(int from) {
        char first = text.charAt(from);
        long hash = Gazetteer.addLetter(Gazetteer.beginWord(), Folding.plain(first));
        boolean small = true;
        int at = from + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            char plain = Folding.plain(c);
            if (plain == Folding.INVISIBLE) {
                if (c >= ASCII && goesOn(c)) {
                    return run(from);
                }
                break;
            }
            small &= c >= 'a';
            hash = Gazetteer.addLetter(hash, plain);
            at++;
        }
        add(from, at, hash, small ? casing(first, at - from) : 0);
        return at;
    }

    /// The casing of a word in which only lower-case letters follow the first character.
    private static long casing(char first, int length) {
        if (first >= 'a') {
            return Trait.LOWER.bit;
        }
        if (first < 'A') {
            return 0;
        }
        return length == 1 ? Trait.INITIAL.bit : Trait.TITLE.bit;
    }

    private int run(int from) {
        long hash = Gazetteer.beginWord();
        int at = from;
        int end = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            char plain = Folding.plain(c);
            if (plain != Folding.INVISIBLE) {
                hash = Gazetteer.addLetter(hash, plain);
                at++;
                end = at;
                continue;
            }
            if (c < ASCII || !goesOn(c)) {
                break;
            }
            at++;
            if (isLetter(c)) {
                char folded = Letters.folded(c);
                hash = folded == 0 ? hash : Gazetteer.addLetter(hash, folded);
                end = at;
            }
        }
        add(from, end, hash, 0);
        return at;
    }

    /// Whether a word continues with this character.
    private static boolean goesOn(char c) {
        return isLetter(c) || Letters.isUnseen(c);
    }

    private static boolean isLetter(char c) {
        return Letters.joins(c) && !Letters.isIdeograph(c);
    }

    private void add(int start, int end, long hash, long casing) {
        if (count == starts.length) {
            int more = 2 * count;
            starts = Arrays.copyOf(starts, more);
            ends = Arrays.copyOf(ends, more);
            hashes = Arrays.copyOf(hashes, more);
            traits = Arrays.copyOf(traits, more);
        }
        long place = lineBegins ? Trait.LINE_START.bit : ends[count - 1] == start ? Trait.GLUED.bit : 0;
        lineBegins = false;
        starts[count] = start;
        ends[count] = end;
        traits[count] = casing | place;
        hashes[count++] = hash;
    }
}

package io.plumbline.personaldata.names.tagger;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The head's answer for 28,000 words without decisive context, capitalized and in lower case: classes computed
/// by `WordAnswers`. [NameTagger] thereby knows words that were in none of its training texts. Read once; the
/// arrays are not modified afterwards.
final class KnownWords {

    /// The number of classes of a word: nothing, hardly anything, perhaps or likely one of five entities,
    /// something else.
    static final int CLASSES = 13;

    /// The class of words that are hardly anything; the class of those that are nothing is below.
    static final int HARDLY = 1;

    /// For unknown words.
    static final int UNKNOWN = -1;

    private static final int SLOTS = 1 << 16;

    private static final KnownWords STANDARD = load();

    private final int[] prints = new int[SLOTS];
    private final byte[] codes = new byte[SLOTS];

    private KnownWords(DataInputStream in) throws IOException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            int print = in.readInt();
            int slot = slot(print);
            prints[slot] = print;
            codes[slot] = in.readByte();
        }
    }

    static KnownWords standard() {
        return STANDARD;
    }

    private static KnownWords load() {
        try (InputStream in = KnownWords.class.getResourceAsStream("known-words.bin")) {
            if (in == null) {
                throw new IllegalStateException("missing list of words");
            }
            return new KnownWords(new DataInputStream(new BufferedInputStream(in, 1 << 16)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The fingerprint by which a word is stored; never 0.
    static int print(long hash) {
        return (int) ((hash * 0x9E3779B97F4A7C15L) >>> 32) | 1;
    }

    private int slot(int print) {
        int slot = print >>> 16;
        while (prints[slot] != 0 && prints[slot] != print) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        return slot;
    }

    /// The class of the capitalized word times [#CLASSES] plus the class in lower case; [#UNKNOWN] for other
    /// words.
    int code(long hash) {
        int print = print(hash);
        int slot = slot(print);
        return prints[slot] == print ? codes[slot] : UNKNOWN;
    }
}

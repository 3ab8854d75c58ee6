package io.plumbline.embeddings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The model's word pieces, as two tries: those that begin a word, and those that continue one (`##ing`).
/// Immutable once read; thread-safe.
///
/// All transitions are in one open-addressed table of numbers. Each holds the source node (24 bits), the
/// character (16) and the target node (24). The search for the longest piece dominates the tokenizer's time.
final class Vocabulary {

    /// The root node of pieces that begin a word.
    static final int BEGINNING = 0;

    /// The root node of pieces that continue a word.
    static final int CONTINUATION = 1;

    private static final String CONTINUES = "##";
    private static final int MOST_PIECES = 1_000_000;
    private static final int NODE_BITS = 24;
    private static final int NODES = (1 << NODE_BITS) - 1;

    private long[] transitions = new long[1 << 12];
    private int[] pieces = new int[1 << 12];
    private int nodes = 2;
    private final BitSet continuations = new BitSet();

    private Vocabulary() {}

    /// Reads `model.vocab` of a `tokenizer.json`, which maps pieces to their ids.
    static Vocabulary read(InputStream json) {
        Vocabulary vocabulary = new Vocabulary();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            while (!(parser.nextToken() == JsonToken.PROPERTY_NAME && "vocab".equals(parser.currentName()))) {
                if (parser.currentToken() == null) {
                    throw new IllegalArgumentException("the tokenizer has no vocabulary");
                }
            }
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String piece = parser.currentName();
                parser.nextToken();
                vocabulary.add(piece, parser.getIntValue());
            }
        }
        return vocabulary;
    }

    /// Reads a `vocab.txt`, whose lines are the pieces in the order of their ids.
    ///
    /// @throws IllegalArgumentException when the special pieces are not where BERT's uncased models have them
    static Vocabulary ofLines(BufferedReader lines) throws IOException {
        Vocabulary vocabulary = new Vocabulary();
        Map<Integer, String> special = Map.of(
                WordPieceTokenizer.UNKNOWN, "[UNK]", WordPieceTokenizer.CLS, "[CLS]", WordPieceTokenizer.SEP, "[SEP]");
        int id = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String piece = line.strip();
            if (id == MOST_PIECES || !piece.equals(special.getOrDefault(id, piece))) {
                break;
            }
            vocabulary.add(piece, id++);
        }
        if (id <= WordPieceTokenizer.SEP || lines.readLine() != null) {
            throw new IllegalArgumentException("the vocabulary is not one of an uncased BERT");
        }
        return vocabulary;
    }

    private void add(String piece, int id) {
        boolean continues = piece.startsWith(CONTINUES);
        int node = continues ? CONTINUATION : BEGINNING;
        for (int i = continues ? CONTINUES.length() : 0; i < piece.length(); i++) {
            int next = next(node, piece.charAt(i));
            node = next < 0 ? grow(node, piece.charAt(i)) : next;
        }
        pieces[node] = id;
        continuations.set(id, continues);
    }

    private int grow(int node, char c) {
        if (nodes == pieces.length) {
            pieces = Arrays.copyOf(pieces, 2 * nodes);
        }
        if (2 * nodes > transitions.length) {
            long[] old = transitions;
            transitions = new long[2 * old.length];
            for (long transition : old) {
                if (transition != 0) {
                    insert(transition);
                }
            }
        }
        insert((key(node, c) << NODE_BITS) | nodes);
        return nodes++;
    }

    private void insert(long transition) {
        int at = place(transition >>> NODE_BITS);
        while (transitions[at] != 0) {
            at = (at + 1) & (transitions.length - 1);
        }
        transitions[at] = transition;
    }

    /// The node that a character leads to, or -1.
    int next(int node, char c) {
        long key = key(node, c);
        int at = place(key);
        while (transitions[at] != 0) {
            if (transitions[at] >>> NODE_BITS == key) {
                return (int) transitions[at] & NODES;
            }
            at = (at + 1) & (transitions.length - 1);
        }
        return -1;
    }

    /// The id of the piece that ends in a node, 0 if none does.
    int piece(int node) {
        return pieces[node];
    }

    /// Whether a piece continues a word.
    boolean isContinuation(int piece) {
        return continuations.get(piece);
    }

    private static long key(int node, char c) {
        return ((long) node << Character.SIZE) | c;
    }

    private int place(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & (transitions.length - 1);
    }
}

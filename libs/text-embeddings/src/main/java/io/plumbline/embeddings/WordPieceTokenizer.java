package io.plumbline.embeddings;

/// BERT's uncased WordPiece: gives the same ids as Hugging Face's `tokenizers`, with the position of each piece
/// in the original text. Immutable; thread-safe; time linear in the length of the text, whatever the text.
///
/// Text that looks like a special token (`[SEP]`) is ordinary text here: its author cannot decide where a
/// sequence ends. Canonical reordering, which can change only the order of spacing marks, is omitted.
///
/// Source: J. Devlin et al., BERT (2019), and the reference implementation's BasicTokenizer and
/// WordpieceTokenizer.
final class WordPieceTokenizer {

    static final int UNKNOWN = 100;
    static final int CLS = 101;
    static final int SEP = 102;

    /// In code points; a longer word is a single unknown piece.
    private static final int LONGEST_WORD = 100;

    private static final int CHARACTERS_PER_TOKEN = 4;

    private final Vocabulary vocabulary;
    private final TokenizerFolding folding = new TokenizerFolding();

    WordPieceTokenizer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    WordPieces tokenize(String text) {
        return new Run(text).tokens();
    }

    /// The tokenization of one text.
    private final class Run {
        private final String text;
        private final WordPieces tokens;
        private final char[] word = new char[2 * LONGEST_WORD];
        private final int[] starts = new int[2 * LONGEST_WORD];
        private final int[] ends = new int[2 * LONGEST_WORD];
        private int length;
        private int codePoints;
        private int wordStart;
        private int wordEnd;

        private Run(String text) {
            this.text = text;
            this.tokens = new WordPieces(vocabulary, text.length() / CHARACTERS_PER_TOKEN + 8);
        }

        private WordPieces tokens() {
            int at = 0;
            while (at < text.length()) {
                int codePoint = text.codePointAt(at);
                int end = at + Character.charCount(codePoint);
                take(folding.fold(codePoint), codePoint, at, end);
                at = end;
            }
            flush();
            return tokens;
        }

        private void take(int folded, int codePoint, int start, int end) {
            switch (folded & TokenizerFolding.KIND) {
                case TokenizerFolding.LETTER -> append(folded & ~TokenizerFolding.KIND, start, end);
                case TokenizerFolding.SPACE -> flush();
                case TokenizerFolding.ALONE -> {
                    flush();
                    append(folded & ~TokenizerFolding.KIND, start, end);
                    flush();
                }
                case TokenizerFolding.MARK -> extend(end);
                case TokenizerFolding.SEVERAL -> {
                    for (int part : folding.several(codePoint)) {
                        take(part, codePoint, start, end);
                    }
                }
                default -> {}
            }
        }

        private void append(int codePoint, int start, int end) {
            if (codePoints == 0) {
                wordStart = start;
            }
            wordEnd = end;
            if (codePoints++ >= LONGEST_WORD) {
                return;
            }
            if (codePoint <= Character.MAX_VALUE) {
                append((char) codePoint, start, end);
            } else {
                append(Character.highSurrogate(codePoint), start, end);
                append(Character.lowSurrogate(codePoint), start, end);
            }
        }

        private void append(char c, int start, int end) {
            word[length] = c;
            starts[length] = start;
            ends[length++] = end;
        }

        private void extend(int end) {
            if (codePoints > 0) {
                wordEnd = end;
                ends[length - 1] = end;
            }
        }

        private void flush() {
            if (codePoints > 0) {
                int before = tokens.size();
                if (codePoints > LONGEST_WORD || !cut()) {
                    tokens.shrink(before);
                    tokens.add(UNKNOWN, wordStart, wordEnd);
                }
                codePoints = 0;
                length = 0;
            }
        }

        /// Adds the longest piece that begins the word, then the longest that begins the rest, and so on.
        ///
        /// @return whether every step found one
        private boolean cut() {
            int begin = 0;
            while (begin < length) {
                int node = begin == 0 ? Vocabulary.BEGINNING : Vocabulary.CONTINUATION;
                int found = 0;
                int foundEnd = begin;
                for (int at = begin; at < length; at++) {
                    node = vocabulary.next(node, word[at]);
                    if (node < 0) {
                        break;
                    }
                    if (vocabulary.piece(node) != 0) {
                        found = vocabulary.piece(node);
                        foundEnd = at + 1;
                    }
                }
                if (found == 0) {
                    return false;
                }
                tokens.add(found, starts[begin], ends[foundEnd - 1]);
                begin = foundEnd;
            }
            return true;
        }
    }
}

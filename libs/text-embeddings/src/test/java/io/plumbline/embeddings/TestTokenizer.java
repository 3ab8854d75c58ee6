package io.plumbline.embeddings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The tokenizer without the model.
final class TestTokenizer {

    static final WordPieceTokenizer INSTANCE = new WordPieceTokenizer(vocabulary());

    private TestTokenizer() {}

    static WordPieces tokenize(String text) {
        return INSTANCE.tokenize(text);
    }

    private static Vocabulary vocabulary() {
        try (InputStream json = TestTokenizer.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
            return Vocabulary.read(Objects.requireNonNull(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

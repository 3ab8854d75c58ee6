package io.plumbline.bench.conformance;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.embeddings.TextEncoder.TimeLimit;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// An encoder that remembers the texts it encoded last: a stream cut at each of its positions repeats the same
/// sentences over and over. Thread-safe, and so are its encodings.
final class RememberedEncodings implements TextEncoder {

    /// More sentences than are inspected at once in any case.
    private static final int MOST = 128;

    private final TextEncoder encoder;
    private final SequencedMap<String, Encoding> known = new LinkedHashMap<>();

    RememberedEncodings(TextEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public boolean isAvailable() {
        return encoder.isAvailable();
    }

    @Override
    public Encoding encode(String text, TimeLimit expired) {
        synchronized (known) {
            Encoding encoding = known.remove(text);
            if (encoding == null) {
                encoding = new Shared(encoder.encode(text, () -> false));
            }
            known.put(text, encoding);
            if (known.size() > MOST) {
                known.pollFirstEntry();
            }
            return encoding;
        }
    }

    /// An encoding that several threads may use.
    private record Shared(Encoding encoding) implements Encoding {
        @Override
        public int windows() {
            return encoding.windows();
        }

        @Override
        public int start(int window) {
            return encoding.start(window);
        }

        @Override
        public int end(int window) {
            return encoding.end(window);
        }

        @Override
        public synchronized EncodedWindow window(int window) {
            return encoding.window(window);
        }
    }
}

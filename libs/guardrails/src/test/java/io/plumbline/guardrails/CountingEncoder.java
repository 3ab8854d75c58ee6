package io.plumbline.guardrails;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.embeddings.TextEncoder.TimeLimit;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Provenance;
import io.plumbline.personaldata.detect.Surroundings;

/// The product's encoder, which counts the requested windows.
public final class CountingEncoder implements TextEncoder {

    private final TextEncoder encoder = MiniLmEncoder.shared().load();
    private int windows;
    private int all;

    /// The number of requested windows, repeated ones included.
    public int windows() {
        return windows;
    }

    /// The number of windows in the text that was encoded last.
    public int all() {
        return all;
    }

    public InspectedText passage(String text, Provenance provenance) {
        return new InspectedText(text, provenance, Surroundings.NONE, Deadline.NONE, this);
    }

    @Override
    public Encoding encode(String text, TimeLimit expired) {
        Encoding encoding = encoder.encode(text, expired);
        all = encoding.windows();
        return new Encoding() {
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
            public EncodedWindow window(int window) {
                windows++;
                return encoding.window(window);
            }
        };
    }
}

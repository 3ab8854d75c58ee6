package io.plumbline.personaldata.names.tagger;

import io.plumbline.embeddings.Encoding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.names.word.Words;
import org.jspecify.annotations.Nullable;

/// The windows of a passage, cut and encoded only as far as the head reads it.
public final class EncodedWindows implements NameWindows {

    private final InspectedText passage;
    private final NameHead head;
    private @Nullable Encoding encoding;
    private int next;

    public EncodedWindows(InspectedText passage, Words words) {
        this.passage = passage;
        this.head = new NameHead(words);
    }

    private Encoding encoding() {
        if (encoding == null) {
            encoding = passage.encoding();
        }
        return encoding;
    }

    @Override
    public int count() {
        return encoding().windows();
    }

    @Override
    public int start(int window) {
        return encoding().start(window);
    }

    @Override
    public int end(int window) {
        return encoding().end(window);
    }

    @Override
    public TagScores read(int window) {
        if (window > next) {
            head.skip();
        }
        next = window + 1;
        return head.read(encoding().window(window));
    }
}

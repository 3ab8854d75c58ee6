package io.plumbline.personaldata.names.tagger;

/// The windows of a text. [NameHead] reads the requested ones in order.
public interface NameWindows {

    int count();

    /// Where a window begins, in UTF-16 units of the text.
    int start(int window);

    /// One past where it ends.
    int end(int window);

    /// The head's scores for the words of a window; windows are requested in the order of the text.
    ///
    /// @throws io.plumbline.embeddings.EncoderUnavailableException when the encoder gives no answer
    TagScores read(int window);
}

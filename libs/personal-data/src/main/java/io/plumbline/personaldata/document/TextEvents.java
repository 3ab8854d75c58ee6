package io.plumbline.personaldata.document;

/// Receives a document from a lexer: texts, and the structure between them.
public interface TextEvents {

    /// A character outside of texts: brackets, commas, colons, quotes, space.
    void structure(char c);

    /// A text begins.
    ///
    /// @param name the name before a value, or the header of a column; empty if there is none
    /// @param bare whether it is unquoted in a document that has quotes
    void textStarts(CharSequence name, boolean bare);

    /// A character of the text, and its written form.
    void character(char c, CharSequence written);

    void textEnds();
}

package io.plumbline.guardrails.redact;

/// What a lexer sees of a document: texts, and the structure between them.
interface TextEvents {

    /// A character outside of texts: brackets, commas, colons, quotes, space.
    void structure(char c);

    /// A text begins.
    ///
    /// @param name what it is called: the name before a value, the head of a column; empty where there is none
    /// @param bare whether it stands without quotes in a document that has them
    void textStarts(CharSequence name, boolean bare);

    /// A character of the text, and how it is written.
    void character(char c, CharSequence written);

    void textEnds();
}

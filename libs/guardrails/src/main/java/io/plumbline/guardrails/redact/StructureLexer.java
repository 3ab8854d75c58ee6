package io.plumbline.guardrails.redact;

/// Takes a document apart that comes in pieces, cut anywhere, and tells [TextEvents]. Not thread-safe.
interface StructureLexer {

    void take(CharSequence piece);

    /// The document has ended; a text that was left open ends with it.
    void finish();

    /// Where the text lies that has begun last, as an RFC 6901 pointer; empty where the document is no more than a
    /// text.
    String place();

    /// The name that has begun last is to be called this in places: it says something that must not be told.
    void callName(String other);
}

package io.plumbline.personaldata.document;

/// Splits a document that arrives in pieces, cut anywhere, and notifies [TextEvents]. Not thread-safe.
public interface StructureLexer {

    void take(CharSequence piece);

    /// Ends the document, and a text that is still open.
    void finish();

    /// The place of the last text that began, as an RFC 6901 pointer; empty if the document is just a text.
    String place();

    /// Replaces the last name that began by this one in places, because it contains confidential content.
    void callName(String other);
}

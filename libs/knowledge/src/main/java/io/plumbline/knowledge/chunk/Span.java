package io.plumbline.knowledge.chunk;

/// A part of a text.
///
/// @param start the first code point
/// @param end   one past the last
/// @param fresh whether the part begins something new, so that it does not repeat the end of the one before
record Span(int start, int end, boolean fresh) {

    int length() {
        return end - start;
    }
}

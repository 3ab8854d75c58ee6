package io.plumbline.knowledge.chunk;

/// How documents are cut. Sizes are code points, because they depend on no tokenizer: an English token has about
/// four.
///
/// @param size    the maximum length of a chunk
/// @param overlap the maximum part of a chunk that repeats the end of the one before it. Chunks do not overlap at
///     tables, at the headings of `HEADING` and where `SEMANTIC` sees a new subject
public record ChunkingSettings(ChunkingStrategy strategy, int size, int overlap) {

    public static final int SMALLEST = 50;
    public static final int LARGEST = 20_000;

    /// @throws IllegalArgumentException when the size is not from [#SMALLEST] to [#LARGEST], or the overlap not
    ///     from 0 to half of the size
    public ChunkingSettings {
        if (size < SMALLEST || size > LARGEST) {
            throw new IllegalArgumentException("The size must be from %d to %d".formatted(SMALLEST, LARGEST));
        }
        if (overlap < 0 || overlap > size / 2) {
            throw new IllegalArgumentException("The overlap must be from 0 to half of the size");
        }
    }
}

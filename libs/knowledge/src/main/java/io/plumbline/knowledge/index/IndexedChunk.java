package io.plumbline.knowledge.index;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A chunk as it enters the index. Its text can be searched, but is not kept: results name the chunk.
///
/// @param id       unique in the index
/// @param text     the words to search, with headings if these should count
/// @param vector   of the index's dimensions; `null` or all zeros if the chunk is found by its words alone
/// @param tags     for filters; they decide no permission
/// @param metadata values by declared field; undeclared ones are refused
public record IndexedChunk(
        String id,
        String text,
        float @Nullable [] vector,
        ChunkAccess access,
        Set<String> tags,
        Map<String, List<String>> metadata) {

    public IndexedChunk {
        tags = Set.copyOf(tags);
        metadata = Map.copyOf(metadata);
    }

    /// A chunk that is found by its words alone.
    public static IndexedChunk ofWords(
            String id, String text, ChunkAccess access, Set<String> tags, Map<String, List<String>> metadata) {
        return new IndexedChunk(id, text, null, access, tags, metadata);
    }
}

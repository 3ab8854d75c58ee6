package io.plumbline.knowledge.index;

import org.jspecify.annotations.Nullable;

/// A query for chunks. With both a text and a vector, the search is hybrid.
///
/// @param text   its words are searched (BM25); `null` or without words to search by vector alone
/// @param vector its neighbours are searched; `null` to search by words alone
/// @param topK   the maximum number of results, from 1 to [#MOST_RESULTS]
public record SearchQuery(
        @Nullable String text, float @Nullable [] vector, SearchFilter filter, CallerAccess caller, int topK) {

    public static final int MOST_RESULTS = 200;
    /// The longest text, in UTF-16 units.
    public static final int LONGEST_TEXT = 8_000;
    /// The number of different words that are searched; the first ones of a longer query.
    public static final int MOST_WORDS = 64;

    private static final int FEWEST_CANDIDATES = 100;

    /// @throws InvalidSearchException when the text is too long, or `topK` out of bounds
    public SearchQuery {
        if (text != null && text.length() > LONGEST_TEXT) {
            throw new InvalidSearchException("/query", "The query has at most %,d characters.".formatted(LONGEST_TEXT));
        }
        if (topK < 1 || topK > MOST_RESULTS) {
            throw new InvalidSearchException("/topK", "topK must be from 1 to %d.".formatted(MOST_RESULTS));
        }
    }

    /// Returns the number of results of each search that are fused.
    public int candidates() {
        return Math.max(FEWEST_CANDIDATES, topK);
    }

    public static SearchQuery byWords(String text, SearchFilter filter, CallerAccess caller, int topK) {
        return new SearchQuery(text, null, filter, caller, topK);
    }

    public static SearchQuery byVector(float[] vector, SearchFilter filter, CallerAccess caller, int topK) {
        return new SearchQuery(null, vector, filter, caller, topK);
    }
}

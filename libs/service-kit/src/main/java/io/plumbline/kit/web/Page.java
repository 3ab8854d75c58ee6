package io.plumbline.kit.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list.
///
/// @param nextCursor opaque place where the next page begins; null on the last
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /// Makes a page of what a query with `limit + 1` rows found.
    public static <T> Page<T> of(List<T> rows, Paging paging, Function<T, Cursor> cursorOf) {
        int limit = paging.size();
        if (rows.size() <= limit) {
            return new Page<>(List.copyOf(rows), null);
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, cursorOf.apply(items.getLast()).encoded());
    }

    /// The same page, with each item turned into something else.
    public <R> Page<R> map(Function<? super T, ? extends R> mapper) {
        return new Page<>(items.stream().<R>map(mapper).toList(), nextCursor);
    }
}

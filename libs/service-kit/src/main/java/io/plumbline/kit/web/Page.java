package io.plumbline.kit.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list.
///
/// @param nextCursor opaque start of the next page; null on the last page
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /// Creates a page from the rows of a query with `limit + 1`.
    public static <T> Page<T> of(List<T> rows, Paging paging, Function<T, Cursor> cursorOf) {
        int limit = paging.size();
        if (rows.size() <= limit) {
            return new Page<>(List.copyOf(rows), null);
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, cursorOf.apply(items.getLast()).encoded());
    }

    /// Returns the page with each item mapped.
    public <R> Page<R> map(Function<? super T, ? extends R> mapper) {
        return new Page<>(items.stream().<R>map(mapper).toList(), nextCursor);
    }
}

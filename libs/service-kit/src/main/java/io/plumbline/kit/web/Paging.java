package io.plumbline.kit.web;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The query parameters of every list: `@Valid @ParameterObject Paging paging`.
///
/// @param limit items per page, 1..500; default 50
/// @param cursor start of the page: `nextCursor` of the previous page
public record Paging(
        @Parameter(description = "Items per page. Default: 50.") @Min(1) @Max(500) @Nullable
        Integer limit,

        @Parameter(description = "`nextCursor` of the previous page.") @Size(max = 1000) @Nullable
        String cursor) {

    private static final int DEFAULT_LIMIT = 50;

    public int size() {
        return limit == null ? DEFAULT_LIMIT : limit;
    }

    /// Returns the start of the page; empty for the first page.
    ///
    /// @param parts number of parts in the cursor of this list
    public Optional<Cursor> after(int parts) {
        return cursor == null ? Optional.empty() : Optional.of(Cursor.decode(cursor, parts));
    }
}

package io.plumbline.kit.web;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The query parameters of every list: `@Valid @ParameterObject Paging paging`.
///
/// @param limit items a page, 1..500, 50 unless given
/// @param cursor where the page begins: `nextCursor` of the page before
public record Paging(
        @Parameter(description = "Items per page. Default: 50.") @Min(1) @Max(500) @Nullable
        Integer limit,

        @Parameter(description = "`nextCursor` of the previous page.") @Size(max = 1000) @Nullable
        String cursor) {

    private static final int DEFAULT_LIMIT = 50;

    public int size() {
        return limit == null ? DEFAULT_LIMIT : limit;
    }

    /// Where the page begins; empty for the first.
    ///
    /// @param parts how many parts the cursor of this list has
    public Optional<Cursor> after(int parts) {
        return cursor == null ? Optional.empty() : Optional.of(Cursor.decode(cursor, parts));
    }
}

package io.plumbline.console.page;

import io.plumbline.kit.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// The links between the pages of a list. Services page forwards by an opaque cursor; the way back is to the first
/// page.
///
/// @param first null on the first page
/// @param next null on the last page
public record Pager(@Nullable String first, @Nullable String next) {

    /// @param address of the list with its filters, without the cursor
    /// @param cursor of this page; null for the first
    public static Pager of(Page<?> page, String address, @Nullable String cursor) {
        return new Pager(
                cursor == null ? null : address,
                page.nextCursor() == null
                        ? null
                        : UriComponentsBuilder.fromUriString(address)
                                .replaceQueryParam("cursor", "{cursor}")
                                .encode()
                                .buildAndExpand(page.nextCursor())
                                .toUriString());
    }
}

package io.plumbline.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tab of a resource's page. Each tab is a page with its own address.
///
/// @param count the number of items; null to show none
public record Tab(
        String label,
        String href,
        boolean current,
        @Nullable Integer count) {

    /// Returns the tabs of a resource: the first at its own address, each other one at its word below it.
    ///
    /// @param base the address of the resource
    /// @param current the label of the current tab
    public static List<Tab> of(String base, String current, String... labels) {
        return java.util.stream.IntStream.range(0, labels.length)
                .mapToObj(i -> new Tab(
                        labels[i],
                        i == 0 ? base : base + "/" + labels[i].toLowerCase(java.util.Locale.ROOT),
                        labels[i].equals(current),
                        null))
                .toList();
    }
}

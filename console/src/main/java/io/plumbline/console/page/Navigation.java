package io.plumbline.console.page;

import io.plumbline.kit.security.Caller;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;

/// The sidebar: the items of all controllers with [ConsolePage], by section. A section without items is omitted.
@Component
public final class Navigation {

    private final List<ConsolePage> pages;

    Navigation(ListableBeanFactory beans) {
        pages = java.util.Arrays.stream(beans.getBeanNamesForAnnotation(ConsolePage.class))
                .map(name -> Objects.requireNonNull(beans.findAnnotationOnBean(name, ConsolePage.class)))
                .sorted(Comparator.comparing(ConsolePage::section)
                        .thenComparingInt(ConsolePage::order)
                        .thenComparing(ConsolePage::label))
                .toList();
    }

    /// An item of the sidebar.
    ///
    /// @param current whether the requested page belongs to it
    public record Item(String label, String path, boolean current) {}

    /// Returns the items that the caller may see, by section label.
    ///
    /// @param path of the requested page
    public Map<String, List<Item>> items(Caller caller, String path) {
        ConsolePage current = of(path).orElse(null);
        Map<String, List<Item>> items = new LinkedHashMap<>();
        for (ConsolePage page : pages) {
            if (!caller.teamsWith(page.permission()).isEmpty()) {
                items.computeIfAbsent(page.section().label(), _ -> new ArrayList<>())
                        .add(new Item(page.label(), page.path(), page.equals(current)));
            }
        }
        return items;
    }

    /// Returns the item with the longest path that the address is below.
    public Optional<ConsolePage> of(String path) {
        return pages.stream()
                .filter(page -> path.equals(page.path()) || path.startsWith(page.path() + "/"))
                .max(Comparator.comparingInt(page -> page.path().length()));
    }
}

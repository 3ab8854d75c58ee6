package io.plumbline.console.page;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// The sorting of a table by its columns. A page makes one from the parameter `sort` (`name`, or `-name` for
/// descending), sorts its rows with it, and gives it to the template for the header cells.
public final class Column<T> {

    private final Map<String, Comparator<T>> orders = new LinkedHashMap<>();
    private final Set<String> largestFirst = new HashSet<>();
    private final String sort;
    private final UriComponentsBuilder address;

    private Column(String sort, String address) {
        this.sort = sort;
        this.address = UriComponentsBuilder.fromUriString(address);
    }

    /// @param sort the parameter; null for the default
    /// @param byDefault the default, such as `name` or `-createdAt`
    /// @param address of the page with its other parameters
    public static <T> Column<T> sorted(@Nullable String sort, String byDefault, String address) {
        return new Column<>(sort == null ? byDefault : sort, address);
    }

    /// Adds a column that can be sorted by.
    public Column<T> by(String name, Comparator<T> order) {
        orders.put(name, order);
        return this;
    }

    /// Names columns that the first click sorts in descending order: figures, of which the largest matter.
    public Column<T> largestFirst(String... names) {
        largestFirst.addAll(List.of(names));
        return this;
    }

    /// Returns the rows in order.
    public List<T> sort(List<T> rows) {
        Comparator<T> order = orders.get(sort.replaceFirst("^-", ""));
        if (order == null) {
            return rows;
        }
        return rows.stream()
                .sorted(sort.startsWith("-") ? order.reversed() : order)
                .toList();
    }

    /// Returns the value of `aria-sort` of a header cell; null if the table is not sorted by it.
    public @Nullable String state(String name) {
        return sort.equals(name) ? "ascending" : sort.equals("-" + name) ? "descending" : null;
    }

    /// Returns the address of the page sorted by a column, the other way round if it already is.
    public String href(String name) {
        boolean descends = largestFirst.contains(name) ? !sort.equals("-" + name) : sort.equals(name);
        return address.cloneBuilder()
                .replaceQueryParam("sort", descends ? "-" + name : name)
                .build()
                .toUriString();
    }
}

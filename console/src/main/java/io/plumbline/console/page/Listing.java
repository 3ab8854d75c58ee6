package io.plumbline.console.page;

import io.plumbline.kit.web.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

/// A service's list that the console filters and sorts, because the service does not. It reads up to 5,000 entries
/// and shows up to 500; `console/parts :: bounds` says so where more exist.
///
/// @param complete whether all entries were read
public record Listing<T>(List<T> all, boolean complete) {

    private static final int PAGE = 500;
    private static final int MOST_READ = 5_000;
    private static final int MOST_SHOWN = 500;

    /// Reads a page of a service's list.
    public interface Source<T> {
        Page<T> page(int limit, @Nullable String cursor);
    }

    public static <T> Listing<T> read(Source<T> source) {
        List<T> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<T> page = source.page(PAGE, cursor);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null && all.size() < MOST_READ);
        return new Listing<>(List.copyOf(all), cursor == null);
    }

    public Stream<T> stream() {
        return all.stream();
    }

    /// Puts the first rows in order into the model, as `rows`, with `columns` and `bounds`, and returns them.
    ///
    /// @param matching all rows that match the filters
    public <R> List<R> show(List<R> matching, Column<R> columns, Model model) {
        List<R> rows = columns.sort(matching).stream().limit(MOST_SHOWN).toList();
        model.addAttribute("rows", rows);
        model.addAttribute("columns", columns);
        model.addAttribute("bounds", bounds(matching.size()));
        return rows;
    }

    /// Says what is not shown or was not searched; null if nothing.
    @Nullable
    String bounds(int matching) {
        String shown = matching > MOST_SHOWN
                ? "The first %d of %,d entries are shown. Narrow the filters. ".formatted(MOST_SHOWN, matching)
                : "";
        String read = complete ? "" : "Only the first %,d entries were searched.".formatted(all.size());
        String both = (shown + read).strip();
        return both.isEmpty() ? null : both;
    }
}

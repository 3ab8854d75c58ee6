package io.plumbline.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.web.Page;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.ui.ExtendedModelMap;

class ListingTest {

    private static Listing<Integer> of(int entries) {
        return Listing.read((limit, cursor) -> page(entries, limit, cursor));
    }

    private static Page<Integer> page(int entries, int limit, @Nullable String cursor) {
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(entries, from + limit);
        return new Page<>(IntStream.range(from, to).boxed().toList(), to < entries ? String.valueOf(to) : null);
    }

    private static Column<Integer> descending() {
        return Column.<Integer>sorted("-number", "number", "/numbers").by("number", Comparator.naturalOrder());
    }

    @Test
    void findsAnEntryOfALaterPage() {
        assertThat(of(1_700).stream().filter(entry -> entry == 1_650)).containsExactly(1_650);
    }

    @Test
    void sortsAllEntriesBeforeItCutsThem() {
        Listing<Integer> listing = of(1_700);
        ExtendedModelMap model = new ExtendedModelMap();
        List<Integer> rows = listing.show(listing.all(), descending(), model);
        assertThat(rows).hasSize(500).startsWith(1_699, 1_698);
        assertThat(model.get("bounds")).isEqualTo("The first 500 of 1,700 entries are shown. Narrow the filters.");
    }

    @Test
    void saysWhereItStoppedReading() {
        Listing<Integer> listing = of(6_000);
        assertThat(listing.all()).hasSize(5_000);
        assertThat(listing.bounds(3)).isEqualTo("Only the first 5,000 entries were searched.");
        assertThat(of(5_000).bounds(3)).isNull();
    }
}

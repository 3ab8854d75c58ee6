package io.plumbline.e2e.fault;

import io.plumbline.e2e.fault.Seen.How;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A fault, from the moment in which it began until some calm after it, with what clients saw meanwhile.
///
/// @param healed after what time everything was ready and calls of both kinds came whole
record Stage(String fault, Duration healed, List<Seen> seen) {

    static final String HEADER =
            row("fault", "healed after", "whole", "in part", "refused", "no answer", "slowest", "refused with");

    long count(How how) {
        return seen.stream().filter(one -> one.is(how)).count();
    }

    List<Seen> notWhole() {
        return seen.stream().filter(one -> !one.is(How.WHOLE)).toList();
    }

    private String slowest() {
        return seen.stream()
                .map(Seen::took)
                .max(Duration::compareTo)
                .map(Stage::seconds)
                .orElse("-");
    }

    private String statuses() {
        return seen.stream()
                .filter(one -> one.is(How.REFUSED))
                .map(one -> Integer.toString(one.status()))
                .collect(Collectors.toCollection(TreeSet::new))
                .toString();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "Faults: %-32s %12s %7s %8s %8s %10s %8s  %s", cells);
    }

    @Override
    public String toString() {
        return row(
                fault,
                seconds(healed),
                count(How.WHOLE),
                count(How.IN_PART),
                count(How.REFUSED),
                count(How.NO_ANSWER),
                slowest(),
                statuses());
    }
}

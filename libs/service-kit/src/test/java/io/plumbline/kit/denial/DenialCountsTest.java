package io.plumbline.kit.denial;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DenialCountsTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final DenialKey OTHER_CALLERS = denied("several", "others");
    private static final DenialKey STRANGERS = denied(DenialKey.ANONYMOUS, "others");

    private final DenialCounts counts = new DenialCounts(OTHER_CALLERS, STRANGERS);

    private static DenialKey denied(String type, String id) {
        return new DenialKey(new Actor(type, id), "retail", "route:write", "forbidden", null);
    }

    private void add(DenialKey denied, int times, Duration after) {
        for (int i = 0; i < times; i++) {
            counts.add(denied, "PUT /api/v1/routes/{name}", "4bf92f3577b34da6a3ce929d0e0e4736", START.plus(after));
        }
    }

    private List<DenialCounts.Sum> report(Duration after) {
        List<DenialCounts.Sum> due = counts.due(START.plus(after));
        counts.reported(due, START.plus(after));
        return due;
    }

    @Test
    void reportsTheFirstAtOnceAndOthersAsOneSumAWindowLater() {
        DenialKey engineer = denied("user", "u-1");
        add(engineer, 1, Duration.ZERO);
        assertThat(report(Duration.ofSeconds(1))).singleElement().satisfies(sum -> {
            assertThat(sum.of()).isEqualTo(engineer);
            assertThat(sum.count()).isEqualTo(1);
            assertThat(sum.operations()).containsExactly("PUT /api/v1/routes/{name}");
        });
        add(engineer, 179, Duration.ofSeconds(2));
        assertThat(report(Duration.ofSeconds(60))).isEmpty();
        assertThat(report(Duration.ofSeconds(61))).singleElement().satisfies(sum -> {
            assertThat(sum.count()).isEqualTo(179);
            assertThat(sum.first()).isEqualTo(START.plusSeconds(2));
            assertThat(sum.last()).isEqualTo(START.plusSeconds(2));
        });
        assertThat(report(Duration.ofSeconds(200))).isEmpty();
        add(engineer, 1, Duration.ofSeconds(201));
        assertThat(report(Duration.ofSeconds(201))).hasSize(1);
    }

    @Test
    void keepsTheOperationsOfDenialsDuringAReport() {
        DenialKey engineer = denied("user", "u-1");
        add(engineer, 1, Duration.ZERO);
        List<DenialCounts.Sum> due = counts.due(START);
        add(engineer, 1, Duration.ofSeconds(1));
        counts.reported(due, START.plusSeconds(1));
        assertThat(report(Duration.ofSeconds(62))).singleElement().satisfies(sum -> {
            assertThat(sum.count()).isEqualTo(1);
            assertThat(sum.operations()).containsExactly("PUT /api/v1/routes/{name}");
        });
        add(engineer, 1, Duration.ofSeconds(63));
        counts.due(START.plusSeconds(200));
        counts.add(engineer, "GET /api/v1/routes", null, START.plusSeconds(201));
        assertThat(report(Duration.ofSeconds(202)))
                .singleElement()
                .extracting(DenialCounts.Sum::operations)
                .as("the first report failed")
                .isEqualTo(List.of("PUT /api/v1/routes/{name}", "GET /api/v1/routes"));
    }

    @Test
    void keepsUnreportedAndLaterDenials() {
        DenialKey engineer = denied("user", "u-1");
        add(engineer, 3, Duration.ZERO);
        assertThat(counts.due(START)).hasSize(1);
        add(engineer, 2, Duration.ofSeconds(4));
        List<DenialCounts.Sum> due = counts.due(START.plusSeconds(5));
        assertThat(due).singleElement().extracting(DenialCounts.Sum::count).isEqualTo(5L);
        add(engineer, 1, Duration.ofSeconds(5));
        counts.reported(due, START.plusSeconds(5));
        assertThat(report(Duration.ofSeconds(65)))
                .singleElement()
                .extracting(DenialCounts.Sum::count)
                .isEqualTo(1L);
    }

    @Test
    void countsExcessCallersInOneSumAndProtectsKnownCallersFromAnonymousOnes() {
        for (int i = 0; i < DenialCounts.MOST_ANONYMOUS + 100; i++) {
            add(denied(DenialKey.ANONYMOUS, "address-" + i), 1, Duration.ZERO);
        }
        for (int i = 0; i < DenialCounts.MOST_CALLERS + 7; i++) {
            add(denied("user", "u-" + i), 1, Duration.ZERO);
        }
        List<DenialCounts.Sum> due = report(Duration.ZERO);
        assertThat(due).hasSize(DenialCounts.MOST_ANONYMOUS + DenialCounts.MOST_CALLERS + 2);
        assertThat(due)
                .filteredOn(sum -> sum.of().equals(STRANGERS) || sum.of().equals(OTHER_CALLERS))
                .extracting(DenialCounts.Sum::count)
                .containsExactly(7L, 100L);
        assertThat(due.stream().mapToLong(DenialCounts.Sum::count).sum())
                .isEqualTo(DenialCounts.MOST_ANONYMOUS + 100 + DenialCounts.MOST_CALLERS + 7);
    }
}

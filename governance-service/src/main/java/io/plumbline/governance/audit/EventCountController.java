package io.plumbline.governance.audit;

import io.plumbline.audit.HourlyCounts;
import io.plumbline.audit.HourlyCounts.HourlyCount;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class EventCountController {

    private static final int MOST_ACTIONS = 50;

    private final Counts counts;

    EventCountController(Counts counts) {
        this.counts = counts;
    }

    /// Counts the events of the caller's teams by hour and action, in the last 31 days at most. Hours without events
    /// are left out, and so are events without a position in the log yet.
    @GetMapping("/api/v1/audit/counts")
    @RequiresPermission(Permission.TEAM_READ)
    Page<HourlyCount> counts(
            @Parameter(description = "Include hours that start at or after this time.") @RequestParam Instant from,
            @Parameter(description = "The exact actions.") @RequestParam @Size(min = 1, max = MOST_ACTIONS)
                    List<@NotNull @Size(max = 200) String> action) {
        return new Page<>(counts.since(from, action), null);
    }

    /// The counts, in a transaction of the caller's teams.
    @Service
    @Transactional(readOnly = true, timeout = 20)
    static class Counts {

        private static final Duration LONGEST = Duration.ofDays(31);

        private final HourlyCounts counts;
        private final Clock clock;

        Counts(HourlyCounts counts, Clock clock) {
            this.counts = counts;
            this.clock = clock;
        }

        List<HourlyCount> since(Instant from, List<String> actions) {
            Instant earliest = clock.instant().minus(LONGEST);
            return counts.since(from.isBefore(earliest) ? earliest : from, actions);
        }
    }
}

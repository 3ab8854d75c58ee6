package io.plumbline.gateway.usage;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is asked of usage.
record UsageQuery(
        @Parameter(
                description = "team, key, route, model, day: one or more, with commas between them; day unless given")
        @Pattern(regexp = "(team|key|route|model|day)(,(team|key|route|model|day)){0,4}")
        @Nullable
        String groupBy,

        @Parameter(description = "First day (UTC); 30 days before the last unless given") @Nullable
        LocalDate from,

        @Parameter(description = "Last day (UTC); today unless given") @Nullable
        LocalDate to,

        @Parameter(description = "Only this team's") @Size(max = 63) @Nullable
        String team,

        @Parameter(description = "Only this route's") @Size(max = 63) @Nullable
        String route,

        @Parameter(description = "production, evaluation or shadow; all unless given")
        @Pattern(regexp = "production|evaluation|shadow")
        @Nullable
        String purpose) {

    List<UsageGroup> groups() {
        LinkedHashSet<UsageGroup> groups = new LinkedHashSet<>();
        for (String name : (groupBy == null ? "day" : groupBy).split(",", -1)) {
            groups.add(UsageGroup.valueOf(name.toUpperCase(Locale.ROOT)));
        }
        return List.copyOf(groups);
    }
}

package io.plumbline.gateway.usage;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The parameters of a usage query.
record UsageQuery(
        @Parameter(description = "One or more of team, key, route, model and day, separated by commas. Default: day.")
        @Pattern(regexp = "(team|key|route|model|day)(,(team|key|route|model|day)){0,4}")
        @Nullable
        String groupBy,

        @Parameter(description = "First day (UTC). Default: 30 days before the last day.") @Nullable
        LocalDate from,

        @Parameter(description = "Last day (UTC). Default: today.") @Nullable
        LocalDate to,

        @Parameter(description = "Only usage of this team.") @Size(max = 63) @Nullable
        String team,

        @Parameter(description = "Only usage of this route.") @Size(max = 63) @Nullable
        String route,

        @Parameter(description = "production, evaluation or shadow. Default: all.")
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

package io.plumbline.gateway.usage;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// The columns by which usage can be grouped. These are the only column names that are inserted into a query as
/// text.
enum UsageGroup {
    TEAM,
    KEY,
    ROUTE,
    MODEL,
    DAY;

    private final String column = name().toLowerCase(Locale.ROOT);

    @JsonValue
    String column() {
        return column;
    }
}

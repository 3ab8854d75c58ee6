package io.plumbline.gateway.usage;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// By what usage may be summed. Also the only names of columns that go into a query as text.
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

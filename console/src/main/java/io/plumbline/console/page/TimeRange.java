package io.plumbline.console.page;

import java.time.Duration;

/// The time ranges of the picker. Each ends now.
public enum TimeRange {
    HOUR("1h", "Last hour", Duration.ofHours(1)),
    DAY("24h", "Last 24 hours", Duration.ofDays(1)),
    WEEK("7d", "Last 7 days", Duration.ofDays(7)),
    MONTH("30d", "Last 30 days", Duration.ofDays(30));

    private final String code;
    private final String label;
    private final Duration length;

    TimeRange(String code, String label, Duration length) {
        this.code = code;
        this.label = label;
        this.length = length;
    }

    /// Returns the value in addresses.
    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    public Duration length() {
        return length;
    }

    static TimeRange ofCode(String code) {
        for (TimeRange range : values()) {
            if (range.code.equals(code)) {
                return range;
            }
        }
        return DAY;
    }
}

package io.plumbline.knowledge.index;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/// The type of a metadata field. Values are written as text.
public enum FieldType {
    /// Compared as it is.
    KEYWORD,
    /// A decimal number, such as `12.5`.
    NUMBER,
    /// A time in UTC, such as `2026-11-24T09:30:00Z`; exact to the millisecond.
    TIME,
    /// `true` or `false`.
    BOOLEAN;

    /// The longest keyword, in UTF-16 units.
    public static final int LONGEST_KEYWORD = 256;

    /// Whether a text is a value of this type.
    public boolean accepts(String value) {
        return switch (this) {
            case KEYWORD -> !value.isEmpty() && value.length() <= LONGEST_KEYWORD;
            case BOOLEAN -> value.equals("true") || value.equals("false");
            case NUMBER, TIME -> isComparable(value);
        };
    }

    public boolean isOrdered() {
        return this == NUMBER || this == TIME;
    }

    private boolean isComparable(String value) {
        try {
            return Double.isFinite(number(value));
        } catch (NumberFormatException | DateTimeParseException | ArithmeticException e) {
            return false;
        }
    }

    /// The value of an ordered type as a number: of a time, its milliseconds since 1970.
    public double number(String value) {
        return this == TIME ? Instant.parse(value).toEpochMilli() : Double.parseDouble(value);
    }
}

package io.plumbline.personaldata.surrogate;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Shifts the date in a text by a number of weeks and keeps its form: order, separators, names of months, leading
/// zeros and other content, such as the time of day. Supports dates of the Gregorian calendar in digits, or with
/// the names of months in some European languages.
final class ShiftedDate {

    private static final int LONGEST = 64;
    private static final List<Locale> LANGUAGES = List.of(
            Locale.ENGLISH,
            Locale.GERMAN,
            Locale.FRENCH,
            Locale.of("es"),
            Locale.ITALIAN,
            Locale.of("nl"),
            Locale.of("pt"));
    private static final TextStyle[] STYLES = {TextStyle.FULL, TextStyle.SHORT};
    private static final int LEAST_YEAR = 1000;
    private static final Map<String, MonthName> MONTHS = monthNames();

    private final int weeks;

    ShiftedDate(int weeks) {
        this.weeks = weeks;
    }

    /// Null if the text holds no date with a recognizable year.
    @Nullable
    String of(String value) {
        if (value.length() > LONGEST) {
            return null;
        }
        List<Part> parts = parts(value);
        Fields fields = Fields.of(parts, value);
        if (fields == null || fields.yearNumber() < LEAST_YEAR) {
            return null;
        }
        LocalDate shifted;
        try {
            shifted = LocalDate.of(fields.yearNumber(), fields.monthNumber(), fields.dayNumber())
                    .plusWeeks(weeks);
        } catch (DateTimeException e) {
            return null;
        }
        StringBuilder made = new StringBuilder(value);
        for (int i = parts.size() - 1; i >= 0; i--) {
            Part part = parts.get(i);
            String text = fields.written(part, shifted);
            if (text != null) {
                made.replace(part.start, part.end, text);
            }
        }
        return made.toString();
    }

    /// A run of digits, or the name of a month.
    private record Part(
            int start, int end, int number, @Nullable MonthName month) {
        private int length() {
            return end - start;
        }
    }

    private record MonthName(Month month, Locale language, TextStyle style) {
        /// Another month in the same language, in the same long or short form.
        private String of(LocalDate date) {
            return undotted(date.getMonth().getDisplayName(style, language));
        }

        private static String undotted(String name) {
            return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        }
    }

    private static List<Part> parts(String value) {
        List<Part> parts = new ArrayList<>();
        int i = 0;
        while (i < value.length()) {
            int start = i;
            if (isDigit(value.charAt(i))) {
                while (i < value.length() && isDigit(value.charAt(i))) {
                    i++;
                }
                if (i - start <= 4) {
                    parts.add(new Part(start, i, Integer.parseInt(value, start, i, 10), null));
                } else {
                    return List.of();
                }
            } else if (Character.isLetter(value.charAt(i))) {
                while (i < value.length() && Character.isLetter(value.charAt(i))) {
                    i++;
                }
                MonthName month = MONTHS.get(value.substring(start, i).toLowerCase(Locale.ROOT));
                if (month != null) {
                    parts.add(new Part(start, i, month.month.getValue(), month));
                }
            } else {
                i++;
            }
        }
        return parts;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static Map<String, MonthName> monthNames() {
        Map<String, MonthName> names = new HashMap<>();
        for (Locale language : LANGUAGES) {
            for (TextStyle style : STYLES) {
                for (Month month : Month.values()) {
                    String name = MonthName.undotted(month.getDisplayName(style, language));
                    names.putIfAbsent(name.toLowerCase(Locale.ROOT), new MonthName(month, language, style));
                }
            }
        }
        return names;
    }

    /// The roles of the parts.
    private record Fields(Part year, Part month, @Nullable Part day) {

        /// The first three parts form the date, or two of them if a month has a name and no day.
        private static @Nullable Fields of(List<Part> parts, String value) {
            for (int i = 0; i < Math.min(3, parts.size()); i++) {
                if (parts.get(i).month != null) {
                    return withMonthName(parts, i);
                }
            }
            if (parts.size() < 3
                    || !adjoin(parts.get(0), parts.get(1), value)
                    || !adjoin(parts.get(1), parts.get(2), value)) {
                return null;
            }
            Part first = parts.get(0);
            Part second = parts.get(1);
            Part third = parts.get(2);
            if (first.length() == 4) {
                return new Fields(first, second, third);
            }
            boolean american = second.number > 12 || (first.number <= 12 && value.charAt(first.end) == '/');
            return american ? new Fields(third, first, second) : new Fields(third, second, first);
        }

        private static boolean adjoin(Part one, Part next, String value) {
            return next.start == one.end + 1 && value.charAt(one.end) != ':';
        }

        private static @Nullable Fields withMonthName(List<Part> parts, int at) {
            Part before = at > 0 ? parts.get(at - 1) : null;
            Part after = at + 1 < parts.size() ? parts.get(at + 1) : null;
            Part last = at + 2 < parts.size() ? parts.get(at + 2) : null;
            Part month = parts.get(at);
            if (before != null && before.length() == 4) {
                return new Fields(before, month, after);
            }
            if (before != null && after != null && after.length() != 1) {
                return new Fields(after, month, before);
            }
            if (after != null && after.length() == 4) {
                return new Fields(after, month, null);
            }
            return after != null && last != null && last.length() == 4 ? new Fields(last, month, after) : null;
        }

        /// Two digits mean the years 1950 to 2049.
        private int yearNumber() {
            return year.length() > 2 ? year.number : year.number + (year.number < 50 ? 2000 : 1900);
        }

        private int monthNumber() {
            return month.number;
        }

        private int dayNumber() {
            return day == null ? 15 : day.number;
        }

        private @Nullable String written(Part part, LocalDate date) {
            if (part.equals(year)) {
                return padded(part, part.length() > 2 ? date.getYear() : Math.floorMod(date.getYear(), 100));
            }
            if (part.equals(day)) {
                return padded(part, date.getDayOfMonth());
            }
            if (!part.equals(month)) {
                return null;
            }
            MonthName name = part.month;
            if (name == null) {
                return padded(part, date.getMonthValue());
            }
            return name.of(date);
        }

        /// Padded to two digits if the original was.
        private static String padded(Part part, int number) {
            String digits = Integer.toString(number);
            return digits.length() < part.length() ? "0" + digits : digits;
        }
    }
}

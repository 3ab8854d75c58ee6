package io.plumbline.personaldata.country.check;

/// Dates within identifiers. A year of two digits may belong to any century; it therefore only rules out 29
/// February of a year that is not a multiple of four.
public final class BirthDates {

    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private BirthDates() {}

    /// Whether the day exists; the year has two or four digits.
    public static boolean exists(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]) {
            return false;
        }
        boolean leap = year % 4 == 0 && (year < 100 || year % 100 != 0 || year % 400 == 0);
        return month != 2 || day < 29 || leap;
    }

    /// Whether `YYMMDD` at this position is a valid day.
    public static boolean yearFirst(String digits, int at) {
        return exists(two(digits, at), two(digits, at + 2), two(digits, at + 4));
    }

    /// Whether `DDMMYY` at this position is a valid day.
    public static boolean dayFirst(String digits, int at) {
        return exists(two(digits, at + 4), two(digits, at + 2), two(digits, at));
    }

    /// Whether `YYYYMMDD` at this position is a valid day of 1850 to 2099.
    public static boolean fullYearFirst(String digits, int at) {
        int year = Checksums.number(digits, at, at + 4);
        return year >= 1850 && year < 2100 && exists(year, two(digits, at + 4), two(digits, at + 6));
    }

    /// Two digits as a number.
    public static int two(String digits, int at) {
        return Checksums.number(digits, at, at + 2);
    }
}

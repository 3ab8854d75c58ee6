package io.plumbline.personaldata.pii;

import io.plumbline.personaldata.pii.label.EntityLabels;
import io.plumbline.personaldata.scan.Form;
import io.plumbline.personaldata.scan.PatternRecognizer;
import io.plumbline.personaldata.scan.Recognizer;
import java.util.List;

/// Dates and times: numbers in the usual orders with the usual separators, ISO 8601 with or without a time,
/// months by name in nine languages, times of day. Text in the form of a date beside a word for birth is a date
/// of birth. A date with impossible numbers (month 13, day 32) is not a date; the lengths of months are not
/// checked.
final class Dates {

    private static final String DAY = "(0?[1-9]|[12]\\d|3[01])";
    private static final String MONTH = "(0?[1-9]|1[0-2])";
    private static final String YEAR = "(1[5-9]|20|21)\\d\\d";
    private static final String ANY_YEAR = "(" + YEAR + "|\\d\\d)";
    private static final String TIME = "([01]?\\d|2[0-3])(:[0-5]\\d){1,2}([.,]\\d{1,9})?";
    private static final String ZONE = "( ?(z|utc|gmt|[+-]\\d\\d:?\\d\\d))?";
    private static final String ISO = YEAR + "-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";
    private static final String SHORT_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
    private static final String ENGLISH = "january|february|march|april|june|july|august|september|october|november"
            + "|december|sept|" + SHORT_MONTHS;
    private static final String OTHERS = "januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|dez|okt"
            + "|janvier|février|fevrier|mars|avril|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre"
            + "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
            + "|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
            + "|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
            + "|januari|februari|maart|mei|augustus|augusti"
            + "|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
            + "|يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|اغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر"
            + "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря";
    private static final String NAME = "(" + ENGLISH + "|" + OTHERS + ")";
    private static final String WEEKDAY =
            "((mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\\.?,? |(montag|dienstag|mittwoch|donnerstag|freitag"
                    + "|samstag|sonnabend|sonntag),? (den )?)?";
    private static final String ORDINAL = "(st|nd|rd|th|\\.|º|er)?";

    private static final String NUMERIC = "("
            + String.join(
                    "|",
                    MONTH + "/" + DAY + "/" + ANY_YEAR,
                    DAY + "/" + MONTH + "/" + ANY_YEAR,
                    YEAR + "/" + MONTH + "/" + DAY,
                    MONTH + "-" + DAY + "-" + YEAR,
                    DAY + "-" + MONTH + "-" + YEAR,
                    YEAR + "-" + MONTH + "-" + DAY,
                    DAY + "\\." + MONTH + "\\." + ANY_YEAR,
                    DAY + "\\. ?" + MONTH + "\\. ?" + YEAR,
                    YEAR + "\\." + MONTH + "\\." + DAY)
            + ")";
    private static final String WRITTEN = "("
            + String.join(
                    "|",
                    DAY + ORDINAL + "( of| de| den)? " + NAME + "\\.?,?( de| del)? " + YEAR,
                    NAME + "\\.? " + DAY + "(st|nd|rd|th)?,? " + YEAR,
                    DAY + "-(" + SHORT_MONTHS + ")-" + ANY_YEAR,
                    YEAR + "年 ?" + MONTH + "月 ?" + DAY + "日?",
                    YEAR + "년 ?" + MONTH + "월 ?" + DAY + "일?")
            + ")";

    /// Below the scores on which policies act: a date alone identifies nobody.
    private static final double SURE = 0.45;

    private Dates() {}

    static List<Recognizer> all() {
        return List.of(dateTime(), birth(), yearOrMonth());
    }

    private static Recognizer dateTime() {
        return PatternRecognizer.of("DATE_TIME")
                .form("ISO 8601 date and time", SURE, ISO + "[t ]" + TIME + ZONE)
                .form("numeric date", SURE, NUMERIC)
                .form("date and time", SURE, NUMERIC + ",? " + TIME + "( ?[ap]\\.?m)?" + ZONE)
                .form("written date", SURE, WEEKDAY + WRITTEN)
                .form("day and month by name", SURE, DAY + "-(" + SHORT_MONTHS + ")|(" + SHORT_MONTHS + ")-" + ANY_YEAR)
                .form("day and month in words", SURE, dayAndMonth())
                .form("month and year", SURE, NAME + "\\.?,?( de| of)? " + YEAR)
                .form("time of day", 0.4, TIME + "( ?[ap]\\.?m)?" + ZONE + "|(1[0-2]|[1-9]) ?[ap]m")
                .form("month/year", 0.2, MONTH + "/" + YEAR)
                .form("month/short year", 0.1, MONTH + "/\\d\\d")
                .apart()
                .build();
    }

    private static String dayAndMonth() {
        String english = "(" + ENGLISH + ")";
        return WEEKDAY + "(" + english + "\\.? " + DAY + "(st|nd|rd|th)?|" + DAY + ORDINAL + "( of| de)? " + NAME + ")";
    }

    /// A year or a month alone, after a word that identifies it as one.
    private static Recognizer yearOrMonth() {
        return PatternRecognizer.of("DATE_TIME")
                .named("pii.year_or_month")
                .form("year", 0.05, "(19|20)\\d\\d")
                .form("month", 0.05, NAME)
                .apart()
                .within(1)
                .onlyAfter("in", "since", "until", "during", "by", "seit", "depuis", "desde")
                .build();
    }

    private static Recognizer birth() {
        return PatternRecognizer.of("DATE_OF_BIRTH")
                .form("date", 0.65, NUMERIC + "|" + WEEKDAY + WRITTEN + "|" + ISO + "[t ]" + TIME + ZONE)
                .form(new Form(
                        "date of an era",
                        0.65,
                        "(昭和|平成|令和|大正)(元|\\d{1,2})年 ?" + MONTH + "月 ?" + DAY + "日?",
                        false,
                        true,
                        false))
                .form("eight digits", 0.3, "(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])")
                .within(6)
                .onlyAfter(EntityLabels.words("birth"))
                .orBefore(EntityLabels.words("birth-after"))
                .build();
    }
}

package io.plumbline.personaldata.names.word;

/// The observable traits of a word: of its shape, of its line, and of its list entries. The order is that of the
/// training code, on which the head's weights depend.
public enum Trait {
    TITLE,
    UPPER,
    LOWER,
    MIXED,
    INITIAL,
    NUMBER,
    ALPHANUMERIC,
    DIGITS2,
    DIGITS3,
    DIGITS4,
    DIGITS5,
    DIGITS6,
    DOT,
    COMMA,
    COLON,
    DASH,
    APOSTROPHE,
    QUOTE,
    BRACKET,
    AT,
    SLASH,
    BAR,
    AMPERSAND,
    HASH,
    ASSIGN,
    SYMBOL,
    LINE_START,
    LINE_END,
    GLUED,
    SENTENCE_START,
    NON_LATIN,
    ACCENTED,
    UPPER_LINE,
    LOWER_LINE,
    SHORT,
    LONG,
    SCRIPTS,
    STREETLIKE,
    FAMILYLIKE,
    GIVEN_NAME,
    FAMILY_NAME,
    CITY,
    COUNTRY,
    STATE,
    STATE_CODE,
    NRP,
    COMPANY_SUFFIX,
    ORGANIZATION_WORD,
    HONORIFIC,
    JOB,
    JOB_MODIFIER,
    STREET,
    STREET_BEFORE,
    UNIT,
    CALENDAR,
    PARTICLE,
    CUE,
    AGE_CUE,
    COMMON,
    STOP,
    ORGANIZATION;

    /// Its bit in a set of traits.
    @SuppressWarnings("EnumOrdinal") // what EnumSet does, without the objects
    public final long bit = 1L << ordinal();

    /// A set of traits.
    public static long set(Trait... traits) {
        long bits = 0;
        for (Trait trait : traits) {
            bits |= trait.bit;
        }
        return bits;
    }

    /// The trait of membership in a list of `terms.txt`, by the list's name.
    static Trait ofList(String list) {
        return switch (list) {
            case "country" -> COUNTRY;
            case "state" -> STATE;
            case "statecode" -> STATE_CODE;
            case "nrp" -> NRP;
            case "suffix" -> COMPANY_SUFFIX;
            case "orgword" -> ORGANIZATION_WORD;
            case "title" -> HONORIFIC;
            case "job" -> JOB;
            case "jobmod" -> JOB_MODIFIER;
            case "street" -> STREET;
            case "prestreet" -> STREET_BEFORE;
            case "unit" -> UNIT;
            case "weekday" -> CALENDAR;
            case "particle" -> PARTICLE;
            case "cue" -> CUE;
            case "agecue" -> AGE_CUE;
            case "common" -> COMMON;
            case "stop" -> STOP;
            default -> throw new IllegalArgumentException("no such list: " + list);
        };
    }
}

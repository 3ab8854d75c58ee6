package io.plumbline.guardrails.text;

/// A language that [SentenceLanguage] recognizes in sentences.
public enum Language {
    ENGLISH("en"),
    GERMAN("de"),
    FRENCH("fr"),
    SPANISH("es"),
    ITALIAN("it"),
    PORTUGUESE("pt"),
    DUTCH("nl"),
    POLISH("pl"),
    RUSSIAN("ru"),
    CHINESE("zh"),
    JAPANESE("ja"),
    ARABIC("ar"),
    /// Any other, such as Swedish, Turkish or Korean.
    OTHER("");

    private final String code;

    Language(String code) {
        this.code = code;
    }

    /// Two letters; empty for [#OTHER].
    public String code() {
        return code;
    }

    /// Whether characters stand for words or syllables, without spaces between words.
    public boolean isUnspaced() {
        return this == CHINESE || this == JAPANESE;
    }
}

package io.plumbline.personaldata.names.word;

/// The meaning of a word in a text about a person's health.
public enum MedicalWord {
    /// A condition by itself: `asthma`.
    CONDITION,
    /// A condition, or an everyday word: `depression`, `stroke`.
    WEAK,
    /// A condition after any medical word: `anxiety disorder`.
    HEAD,
    /// A condition of the part right before it: `kidney failure`.
    HEAD_OF_SITE,
    /// The kind of a condition: `chronic`, `type 2`.
    MODIFIER,
    /// A part of the body, or its adjective: `kidney`, `cardiac`.
    SITE,
    /// A drug, by its generic name or its brand.
    DRUG,
    /// A word that follows a drug's name: `tablets`, `hydrochloride`.
    FORM,
    /// An examination or a treatment: `MRI`, `dialysis`.
    EXAM,
    /// The kind of an examination: `comprehensive metabolic panel`.
    EXAM_BEFORE,
    /// The object of an examination: `MRI brain`.
    EXAM_AFTER,
    /// A sign of a patient: `diagnosis`, `prescribed`.
    CUE;

    /// Its bit in a set.
    @SuppressWarnings("EnumOrdinal") // what EnumSet does, without the objects
    public final long bit = 1L << ordinal();

    /// The meaning of a list of `medical.txt`, by the list's name.
    static MedicalWord ofList(String list) {
        return switch (list) {
            case "condition" -> CONDITION;
            case "weak" -> WEAK;
            case "head" -> HEAD;
            case "headofsite" -> HEAD_OF_SITE;
            case "modifier" -> MODIFIER;
            case "site" -> SITE;
            case "drug" -> DRUG;
            case "form" -> FORM;
            case "exam" -> EXAM;
            case "exambefore" -> EXAM_BEFORE;
            case "examafter" -> EXAM_AFTER;
            case "cue" -> CUE;
            default -> throw new IllegalArgumentException("no such list: " + list);
        };
    }
}

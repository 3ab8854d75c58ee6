package io.plumbline.guardrails.names;

/// What a word says in a text about somebody's health.
enum MedicalWord {
    /// A condition by itself: `asthma`.
    CONDITION,
    /// A condition, or something of everyday talk: `depression`, `stroke`.
    WEAK,
    /// A condition with any word of medicine before it: `anxiety disorder`.
    HEAD,
    /// A condition of what stands right before it: `kidney failure`.
    HEAD_OF_SITE,
    /// What kind of condition: `chronic`, `type 2`.
    MODIFIER,
    /// A part of the body, or what belongs to one: `kidney`, `cardiac`.
    SITE,
    /// A drug, by its generic name or its brand.
    DRUG,
    /// What follows a drug's name: `tablets`, `hydrochloride`.
    FORM,
    /// An examination or a treatment: `MRI`, `dialysis`.
    EXAM,
    /// What kind of examination: `comprehensive metabolic panel`.
    EXAM_BEFORE,
    /// Of what: `MRI brain`.
    EXAM_AFTER,
    /// What speaks of a patient: `diagnosis`, `prescribed`.
    CUE;

    /// Its place in a set.
    @SuppressWarnings("EnumOrdinal") // what EnumSet does, without the objects
    final long bit = 1L << ordinal();

    /// That of the list that goes by this name in `medical.txt`.
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

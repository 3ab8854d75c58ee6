package io.plumbline.personaldata.names.word;

import java.util.List;

/// The entities found here. The order of those that the head knows is that of its training code.
public enum Entity {
    PERSON,
    LOCATION,
    ORGANIZATION,
    ADDRESS,
    NRP,
    JOB_TITLE,
    TITLE,
    AGE,
    ZIP_CODE,
    MEDICAL_DISEASE_DISORDER,
    MEDICAL_MEDICATION,
    MEDICAL_THERAPEUTIC_PROCEDURE;

    /// The entities that the head knows.
    public static final List<Entity> LEARNED =
            List.of(PERSON, LOCATION, ORGANIZATION, ADDRESS, NRP, JOB_TITLE, TITLE, AGE, ZIP_CODE);

    public boolean isMedical() {
        return compareTo(ZIP_CODE) > 0;
    }
}

package io.plumbline.guardrails.names;

/// What is found here. The order of those that the head knows is that of its training code.
enum Entity {
    PERSON,
    LOCATION,
    ORGANIZATION,
    ADDRESS,
    NRP,
    JOB_TITLE,
    TITLE,
    AGE,
    ZIP_CODE
}

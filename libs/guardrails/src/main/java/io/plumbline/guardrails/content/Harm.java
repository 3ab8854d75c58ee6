package io.plumbline.guardrails.content;

import io.plumbline.guardrails.detect.Category;

/// What a text does to people. The names are the entity types of the findings.
enum Harm {
    /// Rude or hateful in any of the ways below, so that people would leave the conversation.
    TOXICITY(Category.TOXICITY),
    SEVERE_TOXICITY(Category.TOXICITY),
    THREAT(Category.TOXICITY),
    INSULT(Category.TOXICITY),
    IDENTITY_ATTACK(Category.TOXICITY),
    PROFANITY(Category.TOXICITY),
    SEXUALLY_EXPLICIT(Category.TOXICITY),
    FLIRTATION(Category.TOXICITY),
    /// Somebody is in need and should be helped.
    SELF_HARM_RISK(Category.SELF_HARM),
    /// Somebody is told to harm themselves, or how.
    SELF_HARM_ENCOURAGEMENT(Category.SELF_HARM),
    /// How to make, get or use what kills many.
    WEAPONS(Category.WEAPONS);

    private final Category category;

    Harm(Category category) {
        this.category = category;
    }

    Category category() {
        return category;
    }
}

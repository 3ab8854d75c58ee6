package io.plumbline.guardrails.content;

import io.plumbline.personaldata.detect.Category;

/// What a text does to people. The names are the entity types of the findings.
enum Harm {
    /// Rude or hateful language of any of the kinds below that would make people leave the conversation.
    TOXICITY(Category.TOXICITY),
    SEVERE_TOXICITY(Category.TOXICITY),
    THREAT(Category.TOXICITY),
    INSULT(Category.TOXICITY),
    IDENTITY_ATTACK(Category.TOXICITY),
    PROFANITY(Category.TOXICITY),
    SEXUALLY_EXPLICIT(Category.TOXICITY),
    FLIRTATION(Category.TOXICITY),
    /// A person is in need and should be helped.
    SELF_HARM_RISK(Category.SELF_HARM),
    /// A person is encouraged to harm themselves, or instructed how.
    SELF_HARM_ENCOURAGEMENT(Category.SELF_HARM),
    /// How to make, obtain or use weapons that kill many.
    WEAPONS(Category.WEAPONS);

    private final Category category;

    Harm(Category category) {
        this.category = category;
    }

    Category category() {
        return category;
    }
}

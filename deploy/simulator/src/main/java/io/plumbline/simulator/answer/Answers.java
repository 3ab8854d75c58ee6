package io.plumbline.simulator.answer;

import io.plumbline.simulator.dials.Dials;
import io.plumbline.simulator.knowledge.Fact;
import io.plumbline.simulator.knowledge.Knowledge;
import io.plumbline.simulator.knowledge.NumberedPassages;
import io.plumbline.simulator.knowledge.PersonalData;
import io.plumbline.simulator.knowledge.Question;
import java.util.Optional;

/// Answers a message from the passages in it or from the knowledge, with the quality and tone of the dials. The same
/// message under the same
/// dials has the same answer, whether its personal data is in clear or replaced by placeholders.
final class Answers {
    static final String UNKNOWN =
            "I do not know the answer to that, and I would rather not guess. Please ask one of our advisers.";

    private final Knowledge knowledge;
    private final Degradation degradation;

    Answers(Knowledge knowledge) {
        this.knowledge = knowledge;
        this.degradation = new Degradation(knowledge.facts());
    }

    Answer to(String message, Dials dials, int choice) {
        NumberedPassages passages = NumberedPassages.in(message);
        PersonalData personal = PersonalData.in(Question.tail(passages.rest()));
        String question = Question.within(personal.rest());
        Optional<String> passage = passages.answer(question);
        Optional<Fact> fact = passage.isPresent() ? Optional.empty() : knowledge.find(question);
        String honest = passage.or(() -> fact.map(Fact::answer)).orElse(UNKNOWN);
        String given = degradation.apply(honest, fact.orElse(null), question, dials);
        String said = Voice.say(given, dials.tone(), question, choice, dials.chance());
        return new Answer(
                said + Echo.of(personal, dials.chance()),
                fact.map(Fact::topic).orElse("unknown"),
                fact.isPresent() || passage.isPresent());
    }

    /// @param known whether a passage or the knowledge contains the answer, whatever its final quality
    record Answer(String text, String topic, boolean known) {}
}

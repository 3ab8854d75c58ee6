package io.plumbline.simulator.answer;

import io.plumbline.simulator.dials.Chance;
import io.plumbline.simulator.dials.Dials;
import io.plumbline.simulator.knowledge.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Degrades answers according to the dials `quality` and `topicDrift`. The affected questions, and the kind of
/// degradation, depend only on the seed and the question; a question that is answered badly at a quality of 0.8
/// still is at 0.5.
final class Degradation {
    private final List<Fact> facts;

    Degradation(List<Fact> facts) {
        this.facts = facts;
    }

    /// @param fact the source of the answer; null if the honest answer is not to know
    String apply(String answer, @Nullable Fact fact, String question, Dials dials) {
        Chance chance = dials.chance();
        String given =
                chance.unit("quality", question) < dials.quality() ? answer : worse(answer, fact, question, chance);
        return chance.unit("drift", question) < dials.topicDrift() ? drift(given, question, chance) : given;
    }

    private String worse(String answer, @Nullable Fact fact, String question, Chance chance) {
        return switch (chance.pick("worse", question, 3)) {
            case 0 -> wrongFact(fact, question, chance);
            case 1 -> truncated(answer);
            default -> Digressions.sentence(chance.pick("irrelevant", question, Digressions.count()));
        };
    }

    /// The answer to another question, asserted as if it were right.
    private String wrongFact(@Nullable Fact fact, String question, Chance chance) {
        int picked = chance.pick("wrong", question, facts.size());
        String topic = fact == null ? "" : fact.topic();
        for (int i = 0; i < facts.size(); i++) {
            Fact candidate = facts.get((picked + i) % facts.size());
            if (!candidate.topic().equals(topic)) {
                return candidate.answer();
            }
        }
        return facts.get(picked).answer();
    }

    private static String truncated(String answer) {
        String[] words = answer.split(" ", -1);
        return String.join(" ", List.of(words).subList(0, Math.max(1, words.length / 3)));
    }

    /// Begins with the answer and then drifts off topic.
    private static String drift(String answer, String question, Chance chance) {
        int first = chance.pick("digression", question, Digressions.count());
        return SentenceSplitter.first(answer) + " " + Digressions.sentence(first) + " "
                + Digressions.sentence(first + 1);
    }
}

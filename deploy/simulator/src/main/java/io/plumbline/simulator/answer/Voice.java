package io.plumbline.simulator.answer;

import io.plumbline.simulator.dials.Chance;
import io.plumbline.simulator.dials.Tone;
import java.util.List;
import java.util.Map;

/// Words an answer in a tone.
final class Voice {
    private static final Map<String, String> CONTRACTIONS = Map.of(
            "do not", "don't",
            "does not", "doesn't",
            "cannot", "can't",
            "you will", "you'll",
            "You will", "You'll",
            "we are", "we're",
            "It is", "It's",
            "it is", "it's",
            "I would", "I'd");
    private static final List<String> CASUAL_OPENERS = List.of("Hey! ", "Sure thing. ", "No worries. ", "Easy one. ");
    private static final List<String> FORMAL_OPENERS =
            List.of("Thank you for your enquiry. ", "Dear customer, thank you for contacting us. ");
    private static final List<String> FURTHER_CHOICES =
            List.of("", "Certainly. ", "Gladly. ", "In short: ", "Here is what I know. ", "Let me help. ");

    private Voice() {}

    /// @param choice number of the answer among several to one request; the first is the plainest
    static String say(String answer, Tone tone, String question, int choice, Chance chance) {
        String opener = FURTHER_CHOICES.get(choice % FURTHER_CHOICES.size());
        return opener
                + switch (tone) {
                    case NEUTRAL -> answer;
                    case CURT -> SentenceSplitter.first(answer);
                    case ENTHUSIASTIC -> "Great question! " + answer.replaceAll("\\.(?= |$)", "!");
                    case FORMAL ->
                        pick(FORMAL_OPENERS, question, chance) + answer
                                + " Please do not hesitate to contact us should you require any further assistance.";
                    case CASUAL -> pick(CASUAL_OPENERS, question, chance) + contract(answer) + " Hope that helps!";
                };
    }

    private static String pick(List<String> openers, String question, Chance chance) {
        return openers.get(chance.pick("opener", question, openers.size()));
    }

    private static String contract(String answer) {
        String contracted = answer;
        for (Map.Entry<String, String> contraction : CONTRACTIONS.entrySet()) {
            contracted = contracted.replace(contraction.getKey(), contraction.getValue());
        }
        return contracted;
    }
}

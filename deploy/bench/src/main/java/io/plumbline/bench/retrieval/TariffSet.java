package io.plumbline.bench.retrieval;

import io.plumbline.bench.retrieval.LabelledSet.Item;
import io.plumbline.bench.retrieval.LabelledSet.Question;
import io.plumbline.knowledge.document.MarkdownReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A generated labelled set: the terms of insurance tariffs. All documents have the same sections, and differ in
/// their numbers and in the order of their sections. The answers do not name the tariff. Half of the questions use
/// other words than the answer, half use some of its words.
final class TariffSet {

    private static final long SEED = 20_261_201L;
    private static final int QUESTIONS = 200;

    private static final List<String> NAMES = List.of(
            "Aurora",
            "Beacon",
            "Cedar",
            "Delta",
            "Ember",
            "Falcon",
            "Granite",
            "Harbour",
            "Iris",
            "Juniper",
            "Keystone",
            "Lantern",
            "Meridian",
            "Nimbus",
            "Orchard",
            "Pioneer");
    private static final List<String> KINDS = List.of("Household", "Travel", "Motor", "Pet", "Cycle");

    /// @param answer   with the number
    /// @param question in other words
    /// @param keywords in the same words
    private record Fact(String section, String answer, String question, String keywords) {}

    private static final List<Fact> FACTS = List.of(
            new Fact(
                    "Your share",
                    "The policyholder bears the first %d euros of every loss.",
                    "How high is the deductible of %s?",
                    "%s first euros of a loss borne by policyholder"),
            new Fact(
                    "Ending the contract",
                    "The contract ends if notice is given %d weeks before the end of a year.",
                    "When do I have to cancel %s at the latest?",
                    "%s notice weeks before end of year"),
            new Fact(
                    "Duties",
                    "A loss must be reported within %d days after it was discovered.",
                    "What is the deadline for notifying a claim under %s?",
                    "%s loss must be reported within days"),
            new Fact(
                    "Compensation",
                    "The amount is transferred %d working days after our decision.",
                    "How fast does %s pay out money?",
                    "%s amount transferred working days after decision"),
            new Fact(
                    "Where you are covered",
                    "Cover extends to stays in other countries of up to %d weeks.",
                    "For how long does %s protect me abroad?",
                    "%s cover stays in other countries weeks"),
            new Fact(
                    "Start of benefits",
                    "Benefits begin %d months after the contract was signed.",
                    "How long is the waiting period of %s?",
                    "%s benefits begin months after contract signed"),
            new Fact(
                    "Premiums",
                    "Whoever pays once a year receives a discount of %d percent.",
                    "How much cheaper is %s with annual payment?",
                    "%s discount percent for paying once a year"),
            new Fact(
                    "Limits",
                    "| Bicycles | %d euros |",
                    "What is the maximum for a stolen bike with %s?",
                    "%s limit for bicycles"));

    private static final List<String> FILLERS = List.of(
            "These terms are part of the contract and apply together with the law.",
            "Changes are announced in writing, and you may object to them.",
            "If a provision is invalid, the others remain in force.",
            "Please keep all receipts, because we may ask for them.",
            "Our staff will explain each step and answer your questions.",
            "An expert may inspect the damage, at our expense.",
            "The details are in the certificate that you received with this document.",
            "Any agreement that differs from these terms must be in writing.",
            "Damage caused on purpose is excluded in every case.",
            "If several people are insured, each of them has the same rights and duties.",
            "We check each case on its own and tell you the result with our reasons.",
            "Help from the police, the fire service or a doctor comes first.",
            "Nothing in this section limits the rights that consumers have by law.",
            "You may authorise another person to act for you; we need this in writing.");

    private TariffSet() {}

    /// @param documents at most one for each name and kind
    static LabelledSet of(int documents) {
        Random random = new Random(SEED);
        List<Item> items = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < Math.min(documents, NAMES.size() * KINDS.size()); i++) {
            String tariff = NAMES.get(i % NAMES.size()) + " " + KINDS.get(i / NAMES.size());
            List<Fact> facts = new ArrayList<>(FACTS);
            Collections.shuffle(facts, random);
            StringBuilder text = new StringBuilder("# Terms of " + tariff + "\n");
            for (Fact fact : facts) {
                String answer = fact.answer().formatted(random.nextInt(2, 500));
                add(text, fact, answer, random);
                questions.add(new Question(fact.question().formatted(tariff), Map.of(Integer.toString(i), 1), answer));
            }
            items.add(new Item(Integer.toString(i), new MarkdownReader().read(text.toString())));
        }
        Collections.shuffle(questions, random);
        return new LabelledSet("generated tariffs", items, questions.subList(0, Math.min(QUESTIONS, questions.size())));
    }

    private static void add(StringBuilder text, Fact fact, String answer, Random random) {
        text.append("\n## ").append(fact.section()).append("\n\n");
        int before = random.nextInt(6);
        text.append(fillers(before, random));
        if (answer.startsWith("|")) {
            text.append("\n\n| item | limit |\n|---|---|\n| Cash | %d euros |\n".formatted(random.nextInt(2, 500)));
            text.append(answer).append("\n| Jewellery | %d euros |\n\n".formatted(random.nextInt(2, 500)));
        } else {
            text.append(answer).append(' ');
        }
        text.append(fillers(random.nextInt(2, 7), random)).append('\n');
    }

    private static String fillers(int count, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(FILLERS.get(random.nextInt(FILLERS.size()))).append(random.nextInt(4) == 0 ? "\n\n" : " ");
        }
        return text.toString();
    }
}

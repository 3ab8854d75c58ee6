package io.plumbline.bench.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Ordinary English of people at work without any finding, as in most calls.
public final class Prose {

    private static final long SEED = 20_261_126L;

    private static final List<String> SENTENCES = List.of(
            "Thanks for getting back to me so quickly about the delivery.",
            "The report looks fine on the whole, but the second chart needs a clearer title.",
            "Could you summarise the main points of the discussion in three short paragraphs?",
            "We agreed that the new process would start once the training was over.",
            "I have read the draft twice and would still like to shorten the introduction.",
            "Our customers keep asking why the invoice arrives before the goods do.",
            "Please explain the difference between the two tariffs as you would to a beginner.",
            "It rained for most of the weekend, so the warehouse roof was not repaired after all.",
            "The team wants to know whether the figures include the returns from the outlet.",
            "When the line manager is away, requests go to whoever is on duty that morning.",
            "A good reply is polite, answers the question that was asked, and promises nothing else.",
            "The machine stops whenever the door is opened, which is what it should do.",
            "Sales were a little higher than last year, mostly because of the longer opening hours.",
            "I would rather not change the layout again until the survey has been evaluated.",
            "Write a friendly reminder to everyone who has not yet chosen a meal for the party.",
            "The contract says that either side may end it with three months' notice.",
            "How do I turn off the notifications without missing the important ones?",
            "Most of the complaints are about the queue at the entrance, not about the show.",
            "He suggested moving the meeting to the afternoon, since nobody is awake before ten.",
            "The recipe works just as well with oats, although the crust becomes darker.",
            "Before the upgrade we should make a copy of everything and try to restore it.",
            "She compared the offers and found that the cheapest one leaves out the insurance.",
            "What are the advantages of leasing a van over buying one for a small bakery?",
            "The lift has been out of order since the inspection, and the stairs are steep.",
            "Translate the following announcement into plain language without losing the facts.",
            "Nobody expected the garden to recover so well after such a dry summer.",
            "If the parcel is too large for the letter box, it is left with a neighbour.",
            "The course covers the basics of bookkeeping and ends with a small exam.",
            "I am looking for a quiet room with a desk, a window, and a door that closes.",
            "Make a table of the pros and cons, and mark the ones that cannot be undone.",
            "Our suppliers were surprised by the change, yet all of them have adapted by now.",
            "The museum is free on Sundays; on other days students pay half of the price.",
            "Try holding the button a little longer, until the light turns from amber to green.",
            "There is no hurry with the curtains, but the carpet has to be gone by the weekend.",
            "The minutes should mention who will talk to the landlord about the heating.",
            "Every function in this module returns a list, even when there is only one result.",
            "We have tested the form with older visitors, and the font is still too small.",
            "Could the shop stay open during the fair, or would that be too much for two people?",
            "The bridge is closed to lorries, so the route through the valley takes an hour longer.",
            "Give me ten ideas for a present that costs little and is not another mug.");

    private Prose() {}

    /// Texts of about this many characters each, with the sentences in a different order in each.
    public static List<String> texts(int count, int length) {
        Random random = new Random(SEED);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder(length + 100);
            while (text.length() < length) {
                text.append(SENTENCES.get(random.nextInt(SENTENCES.size())));
                text.append(random.nextInt(6) == 0 ? "\n\n" : " ");
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /// A text of about this many tokens of the encoder, for which most words here are one token.
    public static String ofTokens(int tokens) {
        StringBuilder text = new StringBuilder();
        int words = 0;
        Random random = new Random(SEED + tokens);
        while (words < tokens) {
            for (String word : SENTENCES.get(random.nextInt(SENTENCES.size())).split(" ", -1)) {
                if (words < tokens) {
                    text.append(word).append(' ');
                    words += Character.isLetter(word.charAt(word.length() - 1)) ? 1 : 2;
                }
            }
        }
        return text.toString();
    }
}

package io.plumbline.simulator.answer;

import java.util.List;

/// Topics that a bank's assistant should avoid.
final class Digressions {
    private static final List<String> SENTENCES = List.of(
            "Tomatoes want at least six hours of sun a day and a stake to climb on.",
            "A sourdough starter doubles in size within four to eight hours after it was fed.",
            "The home side lost the match in extra time after two late penalties.",
            "Saturn's rings are mostly ice, and in places only ten metres thick.",
            "The overture was written in the night before the first performance.",
            "Rinse the brushes in cold water before the paint has dried.",
            "Herons hunt at dawn, standing still in shallow water.",
            "The old lighthouse was moved a mile inland, stone by stone.",
            "A longer stem lets you shift more weight over the front wheel of the bicycle.",
            "Basil and mint grow best when they are cut often.");

    private Digressions() {}

    static int count() {
        return SENTENCES.size();
    }

    /// Any number selects a sentence.
    static String sentence(int number) {
        return SENTENCES.get(Math.floorMod(number, SENTENCES.size()));
    }
}

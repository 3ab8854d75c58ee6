package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.automaton.Automaton;

/// A form with its number among all of a [PatternIndex].
record FormEntry(int number, PatternRecognizer recognizer, Form form) {

    /// An entry that is about to be put into a group, with its own automaton to determine its properties.
    record Draft(FormEntry entry, Automaton automaton) {}
}

package io.plumbline.guardrails.scan;

import io.plumbline.guardrails.automaton.Automaton;

/// A form in its place among all that a [PatternIndex] knows.
record FormEntry(int number, PatternRecognizer recognizer, Form form) {

    /// One that is about to be put into a group, and its own automaton: to see what it is like.
    record Draft(FormEntry entry, Automaton automaton) {}
}

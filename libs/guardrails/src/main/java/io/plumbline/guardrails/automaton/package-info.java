/// Patterns of characters as data, matched in linear time by one automaton for any number of them.
@NullMarked
package io.plumbline.guardrails.automaton;

import org.jspecify.annotations.NullMarked;

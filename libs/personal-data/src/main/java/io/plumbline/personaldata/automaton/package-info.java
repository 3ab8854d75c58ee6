/// Patterns of characters as data; one automaton matches any number of them in linear time.
@NullMarked
package io.plumbline.personaldata.automaton;

import org.jspecify.annotations.NullMarked;

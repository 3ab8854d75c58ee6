/// The page of one item of a gate, with the steps to each answer.
@NullMarked
package io.plumbline.console.gate.item;

import org.jspecify.annotations.NullMarked;

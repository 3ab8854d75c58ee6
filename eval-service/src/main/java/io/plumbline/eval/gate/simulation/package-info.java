/// Gates on made-up systems, of which the truth is known: how often a verdict is wrong.
@NullMarked
package io.plumbline.eval.gate.simulation;

import org.jspecify.annotations.NullMarked;
